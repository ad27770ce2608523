"""When the session ends, what is open is on the disk before we say that we are ready, and nobody is held up."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fbrowser.app import ending
from fbrowser.app.ending import end, end_on_signals, follow_session
from fbrowser.common import xsmp
from fbrowser.common.own_command import own_command
from fbrowser.config import data_file
from fbrowser.config.session import Session, load
from fbrowser.services.session_manager import SessionManager as Followed
from fbrowser.ui.main_window import MainWindow
from tests.helpers.session_manager import SessionManager, session_manager
from tests.helpers.trees import grow
from tests.helpers.windows import is_at, make_window

Talk = Callable[..., None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"sub": {}, "a": 1})


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> MainWindow:
    window = make_window(qtbot)
    window.begin(Session(), os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    return window


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionManager]:
    with session_manager(tmp_path) as manager:
        monkeypatch.setenv("SESSION_MANAGER", manager.address)
        yield manager


@pytest.fixture
def talk(qtbot: QtBot, qapp: QApplication, window: MainWindow, manager: SessionManager) -> Iterator[Talk]:
    """Let the manager say something, while the loop turns, until it has heard what it waits for."""
    with ThreadPoolExecutor(1) as speaking:

        def talk(*what: Callable[[], object]) -> None:
            said = speaking.submit(lambda: [each() for each in what])
            qtbot.waitUntil(said.done)
            said.result()

        follow_session(qapp, window._tasks, window, "")
        talk(lambda: manager.meet("2a"))
        yield talk
        qapp.aboutToQuit.emit()


def test_the_session_is_written_before_the_manager_goes_on(
    window: MainWindow, manager: SessionManager, talk: Talk, root: Path
) -> None:
    window.new_tab(os.fsencode(root / "sub"))
    assert len(load().tabs) < 2
    talk(lambda: manager.ask_to_save(is_end=True))
    assert [tab.panes[0].place.folder for tab in load().tabs] == [os.fsencode(root), os.fsencode(root / "sub")]
    assert window.isVisible(), "whether the session ends is not ours to say"


def test_a_disk_that_does_not_answer_does_not_hold_up_the_end(
    qtbot: QtBot, window: MainWindow, manager: SessionManager, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    monkeypatch.setattr("fbrowser.services.session_keeper.save", lambda _session: answers.wait(20))
    monkeypatch.setattr("fbrowser.services.session_keeper._MERCY_S", 0.1)
    talk(lambda: manager.ask_to_save(is_end=True))
    assert not answers.is_set()
    answers.set()
    qtbot.waitUntil(lambda: not window._tasks._tokens)


def test_what_cannot_be_written_is_no_reason_to_wait(
    qtbot: QtBot,
    window: MainWindow,
    manager: SessionManager,
    talk: Talk,
    private_home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fbrowser.services.session_keeper._MERCY_S", 60)
    monkeypatch.setattr(data_file, "data_folder", lambda: os.fsencode(private_home / "file" / "data"))
    (private_home / "file").touch()
    talk(lambda: manager.ask_to_save(is_end=True))  # returns: it does not wait for a minute
    qtbot.waitUntil(lambda: "could not be written" in window.pane.banner.text())


def test_who_cannot_keep_what_is_open_does_not_hold_up_the_others(
    window: MainWindow, manager: SessionManager, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", noted.append)

    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr(window.keeper, "save_now", fail)
    talk(lambda: manager.ask_to_save(is_end=True))
    assert len(noted) == 1


def test_the_next_session_starts_us_again_if_there_was_a_window(
    window: MainWindow, manager: SessionManager, talk: Talk
) -> None:
    talk(lambda: manager.ask_to_save(is_end=False))
    told = manager.properties
    assert told["RestartCommand"] == [*told["CloneCommand"], b"--sm-client-id", b"2a"]
    assert told["CloneCommand"] == [os.fsencode(part) for part in own_command()]
    assert told["ProcessID"] == [b"%d" % os.getpid()]
    assert told["RestartStyleHint"] == [b"\0"], "if it ran"
    assert not load().tabs, "a checkpoint is no end: it is written soon, as any change"
    window.hide()
    talk(lambda: manager.ask_to_save(is_end=False))
    assert manager.properties["RestartStyleHint"] == [b"\3"], "never"


def test_told_to_end_it_ends(
    qtbot: QtBot, manager: SessionManager, talk: Talk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(ending, "end", lambda _window: ended.append(1))
    talk(manager.say_end)
    qtbot.waitUntil(lambda: bool(ended))
    qapp.aboutToQuit.emit()
    talk(manager.see_it_end)


def test_a_session_manager_that_is_gone_takes_nothing_with_it(
    qtbot: QtBot, window: MainWindow, manager: SessionManager, talk: Talk
) -> None:
    talk(lambda: manager.ask_to_save(is_end=False), manager.vanish)
    followed = window.findChild(Followed)
    assert followed is not None
    qtbot.waitUntil(lambda: followed._notifier is None)
    followed.close()


@pytest.mark.parametrize("address", ["local/nowhere:/no/such/socket", "rubbish"])
def test_without_a_session_manager_it_is_a_program_like_others(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SESSION_MANAGER", address)
    follow_session(qapp, window._tasks, window, "")
    qtbot.waitUntil(lambda: not window._tasks._tokens)
    assert window.isVisible()


def test_without_the_system_s_library_likewise(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, manager: SessionManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xsmp, "_SM", "libNone.so.6")
    follow_session(qapp, window._tasks, window, "")
    qtbot.waitUntil(lambda: not window._tasks._tokens)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_qt_says_that_the_session_ends(
    qapp: QApplication, window: MainWindow, monkeypatch: pytest.MonkeyPatch, root: Path, system: str
) -> None:
    connected: list[Callable[[], None]] = []
    signal_of_qt = SimpleNamespace(connect=connected.append)
    monkeypatch.setattr("sys.platform", system)
    follow_session(cast("QApplication", SimpleNamespace(commitDataRequest=signal_of_qt)), window._tasks, window, "")
    asked = SIGNAL("commitDataRequest(QSessionManager&)")
    before = qapp.receivers(asked)
    qapp.commitDataRequest.connect(connected[0])
    assert qapp.receivers(asked) == before + 1
    qapp.commitDataRequest.disconnect(connected[0])
    connected[0]()  # as Qt does: a slot without arguments is given none
    assert [tab.panes[0].place.folder for tab in load().tabs] == [os.fsencode(root)]


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_window_that_was_never_shown_can_be_ended(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, is_shown: bool
) -> None:
    quits: list[int] = []
    monkeypatch.setattr(ending.QGuiApplication, "exit", quits.append)
    window.setVisible(is_shown)
    end(window)
    assert quits == [0]
    assert load().tabs, "what is open is kept"


def test_all_three_signals_end_it_but_one_that_is_to_be_ignored(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []
    monkeypatch.setattr(signal, "signal", lambda number, _handler: taken.append(number))
    end_on_signals(window)
    assert taken == [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    assert signal.set_wakeup_fd(-1) >= 0, "Qt's loop wakes up for them"
    taken.clear()
    monkeypatch.setattr(signal, "getsignal", lambda number: signal.SIG_IGN if number == signal.SIGHUP else None)
    end_on_signals(window)
    assert taken == [signal.SIGINT, signal.SIGTERM], "nohup"
    signal.set_wakeup_fd(-1)
