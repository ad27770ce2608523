"""New entries slip in under the cursor: current row, selection and page stay, by each of the three ways."""

from array import array
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from fbrowser.index.sorting import fold
from fbrowser.models.listing import Column, Listing, Sort, list_folder_rows
from fbrowser.models.row_update import MOST_RUNS, Update, gaps, plan_update
from fbrowser.models.type_ahead import next_with_prefix
from fbrowser.ui import file_view
from fbrowser.ui.file_view import MOST_MOVED, MOST_RANGES, FileView
from tests.helpers.snapshots import make_snapshot

Select = QItemSelectionModel.SelectionFlag


def listing(names: list[str] | dict[str, Any], sort: Sort | None = None, generation: int = 1) -> Listing:
    tree = names if isinstance(names, dict) else dict.fromkeys(names, 1)
    return list_folder_rows(make_snapshot(tree, generation=generation), 0, sort or Sort())


def numbered(count: int) -> list[str]:
    return [f"{number:06}" for number in range(count)]


@pytest.fixture
def view(qtbot: QtBot) -> FileView:
    view = FileView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def shown(view: FileView) -> list[str]:
    return [view.table.index(row, 0).data() for row in range(view.table.rowCount())]


def select(view: FileView, *positions: int) -> None:
    for position in positions:
        index = view.table.index(position, 0)
        view.selectionModel().select(index, Select.Select | Select.Rows)


def selected(view: FileView) -> set[str]:
    ranges = view.selected_ranges()
    return {view.table.index(at, 0).data() for first, last in ranges for at in range(first, last + 1)}


def current(view: FileView) -> str | None:
    return view.currentIndex().data()


def update_to(view: FileView, new: Listing) -> Update:
    assert view.listing is not None
    update = plan_update(view.listing, new)
    assert view.apply_update(new, update)
    return update


