"""The cursor and the selection, moved by commands."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from fbrowser.ui.cursor_view import CursorView
from fbrowser.ui.file_view import FileView

if TYPE_CHECKING:
    from fbrowser.commands.context import View


@pytest.fixture
def view(qtbot: QtBot) -> CursorView:
    view = CursorView()
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(100, 3, view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.verticalHeader().setDefaultSectionSize(20)
    view.resize(300, 250)
    with qtbot.waitExposed(view):
        view.show()
    view.put_cursor(0)
    return view


def selected(view: CursorView) -> set[int]:
    chosen = view.selectionModel().selection()
    ranges = [chosen.at(place) for place in range(chosen.count())]
    assert all((each.left(), each.right()) == (0, 2) for each in ranges), "whole rows"
    return {row for each in ranges for row in range(each.top(), each.bottom() + 1)}


def test_the_selection_follows_the_cursor(view: CursorView) -> None:
    view.move_cursor(5)
    assert (view.currentIndex().row(), selected(view)) == (5, {5})
    view.move_cursor(-2)
    assert selected(view) == {3}


@pytest.mark.parametrize(("rows", "row"), [(1, 51), (-1, 49), (10**9, 99), (-(10**9), 0), (49, 99), (-50, 0)])
def test_it_stays_in_the_table(view: CursorView, rows: int, row: int) -> None:
    view.put_cursor(50)
    view.move_cursor(rows)
    assert view.currentIndex().row() == row


def test_numbers_of_rows(view: CursorView) -> None:
    for row, expected in ((7, 7), (-1, 99), (10**9, 99), (0, 0)):
        view.put_cursor(row)
        assert view.currentIndex().row() == expected
    assert view.rowAt(0) == 0, "and it can be seen"


def test_pages(view: CursorView) -> None:
    seen = view.viewport().height() // 20
    view.move_cursor_pages(2)
    assert view.currentIndex().row() == 2 * (seen - 1)
    view.move_cursor_pages(-0.5)
    assert view.currentIndex().row() == 2 * (seen - 1) - (seen - 1) // 2
    view.move_cursor_pages(0.01)
    view.move_cursor_pages(-0.01)
    assert view.currentIndex().row() == 2 * (seen - 1) - (seen - 1) // 2, "by one at least"
    view.put_cursor(2 * (seen - 1))
    view.move_cursor_pages(-1, extend=True)
    assert selected(view) == set(range(seen - 1, 2 * (seen - 1) + 1))


def test_extending_goes_both_ways_from_where_it_began(view: CursorView) -> None:
    view.put_cursor(10)
    view.move_cursor(2, extend=True)
    assert selected(view) == {10, 11, 12}
    view.move_cursor(-4, extend=True)
    assert selected(view) == {8, 9, 10}
    view.move_cursor(1)
    assert selected(view) == {9}
    view.move_cursor(1, extend=True)
    assert selected(view) == {9, 10}, "from where the cursor was, not from where another range began"
    view.put_cursor(-1, extend=True)
    assert selected(view) == set(range(9, 100))


def test_marks_stay_when_the_cursor_moves(view: CursorView) -> None:
    view.put_cursor(3)
    view.toggle_selected()
    assert selected(view) == {3}, "it was selected by the cursor alone, and is marked now"
    view.move_cursor(2)
    assert selected(view) == {3}
    view.toggle_down(2)
    assert (selected(view), view.currentIndex().row()) == ({3, 5, 6}, 7)
    view.put_cursor(5)
    view.toggle_selected()
    assert selected(view) == {3, 6}
    view.clear_selection()
    view.move_cursor(1)
    assert selected(view) == {6}, "the cursor alone again"


def test_marking_down_ends_with_the_table(view: CursorView) -> None:
    view.put_cursor(98)
    view.toggle_down(10)
    assert (selected(view), view.currentIndex().row()) == ({98, 99}, 99)


def test_all_inverted_and_none(view: CursorView) -> None:
    view.select_all()
    view.invert_selection()
    assert selected(view) == set()
    view.put_cursor(4)
    view.invert_selection()
    assert selected(view) == set(range(100)), "nothing was marked: the cursor marks nothing by moving now"
    view.move_cursor(1)
    assert selected(view) == set(range(100))


def test_all_goes_when_the_cursor_moves_unless_marks_are_kept(view: CursorView) -> None:
    view.select_all()
    view.move_cursor(1)
    assert selected(view) == {1}
    view.keeps_marks = True
    view.select_all()
    view.move_cursor(1)
    assert len(selected(view)) == 100
    view.clear_selection()
    view.put_cursor(4)
    view.move_cursor(1)
    assert selected(view) == set(), "nor does it select what was not selected"


def test_selecting_by_moving(view: CursorView, qtbot: QtBot) -> None:
    view.put_cursor(2)
    view.toggle_selected()
    view.put_cursor(10)
    with qtbot.waitSignal(view.selecting_changed, check_params_cb=lambda is_on: is_on):
        view.start_selecting()
    assert view.is_selecting
    view.move_cursor(2)
    view.move_cursor(-3)
    assert selected(view) == {2, 9, 10}
    with qtbot.waitSignal(view.selecting_changed, check_params_cb=lambda is_on: not is_on):
        view.stop_selecting()
    view.put_cursor(50)
    assert selected(view) == {2, 9, 10}


def test_rows_that_come_in_meanwhile_move_it_along(view: CursorView) -> None:
    view.put_cursor(10)
    view.start_selecting()
    view.move_cursor(1)
    view.model().insertRows(0, 5)
    view.move_cursor(1)
    assert selected(view) == {15, 16, 17}


def test_a_click_says_anew(view: CursorView, qtbot: QtBot) -> None:
    view.toggle_down(3)
    view.start_selecting()
    place = view.visualRect(view.model().index(4, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not view.is_selecting
    assert selected(view) == {4}
    view.move_cursor(1)
    assert selected(view) == {5}


def test_an_empty_table_has_nothing_to_move_to(view: CursorView) -> None:
    view.model().removeRows(0, 100)
    for move in (view.toggle_selected, view.invert_selection, view.start_selecting, view.select_all):
        move()
    view.move_cursor(1)
    view.put_cursor(-1, extend=True)
    view.toggle_down(2)
    assert (view.currentIndex().row(), view.is_selecting, selected(view)) == (-1, False, set())


def test_the_table_of_files_is_what_commands_act_on(qtbot: QtBot) -> None:
    files = FileView()
    qtbot.addWidget(files)
    view: View = files  # and the type checker holds them to each other
    view.activate_current()
    view.move_cursor(1)
    assert files.currentIndex().row() == -1
