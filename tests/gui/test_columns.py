"""Columns are chosen, moved and sized, and kept for each kind of view; new ones say what they should."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fbrowser.config.view_state import ColumnWidth, load
from fbrowser.index.forest import Forest
from fbrowser.index.forest_search import engine_for
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order
from fbrowser.index.snapshot import ROOT, Snapshot
from fbrowser.models.listing import BEST, Column, Listing, Sort, key_of, list_folder_rows, list_result
from fbrowser.services.tasks import Tasks
from fbrowser.services.view_memory import ViewMemory
from fbrowser.ui.file_view import FileView
from tests.helpers.snapshots import make_snapshot

TREE = {"b.TXT": 1, "a.pdf": 2, ".rc": 3, "few": {"x": 1}, "many": {"y": {"z": 1, "w": 2}, "v": 3}, "none": {}}
NAME, SIZE, MODIFIED, KIND = Column.NAME, Column.SIZE, Column.MODIFIED, Column.KIND


@pytest.fixture
def snapshot() -> Snapshot:
    return make_snapshot(TREE)


@pytest.fixture
def memory() -> Iterator[ViewMemory]:
    tasks = Tasks()
    yield ViewMemory(tasks)
    tasks.stop()


def make_view(qtbot: QtBot, snapshot: Snapshot, memory: ViewMemory) -> FileView:
    view = FileView()
    qtbot.addWidget(view)
    view.columns.follow(memory)
    view.resize(900, 300)
    view.show()
    view.show_listing(list_folder_rows(snapshot, ROOT, Sort()))
    return view


@pytest.fixture
def view(qtbot: QtBot, snapshot: Snapshot, memory: ViewMemory) -> FileView:
    return make_view(qtbot, snapshot, memory)


def shown(view: FileView) -> list[Column]:
    header = view.horizontalHeader()
    there = [column for column in Column if not header.isSectionHidden(column)]
    return sorted(there, key=header.visualIndex)


def texts(view: FileView, column: Column) -> dict[str, str]:
    table = view.table
    return {
        table.data(table.index(at, NAME)): table.data(table.index(at, column)) for at in range(table.rowCount())
    }


def test_by_default_there_are_few(view: FileView, snapshot: Snapshot) -> None:
    assert shown(view) == [NAME, SIZE, MODIFIED, KIND]
    view.show_listing(list_result(Engine(snapshot).find(parse("x")), BEST, 0))
    assert shown(view) == [NAME, Column.FOLDER, SIZE, MODIFIED, KIND]


def test_one_is_chosen_in_the_menu_and_kept_for_its_kind_of_view(
    qtbot: QtBot, view: FileView, snapshot: Snapshot, memory: ViewMemory
) -> None:
    menu = view.columns.menu()
    words = [action.text() for action in menu.actions()]
    assert words == ["Size", "Modified", "Kind", "Extension", "Items", "Permissions", "", "As by default"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Size", "Modified", "Kind"]
    menu.actions()[words.index("Items")].trigger()
    menu.actions()[words.index("Kind")].trigger()
    assert shown(view) == [NAME, SIZE, MODIFIED, Column.ITEMS]
    qtbot.waitUntil(lambda: load().folder is not None)
    other = make_view(qtbot, snapshot, memory)
    assert shown(other) == [NAME, SIZE, MODIFIED, Column.ITEMS]
    other.columns.reset()
    assert shown(view) == [NAME, SIZE, MODIFIED, KIND], "all panes follow"
    view.show_listing(list_result(Engine(snapshot).find(parse("x")), BEST, 0))
    assert Column.FOLDER in shown(view)
    menu.close()


def test_one_is_moved_and_sized_and_the_name_stays_first(qtbot: QtBot, view: FileView, memory: ViewMemory) -> None:
    header = view.horizontalHeader()
    header.moveSection(header.visualIndex(KIND), 1)
    header.resizeSection(SIZE, 130)
    assert shown(view) == [NAME, KIND, SIZE, MODIFIED]
    assert memory.value.folder == (
        ColumnWidth("name", 0),
        ColumnWidth("kind", 150),
        ColumnWidth("size", 130),
        ColumnWidth("modified", 150),
    )
    header.moveSection(header.visualIndex(NAME), 2)
    assert shown(view)[0] is NAME
    qtbot.waitUntil(lambda: load().folder == memory.value.folder)


def test_a_narrow_window_hides_columns_but_does_not_forget_them(view: FileView, memory: ViewMemory) -> None:
    view.columns.toggle(Column.ITEMS)
    view.resize(400, 300)
    assert shown(view) == [NAME, SIZE]
    view.horizontalHeader().resizeSection(SIZE, 70)
    view.resize(900, 300)
    assert shown(view) == [NAME, SIZE, MODIFIED, KIND, Column.ITEMS]
    assert memory.value.folder is not None
    assert ColumnWidth("size", 70) in memory.value.folder


def test_cells_say_what_they_should(view: FileView) -> None:
    assert texts(view, Column.ITEMS) == {"few": "1", "many": "4", "none": "0", ".rc": "", "a.pdf": "", "b.TXT": ""}
    extensions = texts(view, Column.EXTENSION)
    assert {name: text for name, text in extensions.items() if text} == {"a.pdf": "pdf", "b.TXT": "txt"}
    assert texts(view, Column.PERMISSIONS)["few"] == "rwxr-xr-x"
    assert texts(view, Column.PERMISSIONS)["a.pdf"] == "rw-r--r--"


def test_in_a_forest_as_well(qtbot: QtBot, snapshot: Snapshot, memory: ViewMemory) -> None:
    forest = Forest([make_snapshot({"q": {"r": 1}}, b"/a"), snapshot])
    view = make_view(qtbot, snapshot, memory)
    found = engine_for(forest).find(parse("folder:"), ROOT, Order("items", descending=True))
    view.show_listing(list_result(found, Sort(Column.ITEMS, descending=True), 0))
    assert texts(view, Column.ITEMS) == {"many": "4", "y": "2", "few": "1", "q": "1", "none": "0"}


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (Column.ITEMS, ["none", "few", "many", ".rc", "a.pdf", "b.TXT"]),
        (Column.EXTENSION, ["few", "many", "none", ".rc", "a.pdf", "b.TXT"]),
        (Column.PERMISSIONS, ["few", "many", "none", ".rc", "a.pdf", "b.TXT"]),
    ],
)
def test_a_folder_is_sorted_by_each(snapshot: Snapshot, column: Column, names: list[str]) -> None:
    listing = list_folder_rows(snapshot, ROOT, Sort(column))
    assert names_of(listing) == names
    assert names_of(list_folder_rows(snapshot, ROOT, Sort(column, descending=True)))[3:] == (
        ["b.TXT", "a.pdf", ".rc"] if column is Column.EXTENSION else names[3:]
    )


def names_of(listing: Listing) -> list[str]:
    return [listing.snapshot.name(int(row)).decode() for row in listing.rows]


@pytest.mark.parametrize("column", [Column.ITEMS, Column.EXTENSION, Column.PERMISSIONS])
def test_a_result_is_sorted_by_each(snapshot: Snapshot, column: Column) -> None:
    rows = Engine(snapshot).find(parse("*"), ROOT, Order(key_of(Sort(column)))).rows.tolist()

    def value(row: int) -> Any:  # noqa: ANN401 - whatever is compared
        entry = snapshot.entry(row)
        suffix = entry.name.rpartition(b".")
        return {
            Column.ITEMS: snapshot.items_below(row),
            Column.EXTENSION: suffix[2].lower() if suffix[0] else b"",
            Column.PERMISSIONS: entry.mode,
        }[column]

    values = [value(row) for row in rows]
    assert values == sorted(values)
    assert len(rows) == len(snapshot)


def test_clicking_a_title_sorts_by_it(qtbot: QtBot, view: FileView) -> None:
    view.columns.toggle(Column.ITEMS)
    header = view.horizontalHeader()
    with qtbot.waitSignal(view.sort_requested) as wanted:
        x = header.sectionViewportPosition(Column.ITEMS) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert wanted.args == [Sort(Column.ITEMS, descending=True)]
