"""The window's program: puts the application together, shows the first folder, and takes more from later calls."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from fbrowser import APP_ID
from fbrowser.app.load_qt import load_qt
from fbrowser.app.single_instance import hand_over, listen
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.log import logger
from fbrowser.common.paths import absolute

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from fbrowser.services.settings_service import SettingsService
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow

FIRST_FRAME_MS: Final = 200
"""How long the window waits for its first table before it is shown without."""
_SIGNAL_MS: Final = 200
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run_window(folder: bytes | None) -> int:
    """Show a folder (default: what was open the last time) in a window; return the exit code when it was closed."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        print("fbrowser: no screen here; try fbrowser find QUERY FOLDER", file=sys.stderr)  # noqa: T201 - a terminal
        return 2
    path = absolute(folder) if folder is not None else None
    if hand_over(path or b""):
        return 0
    gc.disable()  # until the first frame is painted: nothing that is loaded until then is garbage
    load_qt()
    from fbrowser.app.beginning import Beginning  # noqa: PLC0415 - Qt
    from fbrowser.services.settings_service import SettingsService  # noqa: PLC0415 - likewise
    from fbrowser.services.tasks import Tasks  # noqa: PLC0415 - likewise

    tasks = Tasks()
    settings = SettingsService(tasks)
    beginning = Beginning(tasks, settings, path)
    app = make_application()
    window = make_window(app, tasks, settings, beginning.wait_no_longer)
    beginning.take(window)
    code = app.exec()
    if tasks.is_stuck:
        os._exit(code)  # Qt would wait for the worker for ever
    window.deleteLater()
    return code


def make_application() -> QApplication:
    """Return the application, in the language and the colours of the settings."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - a display was made sure of first

    from fbrowser.ui.language import Language  # noqa: PLC0415 - Qt, see run_window
    from fbrowser.ui.theme import STYLE, dress  # noqa: PLC0415 - Qt, see run_window

    QApplication.setDesktopFileName(APP_ID)
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("fbrowser")
    app.setApplicationDisplayName("fbrowser")
    Language(app)
    dress(app)
    sys.excepthook = report
    return app


def make_window(
    app: QApplication, tasks: Tasks, settings: SettingsService, at_last: Callable[[], object] = lambda: None
) -> MainWindow:
    """Return the window, which shows itself as soon as there is something to show, or after a moment.

    at_last: called before it is shown, whatever there is to show.
    """
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - Qt, see run_window

    from fbrowser.app.after_paint import after_paint  # noqa: PLC0415 - Qt, see run_window
    from fbrowser.app.trace import trace  # noqa: PLC0415 - Qt, see run_window
    from fbrowser.ui.main_window import MainWindow  # noqa: PLC0415 - Qt, see run_window

    window = MainWindow(tasks, settings)
    patience = QTimer(window, singleShot=True, interval=FIRST_FRAME_MS)

    def show() -> None:
        """Show it once: one that was closed at once must not come back."""
        patience.stop()
        window.first_shown.disconnect(show)
        at_last()
        window.show()

    def settle() -> None:
        """Do what can wait until the first frame is painted."""
        from fbrowser.ui.icons import app_icon  # noqa: PLC0415 - Qt, see run_window

        app.setWindowIcon(app_icon())
        listen(window, lambda folder: raise_on(window, folder))
        end_on_signals(window)
        window.side.fill()
        settings.watch()
        window.follow_left_out()
        window.commands.begin()
        window.commands.keys.watch()
        window.commands.make_menu_bar()
        say_what_is_wrong(window)
        tasks.run(lambda _: import_module("numpy"))  # whatever needs it first finds it there
        gc.freeze()  # what is there now stays: later collections need not look at it
        gc.enable()

    after_paint(window, settle)
    trace(window)  # who comes last is called first: the frame is there before anything settles
    patience.timeout.connect(show)
    window.first_shown.connect(show)
    patience.start()
    return window


def say_what_is_wrong(window: MainWindow) -> None:
    """Have the window say what is wrong with the files of the settings and of the user's own keys."""
    from fbrowser.ui.failure_notice import FailureNotice  # noqa: PLC0415 - after the first page

    settings, keys = window.settings, window.commands.keys
    notice = FailureNotice(lambda: window.pane.banner)

    def say() -> None:
        first = next(iter((*settings.problems, *keys.problems)), None)
        problem = EnvironmentProblem(
            "{problem}",
            "Ctrl+, shows the settings." if settings.problems else "The file can be changed at any time.",
            problem=first or "",
        )
        notice.take(problem if first else None, has_table=True)

    settings.changed.connect(say)
    keys.changed.connect(say)
    say()


def raise_on(window: MainWindow, folder: bytes) -> None:
    """Bring the window to the front; on another folder, if one was named."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - Qt, see run_window

    if folder:
        window.open(folder)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def end_on_signals(window: MainWindow) -> None:
    """Close the window when the process is told to end; Python looks for signals when Qt gives it a turn."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - Qt, see run_window

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: window.close() and None)
    timer = QTimer(window, interval=_SIGNAL_MS)
    timer.timeout.connect(lambda: None)
    timer.start()


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a mistake of ours with all we know; the program goes on."""
    logger(__name__).error("a mistake in fbrowser; it goes on", exc_info=(kind, error, trace))
