"""Atomic: a file is replaced as a whole or left as it was."""

from __future__ import annotations

import contextlib
import os
from typing import Final

_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def replace_file(path: bytes, data: bytes, *, mode: int = 0o600) -> None:
    """Replace a file, or make it and its folder, all or nothing, also if the power goes. Raises OSError."""
    temporary = b"%b.%d.tmp" % (path, os.getpid())
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        with os.fdopen(os.open(temporary, _CREATE, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
