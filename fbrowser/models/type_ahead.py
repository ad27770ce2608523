"""Type-ahead: the next entry of a listing whose name begins with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fbrowser.models.row_update import row_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.snapshot import Snapshot
    from fbrowser.models.listing import Listing


def next_with_prefix(listing: Listing, prefix: bytes, begin: int) -> int | None:
    """Return the next position from `begin` on, round the end, whose folded name starts with a folded prefix.

    None if there is none. Takes 10 ms for a million rows if few begin alike, 60 if all do.
    """
    block = listing.snapshot.children(listing.folder)
    hit = np.zeros(len(block), dtype=bool)
    hit[rows_with_prefix(listing.snapshot, block, prefix) - block.start] = True
    found = np.flatnonzero(hit[row_array(listing) - block.start])
    if not len(found):
        return None
    at = int(np.searchsorted(found, begin))
    return int(found[at % len(found)])


def rows_with_prefix(snapshot: Snapshot, block: range, prefix: bytes) -> NDArray[np.int64]:
    """Return the rows of a block whose folded name starts with a prefix, in no order."""
    folded_row = snapshot.column("folded_row")
    low, high = np.searchsorted(folded_row, [block.start, block.stop]).tolist()
    # A name that folds to itself is its own folded text; of the others only the folded text counts.
    plain = np.ones(len(block), dtype=bool)
    plain[folded_row[low:high] - block.start] = False
    rows = np.flatnonzero(plain) + block.start
    names, folded = (
        (snapshot.column(blob), snapshot.column(start))
        for blob, start in (("names", "name_start"), ("folded_names", "folded_start"))
    )
    found = rows[_starting(*names, rows, prefix)]
    return np.concatenate(
        [found, folded_row[low + _starting(*folded, np.arange(low, high, dtype=np.int64), prefix)]]
    )


def _starting(
    blob: NDArray[np.uint8], start: NDArray[np.uint32], items: NDArray[np.integer], prefix: bytes
) -> NDArray[np.intp]:
    """Return which of some items of a blob start with a prefix."""
    live = np.arange(len(items))
    for offset, byte in enumerate(prefix):  # an item ends with a NUL, which no prefix holds
        at = start[items[live]].astype(np.int64) + offset
        live = live[blob[at] == byte]
    return live
