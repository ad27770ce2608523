"""Care: tells above the panes of mistakes, crashes and safe mode, and offers what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.translation import later
from fbrowser.config import safe_mode
from fbrowser.config.safe_mode import Safe
from fbrowser.services.own_files import Fate, OwnFiles
from fbrowser.ui.pages import Banner

if TYPE_CHECKING:
    from fbrowser.services.reports_service import ReportsService
    from fbrowser.ui.main_window import MainWindow
    from fbrowser.ui.pages import Offer

_ACTIVE: Final = Qt.ApplicationState.ApplicationActive
_MISTAKE: Final = later("fbrowser made a mistake, and goes on. A report was written.")
_CRASH: Final = later("fbrowser crashed the last time. A report was written.")
_FATE: Final = {
    Fate.KEPT: "",
    Fate.UPDATED: later("fbrowser was updated. This window is of the version before, and may fail in parts."),
    Fate.REMOVED: later("fbrowser was removed from this computer. This window may fail in parts."),
}
_SAFE: Final = {
    Safe.NO: "",
    Safe.ASKED: later("Safe mode: all settings are as by default, nothing is indexed, and nothing is kept."),
    Safe.CRASHED: later(
        "It crashed twice before anything was shown, so this is safe mode: all settings are as by default, nothing "
        "is indexed, and nothing is kept."
    ),
}


class Care(QObject):
    """Has a banner of its own: what panes have to say, and forget as they go on, does not take its place."""

    def __init__(self, window: MainWindow, reports: ReportsService, files: OwnFiles) -> None:
        """Say whether this is safe mode, and from now on what reports were written, and what has become of us."""
        super().__init__(window)
        self._window = window
        self.banner = Banner(window)
        window.show_above(self.banner)
        reports.mistake_written.connect(self._tell_mistake)
        reports.crash_written.connect(self._tell_crash)
        reports.failed.connect(window.say)
        reports.mistake_made.connect(files.look)
        files.changed.connect(self._tell_fate)
        app = cast("QGuiApplication", QGuiApplication.instance())
        app.applicationStateChanged.connect(self._look_again)
        self._files = files
        self._fate = Fate.KEPT
        self._say("")

    def step_back(self) -> bool:
        """Put it away; return whether there was anything."""
        was_there = self.banner.isVisible()
        self.banner.hide()
        return was_there

    def _tell_mistake(self, _name: str) -> None:
        self._say(_MISTAKE)

    def _tell_crash(self, _name: str) -> None:
        self._say(_CRASH)

    def _look_again(self, state: Qt.ApplicationState) -> None:
        if state is _ACTIVE:
            self._files.look()

    def _tell_fate(self, fate: Fate) -> None:
        self._fate = fate
        self._say("")

    def _say(self, what: str) -> None:
        """Say what was written down, or what may have caused it, and whether this is safe mode; or nothing."""
        safe = _SAFE[safe_mode.why()]
        told = _FATE[self._fate] or what
        if told or safe:
            self.banner.say(EnvironmentProblem(told or safe, safe if told else ""), self._offers(what))
        else:
            self.banner.hide()

    def _offers(self, what: str) -> list[Offer]:
        offers: list[Offer] = []
        if what:
            offers.append((later("Show"), lambda: self._window.show_reports()))  # noqa: PLW0108 - a click tells more
        if self._fate is Fate.REMOVED:
            return offers  # there is nothing that could be started
        if self._fate is Fate.UPDATED:
            offers.append((later("Restart"), lambda: self._window.restart(safe=safe_mode.is_on())))
        if safe_mode.is_on():
            offers.append((later("Restart normally"), lambda: self._window.restart(safe=False)))
        elif what == _CRASH:
            offers.append((later("Restart in safe mode"), lambda: self._window.restart(safe=True)))
        return offers
