"""Totals: how much is selected, at no cost that could be felt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.index.entry import UNKNOWN_SIZE

if TYPE_CHECKING:
    from fbrowser.models.listing import Listing

MOST_ADDED: Final = 20_000
"""Rows up to which sizes are added up one by one: a few milliseconds."""


def selected(listing: Listing, ranges: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how many positions some ranges (first, last) hold, and their size, UNKNOWN_SIZE if not known."""
    count = sum(last - first + 1 for first, last in ranges)
    if count == len(listing.rows):
        return count, listing.snapshot.size_of_folder(listing.folder)
    if count > MOST_ADDED:
        return count, UNKNOWN_SIZE
    sizes = [
        listing.snapshot.columns["size"][listing.rows[position]]
        for first, last in ranges
        for position in range(first, last + 1)
    ]
    return count, UNKNOWN_SIZE if any(size < 0 for size in sizes) else sum(sizes)
