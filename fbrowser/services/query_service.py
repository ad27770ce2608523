"""Query service: the window's questions to the engine, one at a time, on workers; the latest one wins."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from fbrowser.common.cancel import Cancelled, CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.index.query import Query
    from fbrowser.index.search import Engine, Result
    from fbrowser.index.search.result import Key
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks

    Report = Callable[[object], None]

_MANY: Final = 100_000
"""Rows from which on the largest of all that is indexed stands for that of the result: 8 ms sooner at a million."""


class Question(NamedTuple):
    """What is asked, wherever it is looked for."""

    query: Query
    key: Key = "best"
    descending: bool = False


@dataclass(frozen=True, eq=False)
class Found:
    """What the engine has found."""

    question: Question
    result: Result
    seconds: float
    """How long it took to find it."""
    largest: int
    """Size of the largest entry in it, bytes; -1 if none is known."""


@dataclass(frozen=True, eq=False)
class _Job:
    """One thing to ask an engine, and who wants to know."""

    where: _Where
    function: Callable[[Engine, CancelToken, Report], Any]
    then: Callable[[Any], None]
    is_search: bool = False


class _Where:
    """A snapshot and a folder in it; the engine is made, and numpy imported, by the first worker that needs it.

    All who look in a snapshot share one engine, at 100 bytes an entry.
    """

    def __init__(self, snapshot: Snapshot, folder: int) -> None:
        self.snapshot = snapshot
        self.folder = folder
        self.is_prepared = False
        """Whether somebody sees to it that the engine is."""
        self._engine: Engine | None = None

    def engine(self) -> Engine:
        """Return the engine; on a worker."""
        from fbrowser.index.forest_search import engine_for  # noqa: PLC0415 - numpy, after the first page

        if self._engine is None:
            self._engine = engine_for(self.snapshot)
        return self._engine

    def path(self) -> bytes:
        """Return the folder's absolute path; empty if that is all roots."""
        return self.snapshot.path(self.snapshot.row_of_folder(self.folder))

    def beside(self, folder: int) -> _Where:
        """Return another folder of the same snapshot, with the same engine."""
        other = _Where(self.snapshot, folder)
        other._engine = self._engine
        other.is_prepared = self.is_prepared
        return other


