"""Folder finder: where to go to, found on workers while somebody types; the latest question wins."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.paths import home_folder
from fbrowser.services.roots_service import RootsService

if TYPE_CHECKING:
    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.answer import Answer
    from fbrowser.index.search.folders import Folders
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks
    from fbrowser.services.visit_memory import VisitMemory

    _Answer = tuple[tuple[Folders, ...], list[bytes] | None]

LIMIT: Final = 100
"""Folders that are told."""
AGAIN_MS: Final = 500
"""Between two looks at which roots there are: one may be indexed for the first time just now."""


@dataclass(frozen=True)
class Whereto:
    """Folders to go to."""

    typed: str
    folders: tuple[bytes, ...]
    """Paths, the best first."""
    is_complete: bool
    """Whether all that is indexed was looked through; else only folders gone to before, and roots."""


class FolderFinder(QObject):
    """Holds what is indexed between `look` and `let_go`. One worker at a time looks through it.

    Single-threaded: its state is changed on the UI thread alone.
    """

    found = Signal(object)
    """Whereto, of what was asked last."""
    failed = Signal(object)
    """EnvironmentProblem."""

    def __init__(self, tasks: Tasks, visits: VisitMemory, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._visits = visits
        visits.changed.connect(self._start)  # they are read when somebody looks, and may come in last
        self._roots = RootsService(tasks, self)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        self._snapshots: tuple[Snapshot, ...] | None = None
        """None: it is not known yet what is indexed."""
        self._listed: list[bytes] = []
        """Roots that were looked at: some of them may have no index that can be read."""
        self._indexes: tuple[Folders, ...] = ()
        """Of these snapshots; made by the first worker, and used by one at a time."""
        self._asked: str | None = None
        self._running: CancelToken | None = None
        self._holding = CancelToken()
        """Cancelled when all is let go of: what was asked before comes too late."""

    def look(self) -> None:
        """Find out what is indexed now, and where somebody went from another window."""
        self._holding.cancel()
        holding = self._holding = CancelToken()
        self._visits.look()

        def told(answers: list[Answer]) -> None:
            if not holding.cancelled:
                self._snapshots = tuple(each.snapshot for each in answers if each.snapshot is not None)
                self._listed = self._listed or [each.root for each in self._snapshots]
                self._start()
                self._again.start()

        self._roots.ask_all(told)

    def _look_again(self) -> None:
        """Look at all that is indexed if that are other roots than before."""
        holding = self._holding

        def told(roots: list[bytes]) -> None:
            if holding.cancelled:
                return
            if roots == self._listed:
                self._again.start()
            else:
                self._listed = roots
                self.look()

        self._roots.list_roots(told)

    def let_go(self) -> None:
        """Want to know nothing any more; let go of what is indexed."""
        self._holding.cancel()
        self._again.stop()
        self._asked = self._snapshots = None
        self._listed = []
        self._indexes = ()
        if self._running is not None:
            self._running.cancel()

    def ask(self, typed: str) -> None:
        """Ask, instead of whatever was asked before."""
        self._asked = typed
        self._start()

    @property
    def is_busy(self) -> bool:
        """Whether something is still being looked for."""
        return self._running is not None

    def _start(self) -> None:
        if self._running is not None:
            self._running.cancel()  # and whoever ends begins anew
            return
        typed, snapshots, holding = self._asked, self._snapshots, self._holding
        if typed is None:
            return
        token = self._running = CancelToken()
        places = self._places()

        def run(_report: object) -> _Answer:
            indexes = self._indexed(snapshots or (), holding)  # the next question needs them as well
            try:
                return indexes, _where_to(typed, places, indexes, token)
            except Cancelled:
                return indexes, None

        def ended(answer: _Answer) -> None:
            self._running = None
            if holding.cancelled:
                self._start()
                return
            self._indexes, folders = answer
            if folders is None or token.cancelled:
                self._start()
            else:
                self.found.emit(Whereto(typed, tuple(folders), snapshots is not None))

        def failed(problem: EnvironmentProblem) -> None:
            self._running = None
            self.failed.emit(problem)

        # The token is not given to the runner: of a cancelled search, too, it must be known when it has ended.
        self._tasks.run(run, on_result=ended, on_error=failed)

    def _places(self) -> list[tuple[bytes, float]]:
        """Return folders that are offered whatever is indexed, with what their visits are worth."""
        roots = [each.root for each in self._snapshots or ()]
        return [*((each, 0.0) for each in (home_folder(), *roots)), *self._visits.value.ranked(time.time())]

    def _indexed(self, snapshots: tuple[Snapshot, ...], token: CancelToken) -> tuple[Folders, ...]:
        """Return what is needed to look through snapshots, on a worker."""
        if not snapshots:
            return ()
        from fbrowser.index.search.folders import Folders  # noqa: PLC0415 - numpy, after the first page

        known = {id(each.snapshot): each for each in self._indexes}
        try:
            return tuple(known.get(id(each)) or Folders(each, token) for each in snapshots)
        except Cancelled:
            return ()


def _where_to(
    typed: str, places: list[tuple[bytes, float]], indexes: tuple[Folders, ...], token: CancelToken
) -> list[bytes]:
    from fbrowser.index.search.going import where_to  # noqa: PLC0415 - not before the first page

    return where_to(typed, places, indexes, LIMIT, token)
