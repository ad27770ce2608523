"""Session keeper: writes down what is open, on a worker, soon after it has changed and when the window closes."""

from __future__ import annotations

from threading import Event, Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.config.session import Session, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.services.tasks import Tasks

SETTLED_MS: Final = 1500
"""How long changes are gathered: who is killed loses no more."""
_MERCY_S: Final = 1.5


class SessionKeeper(QObject):
    """Begins when it is told to: what was kept must have been read before it is written over."""

    failed = Signal(object)
    """EnvironmentProblem: it could not be written; said once."""

    def __init__(self, tasks: Tasks, collect: Callable[[], Session], parent: QObject | None = None) -> None:
        """Write nothing yet. collect: returns what is open now."""
        super().__init__(parent)
        self._tasks = tasks
        self._collect = collect
        self._is_on = False
        self._has_failed = False
        self._newest: Session | None = None
        self._writing = Lock()
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(self._write)

    def begin(self) -> None:
        """Write from now on whatever changes."""
        self._is_on = True
        self.note_change()

    def note_change(self) -> None:
        """Write soon; not later because more changes come."""
        if self._is_on and not self._timer.isActive():
            self._timer.start()

    def save_now(self) -> None:
        """Write at once, and wait until it is written, though not for long: the session ends, and we with it."""
        if self._is_on:
            self._timer.stop()
            written = Event()
            self._write(written)
            written.wait(_MERCY_S)

    def finish(self) -> None:
        """Write at once, for the last time."""
        if self._is_on:
            self._timer.stop()
            self._write()
            self._is_on = False

    def _write(self, written: Event | None = None) -> None:
        session = self._collect()
        if session == self._newest and written is None:
            return
        self._newest = session

        def write(_: object) -> None:
            try:
                with self._writing:  # whichever of two is later writes what is newest
                    newest = self._newest
                    if newest is not None:
                        save(newest)
            finally:
                if written is not None:
                    written.set()

        self._tasks.run(write, on_error=self._fail)

    def _fail(self, problem: EnvironmentProblem) -> None:
        self._newest = None
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(problem)
