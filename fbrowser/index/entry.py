"""Entry: one file, folder, link or special file, as plain values."""

from __future__ import annotations

from stat import S_ISDIR
from typing import Final, NamedTuple

UNKNOWN_SIZE: Final = -1
"""Size of a folder whose content is not known, or of an entry that could not be read."""
UNKNOWN_TIME: Final = -(2**63)
"""Modification time of an entry that could not be read."""


class Entry(NamedTuple):
    """A private copy of one row, cheap to make and safe to keep."""

    name: bytes
    size: int
    """Bytes; recursive for a folder; `UNKNOWN_SIZE` if not known."""
    mtime_ns: int
    """Nanoseconds since 1970; `UNKNOWN_TIME` if not known."""
    mode: int
    """`st_mode`: type and permission bits."""

    @property
    def is_folder(self) -> bool:
        """Whether the entry is a folder (a link to one is not)."""
        return S_ISDIR(self.mode)
