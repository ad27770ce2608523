"""Listing: one folder, live, read by a child process that may hang without harm."""

from __future__ import annotations

import base64
import errno
import os
import select
import subprocess
import time
from typing import TYPE_CHECKING

from fbrowser.common.cancel import CancelToken
from fbrowser.common.child import child_command, disown
from fbrowser.index import generation
from fbrowser.index.crawler import NO_ANSWER_S, unreadable_root
from fbrowser.index.wire import HEAD, unpack

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot

_WAKE_S = 0.03
_CHUNK = 1 << 20


def list_folder(path: bytes, cancel: CancelToken | None = None) -> Snapshot:
    """Return the entries of one folder, not recursively; the folders in it have no known size.

    Call it on a worker. Raises EnvironmentProblem if the folder cannot be read or does not answer for NO_ANSWER_S
    seconds, Cancelled.
    """
    number, data = _ask_child(path, cancel)
    if not data:
        raise unreadable_root(path, number)
    return generation.decode(memoryview(data), verify=False)


def _ask_child(path: bytes, cancel: CancelToken | None) -> tuple[int, bytes]:
    """Return errno and answer of a list worker; no answer and the errno if it has none."""
    command = child_command("fbrowser.index.list_worker", base64.b64encode(path).decode())
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0, process_group=0)
    assert child.stdout
    try:
        return _hear(child.stdout.fileno(), cancel or CancelToken())
    finally:
        child.kill()
        child.stdout.close()
        disown(child)


def _hear(fd: int, cancel: CancelToken) -> tuple[int, bytes]:
    """Return errno and data of the child's last message; ETIMEDOUT if it fell silent."""
    received = bytearray()
    heard_s = time.monotonic()
    while True:
        cancel.check()
        if not select.select([fd], [], [], _WAKE_S)[0]:
            if time.monotonic() - heard_s > NO_ANSWER_S:
                return errno.ETIMEDOUT, b""
            continue
        chunk = os.read(fd, _CHUNK)
        heard_s = time.monotonic()
        received += chunk
        while len(received) >= HEAD and len(received) >= (end := HEAD + int.from_bytes(received[:HEAD], "little")):
            number, data = unpack(bytes(received[HEAD:end]))
            del received[:end]
            if number or data:
                return number, data
        if not chunk:
            return errno.EIO, b""
