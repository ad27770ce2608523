"""Index service: the window's conversation with the index of the folder it shows. Everything slow is on workers."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import relative_to
from fbrowser.index.answer import STALE_AFTER_S, Answer, ask, covering
from fbrowser.index.options import CrawlOptions
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.index.rebuild import Outcome, Progress
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks

POLL_MS: Final = 1000
"""How often another process's work is looked for."""
REST: Final = 20
"""A root rests for so many times the duration of its last rebuild before age alone starts another."""


@dataclass(eq=False)
class _Talk:
    """What is known of one root, what is still wanted of it, and the question that is on its way."""

    root: bytes
    answer: Answer | None = None
    asking: CancelToken | None = None
    """Cancels the question on its way, and the rebuild it may have led to; None if there is none."""
    wanted_s: float | None = None
    """When the user asked for everything anew, seconds since 1970; None if that was done since."""
    given_up: bool = False
    """Whether the user cancelled a rebuild, and has not asked for one since."""
    rebuild_s: float = 0.0
    """How long our last rebuild took."""


@dataclass
class _State:
    """Where the window is."""

    folder: bytes = b""
    talk: _Talk | None = None
    """With the root that covers the folder; None outside every root."""
    talks: dict[bytes, _Talk] = field(default_factory=dict)
    """Of all roots that were talked with."""


