"""Columns are chosen, moved and sized, and kept for each kind of view; new ones say what they should."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fbrowser.common import translation
from fbrowser.config.view_state import ColumnWidth, load
from fbrowser.index.forest import Forest
from fbrowser.index.forest_search import engine_for
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order
from fbrowser.index.snapshot import ROOT, Snapshot
from fbrowser.models.columns import offered
from fbrowser.models.listing import BEST, Column, Listing, Sort, key_of, list_folder_rows, list_result
from fbrowser.services.live_settings import live
from fbrowser.services.tasks import Tasks
from fbrowser.services.view_memory import ViewMemory
from fbrowser.ui.columns_menu import ColumnsMenu
from fbrowser.ui.file_view import FileView
from fbrowser.ui.hint_targets import targets
from tests.helpers.snapshots import make_snapshot

TREE = {"b.TXT": 1, "a.pdf": 2, ".rc": 3, "few": {"x": 1}, "many": {"y": {"z": 1, "w": 2}, "v": 3}, "none": {}}
NAME, SIZE, MODIFIED, KIND = Column.NAME, Column.SIZE, Column.MODIFIED, Column.KIND


OF_POPUPS = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Offscreen says so."""


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
    assert words[:6] == ["Size\t96 px", "Modified\t150 px", "Kind\t150 px", "Extension", "Items", "Permissions"]
    assert words[6:9] == ["", "As by default", "Space: show or hide"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == words[:3]
    menu.actions()[words.index("Items")].trigger()
    menu.actions()[2].trigger()
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
        ColumnWidth("kind", 0),
        ColumnWidth("size", 130),
        ColumnWidth("modified", 0),
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


@pytest.fixture
def menu(qtbot: QtBot, view: FileView) -> ColumnsMenu:
    view.columns.choose()
    menu = view.findChild(ColumnsMenu)
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    return menu


def current(menu: ColumnsMenu) -> str:
    return menu.activeAction().text().partition("\t")[0]


@OF_POPUPS
def test_they_are_sized_moved_and_chosen_with_keys_and_kept(
    qtbot: QtBot, view: FileView, menu: ColumnsMenu, memory: ViewMemory
) -> None:
    key, alt = Qt.Key, Qt.KeyboardModifier.AltModifier
    assert current(menu) == "Size"
    for pressed in (key.Key_Right, key.Key_Right, key.Key_Left):
        qtbot.keyClick(menu, pressed)
    assert view.horizontalHeader().sectionSize(SIZE) == 106
    assert menu.activeAction().text() == "Size\t106 px"
    qtbot.keyClick(menu, key.Key_Alt, alt)
    qtbot.keyClick(menu, key.Key_Down, alt)
    assert (shown(view), current(menu)) == ([NAME, MODIFIED, SIZE, KIND], "Size")
    qtbot.keyClick(menu, key.Key_Up)
    assert current(menu) == "Modified"
    qtbot.keyClick(menu, key.Key_Space)
    assert (shown(view), current(menu)) == ([NAME, SIZE, KIND], "Modified")
    qtbot.keyClick(menu, key.Key_Right)
    assert memory.value.folder == (ColumnWidth("name", 0), ColumnWidth("size", 106), ColumnWidth("kind", 0))
    assert menu.isVisible()
    qtbot.keyClick(menu, key.Key_Space)
    assert shown(view) == [NAME, SIZE, KIND, MODIFIED]
    qtbot.keyClick(menu, key.Key_Return)
    assert not menu.isVisible()


@pytest.mark.parametrize("language", translation.LANGUAGES)
@pytest.mark.parametrize("is_result", [False, True], ids=["folder", "result"])
def test_titles_are_whole_with_the_arrow_beside_them(
    view: FileView, snapshot: Snapshot, language: str, is_result: bool
) -> None:
    translation.use(language)
    live.language_changed.emit()
    try:
        view.resize(2000, 300)
        if is_result:
            view.show_listing(list_result(Engine(snapshot).find(parse("x")), BEST, 0))
        for column in view.columns.others():
            view.columns.toggle(column)
        header = view.header
        assert [NAME, *offered("result" if is_result else "folder")] == sorted(shown(view))
        for column in shown(view):
            header.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
            title, _ = header._title(column)
            assert header.shown_title(column) == title
    finally:
        translation.use(translation.ENGLISH)
        live.language_changed.emit()


def test_a_title_without_room_ends_in_an_ellipsis(view: FileView) -> None:
    view.horizontalHeader().resizeSection(MODIFIED, 60)
    view.header.setSortIndicator(MODIFIED, Qt.SortOrder.AscendingOrder)
    assert view.header.shown_title(MODIFIED).endswith("\u2026")


def test_titles_have_letters_to_jump_by(qtbot: QtBot, view: FileView) -> None:
    titles = [each for each in targets(view) if each.box.bottom() < view.header.height() and not each.is_row]
    assert len(titles) == len(shown(view))
    with qtbot.waitSignal(view.sort_requested) as wanted:
        titles[1].activate()
    assert wanted.args == [Sort(SIZE, descending=True)]


def test_a_folder_without_room_is_told_from_the_one_below(view: FileView) -> None:
    tree = make_snapshot({"work": {"one": {"source": {"report.py": 1}}, "two": {"source": {"report.py": 2}}}})
    view.show_listing(list_result(Engine(tree).find(parse("report.py")), Sort(), 0))
    delegate, width = view._delegate, view.fontMetrics().horizontalAdvance
    delegate._row = 0
    assert delegate._place(width("work/one/source") + 1) == "work/one/source"
    assert delegate._place(width("\u2026/one/source") + 1) == "\u2026/one/source"
    assert delegate._place(20) == "\u2026/one/\u2026"
