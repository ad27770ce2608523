"""Filtering the list and selecting in it, by what is typed above it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.index.query import parse
from fbrowser.index.search import Engine
from fbrowser.index.snapshot import ROOT, Snapshot
from fbrowser.models.listing import BEST, Column, Sort, list_result
from fbrowser.services.tasks import Tasks
from fbrowser.ui import list_query as module
from fbrowser.ui.file_view import FileView
from fbrowser.ui.list_query import ListQuery
from fbrowser.ui.presenter import Presenter
from tests.helpers.snapshots import make_snapshot

SOME = {f"{letter}{number}.txt": number for letter in "abc" for number in range(4)} | {"sub": {"a9.txt": 1}}


class Page(QWidget):
    """A table, and what fills it."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.view = FileView(self)
        self.presenter = Presenter(self.view, tasks, self)
        column = QVBoxLayout(self)
        column.addWidget(self.view)
        self.list_query = ListQuery(self.view, self.presenter, column, self.view, tasks)


@pytest.fixture
def snapshot() -> Snapshot:
    return make_snapshot(SOME)


@pytest.fixture
def page(qtbot: QtBot, snapshot: Snapshot) -> Iterator[Page]:
    tasks = Tasks()
    page = Page(tasks)
    qtbot.addWidget(page)
    page.resize(700, 400)
    page.show()
    page.activateWindow()
    page.presenter.present(snapshot, ROOT)
    page.view.setFocus()
    yield page
    page.close()
    tasks.stop()


def names(page: Page) -> list[str]:
    table = page.view.table
    entries = [table.entry(at) for at in range(table.rowCount())]
    return [entry.name.decode() for entry in entries if entry is not None]


def selected(page: Page) -> list[str]:
    there = names(page)
    return [there[at] for first, last in page.view.selected_ranges() for at in range(first, last + 1)]


def current(page: Page) -> str:
    return names(page)[page.view.currentIndex().row()]


def put_cursor(page: Page, name: str) -> None:
    page.view.put_cursor(names(page).index(name))


def type_text(qtbot: QtBot, page: Page, text: str) -> None:
    assert page.list_query.bar is not None
    field = page.list_query.bar.field
    assert field.hasFocus()
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Qt.Key.Key_Delete)


def press(qtbot: QtBot, page: Page, key: Qt.Key) -> None:
    assert page.list_query.bar is not None
    qtbot.keyClick(page.list_query.bar.field, key)


def test_nothing_is_made_before_it_is_wanted(page: Page) -> None:
    assert page.list_query.bar is None
    assert not page.list_query.step_back()


