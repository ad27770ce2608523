"""Content: which files hold a text, asked of a child process that may hang in one of them without harm."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, Final

from fbrowser.common.child import disown, start_child
from fbrowser.common.descriptors import never_block, ready
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.messages import arrived, pack
from fbrowser.index.crawler import NO_ANSWER_S

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fbrowser.common.cancel import CancelToken

_BATCH: Final = 256
"""Files a child is given at once."""
_MOST_GONE: Final = 5
"""Children that may die one after the other without having said anything."""
_WAKE_S: Final = 0.03
_CHUNK: Final = 1 << 16


class _Stuck(Exception):  # noqa: N818 - a finding, not a fault of the program
    """The child does not answer."""


class _Gone(Exception):  # noqa: N818 - as above
    """The child is gone."""


def holding(needle: bytes, paths: Sequence[bytes], cancel: CancelToken, *, case: bool) -> Iterator[list[bool]]:
    """Yield of files, in order and as soon as it is known, whether their bytes hold a needle.

    A file that cannot be read, or is not a regular one, does not; nor does one that does not answer for NO_ANSWER_S
    seconds, nor what follows it from the same folder. Raises Cancelled, and EnvironmentProblem if no child can be
    started, or none stays alive.
    """
    at, careful, gone = 0, False, 0
    child = _Child(cancel)
    try:
        while at < len(paths):
            batch = paths[at : at + (1 if careful else _BATCH)]
            try:
                for found in child.ask(needle, batch, case=case):
                    at += len(found)
                    gone = 0
                    yield found
                careful = False
            except _Gone as ending:
                gone += 1
                if gone > _MOST_GONE:
                    raise EnvironmentProblem("Files could not be read: the process for it was ended.") from ending
                child.end()
                child = _Child(cancel)
            except _Stuck:
                child.end()
                child = _Child(cancel)
                if careful:
                    skipped = _same_folder(paths, at)
                    at += skipped
                    yield [False] * skipped
                careful = not careful
    finally:
        child.end()


def _same_folder(paths: Sequence[bytes], at: int) -> int:
    """Return how many paths from one on are of its folder."""
    folder = os.path.dirname(paths[at])
    count = 1
    while at + count < len(paths) and os.path.dirname(paths[at + count]) == folder:
        count += 1
    return count


class _Child:
    """One content worker."""

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel = cancel
        self._process = start_child("fbrowser.index.content_worker", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin.fileno(), self._process.stdout.fileno()
        never_block(self._stdin)

    def ask(self, needle: bytes, paths: Sequence[bytes], *, case: bool) -> Iterator[list[bool]]:
        """Yield what the child says, until it has said something about each. Raises _Stuck, _Gone, Cancelled."""
        order = memoryview(pack((needle, case, list(paths))))
        data = bytearray()
        left = len(paths)
        heard_s = time.monotonic()
        while left:
            self._cancel.check()
            found = ready([self._stdout], [self._stdin] if order else [], _WAKE_S)
            if found:
                heard_s = time.monotonic()
            if self._stdout in found:
                data += self._read()
            if self._stdin in found:
                order = order[self._write(order) :]
            if time.monotonic() - heard_s > NO_ANSWER_S:
                raise _Stuck
            for (holds,) in arrived(data):
                left -= len(holds)
                yield holds

    def _read(self) -> bytes:
        chunk = os.read(self._stdout, _CHUNK)
        if not chunk:
            raise _Gone
        return chunk

    def _write(self, order: memoryview) -> int:
        try:
            return os.write(self._stdin, order)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise _Gone from error

    def end(self) -> None:
        """End the child, without waiting for its death."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        disown(self._process)
