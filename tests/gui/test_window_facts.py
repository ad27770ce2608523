"""What commands act on is what they ask for, and what is so in the window is said for their when-clauses."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from fbrowser.commands.when import FACTS
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names

if TYPE_CHECKING:
    from fbrowser.commands.context import Window


def test_facts_follow_what_is_done(qtbot: QtBot, tmp_path: Path) -> None:
    root = grow(tmp_path / "r", {"sub": {"x": 1}, "a": 1})
    build(root)
    window = make_window(qtbot)
    assert window.facts() == frozenset()
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    qtbot.waitUntil(window.pane.view.hasFocus)
    said = set(window.facts())
    as_ever = {"are_places_shown", "are_hidden_shown", "are_folders_first", "has_desktop_keys"}
    assert window.facts() == {"can_go_up", "in_table", "has_selection"} | as_ever
    acted: Window = window  # checked by the type checker
    acted.pane.view.activate_current()
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    assert "can_go_back" in window.facts()
    said |= window.facts()
    acted.pane.go_back()
    assert "can_go_forward" in window.facts()
    acted.new_tab()
    acted.switch_pane()
    said |= window.facts()
    acted.pane.search_for("x")
    assert {"in_search", "in_search_field", "editing_text"} <= window.facts()
    qtbot.waitUntil(lambda: names(window.pane) == ["x"])
    acted.pane.save_search()
    acted.pane.go_to_results()
    said |= window.facts()
    assert {"has_two_panes", "has_many_tabs", "in_search", "is_search_saved", "in_table"} <= said
    acted.close_tab()
    assert "has_closed_tabs" in window.facts()
    assert said <= set(FACTS)
    window.close()