def test_the_model_keeps_every_promise_of_qt_through_all_changes(view: FileView) -> None:
    QAbstractItemModelTester(view.table, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    view.show_listing(listing(numbered(20)))
    update_to(view, listing([*numbered(20)[3:], "x", "y"]))
    update_to(view, listing([*numbered(20)[3:], "x"], Sort(Column.NAME, descending=True)))
    update_to(view, listing([]))
    update_to(view, listing(["a"]))
    assert shown(view) == ["a"]


SETS = [[name for name, is_in in zip("abcde", mask, strict=True) if is_in] for mask in product([0, 1], repeat=5)]


def test_every_change_between_subsets_of_five_rows(view: FileView) -> None:
    for before, after in product(SETS, SETS):
        for way in (Sort(), Sort(Column.NAME, descending=True)):
            view.show_listing(listing(before))
            view.clearSelection()
            select(view, *range(0, len(before), 2))
            if before:
                view.selectionModel().setCurrentIndex(view.table.index(len(before) // 2, 0), Select.NoUpdate)
            was_current = current(view)
            update_to(view, listing(after, way))
            assert shown(view) == sorted(after, reverse=way.descending)
            assert selected(view) == set(before[::2]) & set(after)
            if was_current in after:
                assert current(view) == was_current


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.sets(st.integers(0, 60), max_size=40),
    st.sets(st.integers(0, 60), max_size=40),
    st.sets(st.integers(0, 60), max_size=40),
    st.sampled_from(["runs", "moves", "reset"]),
)
def test_each_way_keeps_what_stays(
    view: FileView, before: set[int], after: set[int], chosen: set[int], way: str
) -> None:
    old = listing([f"{number:03}" for number in before])
    new = listing([f"{number:03}" for number in after])
    view.show_listing(old)
    view.clearSelection()
    names = shown(view)
    select(view, *[place for place, name in enumerate(names) if int(name) in chosen])
    update = plan_update(old, new)
    assert update.removals is not None
    if way == "runs":
        view.table.apply_runs(update)
    elif way == "moves":
        view.table.apply_moves(update)
    else:
        view._replace(update, view.selected_ranges())
    assert shown(view) == [f"{number:03}" for number in sorted(after)]
    assert selected(view) == {f"{number:03}" for number in before & after & chosen}


@pytest.mark.parametrize("chosen", ["nothing", "one", "every"])
@pytest.mark.parametrize("change", ["one", "many", "order"])
def test_cursor_selection_and_page_stay(view: FileView, chosen: str, change: str) -> None:
    count = MOST_MOVED + 1000
    view.show_listing(listing(numbered(count)))
    middle = count // 2
    view.setCurrentIndex(view.table.index(middle, 0))
    {"nothing": view.clearSelection, "one": lambda: None, "every": view.selectAll}[chosen]()
    view.scrollTo(view.table.index(middle, 0), view.ScrollHint.PositionAtCenter)
    scrolled = view.verticalScrollBar().value() + 7
    view.verticalScrollBar().setValue(scrolled)
    top = view.table.index(view.rowAt(0), 0).data()
    was_selected = selected(view)
    gone = {"one": {10}, "many": set(range(0, 2 * MOST_RUNS * 3, 2)), "order": set[int]()}[change]
    names = [name for name in numbered(count) if int(name) not in gone]
    sort = Sort(Column.NAME, descending=True) if change == "order" else Sort()
    update_to(view, listing(names, sort, generation=2))
    assert current(view) == f"{middle:06}"
    assert selected(view) == was_selected - {f"{number:06}" for number in gone}
    if change != "order":
        assert view.table.index(view.rowAt(0), 0).data() == top
        assert view.verticalScrollBar().value() == scrolled - len(gone) * view.rowHeight(0)
    assert view.visualRect(view.currentIndex()).intersects(view.viewport().rect())


def test_each_way_is_taken_where_it_should_be(view: FileView, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    for name in ("apply_runs", "apply_moves", "show_listing"):
        real = getattr(view.table, name)
        monkeypatch.setattr(view.table, name, lambda *a, real=real, name=name: (taken.append(name), real(*a)))
    many = numbered(MOST_MOVED + 5000)
    scattered = [name for name in many if int(name) % 5]
    ranges = range(0, 4 * (MOST_RANGES + 1), 2)
    for names, after, choose in (
        (many, many[1:], lambda: None),
        (many, many[1:], view.selectAll),
        (many, many[1:], lambda: select(view, *ranges)),
        (many, scattered, lambda: None),
        (many, scattered, view.selectAll),
    ):
        view.show_listing(listing(names))
        view.clearSelection()
        choose()
        taken.append("|")
        update_to(view, listing(after))
    ways = " ".join(taken).replace("show_listing |", "|").split("|")[1:]
    assert [way.strip() for way in ways] == [
        "apply_runs",
        "apply_runs",
        "apply_moves",
        "apply_moves",
        "show_listing",
    ]


def test_at_the_very_top_the_view_stays_at_the_top(view: FileView) -> None:
    view.show_listing(listing(numbered(100)))
    update_to(view, listing(["!new", *numbered(100)]))
    assert view.verticalScrollBar().value() == 0


def test_the_cursor_stays_in_sight_when_there_is_less_room(view: FileView, qtbot: QtBot) -> None:
    view.show_listing(listing(numbered(200)))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    last = view.rowAt(view.viewport().height() - 1) - 1
    view.setCurrentIndex(view.table.index(last, 0))
    assert view.verticalScrollBar().value() == 0
    view.resize(600, 350)
    assert view.visualRect(view.currentIndex()).bottom() < view.viewport().height()
    view.resize(600, 400)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.resize(600, 350)
    assert view.visualRect(view.currentIndex()).bottom() < 0, "who has scrolled it out of sight wants it there"


def test_when_the_current_entry_goes_its_neighbour_is_current(view: FileView) -> None:
    view.show_listing(listing(["a", "b", "c"]))
    view.setCurrentIndex(view.table.index(1, 0))
    update_to(view, listing(["a", "c"]))
    assert current(view) == "c"
    update_to(view, listing(["a"]))
    assert current(view) == "a"


def test_a_change_of_sizes_alone_moves_nothing(view: FileView) -> None:
    view.show_listing(listing({"a": 1, "b": 2}))
    update = update_to(view, listing({"a": 5, "b": 2}))
    assert (update.removals, update.insertions) == ([], [])
    assert view.table.index(0, Column.SIZE).data() == "5 B"


def test_an_open_editor_makes_the_update_wait(
    view: FileView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_listing(listing(["a", "b"]))
    view.setItemDelegate(QStyledItemDelegate(view))
    flags = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    monkeypatch.setattr(view.table, "flags", lambda _index: flags)
    view.setCurrentIndex(view.table.index(1, 0))
    view.edit(view.currentIndex())
    editor = view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "half typed")
    assert view.listing is not None
    new = listing(["!first", "a", "b"], generation=2)
    update = plan_update(view.listing, new)
    assert not view.apply_update(new, update)
    assert editor.text() == "half typed"
    with qtbot.waitSignal(view.editor_closed):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert view.apply_update(new, update)
    assert current(view) == "b"


def test_an_update_that_came_too_late_is_refused(view: FileView) -> None:
    first, second, third = (listing(numbered(count)) for count in (3, 4, 5))
    view.show_listing(first)
    late = plan_update(first, third)
    update_to(view, second)
    assert not view.apply_update(third, late)
    assert len(shown(view)) == 4


# -- order and hands


def test_sorts_by_every_column_with_folders_first(view: FileView) -> None:
    tree = {"b10.txt": 3, "b9.txt": 9, "a.py": 5, "sub": {"x": 100}, "Also": {}}
    expected = {
        Sort(): ["Also", "sub", "a.py", "b9.txt", "b10.txt"],
        Sort(Column.NAME, descending=True): ["sub", "Also", "b10.txt", "b9.txt", "a.py"],
        Sort(Column.SIZE): ["Also", "sub", "b10.txt", "a.py", "b9.txt"],
        Sort(Column.SIZE, descending=True): ["sub", "Also", "b9.txt", "a.py", "b10.txt"],
        Sort(Column.KIND): ["Also", "sub", "a.py", "b9.txt", "b10.txt"],
        Sort(Column.MODIFIED): ["Also", "sub", "a.py", "b9.txt", "b10.txt"],
    }
    for sort, names in expected.items():
        view.show_listing(listing(tree, sort))
        assert shown(view) == names


def test_the_header_and_commands_ask_for_an_order(view: FileView, qtbot: QtBot) -> None:
    view.show_listing(listing(["a", "b"]))
    with qtbot.waitSignal(view.sort_requested) as asked:
        view.ask_for_sort(Column.SIZE)
    assert asked.args == [Sort(Column.SIZE, descending=True)]
    with qtbot.waitSignal(view.sort_requested) as asked:
        header = view.horizontalHeader()
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 8))
    assert asked.args == [Sort(Column.NAME, descending=True)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("b", "banana"), ("br", "brot"), ("bb", "Brot 2"), ("z", "apple"), ("E", "Éclair"), ("brot 2", "Brot 2")],
)
def test_typing_goes_to_the_name(view: FileView, qtbot: QtBot, typed: str, found: str) -> None:
    view.show_listing(listing(["apple", "banana", "brot", "Brot 2", "Éclair"]))
    if typed == "bb":
        view.setCurrentIndex(view.table.index(1, 0))
    qtbot.keyClicks(view, typed)
    assert current(view) == found


