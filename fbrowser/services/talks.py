"""Talks: the window's conversations with the index of each root, shared by all of its panes."""

from __future__ import annotations

import contextlib
import math
import time
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import relative_to
from fbrowser.index.answer import STALE_AFTER_S, Answer, ask
from fbrowser.index.options import CrawlOptions
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from fbrowser.index.rebuild import Outcome, Progress
    from fbrowser.services.tasks import Tasks

POLL_MS: Final = 1000
"""How often another process's work is looked for."""
REST: Final = 20
"""A root rests for so many times the duration of its last rebuild before age alone starts another."""


class Attention(IntEnum):
    """How much somebody cares about a root."""

    NONE = 0
    """Shown nowhere: nothing is asked for its sake, but what is found out anyway is welcome."""
    SEEN = 1
    """Shown: what others do is followed."""
    LOOKED_AT = 2
    """Shown in the window the user works in: what is old is refreshed."""


class Talks(QObject):
    """Has one conversation a root, so that all panes have the same snapshot, and each question is asked once."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self._tasks = tasks
        self._talks: dict[bytes, Talk] = {}
        self._renewing = CancelToken()

    def about(self, root: bytes) -> Talk:
        """Return the conversation about a root; join it, or it is forgotten."""
        talk = self._talks.get(root)
        if talk is None:
            talk = self._talks[root] = Talk(root, self._tasks, self)
            talk.left.connect(lambda: self._forget(talk))
        return talk

    def renew(self) -> None:
        """Rebuild whatever was indexed with other folders left out than the settings say now."""
        for talk in self._talks.values():
            talk.renew()
        talked_about = frozenset(self._talks)
        self._renewing.cancel()
        token = self._renewing = CancelToken()
        self._tasks.run(lambda _: renew_roots(talked_about, _options(), token), cancel=token)

    def covering(self, folder: bytes) -> Talk | None:
        """Return the conversation about the root that a folder is or lies in, if there is one already."""
        found = [talk for talk in self._talks.values() if relative_to(folder, talk.root) is not None]
        return min(found, key=lambda talk: len(talk.root), default=None)

    def stop(self) -> None:
        """Give up everything that is on its way: the window closes."""
        for talk in self._talks.values():
            talk.stop()

    def _forget(self, talk: Talk) -> None:
        if self._talks.get(talk.root) is talk:
            del self._talks[talk.root]
            talk.deleteLater()


class Talk(QObject):
    """Asks about one root, rebuilds it when it is handed the claim, and follows what others do.

    Single-threaded: its state is changed on the UI thread alone, by what panes ask for and what workers send back.
    When nobody listens any more, what runs is finished in silence.
    """

    answered = Signal(object)
    """Answer, whenever it says anything new; its snapshot is a private copy."""
    progressed = Signal(object)
    """Progress of our own rebuild."""
    left = Signal()
    """Nobody listens, and nothing is on its way."""

    def __init__(self, root: bytes, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self.root = root
        self.answer: Answer | None = None
        self._tasks = tasks
        self._listeners: dict[QObject, Attention] = {}
        self._asking: CancelToken | None = None
        """Cancels the question on its way, and the rebuild it may have led to; None if there is none."""
        self._wanted_s: float | None = None
        """When the user asked for everything anew, seconds since 1970; None if that was done since."""
        self._given_up = False
        """Whether the user cancelled a rebuild, and has not asked for one since."""
        self._rebuild_s = 0.0
        """How long our last rebuild took."""
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)

    # -- who listens

    def join(self, listener: QObject, attention: Attention) -> None:
        """Let somebody listen from now on; who looks has the newest at once."""
        self._listeners[listener] = Attention.NONE
        self.attend(listener, attention)
        if self.answer is None or self.answer.snapshot is None:
            self.look()

    def attend(self, listener: QObject, attention: Attention) -> None:
        """Care more or less; who begins to look has the newest at once."""
        before = self._listeners.get(listener)
        if before is None:
            return
        self._listeners[listener] = attention
        if self._attention() is Attention.NONE:
            self._timer.stop()
        else:
            self._timer.start()
        if attention > before:
            self.look()

    def leave(self, listener: QObject) -> None:
        """Listen no longer."""
        if self._listeners.pop(listener, None) is not None:
            if self._attention() is Attention.NONE:
                self._timer.stop()
            self._end()

    def _attention(self) -> Attention:
        return max(self._listeners.values(), default=Attention.NONE)

    def _end(self) -> None:
        if not self._listeners and self._asking is None:
            self.left.emit()

    # -- what is asked for

    @property
    def is_asking(self) -> bool:
        """Whether a question, or a rebuild of ours, is on its way."""
        return self._asking is not None

    @property
    def is_polling(self) -> bool:
        """Whether it is looked again and again what others do."""
        return self._timer.isActive()

    def know(self, answer: Answer) -> None:
        """Take what somebody has found out already."""
        if self.answer is None:
            self._take(answer)

    def look(self) -> None:
        """Look what others have done; take over from one that died; refresh what is old."""
        if self._asking is None:
            self._ask()

    def refresh(self) -> None:
        """Read everything anew, now or as soon as whoever reads has ended, whatever failed or was cancelled."""
        self._wanted_s, self._given_up = time.time(), False
        self.look()

    def renew(self) -> None:
        """Look whether other folders are left out now: then all is read anew, also if that was cancelled before."""
        self._given_up = False
        self.look()

    def cancel(self) -> None:
        """Stop our rebuild, until someone asks for it again."""
        if self._asking is not None:
            self._wanted_s, self._given_up = None, True
            self._asking.cancel()

    def stop(self) -> None:
        """Give up what is on its way."""
        self._timer.stop()
        if self._asking is not None:
            self._asking.cancel()

    # -- asking

    def _ask(self) -> None:
        """Ask on a worker, which also rebuilds if it is handed the claim."""
        token = self._asking = CancelToken()
        wanted_s, stale_after_s, claim = self._wanted_s, self._stale_after_s(), not self._given_up
        options = _options()

        def heard(value: Answer | Outcome | Progress) -> None:
            from fbrowser.index.rebuild import Outcome  # noqa: PLC0415 - not before the first page

            if isinstance(value, Answer):
                self._take(value)
            elif isinstance(value, Outcome):
                self._rebuild_s = value.seconds
            else:
                self.progressed.emit(value)

        def ended(answer: Answer) -> None:
            self._asking = None
            if wanted_s == self._wanted_s and not answer.rebuilding:
                self._wanted_s = None  # done, or failed with a reason that is shown
            self._take(answer)
            if self._listeners and self._asking is None and self._wanted_s not in (None, wanted_s):
                self._ask()  # asked for again meanwhile, but by nobody who was just answered
            self._end()

        def failed(problem: EnvironmentProblem) -> None:
            answer = self.answer or Answer(self.root, None, rebuilding=False, generation=0, age_s=math.inf)
            ended(answer._replace(rebuilding=False, failure=problem))

        # The token is not given to the runner: a cancelled rebuild still ends in an answer.
        self._tasks.run(
            lambda report: follow(
                self.root, stale_after_s, report, token, options, insist=wanted_s is not None, claim=claim
            ),
            on_result=ended,
            on_error=failed,
            on_progress=heard,
        )

    def _stale_after_s(self) -> float:
        """Return the age from which an answer should be followed by a rebuild, seconds."""
        if self._wanted_s is not None:
            return max(0.0, time.time() - self._wanted_s)
        answer = self.answer
        if answer is not None and answer.failure:
            return 0.0  # after the pause that a failure is followed by
        if answer is None or answer.rebuilding or self._attention() is Attention.LOOKED_AT:
            return max(STALE_AFTER_S, REST * self._rebuild_s)
        return math.inf

    def _take(self, answer: Answer) -> None:
        """Keep an answer, and pass it on if it says anything new."""
        before, self.answer = self.answer, answer
        if before is None or _news(before) != _news(answer):
            self.answered.emit(answer)


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
    return answer._replace(failure=problem) if problem and not answer.failure else answer


def renew_roots(but: Collection[bytes], options: CrawlOptions, cancel: CancelToken) -> None:
    """Rebuild, one after the other, all roots but some that were indexed with other folders left out. On a worker.

    Raises Cancelled; of a root that cannot be rebuilt, why is kept beside its index.
    """
    from fbrowser.index.rebuild import rebuild  # noqa: PLC0415 - not before the first page
    from fbrowser.index.serving import outer_roots  # noqa: PLC0415 - likewise

    for root in outer_roots():
        claim = ask(root, stale_after_s=math.inf)[1] if root not in but else None
        if claim is not None:
            with contextlib.suppress(EnvironmentProblem):
                rebuild(claim, options=options, cancel=cancel)
        cancel.check()


def _options() -> CrawlOptions:
    return CrawlOptions(workers=live.now.workers, entries_per_s=live.now.entries_per_second)


def _news(answer: Answer) -> tuple[object, ...]:
    """Return what a person would notice about an answer; a refresh that found nothing renews its age."""
    failure = str(answer.failure) if answer.failure else None
    born = math.inf if math.isinf(answer.age_s) else round(time.time() - answer.age_s)
    return answer.root, answer.generation, answer.rebuilding, failure, born
