"""Content: which files hold a text, asked of a child process that may hang in one of them without harm."""

from __future__ import annotations

import os
import select
import subprocess
import time
from typing import TYPE_CHECKING, Final

from fbrowser.common.child import child_command, disown
from fbrowser.index.crawler import NO_ANSWER_S
from fbrowser.index.wire import HEAD, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fbrowser.common.cancel import CancelToken

_BATCH: Final = 256
"""Files a child is given at once."""
_WAKE_S: Final = 0.03
_CHUNK: Final = 1 << 16


class _Stuck(Exception):  # noqa: N818 - a finding, not a fault of the program
    """The child does not answer, or is gone."""


def holding(needle: bytes, paths: list[bytes], cancel: CancelToken, *, case: bool) -> Iterator[list[bool]]:
    """Yield of files, in order and as soon as it is known, whether their bytes hold a needle.

    A file that cannot be read, or is not a regular one, does not; nor does one that does not answer for NO_ANSWER_S
    seconds, nor what follows it from the same folder. Raises Cancelled.
    """
    at, careful = 0, False
    child = _Child(cancel)
    try:
        while at < len(paths):
            batch = paths[at : at + (1 if careful else _BATCH)]
            try:
                for found in child.ask(needle, batch, case=case):
                    at += len(found)
                    yield found
                careful = False
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


def _same_folder(paths: list[bytes], at: int) -> int:
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
        self._process = subprocess.Popen(
            child_command("fbrowser.index.content_worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=0 if os.name == "posix" else None,
        )

    def ask(self, needle: bytes, paths: list[bytes], *, case: bool) -> Iterator[list[bool]]:
        """Yield what the child says, until it has said something about each. Raises _Stuck, Cancelled."""
        assert self._process.stdin
        assert self._process.stdout
        view = memoryview(pack((needle, case, paths)))
        while view:
            view = view[os.write(self._process.stdin.fileno(), view) :]
        data = bytearray()
        heard_s = time.monotonic()
        left = len(paths)
        fd = self._process.stdout.fileno()
        while left:
            self._cancel.check()
            if not select.select([fd], [], [], _WAKE_S)[0]:
                if time.monotonic() - heard_s > NO_ANSWER_S:
                    raise _Stuck
                continue
            chunk = os.read(fd, _CHUNK)
            if not chunk:
                raise _Stuck
            heard_s = time.monotonic()
            data += chunk
            while len(data) >= HEAD and len(data) >= (end := HEAD + int.from_bytes(data[:HEAD], "little")):
                (found,) = unpack(data[HEAD:end])
                del data[:end]
                left -= len(found)
                yield found

    def end(self) -> None:
        """End the child, without waiting for its death."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        disown(self._process)
