"""What is on screen follows the settings at once, with cursor, selection and page where they were."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fbrowser.models.listing import Column
from fbrowser.services.live_settings import live
from fbrowser.services.tasks import Tasks
from fbrowser.ui.file_view import FileView
from fbrowser.ui.presenter import Presenter
from fbrowser.ui.spinner import Spinner, is_motion_reduced
from tests.helpers.snapshots import make_snapshot

TREE: dict[str, Any] = {"b": {}, ".h": {}, "a": 3, "c": 1, ".i": 2, **{f"n{at:03}": at for at in range(200)}}


def change(**values: object) -> None:
    live.put(replace(live.now, **cast("dict[str, Any]", values)))


@pytest.fixture
def view(qtbot: QtBot) -> FileView:
    view = FileView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


@pytest.fixture
def presenter(view: FileView) -> Iterator[Presenter]:
    tasks = Tasks()
    presenter = Presenter(view, tasks, view)
    presenter.present(make_snapshot(TREE), 0)
    yield presenter
    tasks.stop()


def names(view: FileView) -> list[str]:
    return [view.table.index(row, 0).data() for row in range(view.table.rowCount())]


def test_rows_are_as_high_as_the_settings_say_and_the_page_stays(view: FileView, presenter: Presenter) -> None:
    del presenter
    heights: list[int] = []
    view.verticalScrollBar().setValue(view._row_height() * 50)
    for density in ("compact", "normal", "roomy"):
        change(density=density)
        heights.append(view._row_height())
        assert view.sizeHintForRow(0) == view._row_height()
        assert view.rowAt(0) == 50
    assert heights == sorted(set(heights))
    assert all(height % 2 == 0 for height in heights)


def test_hidden_files_go_and_come_and_the_cursor_stays(qtbot: QtBot, view: FileView, presenter: Presenter) -> None:
    del presenter
    view.setCurrentIndex(view.table.index(names(view).index("c"), 0))
    change(hidden=False)
    qtbot.waitUntil(lambda: names(view)[:4] == ["b", "a", "c", "n000"])
    assert view.currentIndex().data() == "c"
    change(hidden=True)
    qtbot.waitUntil(lambda: names(view)[:5] == [".h", "b", ".i", "a", "c"])
    assert view.currentIndex().data() == "c"


def test_folders_go_among_the_files(qtbot: QtBot, view: FileView, presenter: Presenter) -> None:
    change(folders_first=False)
    qtbot.waitUntil(lambda: names(view)[:5] == [".h", ".i", "a", "b", "c"])
    presenter.present(make_snapshot(TREE | {"aa": 1}, generation=2), 0)
    qtbot.waitUntil(lambda: names(view)[:5] == [".h", ".i", "a", "aa", "b"])


def test_a_folder_opened_later_is_arranged_likewise(view: FileView, presenter: Presenter) -> None:
    change(hidden=False, folders_first=False)
    presenter.present(make_snapshot({"x": {".y": 1, "z": 1, "zz": {}}}, root=b"/other"), 1)
    assert names(view) == ["z", "zz"]


def test_other_settings_plan_nothing(presenter: Presenter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presenter, "_bring", lambda: pytest.fail("it was listed again"))
    change(density="roomy", theme="dark")


def test_dates_are_shown_as_the_settings_say(view: FileView, presenter: Presenter) -> None:
    del presenter
    cell = view.table.index(3, int(Column.MODIFIED))
    relative = cell.data()
    change(dates="exact")
    assert cell.data() != relative
    assert len(cell.data()) == len("2024-03-05 14:03")


def test_one_click_opens_where_that_is_wanted(qtbot: QtBot, view: FileView, presenter: Presenter) -> None:
    del presenter
    opened: list[int] = []
    view.activated_row.connect(opened.append)
    place = view.visualRect(view.table.index(3, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == []
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(opened) == 1
    change(click="single")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(opened) == 2
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert len(opened) == 2, "the other button is for the menu"


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_single_click_with_a_modifier_selects(
    qtbot: QtBot,
    view: FileView,
    presenter: Presenter,
    modifier: Qt.KeyboardModifier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del presenter
    change(click="single")
    monkeypatch.setattr("fbrowser.ui.file_view.QGuiApplication.keyboardModifiers", lambda: modifier)
    view.activated_row.connect(lambda _: pytest.fail("it was opened"))
    place = view.visualRect(view.table.index(3, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)
    assert view.selected_ranges()


def test_nothing_moves_where_motion_is_reduced(qtbot: QtBot) -> None:
    spinner = Spinner(32)
    qtbot.addWidget(spinner)
    spinner.show()
    blank = spinner.grab().toImage()
    change(motion="reduced")
    spinner.start()
    qtbot.waitUntil(lambda: spinner.grab().toImage() != blank)
    assert not spinner.is_turning
    change(motion="full")
    assert spinner.is_turning, "at once"
    change(motion="reduced")
    assert not spinner.is_turning
    spinner.stop()
    assert spinner.grab().toImage() == blank
    change(motion="full")
    assert not spinner.is_turning, "it rests"


def test_motion_is_as_the_system_has_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    spinner = Spinner(32)
    qtbot.addWidget(spinner)
    takes_ms = 200
    monkeypatch.setattr(type(spinner.style()), "styleHint", lambda *_: takes_ms)
    assert not is_motion_reduced(spinner)
    takes_ms = 0
    assert is_motion_reduced(spinner)
