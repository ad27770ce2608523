"""What was open is there again, and whatever hangs or is broken costs itself alone."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fbrowser.app.beginning import Beginning
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.session import Geometry, KeptPane, KeptPlace, KeptTab, Session, load, save
from fbrowser.models.listing import Column, Sort
from fbrowser.models.search import Scope
from fbrowser.services import session_keeper
from fbrowser.services.settings_service import SettingsService
from fbrowser.services.tasks import Tasks
from fbrowser.ui.main_window import MainWindow
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, new_window, press

UNDECODABLE = b"rep\xffort"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", {"sub": {"inner": {"report deep": 1}, "report": 2}, "other": {"y": 1}, "a": 5})
    Path(os.fsdecode(os.fsencode(root) + b"/" + UNDECODABLE)).touch()
    build(root)
    return root


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """Return a function that starts the program's window, as app/main.py does, without waiting for it."""
    windows: list[MainWindow] = []

    def start(folder: Path | None = None) -> MainWindow:
        tasks = Tasks()
        beginning = Beginning(tasks, SettingsService(tasks), os.fsencode(folder) if folder else None)
        window = new_window(tasks)
        qtbot.addWidget(window)
        windows.append(window)
        beginning.take(window)
        qtbot.waitUntil(lambda: len(window.tabs) > 0)
        window.show()
        window.activateWindow()
        return window

    yield start
    for window in windows:
        window.close()


def put_cursor_on(window: MainWindow, row: int) -> None:
    window.pane.view.setCurrentIndex(window.pane.view.table.index(row, 0))


def titles(window: MainWindow) -> list[str]:
    return [tab.title() for tab in window.tabs.all]


def tab_on(*folders: Path) -> KeptTab:
    return KeptTab(tuple(KeptPane(KeptPlace(os.fsencode(folder))) for folder in folders))


def test_all_is_there_again(qtbot: QtBot, root: Path, start: Callable[..., MainWindow]) -> None:
    window = start(root)
    qtbot.waitUntil(is_at(window.pane, root))
    put_cursor_on(window, names(window.pane).index("rep\u27e8FF\u27e9ort"))
    window.pane.sort_by("size")
    window.new_tab(os.fsencode(root / "sub"))
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    window.pane.go(os.fsencode(root / "sub" / "inner"))
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    window.switch_pane()
    qtbot.waitUntil(is_at(window.pane, root / "sub" / "inner"))
    window.pane.begin_search()
    window.pane.search.show_text("report")
    window.pane.next_scope()
    qtbot.waitUntil(lambda: len(names(window.pane)) == 2)
    put_cursor_on(window, 1)
    found = window.pane.view.currentIndex().data()
    window.new_tab(os.fsencode(root / "other"))
    window.close_tab()
    window.resize(820, 500)
    window.close()

    again = start()
    assert titles(again) == ["r", "\u201creport\u201d in inner"]
    assert (again.width(), again.height()) == (820, 500)
    assert again.tabs.at == 1
    first, second = again.tabs.current.panes
    assert again.pane is second
    qtbot.waitUntil(lambda: len(names(second)) == 2)
    assert second.search.text() == "report"
    assert second.searching.scope.scope is Scope.ROOT
    assert second.view.currentIndex().data() == found
    qtbot.waitUntil(is_at(first, root / "sub" / "inner"))
    first.go_back()
    qtbot.waitUntil(is_at(first, root / "sub"))
    assert not again.tabs.all[0].is_awake, "nobody has looked at it"
    again.show_tab(1)
    qtbot.waitUntil(is_at(again.pane, root))
    assert again.pane._presenter.sort == Sort(Column.SIZE, descending=True)
    assert again.pane.current_name() == UNDECODABLE
    again.reopen_tab()
    assert titles(again)[-1] == "other", "what was closed can still be had back"


