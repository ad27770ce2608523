"""The window's program: puts the application together, shows the first folder, and takes more from later calls."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from fbrowser import APP_ID
from fbrowser.app import no_screen
from fbrowser.app.call import Call, Wish
from fbrowser.app.load_qt import load_qt
from fbrowser.app.output import USAGE
from fbrowser.app.single_instance import Handed, hand_over, is_second, let_go, listen, own_screen
from fbrowser.common import mistakes
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.translation import later, ntr
from fbrowser.config import last_run, safe_mode
from fbrowser.config.safe_mode import Safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from fbrowser.services.settings_service import SettingsService
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow

FIRST_FRAME_MS: Final = 200
"""How long the window waits for its first table before it is shown without."""
_SHOWN_IN_DIALOG: Final = later("Ctrl+, shows the settings.")
_CAN_BE_CHANGED: Final = later("The file can be changed at any time.")
_MISTAKES: Final = 4
"""Mistakes in the files of settings and keys that are named at once."""
_IN_VAIN_MS: Final = 10_000
"""How long a program that the session bus has started waits for what it was started for."""


def run_window(call: Call, *, safe: bool = False) -> int:
    """Do what is wanted in the window that runs, or be that window; return the exit code when it was closed.

    safe: be a window in safe mode, whatever else runs.
    """
    if no_screen.is_said():
        return USAGE
    if safe:
        safe_mode.turn_on(Safe.ASKED)
    elif (handed := hand_over(call)) is not Handed.NOWHERE:
        return 0 if handed is Handed.TAKEN else 1
    elif is_second():
        from fbrowser.config import session  # noqa: PLC0415 - who hands over does without

        session.be_of(own_screen())
    try:
        return _run(call)
    except Exception as error:
        _note_end(error)
        raise


def _note_end(error: Exception) -> None:
    import traceback  # noqa: PLC0415 - few runs end so

    from fbrowser.common.anonymous import told  # noqa: PLC0415 - likewise

    last_run.died(told(error), "".join(traceback.format_exception(error)))


def _run(call: Call) -> int:
    gc.disable()  # until the first frame is painted: nothing that is loaded until then is garbage
    load_qt()
    from fbrowser.app.beginning import Beginning  # noqa: PLC0415 - Qt
    from fbrowser.services.settings_service import SettingsService  # noqa: PLC0415 - likewise
    from fbrowser.services.tasks import Tasks  # noqa: PLC0415 - likewise

    tasks = Tasks()
    settings = SettingsService(tasks)
    beginning = Beginning(tasks, settings, call.paths[0] if call.paths else None)
    app = make_application()
    window = make_window(app, tasks, settings, beginning.wait_no_longer, call)
    beginning.take(window)
    code = app.exec()
    if window.restarts is not None:
        from fbrowser.common.child import start_again  # noqa: PLC0415 - seldom

        let_go()  # else it would hand its folder over to us
        start_again(*window.restarts)
    if tasks.is_stuck:
        os._exit(code)  # Qt would wait for the worker for ever
    last_run.end()
    window.deleteLater()
    return code


def make_application() -> QApplication:
    """Return the application, in the language and the colours of the settings."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - Qt, see run_window
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - a display was made sure of first

    from fbrowser.ui.language import Language  # noqa: PLC0415 - Qt, see run_window
    from fbrowser.ui.theme import STYLE, dress  # noqa: PLC0415 - Qt, see run_window

    QApplication.setDesktopFileName(APP_ID)
    if sys.platform == "linux":
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableSessionManager)  # we are heard by ours, once
    with no_screen.ending_if_refused():
        if sys.platform == "darwin":
            from fbrowser.app.finder_events import FinderApplication  # noqa: PLC0415 - of use on macOS alone

            app = FinderApplication([*sys.argv[:1], *STYLE])
        else:
            app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("fbrowser")
    app.setApplicationDisplayName("fbrowser")
    Language(app)
    dress(app)
    mistakes.catch()
    return app


