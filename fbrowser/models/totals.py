"""Totals: how much a folder holds, and how much is selected, at no cost that could be felt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.index.entry import UNKNOWN_SIZE

if TYPE_CHECKING:
    from fbrowser.models.listing import Listing

MOST_ADDED: Final = 20_000
"""Rows up to which sizes are added up one by one: a few milliseconds."""


def folder_size(listing: Listing) -> int:
    """Return the size of all that is in the folder, at any depth, bytes; UNKNOWN_SIZE if that is not known."""
    snapshot = listing.snapshot
    if not snapshot.generation:  # a live listing, whose folders have no size
        return UNKNOWN_SIZE
    row = snapshot.row_of_folder(listing.folder)
    if row >= 0:
        return snapshot.entry(row).size
    block = snapshot.children(listing.folder)
    return sum(size for size in snapshot.columns["size"][block.start : block.stop] if size > 0)


def selected(listing: Listing, ranges: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how many positions some ranges (first, last) hold, and their size, UNKNOWN_SIZE if not known."""
    count = sum(last - first + 1 for first, last in ranges)
    if count == len(listing.rows):
        return count, folder_size(listing)
    if count > MOST_ADDED:
        return count, UNKNOWN_SIZE
    sizes = [
        listing.snapshot.columns["size"][listing.rows[position]]
        for first, last in ranges
        for position in range(first, last + 1)
    ]
    return count, UNKNOWN_SIZE if any(size < 0 for size in sizes) else sum(sizes)
