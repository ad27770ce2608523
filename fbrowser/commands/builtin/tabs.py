"""Tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_OPEN = Place(Menu.TABS, 1)
_SHOW = Place(Menu.TABS, 2)


@command("tab.new", "New tab", _OPEN, icon="plus", keys=keys("Mod+T", vim=("t", "Mod+T")))
def new(window: Window) -> None:
    """Open another tab on this folder."""
    window.new_tab()


@command("tab.close", "Close the tab", _OPEN, icon="x", keys=keys("Mod+W", vim="Z Z"))
def close(window: Window) -> None:
    """Close the tab; with the last one the window."""
    window.close_tab()


@command(
    "tab.reopen", "Reopen a closed tab", _OPEN, icon="history", keys=keys("Mod+Shift+T"), when="has_closed_tabs"
)
def reopen(window: Window) -> None:
    """Open the tab that was closed last once more."""
    window.reopen_tab()


@command(
    "tab.next",
    "Next tab",
    _SHOW,
    icon="chevron-right",
    keys=keys("Ctrl+Tab", "Ctrl+PageDown", commander="Ctrl+Tab", vim=("g t", "Ctrl+Tab", "Ctrl+PageDown")),
    when="has_many_tabs",
).counted
def following(window: Window, count: int | None) -> None:
    """Show the tab to the right; with a count, the one of that number."""
    if count is None:
        window.next_tab()
    else:
        window.show_tab(count)


@command(
    "tab.previous",
    "Previous tab",
    _SHOW,
    keys=keys(
        "Ctrl+Shift+Tab",
        "Ctrl+PageUp",
        commander="Ctrl+Shift+Tab",
        vim=("g T", "Ctrl+Shift+Tab", "Ctrl+PageUp"),
    ),
    when="has_many_tabs",
)
def previous(window: Window) -> None:
    """Show the tab to the left."""
    window.previous_tab()


@command("tab.show", "Show a tab", keys=keys(*((f"Alt+{number}", number) for number in range(1, 10)))).counted
def show(window: Window, count: int | None) -> None:
    """Show the tab of that number."""
    window.show_tab(count or 1)


@command("tab.move_left", "Move the tab left", _SHOW, keys=keys("Ctrl+Shift+PageUp"), when="has_many_tabs")
def move_left(window: Window) -> None:
    """Move the tab a place to the left."""
    window.move_tab(-1)


@command("tab.move_right", "Move the tab right", _SHOW, keys=keys("Ctrl+Shift+PageDown"), when="has_many_tabs")
def move_right(window: Window) -> None:
    """Move the tab a place to the right."""
    window.move_tab(1)
