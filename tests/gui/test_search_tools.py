"""What else can be done with a search: kinds, history, saving, exporting, showing in the folder, asking why."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fbrowser.config.searches import Saved, load
from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from fbrowser.models.places import Section
from fbrowser.services.tasks import Tasks
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.search_tools import SearchTools
from tests.helpers.trees import grow
from tests.helpers.windows import new_window, press

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", {"sub": {"report.pdf": 20}, "report.txt": 10, "zebra": 3})
    Path(os.fsdecode(os.fsencode(root) + b"/sub/report \xff")).write_bytes(b"12345")
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> Iterator[MainWindow]:
    _, claim = ask(os.fsencode(root), stale_after_s=0)
    assert claim is not None
    rebuild(claim)
    window = new_window(Tasks())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: "updated" in window.pane.status.text())
    yield window
    window.close()


@pytest.fixture
def search(qtbot: QtBot, window: MainWindow) -> Callable[[str], SearchTools]:
    """Return a function that searches, waits for the result, and returns the tools."""

    def search(text: str) -> SearchTools:
        window.pane.searching.begin()
        window.pane.search.show_text(text)
        qtbot.waitUntil(
            lambda: (
                window.pane.searching._found is not None
                and window.pane.searching._found.question.query.text == text
                and window.pane.view.is_result_shown
            )
        )
        assert window.pane.searching.tools is not None
        return window.pane.searching.tools

    return search


def names(window: MainWindow) -> list[str]:
    return [window.pane.view.table.index(row, 0).data() for row in range(window.pane.view.table.rowCount())]


def pop_up(monkeypatch: pytest.MonkeyPatch, opened: list[QMenu]) -> None:
    """Have menus open without a screen, which could not raise them."""
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: (menu.aboutToShow.emit(), opened.append(menu)))


def put_cursor_on(window: MainWindow, name: str) -> None:
    window.pane.view.setCurrentIndex(window.pane.view.table.index(names(window).index(name), 0))


def test_kinds_are_chosen_in_a_menu(window: MainWindow, search: Callable[[str], SearchTools]) -> None:
    tools = search("report")
    tools.kinds.aboutToShow.emit()
    words = {action.text(): action for action in tools.kinds.actions()}
    assert list(words) == ["Folders", "Audio", "Video", "Pictures", "Documents", "Archives", "Programs"]
    words["Documents"].toggle()
    assert window.pane.search.text() == "report doc:"
    tools.kinds.aboutToShow.emit()
    words = {action.text(): action for action in tools.kinds.actions()}
    assert words["Documents"].isChecked()
    words["Pictures"].toggle()
    assert window.pane.search.text() == "report pic:|doc:"
    tools.kinds.aboutToShow.emit()
    tools.kinds.actions()[-1].trigger()
    assert window.pane.search.text() == "report"


def test_kinds_are_chosen_by_keys_before_anything_is_typed(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QMenu] = []
    pop_up(monkeypatch, opened)
    press(window, Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    opened[0].actions()[0].trigger()
    assert window.pane.search.text() == "folder:"
    qtbot.waitUntil(lambda: names(window) == ["sub"])


def test_what_was_used_is_in_the_history(
    qtbot: QtBot, window: MainWindow, search: Callable[[str], SearchTools]
) -> None:
    tools = search("report")
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Down)
    search("zebra")
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Return)
    search("never mind")
    tools.history.aboutToShow.emit()
    assert [action.text() for action in tools.history.actions()] == ["zebra", "report"]
    tools.history.actions()[1].trigger()
    assert window.pane.search.text() == "report"
    qtbot.waitUntil(lambda: load().history == ("zebra", "report"))


def test_up_in_the_field_offers_the_history(
    qtbot: QtBot,
    window: MainWindow,
    search: Callable[[str], SearchTools],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QMenu] = []
    pop_up(monkeypatch, opened)
    tools = search("report")
    tools.remember()
    window.pane.search.edit()
    qtbot.keyClick(window.pane.search, Qt.Key.Key_Up)
    assert opened == [tools.history]
    assert tools.history.actions()[0].text() == "report"


def test_a_saved_search_appears_among_the_places(
    qtbot: QtBot,
    window: MainWindow,
    root: Path,
    search: Callable[[str], SearchTools],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pop_up(monkeypatch, [])
    tools = search("report")
    press(window, Qt.Key.Key_S, CONTROL)
    assert tools.actions["search.save"].isChecked()
    qtbot.waitUntil(lambda: load().saved == (Saved("report", "here", os.fsencode(root)),))
    window.pane.go(os.fsencode(root / "sub"))
    assert not tools.actions["search.save"].isEnabled()
    window.side.fill()
    places = window.places
    assert places is not None
    at = places.list.places.find((Section.SEARCHES, Saved("report", "here", os.fsencode(root))))
    places.list.setCurrentIndex(at)
    places.open_current()
    qtbot.waitUntil(lambda: window.pane.view.is_result_shown and len(names(window)) == 3)
    assert window.pane.search.text() == "report"
    assert window.pane.folder == os.fsencode(root)
    press(window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: load().saved == ())


def test_two_windows_do_not_take_away_each_others_searches(qtbot: QtBot, window: MainWindow) -> None:
    other = new_window(Tasks())
    qtbot.addWidget(other)
    window.memory.remember("one")
    qtbot.waitUntil(lambda: load().history == ("one",))
    other.memory.remember("two")
    qtbot.waitUntil(lambda: load().history == ("two", "one"))
    other.close()


def test_an_export_has_what_was_found(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, search: Callable[[str], SearchTools]
) -> None:
    tools = search("report")
    out = tmp_path / "out.csv"
    tools.export_to(os.fsencode(out))
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert window.pane.banner.text().startswith("3 rows were written to")
    head, titles, *rows = out.read_bytes().splitlines()
    assert head.startswith(b"# index ")
    assert titles == b"path,size,mtime_ns,kind"
    assert any(b"/r/sub/report \xff,5," in row for row in rows)
    tools.export_to(os.fsencode(tmp_path / "missing" / "out.csv"))
    qtbot.waitUntil(lambda: "could not be written" in window.pane.banner.text())


def test_the_export_asks_where_to(qtbot: QtBot, window: MainWindow, search: Callable[[str], SearchTools]) -> None:
    search("report")
    press(window, Qt.Key.Key_E, CONTROL)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_an_entry_is_shown_in_its_folder(
    qtbot: QtBot, window: MainWindow, root: Path, search: Callable[[str], SearchTools]
) -> None:
    search("report")
    put_cursor_on(window, "report.pdf")
    press(window, Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(
        lambda: window.pane.view.currentIndex().data() == "report.pdf" and not window.pane.view.is_result_shown
    )
    assert window.pane.folder == os.fsencode(root / "sub")
    window.pane.go_back()
    qtbot.waitUntil(
        lambda: window.pane.view.is_result_shown and window.pane.view.currentIndex().data() == "report.pdf"
    )


def test_why_something_is_here(qtbot: QtBot, window: MainWindow, search: Callable[[str], SearchTools]) -> None:
    tools = search("report")
    put_cursor_on(window, "report ⟨FF⟩")
    dialog = tools.ask_why()
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.conclusion().startswith("It is among the results"))
    assert dialog.field.text() == "sub/report ⟨FF⟩"
    dialog.close()


def test_why_something_is_not_here(
    qtbot: QtBot, window: MainWindow, search: Callable[[str], SearchTools], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fbrowser.index.search.Engine.explain", lambda *_: (False,))
    tools = search("report")
    dialog = tools.ask_why(about_current=False)
    assert dialog is not None
    for typed, said in (
        ("zebra", "It is not among the results because of \u201cname contains \u201creport\u201d\u201d."),
        ("missing", "The index knows no "),
        ("/elsewhere", "The index knows no "),
    ):
        dialog.field.selectAll()
        qtbot.keyClicks(dialog.field, typed)
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: dialog.conclusion().startswith(said))
    dialog.close()


def test_an_answer_that_comes_after_the_dialog_was_closed_is_dropped(
    qtbot: QtBot, window: MainWindow, root: Path, search: Callable[[str], SearchTools]
) -> None:
    tools = search("report")
    dialog = tools.ask_why(about_current=False)
    assert dialog is not None
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))
    tools._answer_why(dialog, os.fsencode(root / "report.txt"))
    assert window.pane.searching.service.is_busy
    qtbot.waitUntil(lambda: not window.pane.searching.service.is_busy)
