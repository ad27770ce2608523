"""Places: the list of them in the sidebar, and what can be done with the one under its cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_LIST = Place(Menu.PLACES, 1)
_GO = (Place(Menu.PLACES, 2), Place(Menu.PLACE, 1))
_MARK = (Place(Menu.PLACES, 3), Place(Menu.PLACE, 2))
_KEPT = "in_places && (at_bookmark || at_search)"
_ROOT = (Place(Menu.PLACES, 4), Place(Menu.PLACE, 3))


@command(
    "places.show",
    "Places",
    _LIST,
    Place(Menu.TOOLBAR, 2),
    icon="layout-sidebar",
    keys=keys("F9", finder=("Mod+Alt+S", "F9")),
    checked="are_places_shown",
)
def show(window: Window) -> None:
    """Show bookmarks, searches that are kept, drives and what is indexed at the side, or hide these places."""
    window.toggle_places()


@command(
    "places.go",
    "To the places",
    _LIST,
    keys=keys("Mod+B", commander=("Alt+F1", "Alt+F2"), vim="g p"),
    when="!in_places",
)
def go(window: Window) -> None:
    """Go on to the places with the keyboard."""
    window.go_to_places()


@command(
    "places.wider",
    "Wider sidebar",
    _LIST,
    keys=keys("Mod+>", finder="Mod+Alt+>", vim=("Ctrl+W >", "Mod+>")),
    when="in_places",
).counted
def wider(window: Window, count: int | None) -> None:
    """Give the list of places more room."""
    window.widen_places(count or 1)


@command(
    "places.narrower",
    "Narrower sidebar",
    _LIST,
    keys=keys("Mod+<", finder="Mod+Alt+<", vim=("Ctrl+W <", "Mod+<")),
    when="in_places",
).counted
def narrower(window: Window, count: int | None) -> None:
    """Give the list of places less room."""
    window.widen_places(-(count or 1))


@command(
    "places.bookmark",
    "Bookmark this folder",
    _LIST,
    icon="bookmark",
    keys=keys("Mod+Shift+B", vim=("B", "Mod+Shift+B")),
    checked="is_bookmarked",
)
def bookmark(window: Window) -> None:
    """Keep the folder that is shown among the bookmarks, or no longer."""
    window.toggle_bookmark()


@command("places.open", "Go to the place", *_GO, icon="folder", keys=keys("Enter"), when="in_places")
def open_current(window: Window) -> None:
    """Go to the place under the cursor."""
    if window.places is not None:
        window.places.open_current()


@command(
    "places.open_in_tab",
    "Go to the place in a new tab",
    *_GO,
    icon="plus",
    keys=keys("Mod+Enter"),
    when="in_places",
)
def open_in_tab(window: Window) -> None:
    """Go to the place under the cursor in a new tab."""
    if window.places is not None:
        window.places.open_current_apart()


@command("places.rename", "Rename the place", *_MARK, icon="pencil", keys=keys("F2"), when=_KEPT)
def rename(window: Window) -> None:
    """Call a bookmark, or a search that is kept, something else; the folder keeps its name."""
    if window.places is not None:
        window.places.rename_current()


@command("places.move_up", "Move the place up", *_MARK, keys=keys("Alt+Up"), when=_KEPT).counted
def move_up(window: Window, count: int | None) -> None:
    """Move a bookmark, or a search that is kept, up in the list."""
    if window.places is not None:
        window.places.move_current(-(count or 1))


@command("places.move_down", "Move the place down", *_MARK, keys=keys("Alt+Down"), when=_KEPT).counted
def move_down(window: Window, count: int | None) -> None:
    """Move a bookmark, or a search that is kept, down in the list."""
    if window.places is not None:
        window.places.move_current(count or 1)


@command(
    "places.remove",
    "Keep the place no longer",
    *_MARK,
    icon="trash",
    keys=keys("Delete"),
    when=_KEPT,
)
def remove(window: Window) -> None:
    """Take a bookmark, or a search that is kept, out of the list; nothing is deleted on the disk."""
    if window.places is not None:
        window.places.remove_current()


@command("places.refresh", "Refresh this index", *_ROOT, icon="refresh", when="in_places && at_root")
def refresh(window: Window) -> None:
    """Read all of an indexed folder anew."""
    if window.places is not None:
        window.places.refresh_current()


@command("places.forget", "Remove from the index", *_ROOT, icon="x", when="in_places && at_root")
def forget(window: Window) -> None:
    """Index a folder no longer; nothing in it is deleted."""
    if window.places is not None:
        window.places.forget_current()
