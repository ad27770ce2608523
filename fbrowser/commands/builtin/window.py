"""Window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window


@command("window.dismiss", "One step back", keys=keys("Esc"), when="!(in_table && is_selecting)")
def dismiss(window: Window) -> None:
    """Take one step back: from the results to the query, from that to the folder; a message, the selection."""
    window.pane.dismiss()


@command("window.close", "Close the window", Place(Menu.WINDOW), icon="x", keys=keys("Mod+Q"))
def close(window: Window) -> None:
    """Close the window."""
    window.close()
