"""Search: what is asked for and where, as plain data that can be kept, and come back to."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from fbrowser.models.listing import BEST, Sort


class Scope(Enum):
    """Where is searched; from the nearest to the widest."""

    HERE = "here"
    """This folder and all that is below it."""
    ROOT = "root"
    """All of the root that this folder is in."""
    ALL = "all"
    """Every root."""

    @classmethod
    def named(cls, value: str) -> Scope:
        """Return the scope of a name that was read from a file; the nearest, if there is none of that name."""
        return next((scope for scope in cls if scope.value == value), cls.HERE)


class Search(NamedTuple):
    """A query, the scope it is for, and the order of what it finds."""

    text: str
    scope: Scope = Scope.HERE
    sort: Sort = BEST
    current: bytes | None = None
    """Path of the entry that the cursor was on."""