class IndexService(QObject):
    """Asks about one root at a time, rebuilds it when it is handed the claim, and follows what others do.

    Single-threaded: its state is changed on the UI thread alone, by what the window asks for and what workers send
    back. A root that is left is finished in silence; who comes back finds it.
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
        self._tasks = tasks
        self._state = _State()
        self._listing = CancelToken()
        self._is_listing = False
        self._attentive = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)

    # -- what the window asks for

    def open(self, folder: bytes, *, index: bool, known: Answer | None = None) -> None:
        """Answer about a folder: from the index that covers it; `index`: make one if none does.

        Outside every root a folder is listed live, and not indexed: going up must not index the whole disk.
        known: what was found out about it already.
        """
        self._state.folder = folder
        self._listing.cancel()
        talk = self._state.talk
        if known is not None:
            self._turn_to(folder, known.root, known=known)
        elif talk is not None and relative_to(folder, talk.root) is not None:
            self._list_if_unknown()  # the root may not be indexed yet: it will be
        else:
            self._list()  # at once: the cache may be slow, or the folder in no index
            alone = folder if index else None
            self._tasks.run(
                lambda _: covering(folder),
                on_result=lambda root: self._turn_to(folder, root or alone),
                on_error=lambda _: self._turn_to(folder, alone),
            )

    def refresh(self) -> None:
        """Read everything anew, now or as soon as whoever reads has ended, whatever failed or was cancelled."""
        talk = self._state.talk
        if talk is None:
            self._list()
            return
        talk.wanted_s, talk.given_up = time.time(), False
        if talk.asking is None:
            self._ask(talk)

    def cancel(self) -> None:
        """Stop our rebuild, until someone asks for it again."""
        talk = self._state.talk
        if talk is not None and talk.asking is not None:
            talk.wanted_s, talk.given_up = None, True
            talk.asking.cancel()

    def attend(self, *, attentive: bool) -> None:
        """Refresh what is old, as long as somebody looks at the window."""
        self._attentive = attentive
        if attentive:
            self._look()

    def stop(self) -> None:
        """Give up everything that is on its way: the window closes."""
        self._timer.stop()
        self._listing.cancel()
        for talk in self._state.talks.values():
            if talk.asking is not None:
                talk.asking.cancel()

    @property
    def answer(self) -> Answer | None:
        """What is known of the root; None outside every root, and before the first answer."""
        return self._state.talk.answer if self._state.talk else None

    @property
    def is_rebuilding_here(self) -> bool:
        """Whether a rebuild of ours is running."""
        return self._state.talk is not None and self._state.talk.asking is not None

    # -- the root

    def _turn_to(self, folder: bytes, root: bytes | None, *, known: Answer | None = None) -> None:
        """Turn to a root, or to none, unless the window has gone elsewhere since."""
        state = self._state
        if folder != state.folder:
            return
        if root is None:
            self._timer.stop()
            state.talk = None
            return
        talk = state.talk = state.talks.setdefault(root, _Talk(root))
        state.talks = {each.root: each for each in state.talks.values() if each is talk or each.asking}
        if known is not None:
            self._take(talk, known)
        elif talk.answer is not None:
            self.answered.emit(talk.answer)
            self._list_if_unknown()
        if talk.asking is None:
            self._ask(talk)
        self._timer.start()

    def _look(self) -> None:
        """Look what others have done; take over from one that died; refresh what is old."""
        talk = self._state.talk
        if talk is not None and talk.asking is None:
            self._ask(talk)

    def _ask(self, talk: _Talk) -> None:
        """Ask on a worker, which also rebuilds if it is handed the claim."""
        token = talk.asking = CancelToken()
        wanted_s, stale_after_s = talk.wanted_s, self._stale_after_s(talk)
        claim = not talk.given_up
        options = CrawlOptions(workers=live.now.workers, entries_per_s=live.now.entries_per_second)

        def heard(value: Answer | Outcome | Progress) -> None:
            from fbrowser.index.rebuild import Outcome  # noqa: PLC0415 - not before the first page

            if isinstance(value, Answer):
                self._take(talk, value)
            elif isinstance(value, Outcome):
                talk.rebuild_s = value.seconds
            elif talk is self._state.talk:
                self.progressed.emit(value)

        def ended(answer: Answer) -> None:
            talk.asking = None
            if talk is not self._state.talk:
                self._state.talks.pop(talk.root, None)  # who comes back asks again; until then it takes memory
                return
            if wanted_s == talk.wanted_s and not answer.rebuilding:
                talk.wanted_s = None  # done, or failed with a reason that is shown
            self._take(talk, answer)
            if talk.wanted_s not in (None, wanted_s):
                self._ask(talk)  # asked for again meanwhile

        def failed(problem: EnvironmentProblem) -> None:
            answer = talk.answer or Answer(talk.root, None, rebuilding=False, generation=0, age_s=math.inf)
            ended(replace(answer, rebuilding=False, failure=problem))

        # The token is not given to the runner: a cancelled rebuild still ends in an answer.
        self._tasks.run(
            lambda report: follow(
                talk.root, stale_after_s, report, token, options, insist=wanted_s is not None, claim=claim
            ),
            on_result=ended,
            on_error=failed,
            on_progress=heard,
        )

    def _stale_after_s(self, talk: _Talk) -> float:
        """Return the age from which an answer should be followed by a rebuild, seconds."""
        if talk.wanted_s is not None:
            return max(0.0, time.time() - talk.wanted_s)
        answer = talk.answer
        if answer is not None and answer.failure:
            return 0.0  # after the pause that a failure is followed by
        if answer is None or answer.rebuilding or self._attentive:
            return max(STALE_AFTER_S, REST * talk.rebuild_s)
        return math.inf

    def _take(self, talk: _Talk, answer: Answer) -> None:
        """Keep an answer, and pass it on if it says anything new about the root that is shown."""
        before, talk.answer = talk.answer, answer
        if talk is not self._state.talk:
            return
        if before is None or _news(before) != _news(answer):
            self.answered.emit(answer)
        if before is None or before.snapshot is not answer.snapshot:
            self._list_if_unknown()

    # -- live

    def _list_if_unknown(self) -> None:
        """List the folder live if the index does not know it (yet)."""
        snapshot = self.answer.snapshot if self.answer else None
        if snapshot is not None and snapshot.find_folder(self._state.folder) is not None:
            self._listing.cancel()
        elif not self._is_listing or self._listing.cancelled:
            self._list()

    def _list(self) -> None:
        """List the folder live, once at a time."""
        folder = self._state.folder
        self._listing.cancel()
        token = self._listing = CancelToken()
        self._is_listing = True

        def listed(snapshot: Snapshot) -> None:
            self._is_listing = False
            self.listed.emit(snapshot)

        def failed(problem: EnvironmentProblem) -> None:
            if not token.cancelled:
                self._is_listing = False
                self.unlisted.emit(folder, problem)

        def list_it(_: object) -> Snapshot:
            from fbrowser.index.listing import list_folder  # noqa: PLC0415 - not before the first page

            return list_folder(folder, token)

        self._tasks.run(list_it, on_result=listed, on_error=failed, cancel=token)


def follow(
    root: bytes,
    stale_after_s: float,
    report: Callable[[object], None],
    cancel: CancelToken,
    options: CrawlOptions | None = None,
    *,
    insist: bool = False,
    claim: bool = True,
) -> Answer:
    """Ask; if that hands us the claim, report the answer so far, rebuild, and ask again. Runs on a worker.

    report is given Answer, Progress and Outcome. options: how to crawl, as in `rebuild`. insist: even if the last
    rebuild failed a moment ago. claim: False only looks. Raises nothing but what a mistake of ours raises.
    """
    answer, held = ask(root, stale_after_s=stale_after_s, retry_failed=insist, private=True, claim=claim)
    if held is None:
        return answer
    report(answer)
    from fbrowser.index.rebuild import rebuild  # noqa: PLC0415 - not before the first page

    problem = None
    try:
        report(rebuild(held, options=options, on_progress=report, cancel=cancel))
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
