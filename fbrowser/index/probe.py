"""Probe: whether folders are there, and how much room their file systems have; asked of a child that may hang."""

from __future__ import annotations

import errno
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fbrowser.common.cancel import CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.question import Question

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable

PATIENCE_S: Final = 2.0
"""How long a folder may take to answer."""

_hung: dict[bytes, subprocess.Popen[bytes]] = {}
_guard = threading.Lock()


@dataclass(frozen=True)
class Found:
    """What is known of a folder."""

    trouble: int = 0
    """0: it is there; else an errno: ENOENT, ETIMEDOUT if it did not answer, ..."""
    free: int = -1
    """Bytes that this user may still write; -1: not known."""
    total: int = -1

    @property
    def is_there(self) -> bool:
        """Whether it is a folder that answers."""
        return self.trouble == 0

    @property
    def is_silent(self) -> bool:
        """Whether it did not answer."""
        return self.trouble == errno.ETIMEDOUT


SILENT: Final = Found(errno.ETIMEDOUT)


def probe(paths: Iterable[bytes], on_found: Callable[[bytes, Found], None], cancel: CancelToken) -> None:
    """Look at folders one after the other, on a worker, and tell of each as soon as it answers, or does not.

    Put those that may be silent last: each costs PATIENCE_S, and a child that stays behind, hanging in the kernel.
    Raises Cancelled.
    """
    left = list(dict.fromkeys(paths))
    for path in filter(_is_hung, tuple(left)):
        left.remove(path)
        on_found(path, SILENT)
    while left:
        try:
            answered = _ask_child(left, on_found, cancel)
        except EnvironmentProblem:  # no more processes: nothing is known
            return
        left = left[answered:]
        if left:
            on_found(left.pop(0), SILENT)


def folder_of(path: bytes) -> tuple[bytes, bytes | None]:
    """Return a folder and None; of a path of anything else the folder that it lies in, and its name. On a worker.

    What does not answer, or is not there, may have been a folder.
    """
    found: list[tuple[bytes, bytes | None]] = []
    folders_of([path], found.append)
    return found[0]


def folders_of(paths: Iterable[bytes], on_found: Callable[[tuple[bytes, bytes | None]], None]) -> None:
    """Tell of each of some different paths what `folder_of` returns, one after the other. On a worker."""
    left = dict.fromkeys(paths)

    def take(path: bytes, found: Found) -> None:
        del left[path]
        on_found(os.path.split(path) if found.trouble == errno.ENOTDIR else (path, None))

    probe(left, take, CancelToken())
    for path in tuple(left):  # no child could be asked
        take(path, SILENT)


def _is_hung(path: bytes) -> bool:
    """Return whether a child that was killed for a folder's silence is still not dead: no other need follow it."""
    with _guard:
        child = _hung.get(path)
        if child is not None and child.poll() is not None:
            del _hung[path]
        return path in _hung


def _ask_child(paths: list[bytes], on_found: Callable[[bytes, Found], None], cancel: CancelToken) -> int:
    """Return how many of some folders a child has told of, until it has told of all or fell silent.

    Raises EnvironmentProblem, Cancelled.
    """
    told = 0
    with Question("fbrowser.index.probe_worker", tuple(paths)) as question:
        try:
            for answer in question.answers(PATIENCE_S, cancel):
                on_found(paths[told], Found(*answer))
                told += 1
        finally:
            if told < len(paths):
                with _guard:
                    _hung[paths[told]] = question.process
    return told
