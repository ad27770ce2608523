"""Search memory: what was searched for, at hand; read and written on workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fbrowser.config.searches import Saved, Searches, load, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.services.tasks import Tasks

    Change = Callable[[Searches], Searches]


class SearchMemory(QObject):
    """Keeps the searches; every change is made at once here, and then to what is in the file by that time.

    So two windows do not take away each other's. Single-threaded; one worker reads or writes at a time.
    """

    changed = Signal()
    failed = Signal(object)
    """EnvironmentProblem: what was changed could not be written."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._waiting: list[Change] = []
        self._is_busy = False
        self.searches = Searches()

    def look(self) -> None:
        """Read what is there by now."""
        if not self._is_busy:
            self._run()

    def remember(self, text: str) -> None:
        """Note what was searched for."""
        if text.strip() and (self.searches.history[:1] != (text,)):
            self._change(lambda searches: searches.remembered(text))

    def toggle(self, search: Saved) -> None:
        """Save a search, or do not keep it any more."""
        self._change(lambda searches: searches.toggled(search))

    def _change(self, change: Change) -> None:
        self.searches = change(self.searches)
        self.changed.emit()
        self._waiting.append(change)
        if not self._is_busy:
            self._run()

    def _run(self) -> None:
        changes, self._waiting = self._waiting, []
        self._is_busy = True

        def ended(searches: Searches) -> None:
            self._is_busy = False
            for change in self._waiting:
                searches = change(searches)
            if searches != self.searches:
                self.searches = searches
                self.changed.emit()
            if self._waiting:
                self._run()

        def failed(problem: EnvironmentProblem) -> None:
            self._is_busy = False
            self.failed.emit(problem)

        self._tasks.run(lambda _: _changed(changes), on_result=ended, on_error=failed)


def _changed(changes: list[Change]) -> Searches:
    """Make changes to what is in the file; return what is there then. Raises EnvironmentProblem."""
    searches = load()
    for change in changes:
        searches = change(searches)
    if changes:
        save(searches)
    return searches