def test_the_list_is_narrowed_while_one_types_and_escape_shows_all_of_it(qtbot: QtBot, page: Page) -> None:
    put_cursor(page, "b2.txt")
    page.list_query.filter()
    type_text(qtbot, page, "2")
    qtbot.waitUntil(lambda: names(page) == ["a2.txt", "b2.txt", "c2.txt"])
    assert page.list_query.bar is not None
    assert page.list_query.bar.said() == "3 of 13"
    assert current(page) == "b2.txt"
    type_text(qtbot, page, "c2 | size:3")
    qtbot.waitUntil(lambda: names(page) == ["a3.txt", "b3.txt", "c2.txt", "c3.txt"])
    press(qtbot, page, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    put_cursor(page, "c2.txt")
    assert page.list_query.step_back()
    qtbot.waitUntil(lambda: len(names(page)) == 13)
    assert current(page) == "c2.txt"
    assert not page.list_query.bar.isVisible()
    assert not page.list_query.step_back()


def test_a_cursor_that_had_nowhere_to_be_comes_back(qtbot: QtBot, page: Page) -> None:
    put_cursor(page, "c1.txt")
    page.list_query.filter()
    type_text(qtbot, page, "nothing like it")
    qtbot.waitUntil(lambda: names(page) == [])
    type_text(qtbot, page, "c")
    qtbot.waitUntil(lambda: "c0.txt" in names(page))
    assert current(page) == "c1.txt"
    type_text(qtbot, page, "")
    qtbot.waitUntil(lambda: len(names(page)) == 13)


def test_what_cannot_be_read_is_said(qtbot: QtBot, page: Page) -> None:
    page.list_query.filter()
    type_text(qtbot, page, "size:abc")
    assert page.list_query.bar is not None
    assert "abc" in page.list_query.bar.said()


def test_news_and_another_order_stay_filtered_and_another_folder_does_not(
    qtbot: QtBot, page: Page, snapshot: Snapshot
) -> None:
    page.list_query.filter()
    type_text(qtbot, page, "b")
    qtbot.waitUntil(lambda: len(names(page)) == 5)
    page.presenter.present(make_snapshot(SOME | {"b7.txt": 7}, generation=2), ROOT)
    qtbot.waitUntil(lambda: "b7.txt" in names(page))
    assert len(names(page)) == 6
    page.view.sort_requested.emit(Sort(Column.NAME, descending=True))
    qtbot.waitUntil(lambda: names(page)[1:2] == ["b7.txt"])
    assert page.list_query.is_filtered
    page.presenter.present(snapshot, 1)
    assert names(page) == ["a9.txt"]
    assert not page.list_query.is_filtered
    assert page.list_query.bar is not None
    assert not page.list_query.bar.isVisible()


def test_a_result_is_filtered_until_something_else_is_searched_for(
    qtbot: QtBot, page: Page, snapshot: Snapshot
) -> None:
    engine = Engine(snapshot)
    page.presenter.present_found(list_result(engine.find(parse("a")), BEST, 0))
    assert len(names(page)) == 5
    page.list_query.filter()
    type_text(qtbot, page, "9")
    qtbot.waitUntil(lambda: names(page) == ["a9.txt"])
    page.presenter.present_found(list_result(engine.find(parse("b")), BEST, 0))
    assert len(names(page)) == 5
    assert not page.list_query.is_filtered


def test_the_filter_can_be_taken_up_again(qtbot: QtBot, page: Page) -> None:
    page.list_query.filter()
    type_text(qtbot, page, "b1")
    press(qtbot, page, Qt.Key.Key_Return)
    page.list_query.filter()
    assert page.list_query.bar is not None
    assert page.list_query.bar.field.text() == "b1"
    assert page.list_query.bar.field.selectedText() == "b1"


def test_what_matches_is_selected_besides_what_is_marked(qtbot: QtBot, page: Page) -> None:
    put_cursor(page, "c3.txt")
    page.view.toggle_selected()
    page.list_query.select(selected=True)
    type_text(qtbot, page, "b")
    assert page.list_query.bar is not None
    bar = page.list_query.bar
    qtbot.waitUntil(lambda: bar.said() == "5 of 13")
    press(qtbot, page, Qt.Key.Key_Return)
    assert selected(page) == ["sub", "b0.txt", "b1.txt", "b2.txt", "b3.txt", "c3.txt"]
    assert page.view.hasFocus()
    assert len(names(page)) == 13
    assert current(page) == "c3.txt"
    page.list_query.select(selected=False)
    type_text(qtbot, page, "size:>1")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: selected(page) == ["sub", "b0.txt", "b1.txt"])


def test_what_is_selected_only_by_the_cursor_is_not_meant(qtbot: QtBot, page: Page) -> None:
    put_cursor(page, "c3.txt")
    page.list_query.select(selected=True)
    type_text(qtbot, page, "a*")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: selected(page) == ["a0.txt", "a1.txt", "a2.txt", "a3.txt"])


def test_escape_selects_nothing(qtbot: QtBot, page: Page) -> None:
    put_cursor(page, "c3.txt")
    page.list_query.select(selected=True)
    type_text(qtbot, page, "a")
    assert page.list_query.step_back()
    assert selected(page) == ["c3.txt"]
    assert page.view.hasFocus()


