"""Small file: one of our own is read without waiting for it, and replaced as a whole or left as it was.

In safe mode there are none, and none are written.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from typing import TYPE_CHECKING, Final, TypeVar

from fbrowser.common.descriptors import BINARY
from fbrowser.common.files import replacing
from fbrowser.config import safe_mode

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

T = TypeVar("T")

_READ: Final = os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_PATIENCE_S: Final = 2.0
_PAUSE_S: Final = 0.005


Stamp = tuple[int, int, int, int, int]
"""What changes when a file does."""


def stamp_of(path: bytes) -> Stamp | None:
    """Return what tells whether a file has changed; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    if safe_mode.is_on():
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def read_file(path: bytes, most: int) -> bytes:
    """Return what is in an ordinary file.

    Raises OSError; EISDIR if it is a folder, a pipe, a device or the like, EFBIG if it has more than `most` bytes.
    """
    if safe_mode.is_on():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    fd = os.open(path, _READ)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        found = bytearray()
        while part := os.read(fd, most + 1 - len(found)):  # nothing, of nothing more that is wanted
            found += part
    finally:
        os.close(fd)
    if len(found) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    return bytes(found)


@contextlib.contextmanager
def turn(folder: bytes) -> Generator[None]:
    """Keep other writers of a folder's files away, of any process, while one is read, changed and replaced.

    The kernel lets go when the writer dies; who gets no turn in time goes on without it.
    """
    fd = -1
    try:
        with contextlib.suppress(OSError, ImportError):
            import fcntl  # noqa: PLC0415 - not on Windows

            fd = os.open(folder, os.O_RDONLY)
            _wait_for(lambda: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB))
        yield
    finally:
        if fd >= 0:
            os.close(fd)


def _wait_for(lock: Callable[[], None]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return lock()
        except BlockingIOError:
            if time.monotonic() > deadline:
                return None
            time.sleep(_PAUSE_S)


def change_file(
    path: bytes,
    most: int,
    read: Callable[[bytes], T],
    written: Callable[[T], bytes],
    changes: Iterable[Callable[[T], T]],
) -> T:
    """Make changes to what a file says by now, all or nothing; return what it says then.

    One that is not there says as much as an empty one; a link stays one. Raises OSError if it cannot be written, or
    cannot be read and would be lost, and whatever `read` raises: then it is as it was.
    """
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    if not safe_mode.is_on():
        os.makedirs(folder, mode=0o700, exist_ok=True)
    with turn(folder):
        value = read(_content(path, most))
        for change in changes:
            value = change(value)
        data = written(value)
        if len(data) > most:  # nobody could read it again
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        replace_file(path, data)
    return value


def _content(path: bytes, most: int) -> bytes:
    try:
        return read_file(path, most)
    except FileNotFoundError:
        return b""


def replace_file(path: bytes, data: bytes, *, mode: int = 0o600) -> None:
    """Replace a file, or make it and its folder, all or nothing, also if the power goes. Raises OSError."""
    if safe_mode.is_on():
        return
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with replacing(path, mode=mode) as file:
        file.write(data)
