"""Out of sight: what is marked, but left out by a filter, and marked still when it is seen again. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from fbrowser.index.forest_search import map_any_rows
from fbrowser.index.rowmap import as_runs
from fbrowser.models.row_update import positions, row_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.models.row_update import Runs, Update

    Rows = NDArray[np.int32]


def after_update(unseen: Rows, marked: Runs, update: Update) -> tuple[Rows, Runs]:
    """Return what is out of sight after an update, and which of its new positions are back in sight.

    unseen: rows of the old snapshot that were out of sight before, (n,); marked: old positions that are marked, as
    ranges (first, last). Returns rows of the new snapshot, and ranges (first, last), ascending.
    """
    old, new = update.old, update.new
    going = [np.flatnonzero(update.to[first : last + 1] < 0) + first for first, last in marked]
    rows = np.concatenate([unseen, *(row_array(old)[each] for each in going)]).astype(np.int32)
    to = positions(replace(old, rows=rows), new)
    places = np.sort(to[to >= 0]).astype(np.int64)
    back = [(first, first + count - 1) for first, _, count in as_runs(places, places).tolist()]
    rest = map_any_rows(old.snapshot, new.snapshot, rows[to < 0])
    return rest[rest >= 0], back
