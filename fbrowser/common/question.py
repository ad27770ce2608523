"""Question: asks a child process one thing that may hang it; nobody waits longer for the answer than is said.

The child receives the order on stdin and says an empty message at once, for a machine that does much else takes its
time to start one; from then on it may be silent for as long as it is allowed to, and no longer.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from typing import TYPE_CHECKING, Any, Final, Self

from fbrowser.common.child import disown, start_child
from fbrowser.common.descriptors import readable
from fbrowser.common.messages import arrived, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fbrowser.common.cancel import CancelToken

START_S: Final = 15.0
"""How long a child may take to start."""
_WAKE_S: Final = 0.03
_CHUNK: Final = 1 << 20


class Question:
    """One child, and what it answers. Used with `with`: it is killed at the end, and not waited for."""

    def __init__(self, module: str, order: tuple[Any, ...]) -> None:
        """Start a child, one of CHILD_MODULES, and give it its order, plain values.

        Raises EnvironmentProblem if it cannot be started.
        """
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        self.process = start_child(module, stdin=pipe, stdout=pipe, stderr=null)
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):  # its end is noticed when it is read
            send(self.process.stdin.fileno(), order)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        disown(self.process)

    def answers(self, patience_s: float, cancel: CancelToken) -> Iterator[tuple[Any, ...]]:
        """Yield what the child says, until it is silent for longer than its patience, or gone. Raises Cancelled."""
        assert self.process.stdout
        fd = self.process.stdout.fileno()
        received = bytearray()
        has_begun, heard_s = False, time.monotonic()
        while True:
            cancel.check()
            if not readable([fd], _WAKE_S):
                if time.monotonic() - heard_s > (patience_s if has_begun else START_S):
                    return
                continue
            chunk = os.read(fd, _CHUNK)
            if not chunk:
                return
            heard_s = time.monotonic()
            received += chunk
            for message in arrived(received):
                if message:
                    yield message
                has_begun = True


def serve(answer: Callable[..., Iterator[tuple[Any, ...]]]) -> None:
    """Be the child: say that it has begun, then what `answer` yields, given the order as its arguments.

    An empty message is a sign of life.
    """
    order = receive(0)
    send(1, ())
    for each in answer(*order):
        send(1, each)
