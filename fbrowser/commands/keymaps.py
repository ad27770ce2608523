"""Keymaps: the four that are built in, made from the default keys of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.commands.keymap import Binding, Keymap
from fbrowser.commands.keys import MAC, parse
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
_MODAL: Final = frozenset(("vim",))
_MARKING: Final = frozenset(("commander", "vim"))


def built_in(name: str, commands: Iterable[Command], *, mac: bool = MAC) -> Keymap:
    """Return a keymap of TITLES. Raises BadKeyError if a default key of a command is none."""
    bindings = [_bind(text, each, name, mac=mac) for each in commands for text in each.keys.of(name)]
    return Keymap(name, TITLES[name], bindings, is_modal=name in _MODAL, keeps_marks=name in _MARKING)


def _bind(text: str | tuple[str, int], command: Command, keymap: str, *, mac: bool) -> Binding:
    written, count = (text, None) if isinstance(text, str) else text
    return Binding(parse(written, mac=mac), command, count, TITLES[keymap])
