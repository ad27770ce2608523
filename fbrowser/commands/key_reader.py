"""Key reader: what keys that are pressed one after the other mean in a keymap; a state machine of plain data."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.commands.keys import MAC, Key, Sequence, is_typing, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fbrowser.commands.command import Command
    from fbrowser.commands.keymap import Binding, Keymap
    from fbrowser.commands.when import Facts

MOST: Final = 999_999_999
"""The largest count; more digits change nothing."""
_DIGITS: Final = frozenset("0123456789")
_OWN_KEYBOARD: Final = frozenset(("editing_text", "in_control"))
_MADE_FOR: Final = ("editing_text", "in_places")
_CANCEL: Final = Key("Esc")


class Verdict(Enum):
    """What becomes of a key that runs nothing."""

    PENDING = "it is part of something: wait for more"
    DROPPED = "it ends what was begun; nobody else should get it"
    PASSED = "it is not for us: whoever has the keyboard should get it"


class Run(NamedTuple):
    """A command is meant."""

    command: Command
    number: int | None
    """How often, or which; None: that was not said."""


Answer = Run | Verdict


class Begun(NamedTuple):
    """What was pressed so far of something that is not complete."""

    digits: str = ""
    keys: Sequence = ()

    def __bool__(self) -> bool:
        return bool(self.digits or self.keys)

    def __str__(self) -> str:
        return f"{self.digits} {show(self.keys)}".strip()


NOTHING: Final = Begun()


def read(
    keymap: Keymap, begun: Begun, candidates: Iterable[Key], facts: Facts, *, mac: bool = MAC
) -> tuple[Begun, Answer]:
    """Return what is begun after a key, and what the key means.

    candidates: what the key may stand for, the likeliest first: `Num+` and `+`, or a letter of the layout and the
    Latin one in its place. The first one that means something counts.

    A key that whoever has the keyboard can use itself is only taken from the table, unless the command is made for
    a text field, or for the list of places: its clause requires `editing_text`, or `in_places`.
    """
    candidates = tuple(candidates)
    if begun and _CANCEL in candidates:
        return NOTHING, Verdict.DROPPED
    for key in candidates:
        found = _read(keymap, begun, key, facts, mac=mac)
        if found is not None:
            return found
    is_stray = (
        keymap.is_modal and "in_table" in facts and any(each.is_plain and each.is_character for each in candidates)
    )
    return NOTHING, Verdict.DROPPED if begun or is_stray else Verdict.PASSED


def _read(keymap: Keymap, begun: Begun, key: Key, facts: Facts, *, mac: bool) -> tuple[Begun, Answer] | None:
    """Return what is begun after a key and what it means, if it means anything."""
    keys = (*begun.keys, key)
    node = keymap.find(keys)
    is_others = bool(facts & _OWN_KEYBOARD) and is_typing(keys[0], mac=mac)

    def is_meant(binding: Binding) -> bool:
        when = binding.command.when
        return when.holds(facts) and (not is_others or any(map(when.requires, _MADE_FOR)))

    if node is not None:
        meant = next(filter(is_meant, node.bindings), None)
        if meant is not None:
            return NOTHING, Run(meant.command, _count(meant, begun))
        if any(map(is_meant, node.below())):
            return Begun(begun.digits, keys), Verdict.PENDING
    if keymap.is_modal and not is_others and not begun.keys and _is_digit(key, begun):
        return Begun(str(min(int(begun.digits + key.name), MOST))), Verdict.PENDING
    return None


def _is_digit(key: Key, begun: Begun) -> bool:
    """Return whether a key is a digit of a count; none begins with 0."""
    return key.is_plain and key.name in _DIGITS and (key.name != "0" or bool(begun.digits))


def _count(binding: Binding, begun: Begun) -> int | None:
    if not binding.command.counts:
        return None
    return int(begun.digits) if begun.digits else binding.number


class KeyReader:
    """Remembers what is begun between one key and the next."""

    def __init__(self, keymap: Keymap) -> None:
        """Read keys by a keymap."""
        self.keymap = keymap
        self.begun = NOTHING

    def press(self, candidates: Iterable[Key], facts: Facts) -> Answer:
        """Take a key; return what it means."""
        self.begun, answer = read(self.keymap, self.begun, candidates, facts)
        return answer

    def would_take(self, candidates: Iterable[Key], facts: Facts) -> bool:
        """Return whether a key would mean something, without taking it."""
        return read(self.keymap, self.begun, candidates, facts)[1] is not Verdict.PASSED

    def forget(self) -> None:
        """Forget what is begun."""
        self.begun = NOTHING
