"""Turns: threads that want the same thing get it one after the other."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from fbrowser.common.cancel import CancelToken

_LOOK_S: Final = 0.03
"""How often who waits looks whether it is still wanted."""

T = TypeVar("T")


class Turns:
    """One turn at a time; who has it may let others go first while it waits for something else."""

    def __init__(self) -> None:
        """Start with nobody's turn."""
        self._lock = Lock()

    @contextmanager
    def taken(self, cancel: CancelToken) -> Generator[None]:
        """Wait for the turn, and have it as long as the block lasts. Raises Cancelled while waiting."""
        while not self._lock.acquire(timeout=_LOOK_S):
            cancel.check()
        try:
            yield
        finally:
            self._lock.release()

    def let_others_between(self, items: Iterator[T]) -> Iterator[T]:
        """Yield what an iterator does; while it makes the next, somebody else may have the turn."""
        nothing = object()
        while True:
            self._lock.release()
            try:
                item = next(items, nothing)
            finally:
                self._lock.acquire()
            if item is nothing:
                return
            yield item  # type: ignore[misc] - not nothing