class QueryService(QObject):
    """Asks one thing at a time: what else is asked waits for its turn, and is mostly not wanted any more by then.

    Single-threaded: its state is changed on the UI thread alone. What is no longer wanted is never said.
    """

    found = Signal(object)
    """Found, of the question that was asked last and of the newest snapshot."""
    partial = Signal(object)
    """Found, so far, while files are being read."""
    failed = Signal(object)
    """EnvironmentProblem."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Look nowhere yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._where: _Where | None = None
        self._following: _Where | None = None
        """Where will be looked as soon as it is prepared."""
        self._question: Question | None = None
        self._waiting: deque[_Job] = deque()
        self._running: tuple[_Job, CancelToken] | None = None
        self._preparing = CancelToken()

    # -- what the window asks for

    def look_in(self, snapshot: Snapshot, folder: int) -> None:
        """Look below a folder of a snapshot (its number) from now on; what was asked is asked again.

        What is newer of the same folder is looked in once its engine is prepared, a second for a million entries:
        until then the old one answers as quickly as ever.
        """
        where, following = self._where, self._following
        if following is not None and (following.snapshot, following.folder) == (snapshot, folder):
            return
        if where is not None and where.snapshot is snapshot:
            if where.folder == folder:
                return
            self._turn_to(where.beside(folder))
            return
        new = _Where(snapshot, folder)
        if where is not None and where.is_prepared and where.path() == new.path():
            self._follow(new)
        else:
            was_prepared = where is not None and where.is_prepared
            self._turn_to(new)
            if was_prepared:
                self.prepare()

    def _turn_to(self, where: _Where) -> None:
        self._follow(None)
        self._where = where
        self._search()

    def _follow(self, following: _Where | None) -> None:
        """Turn to another place when it is prepared; None: to none."""
        self._preparing.cancel()
        self._following = following
        if following is not None:
            following.is_prepared = True
            self._prepare(following, lambda: self._turn_to(following))

    def look_nowhere(self) -> None:
        """Look nowhere until it is known where: what is asked meanwhile waits for that."""
        self._follow(None)
        self._where = None
        self._drop_searches()

    def ask(self, question: Question) -> None:
        """Ask, instead of whatever was asked before."""
        self._question = question
        self._search()

    def forget(self) -> None:
        """Want to know nothing any more."""
        self._question = None
        self._drop_searches()

    def prepare(self) -> None:
        """Let the engine find out beforehand what searches will need, beside the first of them."""
        where = self._where
        if where is None or where.is_prepared:
            return
        where.is_prepared = True
        self._prepare(where, lambda: None)

    def _prepare(self, where: _Where, then: Callable[[], None]) -> None:
        token = self._preparing = CancelToken()
        self._tasks.run(
            lambda _: where.engine().prepare(token),
            on_result=lambda _: then(),
            on_error=lambda _: then(),
            cancel=token,
        )

    def explain(self, query: Query, row: int, then: Callable[[tuple[bool, ...]], None]) -> None:
        """Tell, for each pill of a query, whether it says yes to a row."""
        self._ask_engine(lambda engine, folder: engine.explain(query, row, folder), then)

    def closest(self, query: Query, then: Callable[[list[bytes]], None]) -> None:
        """Tell the names that are most like what was typed."""
        where = self._where
        if where is not None:

            def look(engine: Engine, token: CancelToken, _report: Report) -> list[bytes]:
                return engine.closest(query, where.folder, cancel=token)

            self._do(_Job(where, look, then, is_search=True))

    def stop(self) -> None:
        """Give up everything: the window closes."""
        self._follow(None)
        self._waiting.clear()
        self.forget()
        if self._running is not None:
            self._running[1].cancel()

    @property
    def is_busy(self) -> bool:
        """Whether something is being asked."""
        return self._running is not None

    @property
    def snapshot(self) -> Snapshot | None:
        """Where it is looked."""
        return self._where.snapshot if self._where else None

    # -- one after the other

    def _search(self) -> None:
        question, where = self._question, self._where
        self._drop_searches()
        if question is None or where is None:
            return

        def find(engine: Engine, token: CancelToken, report: Report) -> Found:
            return _find(engine, question, where.folder, token, report)

        def told(value: Found) -> None:
            (self.found if value.result.is_complete else self.partial).emit(value)

        self._do(_Job(where, find, told, is_search=True))

    def _drop_searches(self) -> None:
        self._waiting = deque(job for job in self._waiting if not job.is_search)
        if self._running is not None and self._running[0].is_search:
            self._running[1].cancel()

    def _ask_engine(self, function: Callable[[Engine, int], Any], then: Callable[[Any], None]) -> None:
        """Ask what no later question makes needless."""
        where = self._where
        if where is not None:
            self._do(_Job(where, lambda engine, _token, _report: function(engine, where.folder), then))

    def _do(self, job: _Job) -> None:
        self._waiting.append(job)
        self._go_on()

    def _go_on(self) -> None:
        """Begin with what waits, if nothing is being asked."""
        if self._waiting and not self.is_busy:
            self._run(self._waiting.popleft())

    def _run(self, job: _Job) -> None:
        token = CancelToken()
        self._running = job, token

        def run(report: Report) -> object:
            try:
                return job.function(job.where.engine(), token, report)
            except Cancelled:
                return None

        def tell(then: Callable[[Any], None], value: object) -> None:
            if not token.cancelled:
                then(value)

        def end(then: Callable[[Any], None], value: object) -> None:
            self._running = None
            tell(then, value)
            self._go_on()

        # The token is not given to the runner: of a cancelled search, too, it must be known when it has ended.
        self._tasks.run(
            run,
            on_result=lambda value: end(job.then, value),
            on_error=lambda problem: end(self.failed.emit, problem),
            on_progress=lambda value: tell(job.then, value),
        )


def _find(engine: Engine, question: Question, folder: int, token: CancelToken, report: Report) -> Found:
    """Search, on a worker. Raises Cancelled."""
    from fbrowser.index.search import Order  # noqa: PLC0415 - numpy, after the first page

    begun = time.perf_counter()

    def found(result: Result) -> Found:
        return Found(question, result, time.perf_counter() - begun, _largest(result))

    order = Order(question.key, question.descending)
    result = engine.find(
        question.query, folder, order, cancel=token, on_partial=lambda partial: report(found(partial))
    )
    token.check()
    return found(result)


def _largest(result: Result) -> int:
    sizes = result.snapshot.column("size")
    if len(result.rows) < _MANY:
        sizes = sizes[result.rows]
    return int(sizes.max(initial=-1))
