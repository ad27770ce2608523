"""Memory: something small that is kept in a file, at hand; read and written on workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from fbrowser.config import safe_mode
from fbrowser.config.data_file import Newer, PutAside

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.services.tasks import Tasks

T = TypeVar("T")


class Memory(QObject, Generic[T]):
    """Keeps a value; every change is made at once here, and then to what is in the file by that time.

    So two windows do not take away each other's. What cannot be written holds here all the same, and is tried again
    with the next change and the next look. Single-threaded; one worker reads or writes at a time.
    """

    changed = Signal()
    failed = Signal(object)
    """EnvironmentProblem: what was changed could not be written; said once for each change."""

    def __init__(
        self,
        tasks: Tasks,
        nothing: T,
        load: Callable[[], T],
        make: Callable[..., T],
        parent: QObject | None = None,
    ) -> None:
        """Know nothing yet.

        load: returns what is in the file; make: makes changes to that, and returns what is there then. Both may
        raise EnvironmentProblem.
        """
        super().__init__(parent)
        self._tasks = tasks
        self._load = load
        self._make = make
        self._waiting: list[Callable[[T], T]] = []
        self._is_busy = False
        self._has_failed = False
        """Since the last change."""
        self._is_newer = False
        """Whether the file is of a newer program: that is said once, whatever is changed."""
        self.value = nothing

    def look(self) -> None:
        """Read what is there by now."""
        if not self._is_busy and not safe_mode.is_on():  # what is changed then is not taken back by what is kept
            self._run([])

    def change(self, change: Callable[[T], T]) -> None:
        """Make a change: a function that returns the new value for an old one, here and for what is in the file."""
        self.value = change(self.value)
        self.changed.emit()
        self._waiting.append(change)
        self._has_failed = False
        self._write()

    def _write(self) -> None:
        """Make what waits to what is in the file, unless a worker is busy with it: then it is made after that."""
        if safe_mode.is_on():
            self._waiting = []
        elif self._waiting and not self._is_busy:
            changes, self._waiting = self._waiting, []
            self._run(changes)

    def _run(self, changes: list[Callable[[T], T]]) -> None:
        self._is_busy = True

        def ended(value: T) -> None:
            self._is_busy = False
            if changes:
                self._has_failed = False
            for change in self._waiting:
                value = change(value)
            if value != self.value:
                self.value = value
                self.changed.emit()
            self._write()

        def failed(problem: EnvironmentProblem) -> None:
            self._is_busy = False
            is_worth_trying = bool(self._waiting) or isinstance(problem, PutAside)
            self._waiting[:0] = changes
            if not self._has_failed and not self._is_newer:
                self.failed.emit(problem)
            self._has_failed, self._is_newer = True, isinstance(problem, Newer)
            if is_worth_trying:
                self._write()

        self._tasks.run(lambda _: self._changed(changes), on_result=ended, on_error=failed)

    def _changed(self, changes: list[Callable[[T], T]]) -> T:
        """Make changes to what is in the file, on a worker; return what is there then."""
        return self._make(*changes) if changes else self._load()
