"""Probe: whether folders are there, and how much room their file systems have; asked of a child that may hang."""

from __future__ import annotations

import errno
import os
import select
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fbrowser.common.child import child_command, disown
from fbrowser.index.wire import HEAD, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fbrowser.common.cancel import CancelToken

PATIENCE_S: Final = 2.0
"""How long a folder may take to answer."""
_START_S: Final = 15.0
"""How long a child may take to start, on a machine that does much else."""
_WAKE_S: Final = 0.03
_CHUNK: Final = 1 << 16

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
        except OSError:  # no more processes: nothing is known
            return
        left = left[answered:]
        if left:
            on_found(left.pop(0), SILENT)


def _is_hung(path: bytes) -> bool:
    """Return whether a child that was killed for a folder's silence is still not dead: no other need follow it."""
    with _guard:
        child = _hung.get(path)
        if child is not None and child.poll() is not None:
            del _hung[path]
        return path in _hung


def _ask_child(paths: list[bytes], on_found: Callable[[bytes, Found], None], cancel: CancelToken) -> int:
    """Return how many of some folders a child has told of, until it has told of all or fell silent."""
    child = subprocess.Popen(
        child_command("fbrowser.index.probe_worker"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        process_group=0 if os.name == "posix" else None,
    )
    assert child.stdin
    assert child.stdout
    told = 0
    try:
        _order(child.stdin.fileno(), paths)
        for answer in _answers(child.stdout.fileno(), cancel):
            on_found(paths[told], Found(*answer))
            told += 1
            if told == len(paths):
                break
    finally:
        child.kill()
        child.stdin.close()
        child.stdout.close()
        disown(child)
        if told < len(paths):
            with _guard:
                _hung[paths[told]] = child
    return told


def _order(fd: int, paths: list[bytes]) -> None:
    view = memoryview(pack(tuple(paths)))
    while view:
        view = view[os.write(fd, view) :]


def _answers(fd: int, cancel: CancelToken) -> Iterator[tuple[int, int, int]]:
    """Yield what a child says, until it is silent for too long or gone; its first word says that it has begun."""
    received = bytearray()
    has_begun = False
    heard_s = time.monotonic()
    while True:
        cancel.check()
        if not select.select([fd], [], [], _WAKE_S)[0]:
            if time.monotonic() - heard_s > (PATIENCE_S if has_begun else _START_S):
                return
            continue
        chunk = os.read(fd, _CHUNK)
        if not chunk:
            return
        heard_s = time.monotonic()
        received += chunk
        while len(received) >= HEAD and len(received) >= (end := HEAD + int.from_bytes(received[:HEAD], "little")):
            message = unpack(bytes(received[HEAD:end]))
            del received[:end]
            if has_begun:
                trouble, free, total = message
                yield trouble, free, total
            has_begun = True
