"""Content worker: a child process that looks for a text in files. It may hang in one; nobody waits for it.

Only regular files are read, in pieces; where a file has holes nothing is read.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from typing import Final

from fbrowser.common.child import die_with_parent
from fbrowser.common.descriptors import BINARY, read_at
from fbrowser.common.messages import receive, send
from fbrowser.index.crawl_worker import change_directory

SAY_EVERY_S: Final = 0.05
_PIECE: Final = 1 << 20
_SAFELY: Final = BINARY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY")
)


class Search:
    """Looks through the files of one order."""

    def __init__(self, needle: bytes, *, case: bool) -> None:
        """Take what to look for; without `case` ASCII letters are the same in both cases."""
        self._needle = needle if case else needle.lower()
        self._case = case
        self._here = b""
        self._said_s = time.monotonic()

    def run(self, paths: list[bytes]) -> None:
        """Say of each file, in order, whether it has the needle; one message for some of them."""
        found: list[bool] = []
        for path in paths:
            try:
                found.append(self._is_in(path))
            except OSError:
                found.append(False)
            if time.monotonic() - self._said_s > SAY_EVERY_S:
                self._say(found)
                found = []
        self._say(found)

    def _say(self, found: list[bool]) -> None:
        self._said_s = time.monotonic()
        send(1, (found,))

    def _is_in(self, path: bytes) -> bool:
        folder, name = os.path.split(path)
        if folder != self._here:
            change_directory(folder)
            self._here = folder
        fd = os.open(name, os.O_RDONLY | _SAFELY)
        try:
            return stat.S_ISREG(os.fstat(fd).st_mode) and self._is_in_file(fd)
        finally:
            os.close(fd)

    def _is_in_file(self, fd: int) -> bool:
        kept = b""
        at = 0
        while True:
            data = _next_data(fd, at)
            if data < 0:
                return False
            if data > at:
                at, kept = data, b""
            piece = read_at(fd, _PIECE, at)
            if not piece:
                return False
            at += len(piece)
            text = kept + piece if self._case else (kept + piece).lower()
            if self._needle in text:
                return True
            kept = text[len(text) - len(self._needle) + 1 :] if len(self._needle) > 1 else b""
            if time.monotonic() - self._said_s > SAY_EVERY_S:
                self._say([])


def _next_data(fd: int, at: int) -> int:
    """Return where the next bytes that are not a hole begin; -1 if there are none."""
    if not hasattr(os, "SEEK_DATA"):
        return at
    try:
        return os.lseek(fd, at, os.SEEK_DATA)
    except OSError as error:
        return -1 if error.errno == errno.ENXIO else at


def main() -> int:
    """Serve one asker: orders of (needle, case, paths), until stdin ends."""
    die_with_parent()
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            needle, case, paths = receive(0)
            Search(needle, case=case).run(paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
