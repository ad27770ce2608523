"""Helping: finding out what can be done, and with which keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_HELP = Place(Menu.HELP, 1)
_PROGRAM = Place(Menu.HELP, 2)


@command(
    "help.commands",
    "All commands",
    _HELP,
    icon="command",
    keys=keys("Mod+Shift+P", vim=(":", "Mod+Shift+P")),
)
def commands(window: Window) -> None:
    """Type a few letters of anything that can be done, and do it."""
    window.show_palette()


@command("help.keys", "Keys", _HELP, icon="keyboard", keys=keys("F1", vim=("~", "F1")))
def show_keys(window: Window) -> None:
    """Show which keys do what, and what keys do that you press."""
    window.show_key_help()


@command("help.save_keys", "Save the cheat sheet", _HELP, icon="printer")
def save_keys(window: Window) -> None:
    """Write which keys do what to a file, to print."""
    window.save_cheat_sheet()


@command("help.reports", "Reports", _PROGRAM, icon="file-text")
def reports(window: Window) -> None:
    """Show what was written down of mistakes and crashes of fbrowser, to read it, and to send it."""
    window.show_reports()


@command("help.restart_safely", "Restart in safe mode", _PROGRAM, icon="lock")
def restart_safely(window: Window) -> None:
    """Start again with everything as by default, nothing indexed, and nothing kept."""
    window.restart(safe=True)


@command("help.about", "About fbrowser", _PROGRAM, icon="info-circle")
def about(window: Window) -> None:
    """Say which version this is, what it is made of, and under which licences."""
    window.show_about()
