"""Descriptors: what POSIX does in one call and Windows otherwise: reading at a place, waiting for pipes.

Standard library only, and little of it: crawl workers start with this.
"""

from __future__ import annotations

import errno
import math
import os
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

BINARY: Final = getattr(os, "O_BINARY", 0)
"""For os.open: Windows changes the ends of lines else."""
_PAUSE_S: Final = 0.002


def write_whole(fd: int, data: bytes) -> None:
    """Write all of it to a pipe. Raises BrokenPipeError when the other end is gone."""
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(fd, view) :]
    except OSError as error:
        if error.errno == errno.EINVAL:  # Windows' word for it
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from error
        raise


def readable(fds: Collection[int], wait_s: float) -> set[int]:
    """Return which of some pipes have something to read, or have ended; wait so long for the first."""
    return ready(fds, (), wait_s)


if sys.platform == "win32":
    import _winapi
    import msvcrt

    def never_block(fd: int) -> None:
        """Have writing to a pipe take what there is room for: not here, whoever writes waits for who reads."""
        del fd

    def ready(reading: Collection[int], writing: Collection[int], wait_s: float) -> set[int]:
        """Return which of some pipes can be read, or written, or have ended; wait so long for the first."""
        ends = time.monotonic() + wait_s
        while not (found := {*writing, *filter(_has_something, reading)}):
            if (left := ends - time.monotonic()) <= 0:
                break
            time.sleep(min(left, _PAUSE_S))
        return found

    def _has_something(fd: int) -> bool:
        try:
            return _winapi.PeekNamedPipe(msvcrt.get_osfhandle(fd), 0)[0] != 0
        except OSError:  # the other end is gone: reading says so
            return True

    def read_at(fd: int, length: int, at: int) -> bytes:
        """Return what is at a place of a file, at most so many bytes."""
        os.lseek(fd, at, os.SEEK_SET)
        return os.read(fd, length)

    def write_at(fd: int, data: bytes, at: int) -> None:
        """Write at a place of a file."""
        os.lseek(fd, at, os.SEEK_SET)
        os.write(fd, data)
else:
    import select

    def never_block(fd: int) -> None:
        """Have writing to a pipe take what there is room for."""
        os.set_blocking(fd, False)

    def ready(reading: Collection[int], writing: Collection[int], wait_s: float) -> set[int]:
        """Return which of some pipes can be read, or written, or have ended; wait so long for the first."""
        poll = select.poll()  # select would take no descriptor above 1023
        for fds, event in ((reading, select.POLLIN), (writing, select.POLLOUT)):
            for fd in fds:
                poll.register(fd, event)
        return {fd for fd, _ in poll.poll(math.ceil(wait_s * 1000))}

    def read_at(fd: int, length: int, at: int) -> bytes:
        """Return what is at a place of a file, at most so many bytes."""
        return os.pread(fd, length, at)

    def write_at(fd: int, data: bytes, at: int) -> None:
        """Write at a place of a file."""
        os.pwrite(fd, data, at)
