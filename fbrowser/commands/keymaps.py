"""Keymaps: the four that are built in, made from the default keys of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.commands.keymap import Binding, Keymap
from fbrowser.commands.keys import MAC, Key, parse
from fbrowser.common.translation import later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fbrowser.commands.command import Command

TITLES: Final = {
    "desktop": later("Desktop"),
    "commander": later("Commander"),
    "vim": later("Vim"),
    "finder": later("Finder"),
}
DEFAULT: Final = "desktop"
BACKSPACE: Final = {"parent": "go.up", "back": "go.back"}
"""What Backspace runs, which is the user's choice in every keymap."""
_BACKSPACE: Final = (Key("Backspace"),)
_MODAL: Final = frozenset(("vim",))
_MARKING: Final = frozenset(("commander", "vim"))


def built_in(name: str, commands: Iterable[Command], *, mac: bool = MAC, backspace: str = "parent") -> Keymap:
    """Return a keymap of TITLES; backspace: a key of BACKSPACE.

    Raises BadKeyError if a default key of a command is none.
    """
    commands = list(commands)
    bindings = [_bind(text, each, name, mac=mac) for each in commands for text in each.keys.of(name)]
    chosen = next((each for each in commands if each.id == BACKSPACE[backspace]), None)
    if chosen is not None:
        bindings = [each._replace(command=chosen) if each.keys == _BACKSPACE else each for each in bindings]
    return Keymap(name, TITLES[name], bindings, is_modal=name in _MODAL, keeps_marks=name in _MARKING)


def _bind(text: str | tuple[str, int], command: Command, keymap: str, *, mac: bool) -> Binding:
    written, count = (text, None) if isinstance(text, str) else text
    return Binding(parse(written, mac=mac), command, count, TITLES[keymap])
