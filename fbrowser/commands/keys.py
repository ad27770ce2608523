"""Keys: a key with its modifiers, and a sequence of them, as plain data; how they are written, read and shown."""

from __future__ import annotations

import sys
from typing import Final, NamedTuple

from fbrowser.common.translation import enumerated, later, ptr, tr

MAC: Final = sys.platform == "darwin"


class BadKeyError(ValueError):
    """What was written is no key; `str()` says why and what is allowed, without a capital or a full stop."""


class Key(NamedTuple):
    """One key with what is held down meanwhile. Make one with `key` or `parse`: they know one name for each."""

    name: str
    """The character that it types, a letter as a small one; or one of NAMES."""
    ctrl: bool = False
    """Control, also on macOS."""
    alt: bool = False
    """Alt; the option key on macOS."""
    shift: bool = False
    """Never with a character other than a letter: it is part of which character that is, on this keyboard."""
    meta: bool = False
    """The command key on macOS, the key with the logo elsewhere."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is held down, or Shift at most: what one types with."""
        return not (self.ctrl or self.alt or self.meta)

    @property
    def is_character(self) -> bool:
        """Whether it types a character."""
        return len(self.name) == 1


Sequence = tuple[Key, ...]
"""Keys that are pressed one after the other."""

NAMES: Final = (
    *("Enter", "Esc", "Tab", "Backspace", "Delete", "Insert", "Space", "Menu", "Pause", "Print"),
    *("Home", "End", "PageUp", "PageDown", "Up", "Down", "Left", "Right"),
    *("Back", "Forward", "Refresh", "Search"),  # keys that some keyboards and mice have
    *(f"Num{each}" for each in "0123456789+-*/.,"),  # on the keypad
    *(f"F{number}" for number in range(1, 36)),
)
"""Keys that type nothing, or that should not be taken for the character they type."""

_OTHER_NAMES: Final = {
    "return": "Enter",
    "escape": "Esc",
    "del": "Delete",
    "ins": "Insert",
    "pgup": "PageUp",
    "pgdn": "PageDown",
    "pgdown": "PageDown",
    "plus": "+",
    "minus": "-",
    "comma": ",",
}
_SIGNS: Final = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
"""Characters that stand for keys, also where a keyboard types them."""
_BY_NAME: Final = {name.lower(): name for name in NAMES} | _OTHER_NAMES | _SIGNS
_MODIFIERS: Final = {
    **dict.fromkeys(("ctrl", "control", "⌃"), "ctrl"),
    **dict.fromkeys(("alt", "option", "opt", "⌥"), "alt"),
    **dict.fromkeys(("shift", "⇧"), "shift"),
    **dict.fromkeys(("meta", "super", "win", "cmd", "command", "⌘"), "meta"),
}


def key(name: str, *, ctrl: bool = False, alt: bool = False, shift: bool = False, meta: bool = False) -> Key:
    """Return the one Key that stands for a character, or a name of NAMES, with what is held down."""
    name = _SIGNS.get(name, name)
    if len(name) == 1:
        if has_case(name):
            name = small(name)
        else:
            shift = False
    return Key(name, ctrl, alt, shift, meta)


def has_case(character: str) -> bool:
    """Return whether a character is a letter of which there is a small and a large one."""
    return small(character) != character.upper()


def small(letter: str) -> str:
    """Return the small letter, as one character: there is none of some, such as a dotted capital I."""
    return letter.lower() if len(letter.lower()) == 1 else letter


# -- written


def parse(text: str, *, mac: bool = MAC) -> Sequence:
    """Return the keys that a text names: `Ctrl+Shift+P`, or several with spaces between, `g g`.

    `Mod` is Ctrl, and the command key on macOS. A large letter by itself is that letter with Shift: `G`. In
    `Ctrl+P` it does not matter how the letter is written; Shift has to be named.

    Raises:
        BadKeyError: There is no such key.
    """
    words = text.split()
    if not words:
        raise BadKeyError(tr("a key is missing; write one such as Ctrl+P, F5 or g g"))
    return tuple(_parse_key(word, mac=mac) for word in words)


def _parse_key(word: str, *, mac: bool) -> Key:
    held: dict[str, bool] = {}
    rest = word
    while "+" in rest[1:]:
        before, _, after = rest.partition("+")
        modifier = ("meta" if mac else "ctrl") if before.lower() == "mod" else _MODIFIERS.get(before.lower())
        if modifier is None:
            break
        held[modifier] = True
        rest = after
    if not rest:
        raise BadKeyError(
            tr(
                "{word}: a key is missing after the last +; for the key + itself write {right}",
                word=word,
                right=f"{word}+",
            )
        )
    return _named(rest, word, held)


