"""Messages: plain values over a pipe, each with its length in front, between us and our child processes.

marshal is the fastest coder of bytes and numbers in the standard library; both ends are the same interpreter,
and no message is ever stored.
"""

from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING, Any, Final

from fbrowser.common.descriptors import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD: Final = 8
"""Bytes of length in front of a message."""


def pack(message: tuple[Any, ...]) -> bytes:
    """Return a message with its length in front."""
    body = marshal.dumps(tuple(message))
    return len(body).to_bytes(HEAD, "little") + body


def arrived(data: bytearray) -> Iterator[tuple[Any, ...]]:
    """Yield the messages that have arrived whole, and take them off."""
    while len(data) >= HEAD and len(data) >= (end := HEAD + int.from_bytes(data[:HEAD], "little")):
        message = marshal.loads(data[HEAD:end])
        del data[:end]
        yield message


def send(fd: int, message: tuple[Any, ...]) -> None:
    """Write a whole message. Raises BrokenPipeError when the other end is gone."""
    write_whole(fd, pack(message))


def receive(fd: int) -> tuple[Any, ...]:
    """Read one message, waiting for it. Raises EOFError when the other end is gone."""
    return marshal.loads(_read(fd, int.from_bytes(_read(fd, HEAD), "little")))


def _read(fd: int, length: int) -> bytearray:
    data = bytearray()
    while len(data) < length:
        chunk = os.read(fd, min(length - len(data), 1 << 20))
        if not chunk:
            raise EOFError
        data += chunk
    return data
