"""Memory: something small that is kept in a file, at hand; read and written on workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from fbrowser.config import safe_mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.services.tasks import Tasks

T = TypeVar("T")


class Memory(QObject, Generic[T]):
    """Keeps a value; every change is made at once here, and then to what is in the file by that time.

    So two windows do not take away each other's. Single-threaded; one worker reads or writes at a time.
    """

    changed = Signal()
    failed = Signal(object)
    """EnvironmentProblem: what was changed could not be written."""

    def __init__(
        self,
        tasks: Tasks,
        nothing: T,
        load: Callable[[], T],
        save: Callable[[T], None],
        parent: QObject | None = None,
    ) -> None:
        """Know nothing yet. load and save read and write the file, and may raise EnvironmentProblem."""
        super().__init__(parent)
        self._tasks = tasks
        self._load = load
        self._save = save
        self._waiting: list[Callable[[T], T]] = []
        self._is_busy = False
        self.value = nothing

    def look(self) -> None:
        """Read what is there by now."""
        if not self._is_busy:
            self._run()

    def change(self, change: Callable[[T], T]) -> None:
        """Make a change: a function that returns the new value for an old one, here and for what is in the file."""
        self.value = change(self.value)
        self.changed.emit()
        self._waiting.append(change)
        if not self._is_busy:
            self._run()

    def _run(self) -> None:
        if safe_mode.is_on():  # what is changed is not kept, and is not taken back by what is kept
            self._waiting = []
            return
        changes, self._waiting = self._waiting, []
        self._is_busy = True

        def ended(value: T) -> None:
            self._is_busy = False
            for change in self._waiting:
                value = change(value)
            if value != self.value:
                self.value = value
                self.changed.emit()
            if self._waiting:
                self._run()

        def failed(problem: EnvironmentProblem) -> None:
            self._is_busy = False
            self.failed.emit(problem)

        self._tasks.run(lambda _: self._changed(changes), on_result=ended, on_error=failed)

    def _changed(self, changes: list[Callable[[T], T]]) -> T:
        """Make changes to what is in the file, on a worker; return what is there then."""
        value = self._load()
        for change in changes:
            value = change(value)
        if changes:
            self._save(value)
        return value
