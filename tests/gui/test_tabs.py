"""Tabs: opened, closed, had back, gone to and moved, by keys and by mouse."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.tab_bar import TabBar
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TREE = {"sub": {"inner": {"deep": 1}, "x": 2}, "other": {"y": 1}, "a.txt": 5, "b.txt": 6, "to sub": "sub"}


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
    yield window
    window.close()


def put_cursor_on(window: MainWindow, name: str) -> None:
    window.pane.view.setCurrentIndex(window.pane.view.table.index(names(window.pane).index(name), 0))


def cursor(window: MainWindow) -> str:
    return window.pane.view.currentIndex().data()


def bar(window: MainWindow) -> TabBar:
    found = window.findChild(TabBar)
    assert isinstance(found, TabBar)
    return found


def titles(window: MainWindow) -> list[str]:
    return [tab.title() for tab in window.tabs.all]


def open_several(window: MainWindow, root: Path, *folders: str) -> None:
    for folder in folders:
        window.new_tab(os.fsencode(root / folder))


def test_one_tab_has_no_bar_and_a_second_one_has(qtbot: QtBot, window: MainWindow) -> None:
    assert window.findChild(TabBar) is None
    press(window, Qt.Key.Key_T, CONTROL)
    assert bar(window).isVisible()
    press(window, Qt.Key.Key_W, CONTROL)
    assert not bar(window).isVisible()
    assert len(window.tabs) == 1


def test_a_new_tab_has_the_folder_the_cursor_and_the_keyboard(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    put_cursor_on(window, "b.txt")
    first = window.pane
    press(window, Qt.Key.Key_T, CONTROL)
    assert window.pane is not first
    qtbot.waitUntil(is_at(window.pane, root))
    assert cursor(window) == "b.txt"
    qtbot.waitUntil(window.pane.view.hasFocus)
    put_cursor_on(window, "sub")
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    assert titles(window) == ["r", "sub"]
    assert window.windowTitle() == "sub"
    press(window, Qt.Key.Key_Tab, CONTROL)
    assert window.pane is first
    assert cursor(window) == "b.txt"
    assert window.windowTitle() == "r"


def test_closed_tabs_come_back_one_after_the_other_as_they_were(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    open_several(window, root, "sub", "other")
    window.show_tab(2)
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    window.pane.go(os.fsencode(root / "sub" / "inner"))
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    window.pane.go_back()
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    put_cursor_on(window, "x")
    press(window, Qt.Key.Key_W, CONTROL)
    press(window, Qt.Key.Key_W, CONTROL)
    assert titles(window) == ["r"]
    press(window, Qt.Key.Key_T, CONTROL | SHIFT)
    press(window, Qt.Key.Key_T, CONTROL | SHIFT)
    assert titles(window) == ["r", "sub", "other"]
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    assert cursor(window) == "x"
    window.pane.go_forward()
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    press(window, Qt.Key.Key_T, CONTROL | SHIFT)
    assert len(window.tabs) == 3, "there is nothing left to be had back"


def test_closing_the_last_tab_closes_the_window(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_W, CONTROL)
    assert not window.isVisible()
    assert len(window.tabs) == 1, "it is there again at the next start"


def test_keys_go_to_tabs(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    open_several(window, root, "sub", "other")
    for key, held, at in (
        (Qt.Key.Key_Tab, CONTROL, 0),
        (Qt.Key.Key_Backtab, CONTROL | SHIFT, 2),
        (Qt.Key.Key_PageUp, CONTROL, 1),
        (Qt.Key.Key_PageDown, CONTROL, 2),
        (Qt.Key.Key_1, ALT, 0),
        (Qt.Key.Key_2, ALT, 1),
        (Qt.Key.Key_9, ALT, 2),
        (Qt.Key.Key_7, ALT, 2),
    ):
        press(window, key, held)
        assert window.tabs.at == at, (key, held)
        assert bar(window).currentIndex() == at


def test_keys_move_a_tab_and_not_beyond_the_ends(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    open_several(window, root, "sub", "other")
    press(window, Qt.Key.Key_PageUp, CONTROL | SHIFT)
    assert titles(window) == ["r", "other", "sub"]
    assert [bar(window).tabText(at) for at in range(3)] == ["r", "other", "sub"]
    assert window.tabs.current.title() == "other"
    press(window, Qt.Key.Key_PageUp, CONTROL | SHIFT)
    press(window, Qt.Key.Key_PageUp, CONTROL | SHIFT)
    assert titles(window) == ["other", "r", "sub"]
    press(window, Qt.Key.Key_PageDown, CONTROL | SHIFT)
    assert titles(window) == ["r", "other", "sub"]
    assert bar(window).currentIndex() == window.tabs.at == 1


def test_a_tab_is_dragged_over_its_neighbours(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    open_several(window, root, "sub", "other")
    tabs = bar(window)
    start, end = tabs.tabRect(0).center(), tabs.tabRect(2).center() + QPoint(5, 0)
    qtbot.mousePress(tabs, Qt.MouseButton.LeftButton, pos=start)
    assert window.tabs.at == 0
    for place in (tabs.tabRect(1).center() - QPoint(5, 0), tabs.tabRect(1).center() + QPoint(5, 0), end):
        drag(tabs, place)
    qtbot.mouseRelease(tabs, Qt.MouseButton.LeftButton, pos=end)
    assert titles(window) == ["sub", "other", "r"]
    assert [tabs.tabText(at) for at in range(3)] == ["sub", "other", "r"]
    assert window.tabs.at == tabs.currentIndex() == 2


def drag(tabs: TabBar, place: QPoint) -> None:
    """Move the mouse with its button held, which QTest cannot."""
    from PySide6.QtCore import QEvent, QPointF  # noqa: PLC0415
    from PySide6.QtGui import QMouseEvent  # noqa: PLC0415

    at, there = QPointF(place), QPointF(tabs.mapToGlobal(place))
    left = Qt.MouseButton.LeftButton
    tabs.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, at, there, left, left, Qt.KeyboardModifier.NoModifier))


def test_the_middle_button_and_the_cross_close_a_tab(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    open_several(window, root, "sub", "other")
    tabs = bar(window)
    qtbot.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tabs.tabRect(1).center())
    assert titles(window) == ["r", "other"]
    assert window.tabs.at == 1
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs._cross(1).center())
    assert titles(window) == ["r"]


def test_where_no_cross_is_seen_a_click_shows_the_tab(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    open_several(window, root, "sub")
    qtbot.mouseClick(bar(window), Qt.MouseButton.LeftButton, pos=bar(window)._cross(0).center())
    assert window.tabs.at == 0
    assert len(window.tabs) == 2


@pytest.mark.parametrize("name", ["sub", "to sub"])
def test_a_folder_or_a_link_to_one_is_opened_behind(
    qtbot: QtBot, window: MainWindow, root: Path, name: str
) -> None:
    put_cursor_on(window, name)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(window.tabs) == 2)
    view = window.pane.view
    place = view.visualRect(view.table.index(names(window.pane).index("other"), 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    assert titles(window) == ["r", name, "other"], "those opened later come later"
    assert window.tabs.at == 0
    assert cursor(window) == name, "the middle button moves no cursor"
    assert not window.tabs.all[1].is_awake, "nobody has looked at it"
    window.next_tab()
    qtbot.waitUntil(lambda: names(window.pane) == ["inner", "x"])


def test_names_are_shown_as_what_they_are(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    name = b"<b>rep\xffort & \xe2\x80\xae"
    os.mkdir(os.fsencode(root) + b"/" + name)
    window.new_tab(os.fsencode(root) + b"/" + name)
    tabs = bar(window)
    shown = "<b>rep\u27e8FF\u27e9ort & \u27e8U+202E\u27e9"
    assert tabs.tabText(1).replace("&&", "&") == shown
    assert "&lt;b&gt;rep\u27e8FF\u27e9ort &amp; " in tabs.tabToolTip(1)
    accessible = QAccessible.queryAccessibleInterface(tabs)
    assert tabs.accessibleName() == "tabs"
    assert accessible.role() == QAccessible.Role.PageTabList
    said = [accessible.child(at).text(QAccessible.Text.Name) for at in range(accessible.childCount())]
    assert {"r", shown} <= set(said)


def test_many_tabs_never_widen_the_window(window: MainWindow, root: Path) -> None:
    width = window.minimumSizeHint().width()
    for _ in range(40):
        window.tabs.open(window.tabs.current.kept(), behind=True)
    assert window.minimumSizeHint().width() == width <= 400


def test_the_keyboard_is_where_it_was_in_a_tab(qtbot: QtBot, window: MainWindow) -> None:
    window.new_tab()
    first = window.tabs.all[0]
    window.show_tab(1)
    window.pane.begin_search()
    window.show_tab(2)
    assert window.pane.view.hasFocus()
    window.show_tab(1)
    assert first.pane.search.hasFocus()


def test_a_call_from_outside_goes_where_the_folder_is_shown_or_to_a_new_tab(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    window.open(os.fsencode(root / "sub"))
    assert titles(window) == ["r", "sub"]
    window.open(os.fsencode(root))
    assert titles(window) == ["r", "sub"]
    assert window.tabs.at == 0


def test_a_folder_in_no_index_that_is_called_for_is_indexed_in_the_tab_that_shows_it(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    above = root.parent / "apart"
    grow(above, {"z": 1})
    window.pane.go(os.fsencode(above))
    qtbot.waitUntil(lambda: "not indexed" in window.pane.status.text())
    window.open(os.fsencode(above))
    assert len(window.tabs) == 1
    qtbot.waitUntil(is_at(window.pane, above))


def test_a_closed_pane_is_never_called_back(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    for folder in ("sub", "other"):
        window.new_tab(os.fsencode(root.parent / folder))  # in no index: it is being listed and looked for
        window.pane.begin_search()
        window.pane.search.show_text("x")
        window.close_tab()
    qtbot.waitUntil(is_at(window.pane, root))
    assert titles(window) == ["r"]
