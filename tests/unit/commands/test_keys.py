"""Keys are written, read and shown the same way round, whatever they are."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fbrowser.commands.keys import NAMES, BadKeyError, Key, is_typing, key, parse, show, spell

CHARACTERS = st.characters(exclude_categories=("C", "Z", "M")).filter(str.isprintable)
KEYS = st.builds(
    key, st.sampled_from(NAMES) | CHARACTERS, ctrl=..., alt=..., shift=st.booleans(), meta=st.booleans()
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ctrl+Shift+P", [Key("p", ctrl=True, shift=True)]),
        ("ctrl+p", [Key("p", ctrl=True)]),
        ("g g", [Key("g"), Key("g")]),
        ("G", [Key("g", shift=True)]),
        ("Ctrl++", [Key("+", ctrl=True)]),
        ("+", [Key("+")]),
        ("Num+", [Key("Num+")]),
        ("Ctrl+Num+", [Key("Num+", ctrl=True)]),
        ("Shift+Tab", [Key("Tab", shift=True)]),
        ("shift+g", [Key("g", shift=True)]),
        ("pgup RETURN", [Key("PageUp"), Key("Enter")]),
        ("⌥⌘", None),
        ("?", [Key("?")]),
        (",  n", [Key(","), Key("n")]),
        ("Mod+L", [Key("l", ctrl=True)]),
        ("Cmd+L", [Key("l", meta=True)]),
    ],
)
def test_what_is_written_is_read(text: str, keys: list[Key] | None) -> None:
    if keys is None:
        with pytest.raises(BadKeyError):
            parse(text, mac=False)
    else:
        assert parse(text, mac=False) == tuple(keys)


def test_mod_is_the_command_key_on_a_mac_only() -> None:
    assert parse("Mod+L", mac=True) == parse("⌘+L", mac=False) == (Key("l", meta=True),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a key is missing; write one such as"),
        ("Ctrl+", "a key is missing after the last +"),
        ("Ctrl", "Ctrl is only held down"),
        ("Hyper+K", "Hyper cannot be held down; Ctrl, Alt"),
        ("Ctrl+PageUpp", "there is no key PageUpp; write a character, or a name such as PageUp"),
        ("Ctrl+Shift+1", "what Shift and 1 type depends on the keyboard"),
        ("\x07", "there is no key"),
    ],
)
def test_what_is_no_key_is_explained(text: str, said: str) -> None:
    with pytest.raises(BadKeyError, match=said.replace("+", r"\+")):
        parse(text, mac=False)


@given(st.lists(KEYS, min_size=1, max_size=4), st.booleans())
@example([key("\u2190")], False)
def test_what_is_spelled_is_read_again(keys: list[Key], mac: bool) -> None:
    assert parse(spell(tuple(keys)), mac=mac) == tuple(keys)


@given(st.text() | st.text(string.ascii_letters + "+ "), st.booleans())
def test_any_text_is_keys_or_a_complaint(text: str, mac: bool) -> None:
    try:
        keys = parse(text, mac=mac)
    except BadKeyError as problem:
        said, keys = str(problem), ()
    else:
        said = show(keys, mac=mac)
    assert said
    assert not keys or parse(spell(keys), mac=mac) == keys


def test_shown_as_each_system_does() -> None:
    assert show(parse("Mod+Shift+P", mac=False), mac=False) == "Ctrl+Shift+P"
    assert show(parse("Mod+Shift+P", mac=True), mac=True) == "⇧⌘P"
    assert show(parse("Alt+Left", mac=False), mac=False) == "Alt+←"
    assert show(parse("Ctrl+Alt+Mod+Enter", mac=True), mac=True) == "⌃⌥⌘↩"
    assert [show(parse(text), mac=mac) for text in ("g G", "G") for mac in (False, True)] == [
        "g G",
        "g G",
        "G",
        "G",
    ]
    assert show(parse("Ctrl+Num+ Num5"), mac=False) == "Ctrl+Num + Num 5"


@pytest.mark.parametrize(
    "text", ["a", "A", "Left", "Shift+End", "Ctrl+C", "Ctrl+Shift+Z", "Ctrl+Backspace", "Num5"]
)
def test_what_a_text_field_has_a_use_for(text: str) -> None:
    assert is_typing(parse(text)[0], mac=False)


@pytest.mark.parametrize("text", ["Ctrl+L", "F5", "Esc", "Alt+Left", "Alt+1", "Ctrl+Alt+C", "Meta+C", "Ctrl+Tab"])
def test_what_it_has_none_for(text: str) -> None:
    assert not is_typing(parse(text)[0], mac=False)


def test_a_mac_moves_the_caret_by_other_keys() -> None:
    assert [is_typing(parse(text)[0], mac=True) for text in ("Alt+Left", "Cmd+C", "Ctrl+C")] == [True, True, False]
