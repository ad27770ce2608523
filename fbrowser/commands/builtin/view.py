"""View: how what is there is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_SORT = Place(Menu.VIEW, 1)
_WHAT = Place(Menu.VIEW, 2)


@command(
    "view.sort_name",
    "Sort by name",
    _SORT,
    keys=keys("Mod+1", commander="Ctrl+F3", vim=(", n", "Mod+1"), finder="Ctrl+Alt+Mod+1"),
)
def sort_name(window: Window) -> None:
    """Sort by name; again: the other way round."""
    window.pane.sort_by("name")


@command(
    "view.sort_size",
    "Sort by size",
    _SORT,
    keys=keys("Mod+2", commander="Ctrl+F6", vim=(", s", "Mod+2"), finder="Ctrl+Alt+Mod+6"),
)
def sort_size(window: Window) -> None:
    """Sort by size, the largest first; again: the other way round."""
    window.pane.sort_by("size")


@command(
    "view.sort_modified",
    "Sort by time",
    _SORT,
    keys=keys("Mod+3", commander="Ctrl+F5", vim=(", m", "Mod+3"), finder="Ctrl+Alt+Mod+5"),
)
def sort_modified(window: Window) -> None:
    """Sort by when it was modified, the latest first; again: the other way round."""
    window.pane.sort_by("modified")


@command(
    "view.sort_kind",
    "Sort by kind",
    _SORT,
    keys=keys("Mod+4", commander="Ctrl+F4", vim=(", k", "Mod+4"), finder="Ctrl+Alt+Mod+2"),
)
def sort_kind(window: Window) -> None:
    """Sort by kind; again: the other way round."""
    window.pane.sort_by("kind")


@command(
    "view.sort_folder",
    "Sort by folder",
    _SORT,
    keys=keys("Mod+5", vim=(", f", "Mod+5"), finder="Ctrl+Alt+Mod+3"),
    when="in_search",
)
def sort_folder(window: Window) -> None:
    """Sort what was found by the folder that it lies in; again: the other way round."""
    window.pane.sort_by("folder")


@command(
    "view.filter", "Filter the list", _WHAT, icon="filter", keys=keys("/"), when="in_table", checked="is_filtered"
)
def filter_list(window: Window) -> None:
    """Type what of the list should be shown; Esc shows all of it again."""
    window.pane.filter_list()


@command(
    "view.hidden",
    "Hidden files",
    _WHAT,
    icon="eye",
    keys=keys("Ctrl+H", commander=("Mod+.", "Ctrl+H"), vim=(".", "g .", "Ctrl+H"), finder="Mod+>"),
    checked="are_hidden_shown",
)
def hidden(window: Window) -> None:
    """Show files and folders whose name begins with a dot, or hide them."""
    window.toggle_setting("files.hidden")


@command("view.folders_first", "Folders first", _WHAT, icon="folder", checked="are_folders_first")
def folders_first(window: Window) -> None:
    """Show folders before the files, or among them."""
    window.toggle_setting("files.folders_first")


EVERYTHING = "!folder:"
"""The query that finds all that is below a folder but its folders."""


@command(
    "view.flat",
    "All that is below",
    _WHAT,
    icon="stack-2",
    keys=keys("Mod+Shift+L", commander=("Mod+Shift+L", "Ctrl+B"), vim=("g f", "Mod+Shift+L")),
    checked="is_flat",
)
def flat(window: Window) -> None:
    """Show everything below the folder in one list, without its folders; again: the folder itself."""
    pane = window.pane
    if pane.query.strip() == EVERYTHING:
        pane.search_for("")
    else:
        pane.search_for(EVERYTHING)
        pane.go_to_results()


@command("view.columns", "Columns", _WHAT, icon="columns")
def columns(window: Window) -> None:
    """Choose which columns the list has."""
    window.pane.choose_columns()