@given(
    st.lists(st.text("aAäÄbß1.", min_size=1, max_size=4), unique=True, max_size=20), st.text("aäbs1", max_size=3)
)
def test_typing_finds_what_a_plain_search_finds(names: list[str], typed: str) -> None:
    for sort in (Sort(), Sort(Column.NAME, descending=True)):
        shown_names = listing(names, sort)
        prefix = fold(typed.encode())
        ordered = [fold(shown_names.snapshot.name(int(row))) for row in shown_names.rows]
        for begin in range(len(names)):
            places = [*range(begin, len(names)), *range(begin)]
            expected = next((place for place in places if ordered[place].startswith(prefix)), None)
            assert next_with_prefix(shown_names, prefix, begin) == expected


def test_marks_stay_when_the_cursor_goes_by_letters(view: FileView, qtbot: QtBot) -> None:
    view.show_listing(listing(["a", "b", "cd e", "cdx"]))
    view.toggle_selected()
    qtbot.keyClicks(view, "cd e")
    assert (current(view), selected(view)) == ("cd e", {"a"})


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down])
def test_keys_that_nothing_binds_do_nothing(view: FileView, qtbot: QtBot, key: Qt.Key) -> None:
    view.show_listing(listing(["a", "b", "c"]))
    view.toggle_selected()
    view.put_cursor(1)
    qtbot.keyClick(view, key)
    assert (current(view), selected(view)) == ("b", {"a"})


