"""Totals: how much is selected, at no cost that could be felt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.index.entry import UNKNOWN_SIZE

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.models.listing import Listing

MOST_ADDED: Final = 20_000
"""Rows up to which sizes are added up one by one: a few milliseconds."""


def selected(listing: Listing, ranges: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how many positions some ranges (first, last) hold, and their size, UNKNOWN_SIZE if not known."""
    count = sum(last - first + 1 for first, last in ranges)
    if listing.query is None and count == len(listing.block):
        return count, listing.snapshot.size_of_folder(listing.folder)
    if count > MOST_ADDED:
        return count, UNKNOWN_SIZE
    rows = [int(listing.rows[position]) for first, last in ranges for position in range(first, last + 1)]
    counted = rows if listing.query is None else _outermost(listing.snapshot, rows)
    sizes = [listing.snapshot.entry(row).size for row in counted]
    return count, UNKNOWN_SIZE if any(size < 0 for size in sizes) else sum(sizes)


def _outermost(snapshot: Snapshot, rows: list[int]) -> list[int]:
    """Return the rows that lie in none of the others: what is in a folder is in its size already."""
    chosen = set(rows)

    def is_inside(row: int) -> bool:
        while (row := snapshot.parent_row(row)) >= 0:
            if row in chosen:
                return True
        return False

    return [row for row in rows if not is_inside(row)]
