"""Searching in the window: as one types, live, and out of it again step by step."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.settings import Settings
from fbrowser.index import Engine, Order, parse, request
from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from fbrowser.models.listing import BEST, Column, Sort
from fbrowser.models.search import Scope
from fbrowser.services.live_settings import live
from fbrowser.services.tasks import Tasks
from fbrowser.ui.main_window import MainWindow
from tests.helpers.trees import grow
from tests.helpers.windows import new_window, press

TREE = {
    "sub": {"report old.txt": 30, "inner": {"report.pdf": 20}},
    "report.txt": 10,
    "repository": {"x": 1},
    "zebra": 3,
}
ALL = {"report.txt", "report.pdf", "report old.txt"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", TREE)


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> Iterator[MainWindow]:
    build(root)
    window = new_window(Tasks())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: "updated" in window.pane.status.text())
    qtbot.waitUntil(window.pane.view.hasFocus)
    yield window
    window.close()


def build(root: Path) -> None:
    _, claim = ask(os.fsencode(root), stale_after_s=0, retry_failed=True)
    assert claim is not None
    rebuild(claim)


def names(window: MainWindow) -> list[str]:
    return [window.pane.view.table.index(row, 0).data() for row in range(window.pane.view.table.rowCount())]


def type_query(qtbot: QtBot, window: MainWindow, text: str) -> None:
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.pane.search, text)


def found(qtbot: QtBot, window: MainWindow, expected: set[str]) -> None:
    qtbot.waitUntil(lambda: window.pane.view.is_result_shown and set(names(window)) == expected)


def query_shown(window: MainWindow) -> str:
    listing = window.pane.view.listing
    return listing.query.text if listing and listing.query else ""


def escape(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_Escape)


def test_typing_shows_results_with_their_folders(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    places = {window.pane.view.table.index(row, 0).data(): window.pane.view.table.place(row) for row in range(3)}
    assert places == {"report.txt": "", "report.pdf": "sub/inner", "report old.txt": "sub"}
    assert not window.pane.view.isColumnHidden(int(Column.FOLDER))
    assert window.pane.search.hasFocus()
    assert "3 of 8" in window.pane.status.text()
    assert "index " in window.pane.status.text()
    assert window.windowTitle() == "\u201creport\u201d in r"


def test_the_latest_query_is_the_one_that_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    shown: list[str] = []
    window.pane._presenter.found_presented.connect(lambda: shown.append(query_shown(window)))
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    assert shown[-1] == "report"
    qtbot.keyClick(window.pane.search, Qt.Key.Key_End)
    for _ in range(3):
        qtbot.keyClick(window.pane.search, Qt.Key.Key_Backspace)
    found(qtbot, window, {*ALL, "repository"})
    assert shown[-1] == "rep"


def test_escape_goes_back_step_by_step(qtbot: QtBot, window: MainWindow) -> None:
    window.pane.view.setCurrentIndex(window.pane.view.table.index(2, 0))
    before = names(window), window.pane.view.currentIndex().row(), window.pane.view.verticalScrollBar().value()
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Down)
    assert window.pane.view.hasFocus()
    escape(qtbot, window)
    assert window.pane.search.hasFocus()
    assert window.pane.search.text() == "report"
    escape(qtbot, window)
    assert window.pane.search.text() == ""
    assert window.pane.search.hasFocus()
    assert window.pane.view.listing is not None
    assert window.pane.view.listing.query is None
    assert (
        names(window),
        window.pane.view.currentIndex().row(),
        window.pane.view.verticalScrollBar().value(),
    ) == before
    escape(qtbot, window)
    assert window.pane.view.hasFocus()
    assert window.pane.searching.bar is not None
    assert not window.pane.searching.bar.isVisible()
    assert window.pane.view.selected_ranges()
    escape(qtbot, window)
    assert not window.pane.view.selected_ranges()
    escape(qtbot, window)
    assert window.isVisible()
    assert window.pane.view.isColumnHidden(int(Column.FOLDER))
    assert window.windowTitle() == "r"


def test_marks_are_there_again_after_a_search_and_stay(qtbot: QtBot, window: MainWindow) -> None:
    view = window.pane.view
    view.put_cursor(0)
    view.toggle_down(1)
    type_query(qtbot, window, "report")
    qtbot.waitUntil(lambda: view.is_result_shown)
    for _ in range(2):
        escape(qtbot, window)
    qtbot.waitUntil(lambda: not view.is_result_shown)
    view.put_cursor(1)
    assert view.selected_ranges() == [(0, 0)]


def test_enter_opens_a_found_folder_and_back_returns_to_the_results(qtbot: QtBot, window: MainWindow) -> None:
    expected = {*ALL, "repository", "inner", "zebra"}
    type_query(qtbot, window, "r")
    found(qtbot, window, expected)
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Return)
    qtbot.waitUntil(window.pane.view.hasFocus)
    place = names(window).index("inner")
    assert place > 0
    window.pane.view.setCurrentIndex(window.pane.view.table.index(place, 0))
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(window) == ["report.pdf"])
    assert window.pane.search.text() == ""
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    found(qtbot, window, expected)
    assert window.pane.search.text() == "r"
    assert window.pane.view.currentIndex().data() == "inner"
    qtbot.waitUntil(window.pane.view.hasFocus)
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(window) == ["report.pdf"])


def test_enter_before_the_results_are_there_goes_to_the_list_when_they_are(
    qtbot: QtBot, window: MainWindow
) -> None:
    type_query(qtbot, window, "report")
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Return)
    found(qtbot, window, ALL)
    qtbot.waitUntil(window.pane.view.hasFocus)


def test_a_new_snapshot_updates_the_results_under_the_cursor(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Down)
    window.pane.view.setCurrentIndex(window.pane.view.table.index(names(window).index("report old.txt"), 0))
    (root / "a report").touch()
    (root / "report.txt").unlink()
    press(window, Qt.Key.Key_F5)
    found(qtbot, window, {"a report", "report.pdf", "report old.txt"})
    assert window.pane.view.currentIndex().data() == "report old.txt"
    assert window.pane.view.hasFocus()


def test_what_changed_during_a_search_is_there_after_it(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    (root / "a report").touch()
    press(window, Qt.Key.Key_F5)
    found(qtbot, window, {*ALL, "a report"})
    escape(qtbot, window)
    qtbot.waitUntil(lambda: names(window) == ["repository", "sub", "a report", "report.txt", "zebra"])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(hidden=False), ["repository", "sub", "a report", "report.txt", "zebra"]),
        (Settings(folders_first=False), [".hidden", "a report", "report.txt", "repository", "sub", "zebra"]),
    ],
)
def test_a_folder_that_was_read_anew_meanwhile_is_arranged_as_before(
    qtbot: QtBot, window: MainWindow, root: Path, settings: Settings, expected: list[str]
) -> None:
    (root / ".hidden").touch()
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: ".hidden" in names(window))
    live.put(settings)
    qtbot.waitUntil(lambda: names(window) == [each for each in expected if each != "a report"])
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    (root / "a report").touch()
    press(window, Qt.Key.Key_F5)
    found(qtbot, window, {*ALL, "a report"})
    kept = window.pane.searching._aside
    qtbot.waitUntil(lambda: len(kept._kept.listing.rows) == len(expected))  # type: ignore[union-attr] - it is there
    escape(qtbot, window)
    assert names(window) == expected, "at once"


def test_the_scope_is_shown_and_switched(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.pane.go(os.fsencode(root / "sub"))
    qtbot.waitUntil(lambda: names(window) == ["inner", "report old.txt"])
    type_query(qtbot, window, "report")
    found(qtbot, window, {"report old.txt", "report.pdf"})
    bar = window.pane.searching.bar
    assert bar is not None
    assert bar._scopes[Scope.HERE].isChecked()
    assert "sub" in bar._scopes[Scope.HERE].text()
    qtbot.mouseClick(bar._scopes[Scope.ROOT], Qt.MouseButton.LeftButton)
    found(qtbot, window, ALL)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    found(qtbot, window, {"report old.txt", "report.pdf"})


def test_all_roots_are_searched_at_once(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    other = grow(root.with_name("other"), {"report elsewhere": 1, "x": 2})
    build(other)
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    bar = window.pane.searching.bar
    assert bar is not None
    qtbot.waitUntil(bar._scopes[Scope.ALL].isVisible)
    assert not bar._scopes[Scope.ROOT].isVisible(), "it is this folder"
    qtbot.mouseClick(bar._scopes[Scope.ALL], Qt.MouseButton.LeftButton)
    found(qtbot, window, {*ALL, "report elsewhere"})
    assert "4 of 10" in window.pane.status.text()
    assert "2 indexes, the oldest" in window.pane.status.text()
    place = names(window).index("report elsewhere")
    assert window.pane.view.table.place(place) == str(other)
    window.pane.view.setCurrentIndex(window.pane.view.table.index(place, 0))
    (root / "a report").touch()
    press(window, Qt.Key.Key_F5)
    found(qtbot, window, {*ALL, "report elsewhere", "a report"})
    assert window.pane.view.currentIndex().data() == "report elsewhere"
    window.pane.searching.tools.reveal() if window.pane.searching.tools else None
    qtbot.waitUntil(lambda: window.pane.folder == os.fsencode(other) and not window.pane.view.is_result_shown)
    window.pane.go_back()
    found(qtbot, window, {*ALL, "report elsewhere", "a report"})


def test_pills_are_clicked_away(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "report !zebra")
    assert window.pane.searching.bar is not None
    pills = window.pane.searching.bar.pills
    qtbot.waitUntil(lambda: [button.pill.is_negated for button in pills._buttons] == [False, True])
    qtbot.mouseClick(pills._buttons[1], Qt.MouseButton.LeftButton)
    assert window.pane.search.text() == "report"
    found(qtbot, window, ALL)
    assert pills._buttons[0].accessibleName() == "name contains \u201creport\u201d: 3"
    pills._buttons[0].setFocus()
    qtbot.keyClick(pills._buttons[0], Qt.Key.Key_Delete)
    assert window.pane.search.text() == ""
    assert window.pane.search.hasFocus()
    qtbot.waitUntil(lambda: not window.pane.view.is_result_shown)


def test_problems_and_hints_are_said_under_the_field(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "size:abc")
    assert window.pane.searching.bar is not None
    remarks = window.pane.searching.bar.remarks
    qtbot.waitUntil(lambda: "abc" in remarks())
    assert window.pane.searching.bar.pills._buttons[0].pill.is_problem


def test_pills_do_not_wait_for_what_takes_its_time(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching = window.pane.searching
    monkeypatch.setattr(searching.service, "ask", lambda _question: None)
    type_query(qtbot, window, "report")
    assert searching.bar is not None
    qtbot.waitUntil(searching.bar.pills.isVisible)
    window.pane.search.show_text("")
    assert searching.bar.pills.isHidden()
    assert not searching._patience.isActive()


@pytest.mark.parametrize(
    ("query", "sort", "said"),
    [
        ("report", BEST, ""),
        ("e !old", Sort(Column.SIZE, descending=True), "size:desc"),
        ("size:>1|folder:", Sort(Column.NAME), "name"),
        ("path:sub/ *.txt|*.pdf", Sort(Column.MODIFIED), "modified"),
        ("r count:2", Sort(Column.FOLDER, descending=True), "path:desc"),
    ],
)
def test_the_window_find_and_python_give_the_same_rows_in_the_same_order(
    qtbot: QtBot, window: MainWindow, root: Path, query: str, sort: Sort, said: str
) -> None:
    type_query(qtbot, window, query)
    qtbot.waitUntil(lambda: query_shown(window) == query)
    if sort != BEST:
        with qtbot.waitSignal(window.pane._presenter.found_presented):
            window.pane.view.sort_requested.emit(sort)
    listing = window.pane.view.listing
    assert listing is not None
    shown = [listing.snapshot.path(row) for row in listing.rows]
    command = [sys.executable, "-m", "fbrowser", "find", query, root, *(["--sort", said] if said else [])]
    printed = subprocess.check_output(command, timeout=30).splitlines()
    snapshot = request(root).snapshot
    assert snapshot is not None
    key, _, direction = said.partition(":")
    order = Order(key or "best", direction == "desc")  # type: ignore[arg-type]
    found = [snapshot.path(row) for row in Engine(snapshot).find(parse(query), order=order).rows.tolist()]
    assert shown
    assert shown == printed == found


def test_results_are_sorted_by_any_column_and_back_to_the_best(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Down)
    header = window.pane.view.horizontalHeader()
    assert header.sortIndicatorSection() == -1
    for expected in (Sort(Column.SIZE, descending=True), Sort(Column.SIZE), BEST):
        with qtbot.waitSignal(window.pane._presenter.found_presented):
            at = header.sectionViewportPosition(int(Column.SIZE)) + 20
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
        assert window.pane.view.listing is not None
        assert window.pane.view.listing.sort == expected
        assert window.pane.searching._found is not None
        assert window.pane.searching._found.result.order.descending is expected.descending


def test_when_nothing_matches_the_page_says_so_and_offers_more(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fbrowser.index.search.Engine.closest", lambda *_, **__: [b"report.txt"])
    window.pane.go(os.fsencode(root / "repository"))
    qtbot.waitUntil(lambda: names(window) == ["x"])
    type_query(qtbot, window, "reprot")
    qtbot.waitUntil(
        lambda: window.pane.searching.nothing is not None and window.pane.searching.nothing.page.isVisible()
    )
    nothing = window.pane.searching.nothing
    assert nothing is not None
    page = nothing.page
    assert "Nothing matches \u201creprot\u201d below" in page.text()
    assert window.pane.search.hasFocus()
    qtbot.waitUntil(lambda: page.offers()[0] == "Did you mean \u201creport.txt\u201d?")
    assert page.offers()[1:] == ["Search all of \u201cr\u201d", "Why is something not here?"]
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Down)
    assert page.hasFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down)
    qtbot.keyClick(page, Qt.Key.Key_Down)
    qtbot.keyClick(page._buttons()[1], Qt.Key.Key_Return)
    assert window.pane.searching.scope.scope is Scope.ROOT
    window.pane.searching._parts.field.edit()
    qtbot.waitUntil(lambda: bool(page._names))
    page._names[0].click()
    found(qtbot, window, {"report.txt"})


def test_a_closest_name_is_looked_for_as_it_is_and_shown_for_what_it_is(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = b"old \xff !\xe2\x80\xaegpj.exe"
    Path(os.fsdecode(os.fsencode(root) + b"/" + name)).touch()
    window.pane._service.refresh()
    qtbot.waitUntil(lambda: any("gpj" in shown for shown in names(window)))
    monkeypatch.setattr("fbrowser.index.search.Engine.closest", lambda *_, **__: [name])
    type_query(qtbot, window, "reprot")
    qtbot.waitUntil(
        lambda: window.pane.searching.nothing is not None and bool(window.pane.searching.nothing.page._names)
    )
    nothing = window.pane.searching.nothing
    assert nothing is not None
    page = nothing.page
    assert page.offers()[0] == "Did you mean \u201cold \u27e8FF\u27e9 !\u27e8U+202E\u27e9gpj.exe\u201d?"
    page._names[0].click()
    qtbot.waitUntil(lambda: window.pane.view.is_result_shown and window.pane.view.table.rowCount() == 1)
    listing = window.pane.view.listing
    assert listing is not None
    assert listing.snapshot.name(listing.rows[0]) == name


def test_a_search_that_fails_says_why(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = EnvironmentProblem("The index is damaged.", "Refresh it.")

    def fail(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("fbrowser.index.search.Engine.find", fail)
    type_query(qtbot, window, "report")
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert window.pane.banner.text() == str(problem)


def test_matches_are_marked_when_painted(qtbot: QtBot, window: MainWindow) -> None:
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    plain = window.pane.view.viewport().grab().toImage()
    window.pane.view._delegate._texts = ()
    window.pane.view._delegate._query = window.pane.view.listing.query if window.pane.view.listing else None
    assert window.pane.view.viewport().grab().toImage() != plain


def test_what_it_rests_on_is_said_though_the_folder_is_shown_anew_meanwhile(
    qtbot: QtBot, window: MainWindow
) -> None:
    type_query(qtbot, window, "report")
    found(qtbot, window, ALL)
    status, answer = window.pane.status, window.pane.searching._found
    assert answer is not None
    status.show_contents(3, 1)
    window.pane.searching._take(answer)
    assert "not indexed" not in status.coverage()


def test_in_a_folder_that_no_index_knows_only_the_folder_is_searched(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    window.pane.go(os.fsencode(root.parent))
    qtbot.waitUntil(lambda: "not indexed" in window.pane.status.text())
    type_query(qtbot, window, "r")
    found(qtbot, window, {"r"})
    assert "only this folder" in window.pane.status.text()


def test_the_window_is_there_before_anything_that_only_a_search_needs() -> None:
    program = (
        "import sys, fbrowser.app.main\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from fbrowser.services.tasks import Tasks\n"
        "from fbrowser.ui.main_window import MainWindow\n"
        "app = QApplication([])\n"
        "window = MainWindow(Tasks())\nwindow.commands.begin()\n"
        "late = ('numpy', 'regex', 'fbrowser.index.query', 'fbrowser.index.search', 'fbrowser.ui.search_bar')\n"
        "sys.exit(str([name for name in late if name in sys.modules]) if set(late) & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
