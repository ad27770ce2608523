"""Ending: what is open is kept when the process or the whole session is told to end, or the screen is gone."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QSocketNotifier,
    Qt,
    QTimer,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication

from fbrowser.app.output import put_error
from fbrowser.config import last_run, safe_mode
from fbrowser.services.session_manager import SessionManager

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow

_MANY: Final = 64
"""Signals that are heard at once; each is a byte."""
_SCREEN_GONE: Final = re.compile(r"The (X11|Wayland) connection (broke|experienced a fatal error)\b")
"""What Qt says, as a warning, before it ends the process amid whatever it does."""
_COMES_BACK: Final = "QT_WAYLAND_RECONNECT"
"""The variable by which a desktop has Qt wait for its compositor to come back."""


def end_on_signals(window: MainWindow) -> None:
    """End when the process is told to; Python looks for signals when Qt gives it a turn, perhaps amid painting."""

    def heard(_number: int, _frame: object) -> None:
        QTimer.singleShot(0, window, lambda: end(window))

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, heard)
    hearing, saying = socket.socketpair()
    hearing.setblocking(False)
    saying.setblocking(False)
    signal.set_wakeup_fd(saying.fileno())
    notifier = QSocketNotifier(hearing.fileno(), QSocketNotifier.Type.Read, window)

    def hear() -> None:
        """Give Python its turn."""
        with contextlib.suppress(BlockingIOError):  # a false alarm
            hearing.recv(_MANY)

    def stop() -> None:
        signal.set_wakeup_fd(-1)
        saying.close()
        hearing.close()

    notifier.activated.connect(hear)
    window.destroyed.connect(stop)


def end(window: MainWindow, code: int = 0) -> None:
    """Close the window, and end also if it was never shown: then Qt sees no last window go."""
    if window.close():
        QGuiApplication.exit(code)


def follow_session(app: QApplication, tasks: Tasks, window: MainWindow, known_as: str) -> None:
    """Keep what is open when the session ends, and never stand in its way.

    known_as: what the session manager called us in the session before; empty: it did not.
    """
    if sys.platform != "linux":
        app.commitDataRequest.connect(window.keeper.save_now)
        return

    def keep(is_end: bool) -> bool:
        if is_end:
            window.keeper.save_now()
        return window.isVisible() and not safe_mode.is_on()

    manager = SessionManager(tasks, keep, known_as, window)
    manager.ended.connect(lambda: end(window), Qt.ConnectionType.QueuedConnection)
    app.aboutToQuit.connect(manager.close)
    manager.begin()


def end_with_screen(app: QApplication, window: MainWindow) -> None:
    """Keep what is open when the X server or the compositor is gone, and end at once: Qt would tear us apart.

    A session often ends so. What Qt says goes where it always went.
    """

    def heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        put_error(qFormatLogMessage(kind, context, text))
        gone = _SCREEN_GONE.match(text)
        if gone and threading.current_thread() is threading.main_thread():
            try:
                window.keeper.save_now()
            finally:
                if gone[1] == "X11" or not os.environ.get(_COMES_BACK):
                    last_run.end()
                    os._exit(1)

    qInstallMessageHandler(heard)
    app.aboutToQuit.connect(lambda: qInstallMessageHandler(None))
