"""The user's keys: laid over a keymap; what is wrong is named, and costs nothing else."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.keymap import Keymap, conflicts
from fbrowser.commands.keymaps import TITLES, built_in
from fbrowser.commands.keys import parse
from fbrowser.commands.user_keys import lay_over
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.keys_file import keys_path, read_keys

COMMANDS = builtin_commands()


def laid(*lines: str) -> tuple[Keymap, list[str]]:
    return laid_over("desktop", *lines)


def laid_over(base: str, *lines: str) -> tuple[Keymap, list[str]]:
    keymap, problems = lay_over("\n".join(lines), COMMANDS, base, mac=False)
    return keymap, [str(each) for each in problems]


def bound(keymap: Keymap, text: str) -> list[tuple[str, int | None]]:
    keys = parse(text, mac=False)
    return [(each.command.id, each.number) for each in keymap.bindings if each.keys == keys]


def test_an_empty_file_changes_nothing() -> None:
    keymap, problems = laid("")
    assert keymap.bindings == built_in("desktop", COMMANDS, mac=False).bindings
    assert not problems


def test_binding_unbinding_and_counting() -> None:
    keymap, problems = laid_over(
        "vim",
        "# mine",
        "[keys]",
        '"Ctrl+K" = "go.up" # up',
        '"F9" = ""',
        "'J' = 'cursor.down 5'",
        'F8 = "go.home"',
    )
    assert problems == []
    assert (keymap.name, keymap.is_modal) == ("vim", True)
    assert [bound(keymap, text) for text in ("Ctrl+K", "F9", "J", "F8", "g g")] == [
        [("go.up", None)],
        [],
        [("cursor.down", 5)],
        [("go.home", None)],
        [("cursor.first", None)],
    ]


def test_what_is_bound_anew_is_taken_from_what_it_would_meet_and_from_nothing_else() -> None:
    keymap, problems = laid("[keys]", '"Enter" = "go.home"', '"Ctrl+I" = "select.all"')
    assert problems == []
    assert bound(keymap, "Enter") == [("go.home", None)]
    assert bound(keymap, "Ctrl+I") == [("select.all", None), ("search.case", None)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"Ctrl+Foo" = "go.up"', "Ctrl+Foo: there is no key Foo; write a character, or a name such as F"),
        ('"Ctrl+K" = "go.upp"', "there is no command go.upp; the closest are go.up"),
        ('"Ctrl+K" = "qqqq"', "there is no command qqqq; fbrowser keys --ids lists them"),
        ('"Ctrl+K" = "go.up 5"', "go.up takes no count; write it without 5"),
        ('"Ctrl+K" = 5', '5 is no command; write the id of one, such as "go.up", or "" for none'),
        ('"Ctrl+K" = "a b c"', "'a b c' is no command"),
        ('"Ctrl+K" go.up', "this is no TOML (expected '=' after a key in a key/value pair); write keys = command"),
        ('"Ctrl+K" = "go.up" oops', "this is no TOML (expected newline or end of document after a statement)"),
        ('Ctrl+K = "go.up"', "this is no TOML"),
        ('bse.x = "vim"', "keys.bse.x means nothing here; keys below [keys] do"),
        (f'"{"x" * 300}" = "go.up"', "the line is too long; 200 characters are read"),
        ('"x" = ' + "[" * 150, "this is no TOML"),
        ('"\\u202E" = "go.up"', "\u27e8U+202E\u27e9: there is no key"),
        (
            '"ctrl+j" = "go.back"',
            "Ctrl+J runs both go.home (keys.toml, line 2) and go.back (keys.toml, line 3); the first",
        ),
        (
            '"Ctrl+J x" = "go.back"',
            "Ctrl+J, which runs go.home (keys.toml, line 2), and Ctrl+J x, which runs go.back",
        ),
    ],
)
def test_a_bad_line_is_named_and_the_others_hold(line: str, said: str) -> None:
    keymap, problems = laid("[keys]", '"Ctrl+J" = "go.home"', line, '"F8" = "go.up"')
    assert len(problems) == 1
    assert problems[0].startswith(f"keys.toml, line 3: {said}")
    assert bound(keymap, "F8") == [("go.up", None)]
    assert bound(keymap, "Ctrl+J") == [("go.home", None)]


def test_what_hides_keys_of_the_keymap_below_says_so_and_wins() -> None:
    keymap, problems = laid_over("vim", "[keys]", '"Z" = "go.up"', '"x y" = "go.up"', '"s s" = "go.home"')
    assert problems == [
        "keys.toml, line 2: Z, which runs go.up (keys.toml, line 2), and Z Z, which runs tab.close (Vim), "
        "begin alike; the first one holds.",
        "keys.toml, line 4: s s, which runs go.home (keys.toml, line 4), and s, which runs search.begin (Vim), "
        "begin alike; the first one holds.",
    ]
    assert bound(keymap, "Z Z") == bound(keymap, "s") == []


def test_a_table_that_is_not_there() -> None:
    keymap, problems = laid('base = "vim"', "[kyes]", '"F8" = "go.up"', "[keys", '"F8" = "go.up"', "[keys]")
    assert keymap.name == "desktop"
    assert bound(keymap, "F8") == []
    assert [each.split(":")[0][-1] for each in problems] == list("134")
    assert "base means nothing here" in problems[0]


def test_more_lines_than_anybody_writes_are_not_read() -> None:
    _, problems = laid(*["# x"] * 2000)
    assert problems == ["keys.toml, line 1001: 1,000 lines are read; this one and those below are not."]


LINES = st.sampled_from(
    ["[keys]", "[[keys]]", "[keys.x]", 'base = "vim"', "base = 1", '"g" = "go.up"', '"g g" = "go.home"']
)
PAIRS = st.builds(
    '"{}" = "{}"'.format,
    st.text("gjk FCtrl+1 \\", max_size=6),
    st.sampled_from([*(each.id for each in COMMANDS), "", "x"]),
)


@given(st.lists(st.one_of(LINES, PAIRS, st.text(max_size=30))), st.booleans())
def test_whatever_is_written(lines: list[str], mac: bool) -> None:
    keymap, problems = lay_over("\n".join(lines), COMMANDS, mac=mac)
    assert keymap.name in TITLES
    assert conflicts(keymap) == []
    count = "\n".join(lines).count("\n") + 1
    assert all(1 <= each.line <= count and "\n" not in str(each) for each in problems)


def test_the_file_is_read_from_the_folder_of_the_settings() -> None:
    assert read_keys() == ""
    folder = Path(os.environ["FBROWSER_CONFIG_DIR"])
    folder.mkdir()
    (folder / "keys.toml").write_bytes(b'\xef\xbb\xbfbase = "vim"\r\n\xff')
    assert read_keys() == 'base = "vim"\n\ufffd'
    assert keys_path() == os.fsencode(folder / "keys.toml")


def test_a_file_that_cannot_be_read_says_so() -> None:
    Path(os.environ["FBROWSER_CONFIG_DIR"], "keys.toml").mkdir(parents=True)
    with pytest.raises(EnvironmentProblem, match=r"keys\.toml could not be read"):
        read_keys()
