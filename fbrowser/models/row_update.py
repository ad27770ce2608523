"""Row update: what changes in the table when one listing replaces another. Pure; made on a worker.

Positions are places in a listing; rows are rows of a snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fbrowser.index.forest_search import map_any_rows
from fbrowser.index.rowmap import as_runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.models.listing import Listing

    Positions = NDArray[np.int32]
    Runs = list[tuple[int, int]]

MOST_RUNS: Final = 256
"""Runs of change up to which they are told one by one."""


@dataclass(frozen=True, eq=False)
class Update:
    """How to get from one listing to another."""

    old: Listing
    new: Listing
    to: Positions
    """New position of each old one, -1 where the entry is gone: (len(old.rows),)."""
    removals: Runs | None
    """Old positions that go, as (first, count), ascending; None if entries changed places or there are too many."""
    insertions: Runs
    """New positions that come, likewise."""

    def moved(self, position: int) -> int:
        """Return the new position of an old one; if it is gone, of the next that stays, else the last; -1: none."""
        after = self.to[position:]
        found = np.flatnonzero(after >= 0)
        if len(found):
            return int(after[found[0]])
        before = np.flatnonzero(self.to[:position] >= 0)
        return int(self.to[before[-1]]) if len(before) else -1

    def moved_ranges(self, ranges: Runs) -> Runs:
        """Return the new positions of old ranges (first, last), as ranges, ascending."""
        kept = [self.to[first : last + 1] for first, last in ranges]
        places = np.concatenate(kept) if kept else np.empty(0, dtype=np.int32)
        places = np.sort(places[places >= 0]).astype(np.int64)
        return [(first, first + count - 1) for first, _, count in as_runs(places, places).tolist()]


def plan_update(old: Listing, new: Listing) -> Update:
    """Return the update between listings of one folder or query: newer, in another order, or both."""
    to = positions(old, new)
    stays = to >= 0
    places = to if stays.all() else to[stays]
    if bool((places[1:] < places[:-1]).any()):
        return Update(old, new, to, None, [])
    gone = gaps(np.flatnonzero(stays), len(to))
    fresh = gaps(places, len(new.rows))
    few = len(gone) + len(fresh) <= MOST_RUNS
    return Update(old, new, to, gone if few else None, fresh if few else [])


def positions(old: Listing, new: Listing) -> Positions:
    """Return the new position of each old one, -1 where the entry is gone."""
    rows = map_any_rows(old.snapshot, new.snapshot, row_array(old))
    block = new.block
    position = np.full(len(block) + 1, -1, dtype=np.int32)  # the last is that of whatever is outside the block
    position[row_array(new) - np.int32(block.start)] = np.arange(len(new.rows), dtype=np.int32)
    at = (rows - np.int32(block.start)).view(np.uint32)  # what is below the block is far above it
    return np.take(position, np.minimum(at, np.uint32(len(block))))


def row_array(listing: Listing) -> Positions:
    """Return a listing's rows as an array; numpy would step through a range, 45 ms for a million, lock held."""
    rows = listing.rows
    return np.arange(rows.start, rows.stop, dtype=np.int32) if isinstance(rows, range) else np.asarray(rows)


def gaps(present: NDArray[np.integer], count: int) -> Runs:
    """Return the runs (first, count) of 0..count-1 that are missing in ascending numbers."""
    edges = np.concatenate([[-1], present, [count]])
    widths = np.diff(edges) - 1
    at = np.flatnonzero(widths)
    return list(zip((edges[at] + 1).tolist(), widths[at].tolist(), strict=True))
