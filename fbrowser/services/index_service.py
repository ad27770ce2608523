"""Index service: the window's conversation with the index of the folder it shows. Everything slow is on workers."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.answer import STALE_AFTER_S, Answer, ask, covering_root

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.index.rebuild import Progress
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks

POLL_MS: Final = 1000
"""How often another process's work is looked for."""
REST: Final = 20
"""A root rests for so many times the duration of its last rebuild before age alone starts another."""


@dataclass(frozen=True)
class _Wish:
    """How much an asker wants a rebuild."""

    stale_after_s: float = STALE_AFTER_S
    retry_failed: bool = False
    claim: bool = True


class IndexService(QObject):
    """Asks about one root at a time, rebuilds it when it is handed the claim, and follows what others do.

    Single-threaded: its state is changed on the UI thread alone, by `open`, `refresh`, `cancel` and what workers
    send back. An answer that is no longer wanted (another root since) is dropped.
    """

    answered = Signal(object)
    """Answer, whenever it changed; its snapshot is a private copy."""
    progressed = Signal(object)
    """Progress of our own rebuild."""
    listed = Signal(object)
    """Snapshot, live, of a folder that no index covers yet."""
    unlisted = Signal(object, object)
    """Folder as bytes that could not be listed live, and the EnvironmentProblem."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Start with no root."""
        super().__init__(parent)
        self.answer: Answer | None = None
        self._tasks = tasks
        self._root: bytes | None = None
        self._folder = b""
        self._asking = CancelToken()
        self._is_asking = False
        self._listing = CancelToken()
        self._cancelled = False
        self._rebuild_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    # -- what the window asks for

    def open(self, folder: bytes, *, index: bool, known: Answer | None = None) -> None:
        """Answer about a folder: from the index that covers it; `index`: make one if none does.

        Outside every root a folder is listed live, and not indexed: going up must not index the whole disk.
        known: what was found out about it already.
        """
        self._folder = folder
        self._listing.cancel()
        if known is not None:
            self._open_root(folder, known.root, index=index, known=known)
            return
        if self.answer and self.answer.snapshot and self.answer.snapshot.find_folder(folder) is not None:
            return
        self._tasks.run(
            lambda _: covering_root(folder), on_result=lambda root: self._open_root(folder, root, index=index)
        )

    def refresh(self) -> None:
        """Read everything anew, now, whatever failed or was cancelled before."""
        self._cancelled = False
        if self._root is None:
            self._list()
        elif not self._is_asking:
            self._ask(_Wish(0, retry_failed=True))

    def freshen(self) -> None:
        """Refresh if what is known is old: somebody looks at it again."""
        if self._root is not None and not self._is_asking and not self._cancelled:
            self._ask(_Wish(max(STALE_AFTER_S, REST * self._rebuild_s)))

    def cancel(self) -> None:
        """Stop our rebuild, until someone asks for it again."""
        self._cancelled = True
        self._asking.cancel()

    @property
    def is_rebuilding_here(self) -> bool:
        """Whether a rebuild of ours is running."""
        return self._is_asking

    # -- the root

    def _open_root(self, folder: bytes, root: bytes, *, index: bool, known: Answer | None = None) -> None:
        """Turn to a root, unless the window has gone elsewhere since."""
        if folder != self._folder:
            return
        is_root = index or root != folder
        if root != self._root or not is_root:
            self._leave()
        if not is_root:
            self._list()
        elif root == self._root:
            self._list_if_unknown()
        else:
            self._root = root
            if known is not None:
                self._take(known)
            self._ask(_Wish())
            self._timer.start()

    def _leave(self) -> None:
        """Forget the root; a rebuild of it is given up."""
        self._timer.stop()
        self._asking.cancel()
        self._is_asking = False
        self._root = None
        self.answer = None
        self._cancelled = False

    def _ask(self, wish: _Wish) -> None:
        """Ask on a worker, which also rebuilds if it is handed the claim."""
        root, token = self._root, CancelToken()
        assert root is not None
        self._asking, self._is_asking = token, True

        def heard(value: Answer | Progress) -> None:
            if token is not self._asking:
                return
            if isinstance(value, Answer):
                self._take(value)
            else:
                self.progressed.emit(value)

        def ended(answer: Answer) -> None:
            if token is self._asking:
                self._is_asking = False
                self._take(answer)

        def failed(problem: EnvironmentProblem) -> None:
            if token is self._asking:
                self._is_asking = False
                answer = self.answer or Answer(root, None, rebuilding=False, generation=0, age_s=math.inf)
                self._take(replace(answer, rebuilding=False, failure=problem))

        # The token is not given to the runner: a cancelled rebuild still ends in an answer.
        self._tasks.run(
            lambda report: follow(root, wish, report, token),
            on_result=ended,
            on_error=failed,
            on_progress=heard,
            cancel=CancelToken(),
        )

    def _take(self, answer: Answer) -> None:
        """Keep an answer, and pass it on if it says anything new."""
        before, self.answer = self.answer, answer
        if before is None or _news(before) != _news(answer):
            self.answered.emit(answer)
        if before is None or before.snapshot is not answer.snapshot:
            self._list_if_unknown()

    def _poll(self) -> None:
        """Look what others have done; take over from one that died."""
        if self._is_asking:
            return
        waiting = self.answer is not None and self.answer.rebuilding
        self._ask(_Wish(STALE_AFTER_S if waiting else math.inf, claim=not self._cancelled))

    # -- live

    def _list_if_unknown(self) -> None:
        """List the folder live if the index does not know it (yet)."""
        snapshot = self.answer.snapshot if self.answer else None
        if snapshot is None or snapshot.find_folder(self._folder) is None:
            self._list()

    def _list(self) -> None:
        """List the folder live, once at a time."""
        folder = self._folder
        self._listing.cancel()
        token = self._listing = CancelToken()

        def listed(snapshot: Snapshot) -> None:
            if folder == self._folder:
                self.listed.emit(snapshot)

        def list_it(_: object) -> Snapshot:
            from fbrowser.index.listing import list_folder  # noqa: PLC0415 - not before the first page

            return list_folder(folder, token)

        self._tasks.run(
            list_it,
            on_result=listed,
            on_error=lambda problem: self.unlisted.emit(folder, problem),
            cancel=token,
        )


def follow(root: bytes, wish: _Wish, report: Callable[[object], None], cancel: CancelToken) -> Answer:
    """Ask; if that hands us the claim, report the answer so far, rebuild, and ask again. Runs on a worker."""
    answer, claim = ask(
        root, stale_after_s=wish.stale_after_s, retry_failed=wish.retry_failed, private=True, claim=wish.claim
    )
    if claim is None:
        return answer
    report(answer)
    from fbrowser.index.rebuild import rebuild  # noqa: PLC0415 - not before the first page

    problem = None
    try:
        rebuild(claim, on_progress=report, cancel=cancel)
    except EnvironmentProblem as failure:
        problem = failure
    except Cancelled:
        pass
    answer, _ = ask(root, private=True, claim=False)
    # On a full disk the reason could not be written down.
    return replace(answer, failure=problem) if problem and not answer.failure else answer


def _news(answer: Answer) -> tuple[object, ...]:
    """Return what a person would notice about an answer; a refresh that found nothing renews its age."""
    failure = str(answer.failure) if answer.failure else None
    born = math.inf if math.isinf(answer.age_s) else round(time.time() - answer.age_s)
    return answer.root, answer.generation, answer.rebuilding, failure, born