def make_window(
    app: QApplication,
    tasks: Tasks,
    settings: SettingsService,
    at_last: Callable[[], object] = lambda: None,
    call: Call = Call(),  # noqa: B008 - a constant
) -> MainWindow:
    """Return the window, which shows itself as soon as there is something to show, or after a moment.

    at_last: called before it is shown, whatever there is to show. call: what it was started for; there may be no
    window wanted yet.
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
        if call.is_without_window:
            settle()
        else:
            window.show()

    def settle() -> None:
        """Do what can wait until the first frame is painted."""
        from fbrowser.ui.icons import app_icon  # noqa: PLC0415 - Qt, see run_window

        app.setWindowIcon(app_icon())
        begin_to_answer(app, tasks, window, call)
        window.side.fill()
        settings.watch()
        window.follow_left_out()
        window.commands.begin()
        window.commands.keys.watch()
        window.commands.make_menu_bar()
        say_what_is_wrong(window)
        take_care(window, tasks)
        tasks.run(lambda _: import_module("numpy"))  # whatever needs it first finds it there
        gc.freeze()  # what is there now stays: later collections need not look at it
        gc.enable()

    if not call.is_without_window:
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
        wrong = [*settings.problems, *keys.problems]
        shown = wrong[:_MISTAKES]
        if len(wrong) > _MISTAKES:
            shown.append(ntr("And {count} more.", "And {count} more.", len(wrong) - _MISTAKES))
        remedy = _SHOWN_IN_DIALOG if settings.problems else _CAN_BE_CHANGED
        problem = EnvironmentProblem("{problems}", remedy, problems="\n".join(shown))
        notice.take(problem if wrong else None, has_table=True)

    settings.changed.connect(say)
    keys.changed.connect(say)
    say()


def take_care(window: MainWindow, tasks: Tasks) -> None:
    """Have mistakes and crashes written down and told, and note that this run has come so far."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - Qt, see run_window

    from fbrowser.common.translation import language  # noqa: PLC0415 - after the first page
    from fbrowser.services.live_settings import live  # noqa: PLC0415 - likewise
    from fbrowser.services.own_files import OwnFiles  # noqa: PLC0415 - likewise
    from fbrowser.services.reports_service import Look, ReportsService  # noqa: PLC0415 - after the first page
    from fbrowser.ui.care import Care  # noqa: PLC0415 - likewise

    def look() -> Look:
        scale, platform = window.devicePixelRatioF(), QApplication.platformName()
        return Look(language(), live.now.keymap, scale, platform, safe_mode.is_on())

    reports = ReportsService(tasks, look, window)
    window.care = Care(window, reports, OwnFiles(tasks, window))
    reports.write_crashes()
    reports.note_shown()


def begin_to_answer(app: QApplication, tasks: Tasks, window: MainWindow, call: Call) -> None:
    """Do what the program was started for, and from now on what later calls, the desktop and the system want."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - Qt, see run_window

    from fbrowser.app.answering import Answering  # noqa: PLC0415 - after the first page
    from fbrowser.app.ending import end, end_on_signals, end_with_screen, follow_session  # noqa: PLC0415 - likewise
    from fbrowser.app.on_bus import OnBus  # noqa: PLC0415 - likewise

    on_bus = OnBus(tasks, window.settings, window)
    answering = Answering(window, tasks, on_bus)
    on_bus.called.connect(answering.take)
    on_bus.failed.connect(window.say)
    end_on_signals(window)
    end_with_screen(app, window)
    listen(window, answering.take)
    if sys.platform == "darwin":
        from fbrowser.app.finder_events import FinderApplication  # noqa: PLC0415 - of use on macOS alone

        if isinstance(app, FinderApplication):
            app.begin(lambda path: answering.take(Call(Wish.OPEN, (path,))))
    follow_session(app, tasks, window, call.known_as)
    on_bus.follow()
    if call.wish is Wish.SEARCH:
        answering.take(call)
    elif call.wish is Wish.SERVE:
        if answering.take(call):
            QTimer.singleShot(_IN_VAIN_MS, window, lambda: None if window.isVisible() else end(window))
        else:
            QTimer.singleShot(0, window, lambda: end(window, 1))
