"""Breadcrumbs: the way to where we are, as buttons, in whatever room there is; and the path field below them."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from fbrowser.services.live_settings import live
from fbrowser.ui.breadcrumbs import Breadcrumbs, fitted
from fbrowser.ui.hint_targets import targets
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.path_completion import PathCompletion
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
OF_POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
WIDTH = st.integers(20, 500)


@given(st.lists(WIDTH, min_size=1, max_size=12), st.integers(60, 1500))
def test_what_has_room_is_shown_and_never_more(wanted: list[int], room: int) -> None:
    gone, widths = fitted(wanted, room, 30)
    assert len(widths) == len(wanted) - gone >= 1
    assert all(0 < width <= most for width, most in zip(widths, wanted[gone:], strict=True))
    assert sum(widths) + (30 if 0 < gone < len(wanted) - 1 else 0) <= room
    if sum(wanted) <= room:
        assert (gone, widths) == (0, wanted), "nothing is cut where all have room"


@pytest.fixture
def crumbs(qtbot: QtBot) -> Breadcrumbs:
    crumbs = Breadcrumbs()
    qtbot.addWidget(crumbs)
    crumbs.resize(600, 26)
    crumbs.show()
    return crumbs


def spoken(crumbs: Breadcrumbs) -> list[str]:
    return [each.accessibleName() for each in crumbs.shown]


def test_the_way_begins_at_home_or_at_the_outermost_folder(crumbs: Breadcrumbs) -> None:
    crumbs.show_folder(b"/usr/share")
    assert spoken(crumbs) == ["/", "usr", "share"]
    home = os.fsencode(Path.home())
    crumbs.show_folder(home + b"/work")
    assert spoken(crumbs) == ["Home", "work"]
    crumbs.show_folder(home)
    assert spoken(crumbs) == ["Home"]
    crumbs.show_folder(b"/")
    assert spoken(crumbs) == ["/"]


def test_names_are_shown_for_what_they_are(crumbs: Breadcrumbs) -> None:
    crumbs.show_folder(b"/<b>a & b</b" + b"/\xff\n" + "\u202e".encode())
    assert spoken(crumbs) == ["/", "<b>a & b<", "b", "⟨FF⟩␊⟨U+202E⟩"]


def test_in_a_narrow_bar_the_outermost_go_and_can_be_had_all_the_same(crumbs: Breadcrumbs, qtbot: QtBot) -> None:
    crumbs.show_folder(b"/aaaaaaaaaa/bbbbbbbbbb/cccccccccc")
    crumbs.resize(200, 26)
    assert spoken(crumbs)[-1] == "cccccccccc"
    assert "/" not in spoken(crumbs)
    more = next(each for each in crumbs.findChildren(QAbstractButton) if each.accessibleName() == "Folders above")
    assert more.isVisible()
    with qtbot.waitSignal(crumbs.above_wanted):
        qtbot.mouseClick(more, LEFT)
    assert all(crumbs.rect().contains(each.geometry()) for each in crumbs.shown)


def test_a_very_deep_folder_has_its_name(crumbs: Breadcrumbs) -> None:
    crumbs.show_folder(b"/d" * 2000 + b"/here")
    assert spoken(crumbs)[-1] == "here"
    assert len(spoken(crumbs)) < 30
    assert len(crumbs.findChildren(QAbstractButton)) < 100, "a button for each of thousands would take its time"
    crumbs.resize(5000, 26)
    shown = [each for each in crumbs.findChildren(QAbstractButton) if each.isVisible()]
    assert "Folders above" in [each.accessibleName() for each in shown]
    assert all(crumbs.rect().contains(each.geometry()) for each in shown)


def test_from_the_right_the_outermost_is_at_the_right(crumbs: Breadcrumbs) -> None:
    crumbs.show_folder(b"/usr/share")
    crumbs.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    places = [each.geometry().left() for each in crumbs.shown]
    assert places == sorted(places, reverse=True)
    assert crumbs.shown[0].geometry().right() == crumbs.rect().right()


def test_a_name_that_is_cut_is_told_as_it_is(
    crumbs: Breadcrumbs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    crumbs.show_folder(b"/" + b"<i>long" * 30)
    crumb = crumbs.shown[-1]
    QApplication.sendEvent(crumb, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), crumb.mapToGlobal(QPoint(2, 2))))
    assert told == [f"<div>{'&lt;i&gt;long' * 30}</div>"]


# -- in a window


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", {"sub": {"inner": {"deep": {"x": 1}}, "side": {"y": 1}}, "a.txt": 5})
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> Iterator[MainWindow]:
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    window.pane.go(os.fsencode(root / "sub" / "inner"))
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    qtbot.waitUntil(window.pane.view.hasFocus)
    yield window
    window.close()


def crumb(window: MainWindow, name: str) -> QAbstractButton:
    return next(each for each in window.pane.location.crumbs.shown if each.accessibleName() == name)


def test_a_click_goes_there_with_the_cursor_on_where_one_was(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    window.pane.search.setFocus()
    qtbot.mouseClick(crumb(window, "r"), LEFT, pos=QPoint(5, 5))
    qtbot.waitUntil(is_at(window.pane, root))
    assert window.pane.current_name() == b"sub"
    qtbot.waitUntil(window.pane.view.hasFocus)
    window.pane.go_back()
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))


@pytest.mark.parametrize(("button", "held"), [(MIDDLE, NONE), (LEFT, CONTROL)])
def test_in_a_tab_of_its_own(
    window: MainWindow, root: Path, qtbot: QtBot, button: Qt.MouseButton, held: Qt.KeyboardModifier
) -> None:
    qtbot.mouseClick(crumb(window, "sub"), button, held, QPoint(5, 5))
    assert len(window.tabs) == 2
    assert window.pane.folder == os.fsencode(root / "sub" / "inner")


def test_where_there_is_no_crumb_a_path_can_be_typed(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    location = window.pane.location
    crumbs = location.crumbs
    qtbot.mouseClick(crumbs, LEFT, pos=QPoint(crumbs.width() - 4, 5))
    assert location.hasFocus()
    assert location.selectedText() == str(root / "sub" / "inner")
    assert not crumbs.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert crumbs.isVisible()
    assert window.pane.view.hasFocus()


def test_an_arrow_offers_the_folders_there(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    location, sub = window.pane.location, crumb(window, "sub")
    qtbot.mouseClick(sub, LEFT, pos=QPoint(sub.width() - 4, sub.height() // 2))
    assert location.text() == str(root / "sub") + "/"
    completion = location.findChildren(PathCompletion)[0]
    qtbot.waitUntil(completion.box.isVisible)
    assert [each.title for each in completion.list.items.items] == ["inner", "side"]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "side"))


def test_letters_press_them(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    sub = crumb(window, "sub")
    centre = sub.mapTo(window, sub.rect().center())
    there = [each for each in targets(window) if each.box.contains(centre)]
    assert len(there) == 1, "the field beside them is a target of its own"
    assert there[0].box.left() < sub.mapTo(window, QPoint(0, 0)).x(), "letters go where the arrow before it is"
    there[0].activate()
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    assert window.pane.current_name() == b"inner"


def test_the_language_is_theirs_too(crumbs: Breadcrumbs) -> None:
    crumbs.show_folder(os.fsencode(Path.home()))
    live.put(replace(live.now, language="de"))
    live.use_language()
    assert spoken(crumbs) == ["Persönlicher Ordner"]


# -- lists of places


def listed(window: MainWindow) -> list[str]:
    return [each.text().replace("&&", "&").split("\t")[0] for each in menu(window).actions()]


def menu(window: MainWindow) -> QMenu:
    return next(each for each in window.pane.findChildren(QMenu) if each.isVisible() and each.actions())


@OF_POPUPS
def test_the_history_is_listed_and_gone_about_in(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    window.pane.go(os.fsencode(root / "sub" / "side"))
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "side"))
    press(window, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    press(window, Qt.Key.Key_Down, ALT)
    assert listed(window) == ["side", "inner", "r"]
    assert [each.isChecked() for each in menu(window).actions()] == [False, True, False]
    qtbot.keyClick(menu(window), Qt.Key.Key_Return)
    qtbot.waitUntil(is_at(window.pane, root))
    press(window, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    assert window.pane.can_go_forward, "what was passed is still ahead"


@OF_POPUPS
def test_a_search_is_in_the_history_too(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    window.pane.search_for("x & y")
    qtbot.waitUntil(lambda: window.pane.searching.search() is not None)
    window.pane.go(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    window.pane.list_history()
    assert listed(window) == ["r", "“x & y” in inner", "r"]
    menu(window).close()


@OF_POPUPS
def test_the_arrow_lists_it_when_it_is_held_or_pressed_with_the_right_button(
    window: MainWindow, root: Path, qtbot: QtBot
) -> None:
    bar = window.pane.location.parentWidget()
    assert bar is not None
    back = bar.findChildren(QToolButton)[0]
    qtbot.mousePress(back, LEFT)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.pane.findChildren(QMenu)))
    assert listed(window) == ["inner", "r"]
    menu(window).close()
    qtbot.mouseRelease(back, LEFT)
    assert window.pane.folder == os.fsencode(root / "sub" / "inner"), "nobody went back"
    back.customContextMenuRequested.emit(QPoint(3, 3))
    assert listed(window) == ["inner", "r"]
    menu(window).close()


@OF_POPUPS
def test_folders_above_are_listed_nearest_first(window: MainWindow, root: Path, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_Up, CONTROL)
    assert listed(window)[:2] == ["sub", "r"]
    qtbot.keyClick(menu(window), Qt.Key.Key_Down)
    qtbot.keyClick(menu(window), Qt.Key.Key_Return)
    qtbot.waitUntil(is_at(window.pane, root))
    assert names(window.pane) == ["sub", "a.txt"]
    assert window.pane.current_name() == b"sub"
