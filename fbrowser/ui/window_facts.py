"""Window facts: what is so in a window now, for the when-clauses of commands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

from fbrowser.services.live_settings import live
from fbrowser.ui.focus_facts import focus_facts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.commands.when import Facts
    from fbrowser.ui.commanded_window import CommandedWindow
    from fbrowser.ui.pane import Pane


def window_facts(window: CommandedWindow) -> Facts:
    """Return the names of all that is so; see fbrowser.commands.when.FACTS."""
    if not len(window.tabs):
        return frozenset()
    focused = cast("QWidget | None", window.focusWidget())
    so = {
        "has_two_panes": window.other_pane is not None,
        "has_many_tabs": len(window.tabs) > 1,
        "has_closed_tabs": bool(window.tabs.closed),
        f"has_{window.commands.keys.keymap.name}_keys": True,
        "is_bookmarked": window.bookmarks.value.find(window.pane.folder) is not None,
        "are_hidden_shown": live.now.hidden,
        "are_folders_first": live.now.folders_first,
        "in_search_field": focused is window.pane.search,
        **_of_pane(window.pane),
    }
    return focus_facts(focused) | window.side.facts() | {name for name, is_so in so.items() if is_so}


def _of_pane(pane: Pane) -> dict[str, bool]:
    from fbrowser.commands.builtin.view import EVERYTHING  # noqa: PLC0415 - after the first page

    return {
        "can_go_back": pane.can_go_back,
        "can_go_forward": pane.can_go_forward,
        "can_go_up": os.path.dirname(pane.folder) != pane.folder,
        "is_filtered": pane.list_query.is_filtered,
        "is_flat": pane.query.strip() == EVERYTHING,
        "in_search": pane.searching.is_on,
        "is_search_saved": pane.searching.is_saved,
        "has_selection": pane.view.selectionModel().hasSelection(),
        "is_selecting": pane.view.is_selecting,
        "has_unreadable": pane.status.has_unreadable,
        "is_reading": pane.status.is_reading,
    }