def _named(name: str, word: str, held: dict[str, bool]) -> Key:
    """Return the key of a name with what is held down; word: the whole, for complaints."""
    if len(name) == 1 and name.isprintable():
        if not has_case(name) and "shift" in held and name not in _BY_NAME:
            raise BadKeyError(
                tr(
                    "{word}: what Shift and {key} type depends on the keyboard; "
                    "write that character, without Shift",
                    word=word,
                    key=name,
                )
            )
        if not held and has_case(name) and name != small(name):
            held = {"shift": True}
    known = _BY_NAME.get(name.lower(), name if len(name) == 1 and name.isprintable() else "")
    if known:
        return key(known, **held)
    modifier, plus, _ = name.partition("+")
    if plus and modifier:
        raise BadKeyError(
            tr("{word}: {key} cannot be held down; Ctrl, Alt, Shift, Meta and Mod can", word=word, key=modifier)
        )
    if name.lower() == "mod" or name.lower() in _MODIFIERS:
        raise BadKeyError(
            tr(
                "{word}: a key is missing; {key} is only held down, as in {right}",
                word=word,
                key=name,
                right=f"{name}+F5",
            )
        )
    raise BadKeyError(
        tr(
            "{word}: there is no key {key}; write a character, or a name such as {closest}, or F1 to F35",
            word=word,
            key=name,
            closest=_closest(name),
        )
    )


def _closest(name: str) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - 20 ms, and only who mistypes needs it

    return enumerated(found for found, _, _ in process.extract(name, NAMES, limit=3, processor=str.lower))


def spell(sequence: Sequence) -> str:
    """Return keys as they are written in a file; `parse` reads the same from it, on any system."""
    return " ".join(map(_spell_key, sequence))


def _spell_key(each: Key) -> str:
    name = each.name
    is_letter = len(name) == 1 and has_case(name)
    capital = name.upper() if is_letter and small(name.upper()) == name and len(name.upper()) == 1 else ""
    if each.shift and each.is_plain and capital:
        return capital
    held = ("Ctrl", each.ctrl), ("Alt", each.alt), ("Shift", each.shift), ("Meta", each.meta)
    words = [word for word, is_held in held if is_held]
    return "+".join([*words, capital or name] if words else [name])


# -- shown

_ARROWS: Final = {name: sign for sign, name in _SIGNS.items()}
_SHOWN: Final = _ARROWS | {
    "Enter": later("Enter", "key"),
    "Esc": later("Esc", "key"),
    "Tab": later("Tab", "key"),
    "Backspace": later("Backspace", "key"),
    "Delete": later("Delete", "key"),
    "Insert": later("Insert", "key"),
    "Space": later("Space", "key"),
    "Menu": later("Menu", "key"),
    "Pause": later("Pause", "key"),
    "Print": later("Print", "key"),
    "Home": later("Home", "key"),
    "End": later("End", "key"),
    "PageUp": later("Page Up", "key"),
    "PageDown": later("Page Down", "key"),
    "Back": later("Back", "key"),
    "Forward": later("Forward", "key"),
    "Refresh": later("Refresh", "key"),
    "Search": later("Search", "key"),
}
_SHOWN_MAC: Final = _ARROWS | {
    "Enter": "↩",
    "Esc": "⎋",
    "Tab": "⇥",
    "Backspace": "⌫",
    "Delete": "⌦",
    "Home": "↖",
    "End": "↘",
    "PageUp": "⇞",
    "PageDown": "⇟",
}


def show(sequence: Sequence, *, mac: bool = MAC) -> str:
    """Return keys as people of a system know them: `Ctrl+Shift+P`, `⇧⌘P`."""
    return " ".join(_show_key(each, mac=mac) for each in sequence)


def _show_key(each: Key, *, mac: bool) -> str:
    if each.name.startswith("Num"):
        name = tr("Num {key}", key=each.name[3:])
    else:
        name = ptr("key", (_SHOWN | _SHOWN_MAC if mac else _SHOWN).get(each.name, each.name))
    if mac:
        held = ("⌃", each.ctrl), ("⌥", each.alt), ("⇧", each.shift), ("⌘", each.meta)
        signs = "".join(sign for sign, is_held in held if is_held)
        return _spell_key(each) if signs == "⇧" and each.is_character else signs + _capital(name, signs)
    if each.is_plain and each.is_character:
        return _spell_key(each)
    held = (
        (ptr("key", "Ctrl"), each.ctrl),
        (ptr("key", "Alt"), each.alt),
        (ptr("key", "Shift"), each.shift),
        (ptr("key", "Super"), each.meta),
    )
    words = [word for word, is_held in held if is_held]
    return "+".join([*words, _capital(name, *words)])


def _capital(name: str, *held: str) -> str:
    return name.upper() if any(held) and len(name) == len(name.upper()) == 1 else name


# -- whose they are

_CLIPBOARD: Final = frozenset("acvxzy")
_CARET: Final = frozenset(("Left", "Right", "Home", "End", "Backspace", "Delete", "Insert"))
_PLAIN: Final = _CARET | {"Up", "Down", "PageUp", "PageDown", "Enter", "Tab", "Space"}


def is_typing(each: Key, *, mac: bool = MAC) -> bool:
    """Return whether a text field, or another control that has the keyboard, has a use for a key itself.

    These are characters, keys that move and delete, and those of the clipboard and of undoing.
    """
    if each.is_plain:
        return each.is_character or each.name in _PLAIN or each.name.startswith("Num")
    main, other = (each.meta, each.ctrl) if mac else (each.ctrl, each.meta)
    if main and not other and not each.alt:
        return each.name in _CLIPBOARD or each.name in _CARET
    return mac and each.alt and not main and not other and each.name in _CARET
