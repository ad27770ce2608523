"""The sidebar: what it lists, how keys and mouse go about in it, and that it is kept as it was."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.keymaps import built_in
from fbrowser.commands.when import Facts
from fbrowser.common.drives import Drive
from fbrowser.config.bookmarks import Bookmark, Bookmarks
from fbrowser.config.bookmarks import load as load_bookmarks
from fbrowser.config.searches import Saved, Searches
from fbrowser.config.searches import load as load_searches
from fbrowser.config.user_folders import UserFolder
from fbrowser.config.view_state import load as load_view_state
from fbrowser.index.answer import ask
from fbrowser.index.probe import SILENT, Found
from fbrowser.index.rebuild import rebuild
from fbrowser.index.root_state import RootState
from fbrowser.index.store import all_roots
from fbrowser.models.places import Place, Section, arrange
from fbrowser.services.bookmark_memory import BookmarkMemory
from fbrowser.services.places_service import Machine, PlacesService
from fbrowser.services.search_memory import SearchMemory
from fbrowser.services.tasks import Tasks
from fbrowser.services.view_memory import ViewMemory
from fbrowser.ui.focus_facts import focus_facts
from fbrowser.ui.key_input import KeyInput
from fbrowser.ui.places_panel import PlacesPanel
from fbrowser.ui.places_side import PlacesSide
from tests.helpers.trees import grow
from tests.helpers.windows import new_window
from tests.helpers.windows import press as press_in

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

GIB = 1 << 30
MACHINE = Machine(
    home=b"/h",
    folders=(UserFolder("documents", b"/h/Docs"), UserFolder("music", b"/h/Music"), UserFolder("videos", b"/h/V")),
    drives=(
        Drive(b"/", b"", b"/dev/a", is_network=False, is_mounted=True),
        Drive(b"/mnt/nas", b"nas", b"nas:/x", is_network=True, is_mounted=True),
        Drive(b"/mnt/old", b"old", b"UUID=1", is_network=False, is_mounted=False),
        Drive(b"/mnt/new", b"new", b"/dev/b", is_network=False, is_mounted=True),
    ),
    found={
        b"/h/Docs": Found(),
        b"/h/Music": Found(2),
        b"/": Found(0, 1 * GIB, 100 * GIB),
        b"/mnt/nas": SILENT,
        b"/gone": Found(2),
    },
    roots=(
        RootState(b"/h", 1_089_057, 300.0, is_rebuilding=False),
        RootState(b"/srv/a", 5, 9.0, is_rebuilding=True, failure="It failed."),
        RootState(b"/srv/b", 0, float("inf"), is_rebuilding=False, failure="It failed."),
    ),
)
BOOKMARKS = Bookmarks((Bookmark(b"/a\xff"), Bookmark(b"/gone", "Work"), Bookmark(b"/c")))
SEARCHES = (Saved("ext:pdf", "here", b"/h/Docs"), Saved("x", "all", b"/h"))


def places(*sections: Section) -> list[Place]:
    rows = arrange(MACHINE, BOOKMARKS, SEARCHES)
    return [row for row in rows if isinstance(row, Place) and row.section in sections]


# -- what is listed


def test_headings_stand_above_what_there_is() -> None:
    assert [row for row in arrange(MACHINE, BOOKMARKS, SEARCHES) if isinstance(row, Section)] == list(Section)
    assert arrange(Machine(b"/h"), Bookmarks(), ()) == [
        Section.HOME,
        Place(Section.HOME, "Home", "home", b"/h", tip="/h"),
    ]


def test_only_user_folders_that_are_there_are_listed() -> None:
    assert [each.title for each in places(Section.HOME)] == ["Home", "Docs"]


def test_drives_say_how_much_room_they_have_or_why_not() -> None:
    assert [(each.title, each.detail, each.is_away, each.is_wrong) for each in places(Section.DRIVES)] == [
        ("File system", "1.0 GB free of 100 GB", False, True),
        ("nas", "does not answer", True, True),
        ("old", "not mounted", True, False),
        ("new", "", False, False),
    ]
    assert [round(each.used, 2) for each in places(Section.DRIVES)] == [0.99, -1, -1, -1]


def test_roots_say_how_they_are_doing() -> None:
    assert [(each.detail, each.is_wrong) for each in places(Section.ROOTS)] == [
        ("1,089,057 \u00b7 5 min ago", False),
        ("5 \u00b7 refreshing\u2026", False),
        ("could not be refreshed", True),
    ]
    assert "It failed." in places(Section.ROOTS)[2].tip


def test_names_are_shown_as_they_are_and_what_is_away_says_why() -> None:
    marks = places(Section.BOOKMARKS)
    assert [(each.title, each.is_away) for each in marks] == [
        ("a\u27e8FF\u27e9", False),
        ("Work", True),
        ("c", False),
    ]
    assert marks[1].tip == "/gone\nNot there now: it is no longer there."
    assert [(each.title, each.detail) for each in places(Section.SEARCHES)] == [
        ("ext:pdf", "in Docs"),
        ("x", "in all that is indexed"),
    ]


# -- the panel


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def service(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> PlacesService:
    """Return a service that knows MACHINE, and looks at nothing."""
    monkeypatch.setattr(PlacesService, "look", lambda _: None)
    monkeypatch.setattr(PlacesService, "_look_at_drives", lambda _: None)
    monkeypatch.setattr(PlacesService, "_look_at_roots", lambda _: None)
    service = PlacesService(tasks)
    service.machine = MACHINE
    return service


@pytest.fixture
def bookmarks(tasks: Tasks, qtbot: QtBot) -> BookmarkMemory:
    memory = BookmarkMemory(tasks)
    memory.change(lambda _: BOOKMARKS)
    qtbot.waitUntil(lambda: not memory._is_busy)
    return memory


@pytest.fixture
def searches(tasks: Tasks, qtbot: QtBot) -> SearchMemory:
    memory = SearchMemory(tasks)
    memory.change(lambda _: Searches(saved=SEARCHES))
    qtbot.waitUntil(lambda: not memory._is_busy)
    return memory


@pytest.fixture
def side(
    qtbot: QtBot, tasks: Tasks, service: PlacesService, bookmarks: BookmarkMemory, searches: SearchMemory
) -> PlacesSide:
    rest = QLineEdit()
    side = PlacesSide(rest, lambda: PlacesPanel(service, bookmarks, searches), ViewMemory(tasks))
    side.left.connect(rest.setFocus)
    side.resize(700, 700)
    qtbot.addWidget(side, before_close_func=lambda _: service.stop())
    side.show()
    side.activateWindow()
    rest.setFocus()
    side.fill()
    return side


@pytest.fixture
def panel(side: PlacesSide) -> PlacesPanel:
    assert side.panel is not None
    return side.panel


class Host:
    """What keys need of a window."""

    def __init__(self, side: PlacesSide, bookmarks: BookmarkMemory) -> None:
        self.side = side
        self.bookmarks = bookmarks

    @property
    def places(self) -> PlacesPanel | None:
        """The list."""
        return self.side.panel

    def facts(self) -> Facts:
        """Return what is so."""
        return focus_facts(self.side.window().focusWidget()) | self.side.facts()

    def toggle_places(self) -> None:
        """Show or hide."""
        self.side.toggle()

    def go_to_places(self) -> None:
        """Go there."""
        self.side.take_keyboard()

    def toggle_bookmark(self) -> None:
        """Keep a folder."""
        self.bookmarks.toggle(b"/where/I am")


@pytest.fixture
def press(qtbot: QtBot, side: PlacesSide, bookmarks: BookmarkMemory) -> Callable[..., None]:
    """Return a function that presses a key in the window, with the keys of Desktop."""
    host = cast("Window", Host(side, bookmarks))
    KeyInput(side, host, built_in("desktop", builtin_commands()))

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(side.window().focusWidget() or side, key, held)

    return press


def titles(panel: PlacesPanel) -> list[str]:
    model = panel.list.places
    return [model.data(model.index(at)) for at in range(model.rowCount())]


def current(panel: PlacesPanel) -> str:
    return panel.list.current.title if panel.list.current else ""


def go_to(panel: PlacesPanel, folder: bytes) -> None:
    panel.list.setCurrentIndex(panel.list.places.find_folder(folder))


def go_to_search(panel: PlacesPanel, number: int) -> None:
    panel.list.setCurrentIndex(panel.list.places.find((Section.SEARCHES, SEARCHES[number])))


def test_the_model_keeps_qts_rules(panel: PlacesPanel, bookmarks: BookmarkMemory, qtbot: QtBot) -> None:
    QAbstractItemModelTester(panel.list.places, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    bookmarks.toggle(b"/d")
    bookmarks.rename(b"/d", "Dee")
    qtbot.waitUntil(lambda: not bookmarks._is_busy)
    assert "Dee" in titles(panel)


def test_headings_are_read_but_cannot_be_chosen(panel: PlacesPanel) -> None:
    model = panel.list.places
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    table = QAccessible.queryAccessibleInterface(panel.list)
    assert table.text(QAccessible.Text.Name) == "places"
    said = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert said[:3] == ["Places", "Home", "Docs"]
    assert "nas, does not answer, not there now" in said


def test_arrows_step_over_headings(panel: PlacesPanel, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert current(panel) == "Home"
    for expected in ("Docs", "a\u27e8FF\u27e9", "Work"):
        press(Qt.Key.Key_Down)
        assert current(panel) == expected
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert current(panel) == "Docs"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert current(panel) == "Home"
    press(Qt.Key.Key_End)
    assert current(panel) == "b"
    press(Qt.Key.Key_Home)
    assert current(panel) == "Home"


def test_letters_find_a_place(panel: PlacesPanel, press: Callable[..., None]) -> None:
    panel.list.setFocus()
    for letter in (Qt.Key.Key_N, Qt.Key.Key_E):
        press(letter)
    assert current(panel) == "new"


def test_enter_goes_there_and_with_control_in_a_new_tab(
    qtbot: QtBot, panel: PlacesPanel, press: Callable[..., None]
) -> None:
    panel.list.setFocus()
    go_to(panel, b"/a\xff")
    with qtbot.waitSignal(panel.folder_chosen) as chosen:
        press(Qt.Key.Key_Return)
    assert chosen.args == [b"/a\xff"]
    with qtbot.waitSignal(panel.folder_chosen_apart) as chosen:
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == [b"/a\xff"]
    panel.list.setCurrentIndex(panel.list.places.find((Section.SEARCHES, SEARCHES[1])))
    with qtbot.waitSignal(panel.search_chosen) as chosen:
        press(Qt.Key.Key_Return)
    assert chosen.args == [SEARCHES[1]]


def test_a_click_goes_there_and_the_middle_button_in_a_new_tab(qtbot: QtBot, panel: PlacesPanel) -> None:
    view = panel.list
    middle = view.visualRect(view.places.find_folder(b"/c")).center()
    for button, signal in (
        (Qt.MouseButton.LeftButton, panel.folder_chosen),
        (Qt.MouseButton.MiddleButton, panel.folder_chosen_apart),
    ):
        with qtbot.waitSignal(signal) as chosen:
            qtbot.mouseClick(view.viewport(), button, pos=middle)
        assert chosen.args == [b"/c"]
    with qtbot.assertNotEmitted(panel.folder_chosen):
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.places.index(0)).center()
        )
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=middle)


def test_a_bookmark_is_renamed_in_its_place(
    qtbot: QtBot, panel: PlacesPanel, press: Callable[..., None], bookmarks: BookmarkMemory
) -> None:
    panel.list.setFocus()
    go_to(panel, b"/c")
    press(Qt.Key.Key_F2)
    assert panel.list.is_editing
    editor = cast("QLineEdit", panel.window().focusWidget())
    assert editor.text() == "c"
    qtbot.keyClicks(editor, "Music & more")
    bookmarks.toggle(b"/while it is typed")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.list.is_editing)
    assert bookmarks.value.find(b"/c") == Bookmark(b"/c", "Music & more")
    assert {"Music & more", "while it is typed"} <= set(titles(panel))
    qtbot.waitUntil(lambda: load_bookmarks().find(b"/c") == Bookmark(b"/c", "Music & more"))


def test_a_name_that_is_not_changed_or_given_up_stays(
    qtbot: QtBot, panel: PlacesPanel, side: PlacesSide, press: Callable[..., None], bookmarks: BookmarkMemory
) -> None:
    panel.list.setFocus()
    go_to(panel, b"/a\xff")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.list.is_editing)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_X)
    assert side.step_back()
    assert not panel.list.is_editing
    assert bookmarks.value == BOOKMARKS
    assert side.has_keyboard
    assert side.step_back()
    assert not side.has_keyboard
    assert not side.step_back()


def test_a_search_is_renamed_in_its_place_and_found_by_its_name(
    qtbot: QtBot, panel: PlacesPanel, press: Callable[..., None], searches: SearchMemory
) -> None:
    panel.list.setFocus()
    go_to_search(panel, 0)
    press(Qt.Key.Key_F2)
    editor = cast("QLineEdit", panel.window().focusWidget())
    assert editor.text() == "ext:pdf"
    qtbot.keyClicks(editor, "Papers")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.list.is_editing)
    named = SEARCHES[0]._replace(name="Papers")
    assert searches.searches.saved == (named, SEARCHES[1])
    assert current(panel) == "Papers"
    assert panel.list.current is not None
    assert panel.list.current.tip == "Papers\next:pdf\nin Docs\n/h/Docs"
    qtbot.waitUntil(lambda: load_searches().saved == (named, SEARCHES[1]))
    press(Qt.Key.Key_F2)
    qtbot.keyClicks(cast("QLineEdit", panel.window().focusWidget()), " ")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: searches.searches.saved == SEARCHES)
    assert current(panel) == "ext:pdf"


def test_only_what_is_kept_is_renamed_and_removed(
    panel: PlacesPanel, press: Callable[..., None], bookmarks: BookmarkMemory, searches: SearchMemory
) -> None:
    panel.list.setFocus()
    for folder in (b"/h", b"/mnt/nas", b"/srv/a"):
        go_to(panel, folder)
        press(Qt.Key.Key_F2)
        press(Qt.Key.Key_Delete)
        assert not panel.list.is_editing
    assert bookmarks.value == BOOKMARKS
    panel.list.setCurrentIndex(panel.list.places.find((Section.SEARCHES, SEARCHES[0])))
    press(Qt.Key.Key_Delete)
    assert searches.searches.saved == SEARCHES[1:]


def test_a_bookmark_is_removed_and_the_cursor_stays_near(
    panel: PlacesPanel, press: Callable[..., None], bookmarks: BookmarkMemory
) -> None:
    panel.list.setFocus()
    go_to(panel, b"/gone")
    press(Qt.Key.Key_Delete)
    assert [each.folder for each in bookmarks.value.items] == [b"/a\xff", b"/c"]
    assert current(panel) == "c"


def test_bookmarks_are_moved_by_keys(
    panel: PlacesPanel, press: Callable[..., None], bookmarks: BookmarkMemory
) -> None:
    panel.list.setFocus()
    go_to(panel, b"/c")
    for _ in range(4):
        press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each.folder for each in bookmarks.value.items] == [b"/c", b"/a\xff", b"/gone"]
    assert current(panel) == "c"
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.folder for each in bookmarks.value.items] == [b"/a\xff", b"/c", b"/gone"]


def test_searches_are_moved_by_keys(
    qtbot: QtBot, panel: PlacesPanel, press: Callable[..., None], searches: SearchMemory
) -> None:
    panel.list.setFocus()
    go_to_search(panel, 1)
    for _ in range(3):
        press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert searches.searches.saved == SEARCHES[::-1]
    assert current(panel) == "x"
    qtbot.waitUntil(lambda: load_searches().saved == SEARCHES[::-1])
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert searches.searches.saved == SEARCHES


@pytest.mark.parametrize(("gap", "order"), [(0, "cab"), (1, "acb"), (2, "abc"), (3, "abc")], ids=str)
def test_searches_are_moved_by_dragging(
    panel: PlacesPanel, searches: SearchMemory, bookmarks: BookmarkMemory, gap: int, order: str
) -> None:
    saved = tuple(Saved(each, "here", b"/") for each in "abc")
    searches.change(lambda _: Searches(saved=saved))
    model = panel.list.places
    first, last = (model.find((Section.SEARCHES, each)) for each in (saved[0], saved[-1]))
    assert model.flags(last) & Qt.ItemFlag.ItemIsDragEnabled
    move, no_parent = Qt.DropAction.MoveAction, QModelIndex()
    assert not model.dropMimeData(model.mimeData([last]), move, first.row() + gap, 0, no_parent)
    assert "".join(each.text for each in searches.searches.saved) == order
    assert bookmarks.value == BOOKMARKS


@pytest.mark.parametrize(("gap", "order"), [(0, b"cab"), (1, b"acb"), (2, b"abc"), (3, b"abc")], ids=str)
def test_bookmarks_are_moved_by_dragging(
    panel: PlacesPanel, bookmarks: BookmarkMemory, gap: int, order: bytes
) -> None:
    bookmarks.change(lambda _: Bookmarks((Bookmark(b"/a"), Bookmark(b"/b"), Bookmark(b"/c"))))
    model = panel.list.places
    first = model.find_folder(b"/a").row()
    data = model.mimeData([model.find_folder(b"/c")])
    move, no_parent = Qt.DropAction.MoveAction, QModelIndex()
    assert not model.dropMimeData(data, move, first + gap, 0, no_parent), "Qt need not remove anything"
    assert b"".join(each.folder[1:] for each in bookmarks.value.items) == order


def test_nothing_is_dropped_elsewhere(panel: PlacesPanel) -> None:
    model = panel.list.places
    data = model.mimeData([model.find_folder(b"/c")])
    places = range(-1, model.rowCount() + 1)
    allowed = [
        row for row in places if model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    ]
    first = model.find_folder(b"/a\xff").row()
    assert allowed == [first, first + 1, first + 2, first + 3]
    at = model.find((Section.SEARCHES, SEARCHES[0]))
    data = model.mimeData([at])
    allowed = [
        row for row in places if model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    ]
    assert allowed == [at.row(), at.row() + 1, at.row() + 2], "not among the bookmarks"
    assert not model.flags(model.find_folder(b"/h")) & Qt.ItemFlag.ItemIsDragEnabled


def test_it_marks_where_one_is_unless_the_keyboard_is_there(side: PlacesSide, panel: PlacesPanel) -> None:
    side.show_folder(b"/c")
    assert current(panel) == "c"
    side.show_folder(b"/elsewhere")
    assert current(panel) == ""
    side.show_folder(b"/h/Docs")
    side.take_keyboard()
    go_to(panel, b"/gone")
    side.show_folder(b"/c")
    assert current(panel) == "Work"
    side.step_back()
    assert current(panel) == "c"


def test_news_leave_the_cursor_where_it_is(panel: PlacesPanel, service: PlacesService) -> None:
    panel.list.setFocus()
    go_to(panel, b"/mnt/new")
    service.machine = replace(MACHINE, drives=MACHINE.drives[1:], found={**MACHINE.found, b"/h/V": Found()})
    service.changed.emit()
    assert current(panel) == "new"
    assert "V" in titles(panel)
    service.machine = replace(MACHINE, drives=MACHINE.drives[:3])
    service.changed.emit()
    assert current(panel) in ("old", "h"), "the nearest of what is left"


def test_the_menu_is_for_the_place_under_the_cursor(qtbot: QtBot, panel: PlacesPanel, side: PlacesSide) -> None:
    panel.list.setFocus()
    for folder, fact in ((b"/c", {"at_bookmark"}), (b"/srv/a", {"at_root"}), (b"/mnt/nas", set[str]())):
        go_to(panel, folder)
        assert panel.facts() == fact
    assert side.facts() == {"are_places_shown"}
    with qtbot.waitSignal(panel.menu_wanted) as wanted:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(30, 40))
        QApplication.sendEvent(panel.list.viewport(), event)
    assert wanted.args == [QPoint(30, 40)]
    with qtbot.assertNotEmitted(panel.menu_wanted):  # the same keys run a command
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(panel.list.viewport(), event)


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_keys_for_a_menu_open_that_of_the_place_or_of_the_entry(
    qtbot: QtBot,
    tasks: Tasks,
    private_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
) -> None:
    window = new_window(tasks)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.open(os.fsencode(private_home))
    qtbot.waitUntil(lambda: window.pane.view.isVisible() and window.pane.view.hasFocus())
    opened: list[tuple[str, QPoint]] = []
    for name in ("show_place_menu", "show_context_menu"):
        monkeypatch.setattr(window.commands, name, lambda place, name=name: opened.append((name, place)))
    window.go_to_places()
    panel = window.places
    assert panel is not None
    press_in(window, key, held)
    window.side.step_back()
    press_in(window, key, held)
    middle = panel.list.viewport().mapToGlobal(panel.list.visualRect(panel.list.places.index(1)).center())
    assert opened == [("show_place_menu", middle), ("show_context_menu", window.pane.view.below_cursor())]
    window.close()


# -- the side


def room(side: PlacesSide) -> int:
    """Return how wide the sidebar is, 0 if it is hidden."""
    one = side._side()
    return one.width() if one.isVisible() else 0


def test_it_is_hidden_and_shown_and_stays_as_wide(
    qtbot: QtBot, side: PlacesSide, press: Callable[..., None]
) -> None:
    assert room(side) == 220
    side.moveSplitter(20, 1)
    assert room(side) == 140, "no narrower"
    side.moveSplitter(300, 1)
    side.take_keyboard()
    press(Qt.Key.Key_F9)
    assert room(side) == 0
    assert not side.has_keyboard
    press(Qt.Key.Key_F9)
    assert room(side) == 300
    qtbot.waitUntil(lambda: load_view_state().places_width == 300)
    assert load_view_state().has_places


def test_keys_make_it_wider_and_that_is_kept(qtbot: QtBot, side: PlacesSide) -> None:
    side.widen(2)
    assert room(side) == 260
    side.widen(-99)
    assert room(side) == 140, "no narrower"
    side.widen(999)
    assert 140 < room(side) <= side.width()
    side.widen(-1)
    qtbot.waitUntil(lambda: load_view_state().places_width == room(side))


def test_in_a_narrow_window_there_is_none_until_there_is_room(qtbot: QtBot, side: PlacesSide) -> None:
    rest = cast("QWidget", side.widget(1))
    rest.setMinimumWidth(500)
    side.resize(600, 400)
    qtbot.waitUntil(lambda: room(side) == 0)
    assert side.is_shown, "it is wanted still"
    side.resize(650, 400)
    assert room(side) in (149, 150)
    side.resize(900, 400)
    assert room(side) == 220
    rest.setMinimumWidth(800)
    qtbot.waitUntil(lambda: room(side) == 0)


def test_there_is_room_for_it_before_it_is_made(qtbot: QtBot, tasks: Tasks) -> None:
    made: list[QWidget] = []
    memory = ViewMemory(tasks)
    memory.take(memory.value._replace(places_width=250))
    side = PlacesSide(QWidget(), lambda: made.append(QWidget()) or cast("PlacesPanel", made[0]), memory)
    side.resize(700, 300)
    qtbot.addWidget(side)
    side.show()
    assert room(side) == 250
    assert not made


def test_one_that_is_hidden_is_not_made_until_it_is_wanted(
    qtbot: QtBot, tasks: Tasks, service: PlacesService, bookmarks: BookmarkMemory, searches: SearchMemory
) -> None:
    memory = ViewMemory(tasks)
    memory.take(memory.value._replace(has_places=False))
    side = PlacesSide(QWidget(), lambda: PlacesPanel(service, bookmarks, searches), memory)
    side.resize(700, 300)
    qtbot.addWidget(side)
    side.show()
    side.fill()
    assert side.panel is None
    side.toggle()
    assert isinstance(side.panel, PlacesPanel)
    assert room(side) == 220
    side.close()
    assert not service._roots_clock.isActive(), "nobody sees it any more"


def test_a_change_that_waits_is_written_when_the_window_closes(tasks: Tasks) -> None:
    memory = ViewMemory(tasks)
    memory.change(lambda state: state._replace(places_width=333))
    memory.finish()
    tasks.stop()
    assert load_view_state().places_width == 333


# -- the service


@pytest.fixture
def root(tmp_path: Path) -> bytes:
    root = os.fsencode(grow(tmp_path / "r", {"a": 1}))
    _, claim = ask(root, stale_after_s=0)
    assert claim is not None
    rebuild(claim)
    return root


def test_it_finds_out_what_there_is_while_somebody_looks(
    qtbot: QtBot, tasks: Tasks, root: bytes, private_home: Path
) -> None:
    (private_home / "Music").mkdir()
    service = PlacesService(tasks)
    service.also_look_at([root, b"/not there"])
    service.attend(is_seen=True)
    qtbot.waitUntil(lambda: [each.root for each in service.machine.roots] == [root])
    qtbot.waitUntil(lambda: service.machine.found.get(b"/not there") == Found(2))
    assert service.machine.found[root].is_there
    assert service.machine.found[os.fsencode(private_home / "Music")].is_there
    assert not service.machine.found[os.fsencode(private_home / "Videos")].is_there
    service.stop()


def test_a_root_is_removed_from_the_index(qtbot: QtBot, tasks: Tasks, root: bytes) -> None:
    service = PlacesService(tasks)
    with qtbot.waitSignal(service.root_going) as going:
        service.forget_root(root)
    assert going.args == [root]
    qtbot.waitUntil(lambda: all_roots() == [] and not service._is_asking_roots)


def test_nothing_is_asked_while_nobody_looks(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(tasks, "run", lambda *_args, **_named: asked.append("x"))
    service = PlacesService(tasks)
    service.also_look_at([b"/a"])
    assert asked == []
    assert not service._roots_clock.isActive()
    service.attend(is_seen=True)
    assert len(asked) == 2
    assert service._roots_clock.isActive()
    service.stop()
    assert not service._roots_clock.isActive()