def test_the_cursor_is_seen_from_side_to_side_also_on_what_is_marked(view: FileView, qtbot: QtBot) -> None:
    view.show_listing(listing(["a", "b", "c"]))
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.toggle_down(2)
    height = view.verticalHeader().defaultSectionSize()
    right = view.viewport().width() - 3

    def edges() -> list[bool]:
        """Return of each row whether its upper edge differs from what is below, at its right end."""
        qtbot.wait(1)  # what is to be painted is: only that, as on the screen
        picture = view.viewport().grab().toImage()
        return [picture.pixel(right, row * height) != picture.pixel(right, row * height + 3) for row in range(3)]

    assert edges() == [False, False, True]
    view.move_cursor(-1)
    assert edges() == [False, True, False]


def test_unknown_times_are_the_oldest(view: FileView) -> None:
    known = make_snapshot({"a": 1, "b": 2, "c": 3})
    times = array("q", [5, -(2**63), 2**62])
    snapshot = replace(known, columns={**known.columns, "mtime_ns": memoryview(times)})
    for descending, expected in ((False, ["b", "a", "c"]), (True, ["c", "a", "b"])):
        view.show_listing(list_folder_rows(snapshot, 0, Sort(Column.MODIFIED, descending)))
        assert shown(view) == expected


def test_what_is_under_the_cursor_is_opened(view: FileView, qtbot: QtBot) -> None:
    view.show_listing(listing(numbered(100)))
    view.put_cursor(-1)
    assert current(view) == "000099"
    with qtbot.waitSignal(view.activated_row) as opened:
        view.activate_current()
    assert opened.args == [99]
    with qtbot.waitSignal(view.activated_apart) as opened:
        view.activate_current(apart=True)
    assert opened.args == [99]


def test_a_menu_is_about_the_entry_under_the_mouse(view: FileView, qtbot: QtBot) -> None:
    view.show_listing(listing(["a", "b", "c"]))
    place = view.visualRect(view.table.index(1, 0)).center()
    with qtbot.waitSignal(view.menu_wanted) as asked:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args == [view.viewport().mapToGlobal(place)]
    assert current(view) == "b"


def test_selecting_everything_is_one_range(view: FileView) -> None:
    view.show_listing(listing(numbered(50_000)))
    view.selectAll()
    assert view.selected_ranges() == [(0, 49_999)]


def test_cells_can_be_read_aloud(view: FileView) -> None:
    view.show_listing(listing({"x\u202egpj.py": 2048}))
    cells = [view.table.index(0, column).data() for column in Column]
    assert cells[0] == "x⟨U+202E⟩gpj.py"
    assert cells[1] == "2.0 KB"
    assert cells[3] == "Python source"


def test_names_are_never_markup(view: FileView) -> None:
    view.show_listing(listing({'<img src="&#47;tmp&#47;fifo">': 1}))
    assert "<img" not in view.table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_gaps_are_what_is_missing() -> None:
    assert gaps(np.array([0, 1, 5, 7]), 10) == [(2, 3), (6, 1), (8, 2)]
    assert gaps(np.array([], dtype=np.int64), 3) == [(0, 3)]


def test_a_selection_in_too_many_pieces_is_given_up_and_the_cursor_is_not(
    view: FileView, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in (("MOST_PIECES", 10), ("MOST_MOVED", 0), ("MOST_RANGES", 0)):
        monkeypatch.setattr(file_view, name, most)
    many = numbered(200)
    view.show_listing(listing(many[100:]))
    view.selectAll()
    update_to(view, listing(many))
    assert view.selected_ranges() == [(100, 199)], "one piece is kept"
    view.show_listing(listing(many[1::2]))
    view.selectAll()
    update_to(view, listing(many))
    assert view.selected_ranges() == []
    assert current(view) == "000001"
