"""Cursor: moving it through the table; while `select.start` holds, it selects on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window


@command("cursor.up", "One up", keys=keys("Up", vim=("k", "Up")), when="in_table").counted
def up(window: Window, count: int | None) -> None:
    """Move up by an entry."""
    window.pane.view.move_cursor(-(count or 1))


@command("cursor.down", "One down", keys=keys("Down", vim=("j", "Down")), when="in_table").counted
def down(window: Window, count: int | None) -> None:
    """Move down by an entry."""
    window.pane.view.move_cursor(count or 1)


@command("cursor.page_up", "A page up", keys=keys("PageUp", vim=("Ctrl+B", "PageUp")), when="in_table").counted
def page_up(window: Window, count: int | None) -> None:
    """Move up by a page."""
    window.pane.view.move_cursor_pages(-(count or 1))


@command(
    "cursor.page_down", "A page down", keys=keys("PageDown", vim=("Ctrl+F", "PageDown")), when="in_table"
).counted
def page_down(window: Window, count: int | None) -> None:
    """Move down by a page."""
    window.pane.view.move_cursor_pages(count or 1)


@command(
    "cursor.half_page_up", "Half a page up", keys=keys("Alt+PageUp", vim=("Ctrl+U", "Alt+PageUp")), when="in_table"
).counted
def half_page_up(window: Window, count: int | None) -> None:
    """Move up by half a page."""
    window.pane.view.move_cursor_pages(-0.5 * (count or 1))


@command(
    "cursor.half_page_down",
    "Half a page down",
    keys=keys("Alt+PageDown", vim=("Ctrl+D", "Alt+PageDown")),
    when="in_table",
).counted
def half_page_down(window: Window, count: int | None) -> None:
    """Move down by half a page."""
    window.pane.view.move_cursor_pages(0.5 * (count or 1))


@command(
    "cursor.next_match",
    "To the next match",
    keys=keys("Mod+G", vim=("n", "Mod+G")),
    when="in_table",
).counted
def next_match(window: Window, count: int | None) -> None:
    """Move on to the next entry that fits what the list was filtered by last."""
    window.pane.find_again(count or 1)


@command(
    "cursor.previous_match",
    "To the previous match",
    keys=keys("Mod+Shift+G", vim=("N", "Mod+Shift+G"), finder="Mod+Alt+G"),
    when="in_table",
).counted
def previous_match(window: Window, count: int | None) -> None:
    """Move back to the entry before that fits what the list was filtered by last."""
    window.pane.find_again(-(count or 1))


@command("cursor.first", "To the first", keys=keys("Home", vim=("g g", "Home")), when="in_table").counted
def first(window: Window, count: int | None) -> None:
    """Move to the first entry; with a count, to the one of that number."""
    window.pane.view.put_cursor((count or 1) - 1)


@command("cursor.last", "To the last", keys=keys("End", vim=("G", "End")), when="in_table").counted
def last(window: Window, count: int | None) -> None:
    """Move to the last entry; with a count, to the one of that number."""
    window.pane.view.put_cursor(count - 1 if count else -1)
