"""View: how what is there is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_WHAT = Place(Menu.VIEW, 2)


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


@command("view.columns", "Columns", _WHAT, icon="columns", keys=keys(vim=", c"))
def columns(window: Window) -> None:
    """Choose which columns the list has, in which order and how wide."""
    window.pane.choose_columns()
