"""Root state: how each indexed root is doing, for whoever lists them; and how to refresh or forget one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.lock import try_lock
from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild_behind
from fbrowser.index.serving import outer_roots
from fbrowser.index.store import Store, cache_problem

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class RootState:
    """What is known of one root, without its entries."""

    root: bytes
    entries: int
    age_s: float
    """As in Answer."""
    is_rebuilding: bool
    failure: str = ""
    """Why the last rebuild failed, a sentence; empty if it did not."""


def root_states() -> list[RootState]:
    """Return the state of every root that no other one answers for; nothing is read but our own cache.

    Raises EnvironmentProblem if it cannot be told where the cache is.
    """
    return [_state(root) for root in outer_roots()]


def _state(root: bytes) -> RootState:
    answer, _ = ask(root, claim=False)
    entries = len(answer.snapshot) if answer.snapshot is not None else 0
    return RootState(root, entries, answer.age_s, answer.rebuilding, answer.failure.what if answer.failure else "")


def refresh_roots(roots: Iterable[bytes]) -> None:
    """Have roots rebuilt behind, by processes that nobody waits for, unless somebody does so already.

    Raises EnvironmentProblem, if one cannot be, when all others are.
    """
    problem: EnvironmentProblem | None = None
    for root in roots:
        answer, claim = ask(root, stale_after_s=0, retry_failed=True)
        if claim is not None:
            rebuild_behind(claim)
        elif not answer.rebuilding:
            problem = answer.failure or problem
    if problem is not None:
        raise problem


def forget_root(root: bytes) -> None:
    """Remove a root from the index. The folder itself is not touched.

    Raises EnvironmentProblem if it is being rebuilt, or our cache cannot be written.
    """
    store = Store(root)
    try:
        lock = try_lock(store.lock)
    except FileNotFoundError:
        return  # there is no such root
    except OSError as error:
        raise cache_problem(error, store.path) from error
    if lock is None:
        raise EnvironmentProblem(
            "{path} is being rebuilt and was not removed from the index.",
            "Try again when that has ended.",
            path=display(root),
        )
    try:
        store.clear()
    finally:
        os.close(lock)
