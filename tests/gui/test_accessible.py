"""What a screen reader finds: named widgets, and cells that are text."""

import os
from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fbrowser.models.listing import Sort, list_folder_rows
from fbrowser.services.tasks import Tasks
from fbrowser.ui.file_view import FileView
from tests.helpers.snapshots import make_snapshot
from tests.helpers.trees import grow
from tests.helpers.windows import new_window

NAME = QAccessible.Text.Name


def test_the_table_has_a_name_and_its_cells_are_text(qtbot: QtBot) -> None:
    view = FileView()
    qtbot.addWidget(view)
    view.show_listing(list_folder_rows(make_snapshot({"sub": {}, "rep\udcffort.txt": 2048}), 0, Sort()))
    table = QAccessible.queryAccessibleInterface(view)
    assert table.text(NAME) == "files"
    assert table.role() == QAccessible.Role.Table
    said = [table.child(at).text(NAME) for at in range(table.childCount())]
    assert {"Name", "Size", "Modified", "Kind", "sub", "Folder", "rep⟨FF⟩ort.txt", "2.0 KB", "Text"} <= set(said)


def test_what_shows_state_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    window = new_window(Tasks())
    qtbot.addWidget(window)
    window.open(os.fsencode(grow(tmp_path / "r", {"a": 1})))
    window.show()
    qtbot.waitUntil(lambda: "1 item" in window.pane.status.text())
    named = {each.accessibleName(): each for each in window.findChildren(QWidget) if each.accessibleName()}
    assert {"files", "location", "search", "status", "navigation", "columns"} <= set(named)
    status = QAccessible.queryAccessibleInterface(named["status"])
    assert "1 item" in status.text(QAccessible.Text.Description)
    window.close()
