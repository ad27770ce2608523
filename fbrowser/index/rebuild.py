"""Rebuild: the asker's end of a builder process: start it, follow it, cancel it, hear how it ended."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fbrowser.common.cancel import CancelToken
from fbrowser.common.child import disown, start_child
from fbrowser.common.descriptors import readable
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.options import CrawlOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fbrowser.index.answer import Claim

_WAKE_S: Final = 0.03
_MERCY_S: Final = 0.03
_CHUNK: Final = 1 << 16


@dataclass(frozen=True)
class Progress:
    """How far a rebuild is."""

    entries: int
    entries_per_s: float
    folder: bytes
    """The folder read last."""
    phase: str
    """What it does: "crawl", "sort" or "publish"."""


@dataclass(frozen=True)
class Outcome:
    """How a rebuild ended."""

    generation: int
    published: bool
    """False if nothing had changed: then the generation stays and is as good as new."""
    entries: int
    seconds: float


def rebuild(
    claim: Claim,
    *,
    options: CrawlOptions | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: CancelToken | None = None,
) -> Outcome:
    """Rebuild the claimed root in a child process, and wait for it: call it on a worker.

    options: by default, and where they say None, as the root was crawled before. on_progress is called on this
    thread, some ten times a second. Raises Cancelled within 100 ms of a cancel, and
    EnvironmentProblem if the root cannot be read, or the index cannot be written.
    """
    cancel = cancel or CancelToken()
    builder = _start(claim, options or CrawlOptions(), detached=False)
    ending: dict[str, Any] = {}
    try:
        for message in _messages(builder, cancel):
            if "progress" not in message:
                ending = message
                break
            if on_progress:
                progress = message["progress"]
                on_progress(Progress(**progress | {"folder": base64.b64decode(progress["folder"])}))
    finally:
        _end(builder, at_once=not ending)
    if "outcome" in ending:
        return Outcome(**ending["outcome"])
    if "problem" in ending:
        raise EnvironmentProblem.from_data(ending["problem"])
    raise EnvironmentProblem("The index could not be rebuilt: its process was ended.", "Refresh to try again.")


def rebuild_behind(claim: Claim, options: CrawlOptions | None = None) -> None:
    """Rebuild the claimed root in a process that nobody waits for and that outlives this one.

    options: as in `rebuild`.
    """
    with contextlib.suppress(EnvironmentProblem):  # no more processes: the lock is free again, the next asker tries
        disown(_start(claim, options or CrawlOptions(), detached=True))


def _start(claim: Claim, options: CrawlOptions, *, detached: bool) -> subprocess.Popen[bytes]:
    """Start the builder and hand it the lock. Raises EnvironmentProblem."""
    order = {
        "root": base64.b64encode(claim.store.root).decode(),
        "lock": claim.fd if os.name == "posix" else -1,
        "detached": detached,
        "options": options._asdict(),
    }
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    try:
        return start_child(  # in a group of its own: Ctrl+C in a terminal is for the asker, who stops the builder
            "fbrowser.index.builder",
            json.dumps(order),
            stdin=null if detached else pipe,
            stdout=null if detached else pipe,
            stderr=null if detached else None,
            pass_fds=(claim.fd,),
            outlives_us=detached,
        )
    finally:
        claim.release()  # the child holds it too


def _messages(builder: subprocess.Popen[bytes], cancel: CancelToken) -> Iterator[dict[str, Any]]:
    """Yield what the builder says, until it ends. Raises Cancelled."""
    assert builder.stdout
    fd = builder.stdout.fileno()
    data = b""
    while True:
        cancel.check()
        if readable([fd], _WAKE_S):
            chunk = os.read(fd, _CHUNK)
            if not chunk:
                return
            *lines, data = (data + chunk).split(b"\n")
            yield from map(json.loads, lines)


def _end(builder: subprocess.Popen[bytes], *, at_once: bool) -> None:
    """See the builder off; at once: with a moment to clean up, if it still runs."""
    if builder.stdin:
        builder.stdin.close()
    for end in (builder.terminate, builder.kill) if at_once else ():
        if builder.poll() is None:
            end()
        with contextlib.suppress(subprocess.TimeoutExpired):
            builder.wait(_MERCY_S)
    if builder.stdout:
        builder.stdout.close()
    disown(builder)