def test_too_many_pieces_are_shown_alone(qtbot: QtBot, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PIECES", 2)
    page.list_query.select(selected=True)
    type_text(qtbot, page, "2")
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: selected(page) == ["a2.txt", "b2.txt", "c2.txt"])
    assert names(page) == selected(page)
    page.list_query.leave()
    qtbot.waitUntil(lambda: len(names(page)) == 13)
    assert selected(page) == ["a2.txt", "b2.txt", "c2.txt"]


def test_marks_outlast_a_filter_that_leaves_them_out(qtbot: QtBot, page: Page) -> None:
    for name in ("a1.txt", "b2.txt", "c3.txt"):
        put_cursor(page, name)
        page.view.toggle_selected()
    page.list_query.filter()
    type_text(qtbot, page, "2")
    qtbot.waitUntil(lambda: names(page) == ["a2.txt", "b2.txt", "c2.txt"])
    assert selected(page) == ["b2.txt"]
    press(qtbot, page, Qt.Key.Key_Return)
    for name in ("b2.txt", "c2.txt"):
        put_cursor(page, name)
        page.view.toggle_selected()
    assert selected(page) == ["c2.txt"]
    page.presenter.present(make_snapshot({**SOME, "a0a.txt": 1, "c3.txt": 9}, generation=2), ROOT)
    page.list_query.filter()
    type_text(qtbot, page, "1")
    qtbot.waitUntil(lambda: names(page) == ["a1.txt", "b1.txt", "c1.txt"])
    assert selected(page) == ["a1.txt"]
    assert page.list_query.step_back()
    qtbot.waitUntil(lambda: len(names(page)) == 14)
    assert selected(page) == ["a1.txt", "c2.txt", "c3.txt"]


def test_what_is_cleared_while_filtered_is_cleared_everywhere(qtbot: QtBot, page: Page) -> None:
    for name in ("a1.txt", "b1.txt"):
        put_cursor(page, name)
        page.view.toggle_selected()
    page.list_query.filter()
    type_text(qtbot, page, "2")
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.view.clear_selection()
    page.list_query.step_back()
    qtbot.waitUntil(lambda: len(names(page)) == 13)
    assert selected(page) == [current(page)] == ["b1.txt"]


def test_a_filter_that_is_given_up_leaves_the_cursor_where_it_was(qtbot: QtBot, page: Page) -> None:
    put_cursor(page, "c3.txt")
    page.list_query.filter()
    type_text(qtbot, page, "b?.txt")
    qtbot.waitUntil(lambda: len(names(page)) == 4)
    assert selected(page) == [current(page)], "the cursor's row looks like the cursor's row"
    assert page.list_query.step_back()
    qtbot.waitUntil(lambda: len(names(page)) == 13)
    assert (current(page), selected(page)) == ("c3.txt", ["c3.txt"])


def test_the_next_match_of_the_last_filter_is_found_round_the_ends(qtbot: QtBot, page: Page) -> None:
    page.list_query.find_again(1)
    assert page.list_query.bar is not None, "there is none yet: it may be typed"
    type_text(qtbot, page, "2")
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.list_query.step_back()
    qtbot.waitUntil(lambda: len(names(page)) == 13)
    put_cursor(page, "a2.txt")
    for steps, name in ((1, "b2.txt"), (2, "a2.txt"), (-1, "c2.txt"), (-1, "b2.txt")):
        page.list_query.find_again(steps)
        qtbot.waitUntil(lambda name=name: current(page) == name)
    page.list_query.filter()
    type_text(qtbot, page, "nowhere")
    qtbot.waitUntil(lambda: not names(page))
    page.list_query.step_back()
    qtbot.waitUntil(lambda: len(names(page)) == 13)
    with qtbot.waitSignal(page.list_query.said) as said:
        page.list_query.find_again(1)
    assert said.args == ["Nothing here matches nowhere"]
