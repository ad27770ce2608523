"""Crawled: what a crawl has collected, in the order it came, column by column."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fbrowser.index.name_pool import NamePool
from fbrowser.index.wire import listing_number

if TYPE_CHECKING:
    from fbrowser.index.wire import Listings


@dataclass
class Crawled:
    """Listings of f folders, numbered in the order they came, a folder's before its children's; n entries."""

    parent: array[int] = field(default_factory=lambda: array("i"))
    """Number of the listing that a folder's own entry is in, -1 for the root: (f,)."""
    place: array[int] = field(default_factory=lambda: array("i"))
    """Place of that entry in that listing: (f,)."""
    count: array[int] = field(default_factory=lambda: array("i"))
    """Entries of a folder: (f,)."""
    names: NamePool = field(default_factory=NamePool)
    number: array[int] = field(default_factory=lambda: array("i"))
    """Number in `names` of each entry, as are size, mtime_ns and mode: (n,)."""
    size: array[int] = field(default_factory=lambda: array("q"))
    mtime_ns: array[int] = field(default_factory=lambda: array("q"))
    mode: array[int] = field(default_factory=lambda: array("H"))
    unreadable: list[tuple[int, int, str]] = field(default_factory=list)
    """(parent, place, reason)."""
    patches: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    """(parent, place, size, mtime_ns, mode) of entries at which something is mounted."""

    left_out: int = 0
    """How many folders were not entered because the user said so."""

    @property
    def folders(self) -> int:
        """How many folders have been listed."""
        return len(self.parent)

    @property
    def entries(self) -> int:
        """How many entries have been read."""
        return len(self.mode)

    def add(self, listings: Listings) -> None:
        """Append the listings of a message."""
        base = self.folders
        self.parent.extend([listing_number(base, ref) for ref in listings.parent])
        self.place.extend(listings.place)
        self.count.extend(listings.counts)
        self.number.extend(self.names.add(listings.names))
        self.size.frombytes(listings.size)
        self.mtime_ns.frombytes(listings.mtime_ns)
        self.mode.frombytes(listings.mode)
