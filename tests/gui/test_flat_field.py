"""A text field says what anybody but the program writes into it: hands, a screen reader, the button to clear it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import fbrowser.ui
from fbrowser.config.settings import setting
from fbrowser.services.live_settings import live
from fbrowser.services.settings_service import SettingsService
from fbrowser.services.tasks import Tasks
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.picker import Picker
from fbrowser.ui.settings_dialog import SettingsDialog
from fbrowser.ui.why_dialog import WhyDialog
from tests.helpers.covered import Covered
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

Key = Qt.Key


def write(field: FlatField, text: str) -> None:
    """Write into a field as a screen reader does, which is heard by no textEdited of Qt's."""
    QAccessible.queryAccessibleInterface(field).setText(QAccessible.Text.Value, text)


@pytest.fixture
def field(qtbot: QtBot) -> FlatField:
    field = FlatField()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    return field


@pytest.fixture
def said(field: FlatField) -> list[str]:
    said: list[str] = []
    field.written.connect(said.append)
    return said


def test_it_says_what_hands_and_screen_readers_write(qtbot: QtBot, field: FlatField, said: list[str]) -> None:
    qtbot.keyClicks(field, "ab")
    assert said == ["a", "ab"]
    write(field, "whole")
    assert said[2:] == ["whole"]
    assert field.isModified()
    field.undo()
    field.setClearButtonEnabled(True)
    field.findChildren(QToolButton)[0].click()
    assert said[-1] == ""


def test_what_is_put_is_nobody_s(field: FlatField, said: list[str]) -> None:
    write(field, "theirs")
    said.clear()
    for text in ("ours", "ours", ""):
        field.put(text)
        assert (field.text(), field.isModified(), said) == (text, False, [])
    write(field, "theirs")
    assert said == ["theirs"]


def test_no_field_listens_to_hands_alone() -> None:
    sources = Path(fbrowser.ui.__file__).parent.glob("*.py")
    deaf = [each.name for each in sources if "textEdited.connect" in each.read_text("utf-8")]
    assert deaf == [], "connect FlatField.written: textEdited does not say what a screen reader writes"


def test_a_picker_looks_for_what_is_written(qtbot: QtBot) -> None:
    window = Covered()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    picker, typed = Picker(window, "things", "Type a thing"), list[str]()
    picker.typed.connect(typed.append)
    picker.open("begin")
    assert typed == []
    write(picker.field, "thing")
    assert typed == ["thing"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", {"alpha": {"in": 1}, "beta": {}, "a.txt": 1, "b.png": 1})
    build(root)
    return root


def test_a_list_is_filtered_by_what_is_written(qtbot: QtBot, root: Path) -> None:
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    window.pane.filter_list()
    assert window.pane.list_query.bar is not None
    write(window.pane.list_query.bar.field, "*.png")
    qtbot.waitUntil(lambda: names(window.pane) == ["b.png"])
    press(window, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(window.pane)) == 4)


def test_a_path_is_completed_and_gone_to_as_it_is_written(qtbot: QtBot, root: Path) -> None:
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    window.pane.edit_location()
    location = window.pane.location
    write(location, f"{root}/al")
    qtbot.waitUntil(
        lambda: "alpha" in location.accessibleDescription() or "1 to" in location.accessibleDescription()
    )
    write(location, f"{root}/beta")
    press(window, Key.Key_Return)
    qtbot.waitUntil(is_at(window.pane, root / "beta"))


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[SettingsDialog]:
    tasks = Tasks()
    dialog = SettingsDialog(SettingsService(tasks, tasks))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    yield dialog
    dialog.close()
    tasks.stop()


def test_a_setting_is_checked_and_taken_as_it_is_written(dialog: SettingsDialog) -> None:
    row = next(each for each in dialog.rows if each.setting is setting("entries_per_second"))
    assert isinstance(row.control, FlatField)
    row.control.setFocus()
    write(row.control, "many")
    assert "Allowed" in row.problem()
    write(row.control, "5000")
    assert (row.problem(), live.now.entries_per_second) == ("", 0), "who types on is not interrupted"
    dialog.search.setFocus()
    assert live.now.entries_per_second == 5000
    write(row.control, "6000")
    assert live.now.entries_per_second == 6000, "nobody leaves a field that has not the keyboard"
    assert QApplication.focusWidget() is dialog.search


def test_one_asks_about_what_is_written(qtbot: QtBot) -> None:
    dialog, asked = WhyDialog(b"/r", b"/r/a", None), list[bytes]()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.asked.connect(asked.append)
    dialog.ask()
    write(dialog.field, "b")
    dialog.ask()
    assert asked == [b"/r/a", b"/r/b"]
