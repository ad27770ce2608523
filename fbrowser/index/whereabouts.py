"""Whereabouts: the small file in which a crawl worker notes the folder it enters, for when it hangs there."""

from __future__ import annotations

import os
import sys
from typing import IO

from fbrowser.common.descriptors import BINARY, read_at, write_at
from fbrowser.common.messages import HEAD


def make() -> IO[bytes]:
    """Return a new file, of both ends, that is gone when both have closed it. Raises OSError."""
    import tempfile  # noqa: PLC0415 - workers make none, and start sooner without

    return tempfile.TemporaryFile()


def note(fd: int, folder: bytes) -> None:
    """Note, as the worker, the folder it enters."""
    write_at(fd, len(folder).to_bytes(HEAD, "little") + folder, 0)


def noted(file: IO[bytes]) -> bytes:
    """Return the folder that the worker entered last."""
    fd = file.fileno()
    return read_at(fd, int.from_bytes(read_at(fd, HEAD, 0), "little"), HEAD)


if sys.platform == "win32":  # descriptors are not inherited there; the file has a name

    def inherited(file: IO[bytes]) -> tuple[int, ...]:
        """Return the descriptors that the worker inherits."""
        del file
        return ()

    def argument(file: IO[bytes]) -> str:
        """Return what the worker is told of the file."""
        return file.name

    def opened(argument: str) -> int:
        """Return the worker's descriptor of the file. Raises OSError."""
        return os.open(argument, os.O_RDWR | os.O_TEMPORARY | BINARY)
else:

    def inherited(file: IO[bytes]) -> tuple[int, ...]:
        """Return the descriptors that the worker inherits."""
        return (file.fileno(),)

    def argument(file: IO[bytes]) -> str:
        """Return what the worker is told of the file."""
        return str(file.fileno())

    def opened(argument: str) -> int:
        """Return the worker's descriptor of the file. Raises OSError."""
        return int(argument)
