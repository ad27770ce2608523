"""The crawler's end of a crawl worker: start it, give it orders, read its turns without waiting, abandon it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from typing import TYPE_CHECKING, Any

from fbrowser.common.child import child_command, disown
from fbrowser.common.descriptors import readable
from fbrowser.common.messages import arrived, send
from fbrowser.index import whereabouts
from fbrowser.index.wire import Order, Surroundings, Task, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20


class WorkerProcess:
    """One child. It is expendable: `kill` never waits for it, because it may hang in the kernel."""

    def __init__(self, surroundings: Surroundings) -> None:
        """Start the child and tell it where it is. Raises OSError if there can be no more processes."""
        self.tasks: list[Task] = []
        self.careful = False
        self.names: tuple[Any, ...] = ()
        self.has_spoken = False
        self._data = bytearray()
        # The child writes down the folder it enters: when it hangs there, this is how it is known.
        self._place = whereabouts.make()
        try:
            self._process = self._start()
        except OSError:
            self._place.close()
            raise
        assert self._process.stdin
        assert self._process.stdout
        self._stdin = self._process.stdin.fileno()
        self.stdout = self._process.stdout.fileno()
        self.heard_s = time.monotonic()
        self._send(surroundings)

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            child_command("fbrowser.index.crawl_worker", whereabouts.argument(self._place)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            pipesize=_CHUNK,
            pass_fds=whereabouts.inherited(self._place),
        )

    def order(self, tasks: list[Task], *, entries: int, careful: bool, avoid: set[bytes]) -> None:
        """Give an order; the turn that ends it is read later."""
        self.tasks = tasks
        self.careful = careful
        self.names = ()
        self.heard_s = time.monotonic()
        self._send(Order([tuple(task) for task in tasks], entries, careful, list(avoid)))

    def _send(self, message: tuple[object, ...]) -> None:
        with contextlib.suppress(BrokenPipeError):  # its end is noticed when it is read
            send(self._stdin, message)

    def turns(self) -> Iterator[Turn]:
        """Yield the messages that have arrived whole. Raises EOFError when the child is gone."""
        while readable([self.stdout], 0):
            chunk = os.read(self.stdout, _CHUNK)
            if not chunk:
                raise EOFError
            self.heard_s = time.monotonic()
            self.has_spoken = True
            self._data += chunk
            if len(chunk) < _CHUNK:
                break
        for message in arrived(self._data):
            yield Turn(*message)

    def place(self) -> bytes:
        """Return the folder the child entered last."""
        return whereabouts.noted(self._place)

    def kill(self) -> None:
        """End the child, without waiting for its death."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._place):
            if pipe:
                pipe.close()
        disown(self._process)
