"""Two panes: split, gone between, swapped, and filled from one another; each keeps its own things to itself."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fbrowser.models.listing import Column, Sort
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.pane import Pane
from fbrowser.ui.search_tools import SearchTools
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TREE = {"sub": {"inner": {"deep": 1}, "x": 2}, "other": {"y": 1}, "a.txt": 5, "b.txt": 6}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", TREE)
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> Iterator[MainWindow]:
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    qtbot.waitUntil(window.pane.view.hasFocus)
    yield window
    window.close()


def split(qtbot: QtBot, window: MainWindow, root: Path) -> tuple[Pane, Pane]:
    """Return the first pane and the second, which is at the same folder and has the keyboard."""
    first = window.pane
    press(window, Qt.Key.Key_F6)
    second = window.pane
    qtbot.waitUntil(is_at(second, root))
    qtbot.waitUntil(second.view.hasFocus)
    return first, second


def put_cursor_on(pane: Pane, name: str) -> None:
    pane.view.setCurrentIndex(pane.view.table.index(names(pane).index(name), 0))


def test_f6_makes_a_second_pane_and_goes_between_both(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    put_cursor_on(window.pane, "b.txt")
    first, second = split(qtbot, window, root)
    assert second is not first
    assert second.view.currentIndex().data() == "b.txt"
    assert window.other_pane is first
    assert abs(first.width() - second.width()) < 10
    press(window, Qt.Key.Key_F6)
    assert window.pane is first
    assert first.view.hasFocus()
    press(window, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert window.pane is second


def test_keys_do_what_they_do_in_the_active_pane_alone(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    first, second = split(qtbot, window, root)
    put_cursor_on(second, "sub")
    qtbot.keyClick(second.view, Qt.Key.Key_Return)
    qtbot.waitUntil(is_at(second, root / "sub"))
    assert first.folder == os.fsencode(root)
    assert window.windowTitle() == "sub"
    press(window, Qt.Key.Key_F, CONTROL)
    assert second.search.hasFocus()
    press(window, Qt.Key.Key_F6)
    press(window, Qt.Key.Key_Left, ALT)
    assert second.folder == os.fsencode(root / "sub"), "going back was meant for the first"
    assert window.windowTitle() == "r"
    second.sort_by("size")
    assert second._presenter.sort == Sort(Column.SIZE, descending=True)
    assert first._presenter.sort == Sort()


def test_the_pane_one_clicks_in_is_the_active_one(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    first, second = split(qtbot, window, root)
    assert (first._bar._is_marked, second._bar._is_marked) == (False, True)
    assert (first.view._delegate.is_in_use, second.view._delegate.is_in_use) == (False, True)
    qtbot.mouseClick(first.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert window.pane is first
    assert (first._bar._is_marked, second._bar._is_marked) == (True, False)
    qtbot.mouseClick(second.status, Qt.MouseButton.LeftButton)
    assert window.pane is second
    first._actions["go.up"].trigger()
    assert window.pane is first, "a button that takes no keyboard"
    window.toggle_second_pane()
    assert not first._bar._is_marked, "alone, there is nothing to tell apart"


def test_one_pane_again_keeps_the_active_one(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    _, second = split(qtbot, window, root)
    press(window, Qt.Key.Key_F6, CONTROL)
    assert window.pane is second
    assert window.other_pane is None
    assert second.view.hasFocus()
    press(window, Qt.Key.Key_F6, CONTROL)
    assert window.other_pane is second


def test_swapping_keeps_the_keyboard_and_what_each_shows(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    first, second = split(qtbot, window, root)
    second.go(os.fsencode(root / "sub"))
    qtbot.waitUntil(is_at(second, root / "sub"))
    assert first.mapTo(window, QPoint(0, 0)).x() < second.mapTo(window, QPoint(0, 0)).x()
    press(window, Qt.Key.Key_F6, SHIFT)
    qtbot.waitUntil(lambda: second.mapTo(window, QPoint(0, 0)).x() < first.mapTo(window, QPoint(0, 0)).x())
    assert window.pane is second
    assert second.view.hasFocus()
    assert [pane.place.folder for pane in window.tabs.current.kept().panes] == [
        os.fsencode(root / "sub"),
        os.fsencode(root),
    ]


def test_keys_share_the_room_and_it_is_kept(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    first, second = split(qtbot, window, root)
    half, kept = first.width(), lambda: window.tabs.current.kept().share
    press(window, Qt.Key.Key_Greater, CONTROL | SHIFT)
    assert second.width() > half + 10
    assert kept() == pytest.approx(0.45, abs=0.01)
    press(window, Qt.Key.Key_F6)
    for _ in range(2):
        press(window, Qt.Key.Key_Greater, CONTROL | SHIFT)
    assert kept() == pytest.approx(0.55, abs=0.01)
    press(window, Qt.Key.Key_Less, CONTROL | SHIFT)
    assert kept() == pytest.approx(0.5, abs=0.01)
    window.widen_pane(99)
    assert min(first.width(), second.width()) > 0
    press(window, Qt.Key.Key_Equal, CONTROL)
    assert abs(first.width() - second.width()) < 10


def test_the_other_pane_is_the_natural_target(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    first = window.pane
    put_cursor_on(first, "sub")
    press(window, Qt.Key.Key_Return, CONTROL | SHIFT)
    second = window.other_pane
    assert second is not None, "one is made"
    qtbot.waitUntil(is_at(second, root / "sub"))
    assert first.view.hasFocus()
    put_cursor_on(first, "b.txt")
    press(window, Qt.Key.Key_Return, CONTROL | SHIFT)
    qtbot.waitUntil(is_at(second, root))
    assert second.view.currentIndex().data() == "b.txt", "a file: where it lies"
    first.go(os.fsencode(root / "other"))
    qtbot.waitUntil(is_at(first, root / "other"))
    press(window, Qt.Key.Key_F6, ALT)
    qtbot.waitUntil(is_at(second, root / "other"))
    second.go_back()
    qtbot.waitUntil(is_at(second, root))
    assert window.pane is first


def test_what_is_found_in_one_pane_can_be_shown_in_the_other(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.pane.begin_search()
    qtbot.keyClicks(window.pane.search, "deep")
    qtbot.waitUntil(lambda: names(window.pane) == ["deep"])
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return, CONTROL | SHIFT)
    other = window.other_pane
    assert other is not None
    qtbot.waitUntil(is_at(other, root / "sub" / "inner"))
    assert window.pane.view.is_result_shown


def test_no_pane_takes_the_keyboard_by_itself(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    first, second = split(qtbot, window, root)
    first.go(os.fsencode(root / "nowhere"))
    qtbot.waitUntil(first.message.isVisible)
    assert second.view.hasFocus()
    assert window.pane is second
    first.go(os.fsencode(root / "sub"))
    qtbot.waitUntil(is_at(first, root / "sub"))
    first.search.show_text("deep")
    qtbot.waitUntil(lambda: names(first) == ["deep"])
    assert second.view.hasFocus()
    window.switch_pane()
    assert first.view.hasFocus()


def test_search_tools_are_of_the_active_pane(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def export(tools: SearchTools) -> None:
        asked.append(tools)

    monkeypatch.setattr(SearchTools, "export", export)
    first, second = split(qtbot, window, root)
    for pane in (second, first):
        window.tabs.current.activate(pane)
        pane.begin_search()
        qtbot.keyClicks(pane.search, "deep")
        qtbot.waitUntil(lambda pane=pane: names(pane) == ["deep"])
        qtbot.keyClick(pane.search, Qt.Key.Key_Down)
        press(window, Qt.Key.Key_E, CONTROL)
    assert asked == [second.searching.tools, first.searching.tools]


@pytest.mark.parametrize("query", ["", "deep", "no such thing at all"])
def test_two_panes_fit_into_800_pixels(qtbot: QtBot, window: MainWindow, root: Path, query: str) -> None:
    first, second = split(qtbot, window, root)
    window.resize(800, 500)
    qtbot.waitUntil(lambda: second.width() <= 400)
    if query:
        window.pane.begin_search()
        qtbot.keyClicks(second.search, query)
        qtbot.waitUntil(lambda: "of" in second.status.text())
    assert window.width() == 800
    for pane in (first, second):
        qtbot.waitUntil(lambda pane=pane: pane.minimumSizeHint().width() <= pane.width() <= 400)
        assert min(pane.location.width(), pane.search.width()) >= 60
    header = second.view.horizontalHeader()
    assert header.length() <= second.view.viewport().width(), "no column is out of sight"
    assert header.sectionSize(int(Column.NAME)) >= 150
    assert not first.view.isColumnHidden(int(Column.SIZE))
    window.resize(1800, 500)
    window.pane.dismiss()
    window.pane.dismiss()
    qtbot.waitUntil(lambda: not second.view.isColumnHidden(int(Column.KIND)))