def test_with_a_folder_the_last_session_is_put_away_and_can_be_had_back(
    qtbot: QtBot, root: Path, start: Callable[..., MainWindow]
) -> None:
    save(Session((tab_on(root / "sub"), tab_on(root / "other"))))
    window = start(root)
    qtbot.waitUntil(is_at(window.pane, root))
    assert titles(window) == ["r"]
    window.close()
    again = start()
    assert titles(again) == ["r"]
    qtbot.waitUntil(again.pane.view.hasFocus)
    press(again, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert titles(again) == ["sub", "other", "r"]


def test_without_a_session_home_is_opened_and_indexed(
    qtbot: QtBot, private_home: Path, start: Callable[..., MainWindow]
) -> None:
    window = start()
    assert window.pane.folder == os.fsencode(private_home)
    qtbot.waitUntil(is_at(window.pane, private_home))


def test_a_start_folder_of_the_settings_comes_before_the_last_session(
    qtbot: QtBot, root: Path, private_home: Path, start: Callable[..., MainWindow]
) -> None:
    save(Session((tab_on(root),)))
    file = private_home / "config" / "settings.toml"
    file.parent.mkdir()
    file.write_text(f'[opening]\nstartup_folder = "{root / "sub"}"\n')
    window = start()
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    assert window.tabs.closed[-1].tabs == (tab_on(root),)


def test_nothing_is_restored_if_that_is_not_wanted_but_can_be_had_back(
    qtbot: QtBot, root: Path, private_home: Path, start: Callable[..., MainWindow]
) -> None:
    save(Session((tab_on(root, root / "sub"), tab_on(root / "other"))))
    file = private_home / "config" / "settings.toml"
    file.parent.mkdir()
    file.write_text("[opening]\nrestore = false\n")
    window = start()
    assert (window.pane.folder, len(window.tabs), window.other_pane) == (os.fsencode(private_home), 1, None)
    window.close()
    named = start(root / "sub")
    assert (named.pane.folder, len(named.tabs)) == (os.fsencode(root / "sub"), 1)
    named.reopen_tab()
    named.reopen_tab()
    assert titles(named)[:2] == ["r", "other"]


def test_a_root_that_lost_its_index_is_indexed_again_and_no_other_folder_is(
    qtbot: QtBot, root: Path, tmp_path: Path, start: Callable[..., MainWindow]
) -> None:
    never = grow(tmp_path / "never", {"z": 1})
    lost = grow(tmp_path / "lost", {"sub": {"y": 1}})
    kept = KeptPane(KeptPlace(os.fsencode(lost / "sub")), root=os.fsencode(lost))
    save(Session((KeptTab((kept, KeptPane(KeptPlace(os.fsencode(never))))),)))
    window = start()
    first, second = window.tabs.current.panes
    qtbot.waitUntil(is_at(first, lost / "sub"))
    assert first._service.root == os.fsencode(lost)
    qtbot.waitUntil(lambda: "not indexed" in second.status.text())


def test_changes_are_written_soon_and_not_only_at_the_end(
    qtbot: QtBot, root: Path, start: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_keeper, "SETTLED_MS", 20)
    window = start(root)
    qtbot.waitUntil(is_at(window.pane, root))
    window.keeper._timer.setInterval(20)

    def place() -> KeptPlace | None:
        session = load()
        return session.tabs[session.active].panes[0].place if session.tabs else None

    put_cursor_on(window, 2)
    qtbot.waitUntil(lambda: place() == KeptPlace(os.fsencode(root), b"a"))
    window.pane.go(os.fsencode(root / "sub"))
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    qtbot.waitUntil(lambda: (place() or KeptPlace(b"")).folder == os.fsencode(root / "sub"))
    window.new_tab(os.fsencode(root / "other"))
    qtbot.waitUntil(lambda: len(load().tabs) == 2)


def test_what_did_not_change_is_not_written_again(
    qtbot: QtBot, root: Path, start: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start(root)
    qtbot.waitUntil(is_at(window.pane, root))
    written: list[Session] = []
    monkeypatch.setattr(session_keeper, "save", written.append)
    window.keeper._write()
    window.keeper._write()
    qtbot.waitUntil(lambda: len(written) > 0)
    window.close()
    assert len(written) == 1


def test_a_session_that_cannot_be_written_is_said_once(
    qtbot: QtBot, root: Path, start: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = EnvironmentProblem("The session could not be written.")

    def fail(_: Session) -> None:
        raise problem

    monkeypatch.setattr(session_keeper, "save", fail)
    window = start(root)
    window.keeper._write()
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert window.pane.banner.text() == str(problem)
    window.pane.banner.hide()
    window.keeper._write()
    qtbot.waitUntil(lambda: window.keeper._newest is None)
    assert not window.pane.banner.isVisible()


def test_a_data_folder_that_does_not_answer_blocks_nothing_and_nothing_is_lost(
    qtbot: QtBot, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()
    before = Session((tab_on(root / "sub"),))
    save(before)

    def load_late() -> Session:
        answers.wait(20)
        return load()

    monkeypatch.setattr("fbrowser.app.beginning.sessions.load", load_late)
    tasks = Tasks()
    beginning = Beginning(tasks, SettingsService(tasks), None)
    window = new_window(tasks)
    qtbot.addWidget(window)
    beginning.take(window)
    beginning.wait_no_longer()
    window.show()
    home = os.fsencode(os.path.expanduser("~"))
    assert window.pane.folder == home
    window.keeper.note_change()
    assert not window.keeper._timer.isActive(), "what is there was not read yet"
    answers.set()
    qtbot.waitUntil(lambda: len(window.tabs.closed) == 1)
    assert window.tabs.closed[0].tabs == before.tabs
    window.close()
    assert load().closed == tuple(window.tabs.closed)


def test_a_mount_that_never_answers_holds_up_nobody(
    qtbot: QtBot, root: Path, tmp_path: Path, start: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = tmp_path / "dead"
    asked: list[bytes] = []
    answers = threading.Event()

    def hang(folder: bytes, *_: object) -> None:
        asked.append(folder)
        answers.wait(20)
        raise EnvironmentProblem("It did not answer.")

    monkeypatch.setattr("fbrowser.index.listing.list_folder", hang)
    save(Session((tab_on(root), tab_on(dead), tab_on(root / "sub", dead)), 0))
    window = start()
    qtbot.waitUntil(is_at(window.pane, root))
    assert asked == [], "background tabs are filled when they are shown"
    window.show_tab(3)
    qtbot.waitUntil(is_at(window.pane, root / "sub"))
    qtbot.waitUntil(lambda: asked == [os.fsencode(dead)])
    window.show_tab(2)
    window.show_tab(1)
    qtbot.waitUntil(window.pane.view.hasFocus)
    answers.set()
    window.close()
    assert [each.panes[0].place.folder for each in load().tabs] == [
        os.fsencode(each) for each in (root, dead, root / "sub")
    ]


@pytest.mark.parametrize(
    ("geometry", "at"), [(Geometry(40, 50, 600, 400), (40, 50)), (Geometry(99_000, 5, 600, 400), None)]
)
def test_a_window_never_comes_back_where_no_screen_is(
    qtbot: QtBot, geometry: Geometry, at: tuple[int, int] | None, root: Path, start: Callable[..., MainWindow]
) -> None:
    save(Session((tab_on(root),), geometry=geometry))
    window = start()
    assert (window.width(), window.height()) == (600, 400)
    if at is not None:
        assert (window.x(), window.y()) == at
    assert window.screen().availableGeometry().intersects(window.frameGeometry())


def test_a_window_is_no_larger_than_its_screen(qtbot: QtBot, root: Path, start: Callable[..., MainWindow]) -> None:
    save(Session((tab_on(root),), geometry=Geometry(0, 0, 9_000, 400)))
    window = start()
    assert (window.width(), window.height()) == (window.screen().availableSize().width(), 400)


def test_closing_a_window_that_shows_nothing_yet_keeps_the_cursor_that_is_wanted(
    qtbot: QtBot, tmp_path: Path, start: Callable[..., MainWindow]
) -> None:
    place = KeptPlace(os.fsencode(tmp_path / "gone"), b"x")
    save(Session((KeptTab((KeptPane(place),)),)))
    window = start()
    window.close()
    assert load().tabs[0].panes[0].place == place


def test_the_first_frame_needs_no_tab_bar_and_few_kinds_of_widgets(root: Path) -> None:
    program = (
        "import os, sys, fbrowser.app.main, fbrowser.app.beginning\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from fbrowser.services.tasks import Tasks\n"
        "from fbrowser.ui.main_window import MainWindow\n"
        "app = QApplication([])\n"
        "window = MainWindow(Tasks())\nwindow.commands.begin()\n"
        "window.open(os.fsencode(sys.argv[1]))\n"
        "while not window.pane.view.table.rowCount(): app.processEvents()\n"
        "late = {'numpy', 'fbrowser.ui.tab_bar', 'fbrowser.index.query', 'fbrowser.ui.search_bar', 'tomllib'}\n"
        "found = late & set(sys.modules)\n"
        # PySide makes a kind when it is first wanted; all of them, 20 ms, before it hands one of Qt's own over.
        "found |= {'QDialog'} & {kind.__name__ for kind in QWidget.__subclasses__()}\n"
        "os._exit(bool(found) and bool(print(found, flush=True) or 1))\n"
    )
    subprocess.run([sys.executable, "-m", "fbrowser", "index", root], check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-c", program, root], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_window_without_a_tab_can_be_closed(qtbot: QtBot) -> None:
    window = make_window(qtbot)
    window.close()
    assert load() == Session()
