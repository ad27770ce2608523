"""Ending: the window is closed, and what is open is kept, when the process or the whole session is told to end."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager

from fbrowser.common.own_command import own_command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow

_SIGNAL_MS: Final = 200


def end_on_signals(window: MainWindow) -> None:
    """End when the process is told to; Python looks for signals when Qt gives it a turn, perhaps amid painting."""

    def heard(_number: int, _frame: object) -> None:
        QTimer.singleShot(0, window, lambda: end(window))

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, heard)
    timer = QTimer(window, interval=_SIGNAL_MS)
    timer.timeout.connect(lambda: None)
    timer.start()


def end(window: MainWindow, code: int = 0) -> None:
    """Close the window, and end also if it was never shown: then Qt sees no last window go."""
    if window.close():
        QGuiApplication.exit(code)


def follow_session(app: QApplication, tasks: Tasks, window: MainWindow) -> None:
    """Keep what is open when the session ends, and never stand in its way."""
    command = sys.argv[:1]

    def take(found: list[str]) -> None:
        nonlocal command
        command = found

    tasks.run(lambda _: own_command(), on_result=take)

    def save(manager: QSessionManager) -> None:
        window.keeper.save_now()
        tell(manager)

    def tell(manager: QSessionManager) -> None:
        """Say how to start us with the next session: as we keep ourselves what was open, like any other time."""
        is_shown = window.isVisible()
        hint = QSessionManager.RestartHint
        manager.setRestartHint(hint.RestartIfRunning if is_shown else hint.RestartNever)
        manager.setRestartCommand(command)
        manager.setDiscardCommand([])

    app.commitDataRequest.connect(save)
    app.saveStateRequest.connect(tell)
