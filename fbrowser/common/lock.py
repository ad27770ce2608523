"""Lock: a file that one process holds; the kernel frees it when the holder dies.

flock, not lockf: any close of the file by the same process would drop the latter. Whether somebody holds it is
asked of the lock itself, not of what the file says, or of whether it is there.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Final

from fbrowser.common.descriptors import BINARY

_TRIES: Final = 3
_PAUSE_S: Final = 0.0016
_SAFELY: Final = BINARY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int, *, shared: bool) -> bool:
        try:
            os.lseek(fd, 0, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(fd: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


def try_lock(path: bytes) -> int | None:
    """Take the lock without waiting: return a descriptor that holds it until closed, or None if another does.

    Askers that only look hold it shared for microseconds: those are waited out, 5 ms at most.
    Raises OSError if the lock file cannot be opened, or its file system has no locks.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | _SAFELY, 0o600)
    is_ours = False
    try:
        is_ours = _wait_out_lookers(fd)
    finally:
        if not is_ours:
            os.close(fd)
    return fd if is_ours else None


def _wait_out_lookers(fd: int) -> bool:
    """Return whether the lock could be taken, at the latest when whoever only looks is gone. Raises OSError."""
    for _ in range(_TRIES):
        if _lock(fd, shared=False):
            return True
        if not _lock(fd, shared=True):
            return False
        unlock(fd)
        time.sleep(_PAUSE_S)
    return False


def unlock(fd: int) -> None:
    """Let go of the lock, whoever else has inherited the descriptor, which stays open."""
    _unlock(fd)


def is_locked(path: bytes) -> bool:
    """Return whether somebody holds the lock, without disturbing anyone, on a read-only disk as well.

    Raises OSError if there is a lock file that cannot be opened.
    """
    try:
        fd = os.open(path, os.O_RDONLY | _SAFELY)
    except FileNotFoundError:
        return False
    try:
        return not _lock(fd, shared=True)
    finally:
        os.close(fd)
