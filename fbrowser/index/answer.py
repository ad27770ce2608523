"""Answer: what is said about a root, at once, from what is known; and that somebody rebuilds if nobody does.

Whoever asks and finds no index, or one that is too old, is handed a Claim: it holds the rebuild lock, and must see
to the rebuild. Everybody else who asks meanwhile is told that it is being rebuilt.
"""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.behind import behind
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.lock import is_locked, try_lock
from fbrowser.common.paths import absolute
from fbrowser.config import safe_mode
from fbrowser.index.formats import adopt
from fbrowser.index.left_out import left_out_now
from fbrowser.index.store import Store, cache_problem, check_private

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.index.store import Opened

STALE_AFTER_S: Final = 60.0
"""Age from which an answer is refreshed behind the asker's back, seconds."""


class Answer(NamedTuple):
    """What is known about a root right now."""

    root: bytes
    """The root that answers."""
    snapshot: Snapshot | None
    """The last good entries; None if there are none yet."""
    rebuilding: bool
    """Whether somebody, in any process, is rebuilding it."""
    generation: int
    """Number of the snapshot, 0 if there is none."""
    age_s: float
    """Seconds since the crawl behind it began; infinite if there was none, or if the clock was set back since."""
    failure: EnvironmentProblem | None = None
    """Why the last rebuild failed; None if it did not."""


class _Due(NamedTuple):
    """When a rebuild is due."""

    stale_after_s: float
    left_out: tuple[str, ...] | None
    """What should be left out by now; None: whatever was."""

    def holds(self, opened: Opened) -> bool:
        """Return whether it is, of what there is."""
        if not opened.sound or opened.snapshot is None or self.stale_after_s <= 0:
            return True
        is_other = self.left_out is not None and set(self.left_out) != set(opened.snapshot.left_out)
        return is_other or opened.age_s > self.stale_after_s


class Claim:
    """The rebuild lock of a root, held. Give it to `rebuild` or `rebuild_behind`, or release it."""

    def __init__(self, store: Store, fd: int) -> None:
        """Take over the descriptor that holds the lock."""
        self.store = store
        self.fd = fd

    def release(self) -> None:
        """Let go of the lock, unless it was handed on; again does nothing."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def request(root: str | bytes | os.PathLike[str], *, stale_after_s: float = STALE_AFTER_S) -> Answer:
    """Answer about a root without waiting for anyone; if it has no index, or an old one, a rebuild starts behind.

    One with other folders left out than the settings say by now is old whatever its age. A folder that lies in an
    indexed root is answered for by that one: see `Answer.root`. The rebuild runs in a process of its own, which
    outlives this one. A snapshot above 16 MiB is mapped with only its header checked;
    `fbrowser.index.store.Store(root).open(private=True)` gives a checked copy. Never raises for the environment's
    problems: they are in `failure`.
    """
    try:
        path = absolute(root)
        path = covering(path) or path
    except EnvironmentProblem as problem:
        return _nothing(os.fsencode(root), problem)
    answer, claim = ask(path, stale_after_s=stale_after_s)
    if claim is not None:
        behind(lambda: _rebuild_behind(claim))
    return answer


def _rebuild_behind(claim: Claim) -> None:
    from fbrowser.index.rebuild import rebuild_behind  # noqa: PLC0415 - asking alone needs no processes

    rebuild_behind(claim)


def ask(
    root: bytes,
    *,
    stale_after_s: float = STALE_AFTER_S,
    retry_failed: bool = False,
    private: bool = False,
    claim: bool = True,
) -> tuple[Answer, Claim | None]:
    """Answer about a root (an absolute path), with the claim to rebuild it if that is due and nobody else does.

    stale_after_s: 0 to rebuild whatever the age, infinity to rebuild only if there is nothing, or if other folders
    were left out than the settings say by now. retry_failed: even if the last rebuild failed a moment ago. private:
    the snapshot is a checked private copy (30 ms for a million entries), and the same object as long as somebody
    holds it and the generation stays. claim: False only looks. Never raises for the environment's problems: they
    are in `failure`, and whatever can be answered still is.
    """
    if safe_mode.is_on():
        return _nothing(
            root, EnvironmentProblem("Nothing is indexed in safe mode.", "Restart fbrowser for that.")
        ), None
    try:
        store = Store(root)
        _check_cache(store, claim=claim)
    except EnvironmentProblem as problem:
        return _nothing(root, problem), None
    opened = store.open(private=private)
    failure = store.failure()
    problem = failure.problem if failure else None
    if not claim:
        return _looked(store, opened, problem), None
    due = _Due(stale_after_s, left_out_now())
    may_try = retry_failed or failure is None or failure.is_due()
    if not (may_try and due.holds(opened)):
        return _looked(store, opened, problem), None
    return _claim(store, opened, problem, due, private=private)


def _check_cache(store: Store, *, claim: bool) -> None:
    """Make the cache folder, or, without a claim, look at it if it is there. Raises EnvironmentProblem."""
    if claim:
        store.prepare()
    elif os.path.lexists(store.path):
        try:
            check_private(store.path)
        except OSError as error:
            raise cache_problem(error, store.path) from error


def _looked(store: Store, opened: Opened, problem: EnvironmentProblem | None) -> Answer:
    """Answer without a claim."""
    try:
        return _answer(store, opened, problem, rebuilding=is_locked(store.lock))
    except OSError as error:
        return _answer(store, opened, problem or cache_problem(error, store.path))


def _claim(
    store: Store, opened: Opened, problem: EnvironmentProblem | None, due: _Due, *, private: bool
) -> tuple[Answer, Claim | None]:
    """Answer with the claim, unless somebody else is rebuilding, or has just finished."""
    try:
        fd = try_lock(store.lock)
    except OSError as error:
        return _answer(store, opened, cache_problem(error, store.path)), None
    if fd is None:
        return _answer(store, opened, problem, rebuilding=True), None
    opened = store.open(private=private)
    if not due.holds(opened):
        os.close(fd)
        return _answer(store, opened, None), None
    return _answer(store, opened, problem, rebuilding=True), Claim(store, fd)


def _answer(
    store: Store, opened: Opened, problem: EnvironmentProblem | None, *, rebuilding: bool = False
) -> Answer:
    number = opened.snapshot.generation if opened.snapshot else 0
    return Answer(store.root, opened.snapshot, rebuilding, number, opened.age_s, problem)


def _nothing(root: bytes, problem: EnvironmentProblem) -> Answer:
    return Answer(root, None, rebuilding=False, generation=0, age_s=math.inf, failure=problem)


def covering(folder: bytes) -> bytes | None:
    """Return the outermost indexed root that a folder (an absolute path) is or lies in, by its text; None if none.

    Raises EnvironmentProblem if it cannot be told where the cache is.
    """
    if safe_mode.is_on():
        return None
    adopt()
    parts = folder.split(os.sep.encode())
    for count in range(1, len(parts) + 1):
        root = os.sep.encode().join(parts[:count]) or os.sep.encode()
        if Store(root).pointer():
            return root
    return None
