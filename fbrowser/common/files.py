"""Files of ours: written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_PATIENCE_S: Final = 2.5
_PAUSE_S: Final = 0.01


@contextmanager
def replacing(
    path: bytes, *, temporary: bytes | None = None, mode: int = 0o600, durable: bool = False
) -> Generator[IO[bytes]]:
    """Open a new file, for us alone; it takes the place of `path` when the block ends, if it ends well.

    temporary: its path until then; one that is left over there is written anew. Default: a name in the same folder
    that nobody else has. durable: so that it is there after a power cut, not only old or new. Raises OSError.
    """
    made = temporary or os.path.join(os.path.dirname(path), b".fbrowser-%s.tmp" % os.urandom(8).hex().encode())
    if temporary is not None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(made)
    file = os.fdopen(os.open(made, _CREATE, mode), "wb")
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _replace(made, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(made)
        raise
    if durable and os.name == "posix":
        _sync_folder(os.path.dirname(path))


if sys.platform == "win32":

    def _replace(made: bytes, path: bytes) -> None:
        """Give a file its name; whoever reads the old one keeps us out, for moments. Raises OSError."""
        ends = time.monotonic() + _PATIENCE_S
        while True:
            try:
                return os.replace(made, path)
            except PermissionError:
                if time.monotonic() > ends:
                    raise
                time.sleep(_PAUSE_S)
else:

    def _replace(made: bytes, path: bytes) -> None:
        """Give a file its name. Raises OSError."""
        os.replace(made, path)


def _sync_folder(path: bytes) -> None:
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
