"""Selecting: which entries are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_ALL = Place(Menu.SELECT, 1)
_PATTERN = Place(Menu.SELECT, 2)
_ONE = Place(Menu.SELECT, 3)


@command(
    "select.all",
    "Select all",
    _ALL,
    Place(Menu.CONTEXT, 3),
    keys=keys("Mod+A", commander=("Mod+A", "Ctrl+Num+")),
    when="in_table",
)
def select_all(window: Window) -> None:
    """Select everything."""
    window.pane.view.select_all()


@command(
    "select.invert",
    "Invert the selection",
    _ALL,
    keys=keys("Mod+Shift+A", commander=("Num*", "Mod+Shift+A")),
    when="in_table",
)
def invert(window: Window) -> None:
    """Select what is not selected, and nothing else."""
    window.pane.view.invert_selection()


@command(
    "select.none",
    "Select nothing",
    _ALL,
    keys=keys(commander="Ctrl+Num-", vim="u", finder="Mod+Alt+A"),
    when="in_table && has_selection",
)
def select_none(window: Window) -> None:
    """Select nothing any more."""
    window.pane.view.clear_selection()


@command(
    "select.toggle",
    "Mark",
    _ONE,
    keys=keys("Ctrl+Space", vim=("m", "Ctrl+Space")),
    when="in_table",
)
def toggle(window: Window) -> None:
    """Mark the entry under the cursor, or take its mark away; the others keep theirs."""
    window.pane.view.toggle_selected()


@command("select.toggle_down", "Mark and move on", _ONE, keys=keys("Insert"), when="in_table").counted
def toggle_down(window: Window, count: int | None) -> None:
    """Mark the entry under the cursor, or take its mark away, and move down."""
    window.pane.view.toggle_down(count or 1)


@command(
    "select.start",
    "Select by moving",
    _ONE,
    keys=keys(vim="v"),
    when="in_table && !is_selecting",
)
def start(window: Window) -> None:
    """Select whatever the cursor moves over from here on."""
    window.pane.view.start_selecting()


@command(
    "select.stop",
    "Stop selecting",
    _ONE,
    keys=keys("Esc", vim=("v", "Esc")),
    when="in_table && is_selecting",
)
def stop(window: Window) -> None:
    """Stop selecting by moving; what is selected stays so."""
    window.pane.view.stop_selecting()


@command("select.up", "Select upwards", keys=keys("Shift+Up", vim=("K", "Shift+Up")), when="in_table").counted
def up(window: Window, count: int | None) -> None:
    """Select on, an entry upwards."""
    window.pane.view.move_cursor(-(count or 1), extend=True)


@command(
    "select.down", "Select downwards", keys=keys("Shift+Down", vim=("J", "Shift+Down")), when="in_table"
).counted
def down(window: Window, count: int | None) -> None:
    """Select on, an entry downwards."""
    window.pane.view.move_cursor(count or 1, extend=True)


@command("select.page_up", "Select a page upwards", keys=keys("Shift+PageUp"), when="in_table").counted
def page_up(window: Window, count: int | None) -> None:
    """Select on, a page upwards."""
    window.pane.view.move_cursor_pages(-(count or 1), extend=True)


@command("select.page_down", "Select a page downwards", keys=keys("Shift+PageDown"), when="in_table").counted
def page_down(window: Window, count: int | None) -> None:
    """Select on, a page downwards."""
    window.pane.view.move_cursor_pages(count or 1, extend=True)


@command("select.to_first", "Select to the first", keys=keys("Shift+Home"), when="in_table")
def to_first(window: Window) -> None:
    """Select all from here to the first entry."""
    window.pane.view.put_cursor(0, extend=True)


@command("select.to_last", "Select to the last", keys=keys("Shift+End"), when="in_table")
def to_last(window: Window) -> None:
    """Select all from here to the last entry."""
    window.pane.view.put_cursor(-1, extend=True)


@command(
    "select.pattern",
    "Select what matches",
    _PATTERN,
    icon="filter",
    keys=keys("Mod+Shift+S", commander=("Num+", "Mod+Shift+S"), vim=("+", "Mod+Shift+S")),
    when="in_table",
)
def pattern(window: Window) -> None:
    """Type a pattern or a query, and select what of the list it matches, besides what is selected."""
    window.pane.select_matching(selected=True)


@command(
    "select.unpattern",
    "Unselect what matches",
    _PATTERN,
    keys=keys("Mod+Shift+D", commander=("Num-", "Mod+Shift+D"), vim=("-", "Mod+Shift+D")),
    when="in_table && has_selection",
)
def unpattern(window: Window) -> None:
    """Type a pattern or a query, and select what of the list it matches no longer."""
    window.pane.select_matching(selected=False)
