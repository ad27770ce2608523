"""When the session ends, what is open is on the disk before we say that we are ready, and nobody is held up."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fbrowser.app import ending
from fbrowser.app.ending import end, end_on_signals, follow_session
from fbrowser.config import data_file
from fbrowser.config.session import Session, load
from fbrowser.ui.main_window import MainWindow
from tests.helpers.trees import grow
from tests.helpers.windows import is_at, make_window


class Manager:
    """Stands for Qt's, which nobody but Qt can make; notes what it is told.

    It has neither cancel() nor allowsInteraction(): who asks for these stands in the way.
    """

    def __init__(self) -> None:
        """Have been told nothing."""
        self.told: dict[str, object] = {}
        self.setRestartHint = lambda hint: self.told.update(hint=hint)
        self.setRestartCommand = lambda command: self.told.update(command=command)
        self.setDiscardCommand = lambda command: self.told.update(discard=command)


class Asked:
    """Stands for a signal of the application, which takes no manager but Qt's."""

    def connect(self, slot: Callable[[Any], None]) -> None:
        """Keep what is connected."""
        self.slot = slot


class App:
    """Stands for the application."""

    def __init__(self) -> None:
        """Have asked nobody."""
        self.commitDataRequest = Asked()
        self.saveStateRequest = Asked()


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
def app(window: MainWindow) -> App:
    app = App()
    follow_session(app, window._tasks, window)  # type: ignore[arg-type] - see App
    return app


def test_the_session_is_written_before_the_manager_goes_on(window: MainWindow, app: App, root: Path) -> None:
    window.new_tab(os.fsencode(root / "sub"))
    assert len(load().tabs) < 2
    manager = Manager()
    app.commitDataRequest.slot(manager)
    assert [tab.panes[0].place.folder for tab in load().tabs] == [os.fsencode(root), os.fsencode(root / "sub")]
    assert window.isVisible(), "whether the session ends is not ours to say"
    assert manager.told["hint"] == QSessionManager.RestartHint.RestartIfRunning


def test_a_disk_that_does_not_answer_does_not_hold_up_the_end(
    qtbot: QtBot, window: MainWindow, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    monkeypatch.setattr("fbrowser.services.session_keeper.save", lambda _session: answers.wait(20))
    monkeypatch.setattr("fbrowser.services.session_keeper._MERCY_S", 0.1)
    app.commitDataRequest.slot(Manager())
    assert not answers.is_set()
    answers.set()
    qtbot.waitUntil(lambda: not window._tasks._tokens)


def test_what_cannot_be_written_is_no_reason_to_wait(
    qtbot: QtBot, window: MainWindow, app: App, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fbrowser.services.session_keeper._MERCY_S", 60)
    monkeypatch.setattr(data_file, "data_folder", lambda: os.fsencode(private_home / "file" / "data"))
    (private_home / "file").touch()
    app.commitDataRequest.slot(Manager())  # returns: it does not wait for a minute
    qtbot.waitUntil(lambda: "could not be written" in window.pane.banner.text())


def test_the_next_session_starts_us_again_if_there_was_a_window(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "own_command", lambda: ["/usr/bin/fbrowser"])
    app = App()
    follow_session(app, window._tasks, window)  # type: ignore[arg-type] - see App
    qtbot.waitUntil(lambda: not window._tasks._tokens)
    manager, hint = Manager(), QSessionManager.RestartHint
    app.saveStateRequest.slot(manager)
    assert manager.told == {"hint": hint.RestartIfRunning, "command": ["/usr/bin/fbrowser"], "discard": []}
    window.hide()
    app.saveStateRequest.slot(manager)
    assert manager.told["hint"] == hint.RestartNever


def test_qt_knows_whom_to_ask(qapp: QApplication, window: MainWindow) -> None:
    asked = SIGNAL("commitDataRequest(QSessionManager&)"), SIGNAL("saveStateRequest(QSessionManager&)")
    before = [qapp.receivers(each) for each in asked]
    follow_session(qapp, window._tasks, window)
    assert [qapp.receivers(each) for each in asked] == [count + 1 for count in before]


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
    taken.clear()
    monkeypatch.setattr(signal, "getsignal", lambda number: signal.SIG_IGN if number == signal.SIGHUP else None)
    end_on_signals(window)
    assert taken == [signal.SIGINT, signal.SIGTERM], "nohup"
