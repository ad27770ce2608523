"""Hints: letters on all that can be activated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_HINTS = Place(Menu.GO, 4)


@command(
    "hint.show", "Jump by letters", _HINTS, icon="target", keys=keys("Mod+J", vim=("f", "Mod+J"), finder="Ctrl+J")
)
def show(window: Window) -> None:
    """Put letters on rows, buttons and places; typing them moves the cursor there, or presses the button."""
    window.show_hints()


@command(
    "hint.open",
    "Open by letters",
    _HINTS,
    keys=keys("Mod+Shift+J", vim=("F", "Mod+Shift+J"), finder="Ctrl+Shift+J"),
)
def open_it(window: Window) -> None:
    """Put letters on rows, buttons and places; typing them opens the row, or presses the button."""
    window.show_hints(opens=True)
