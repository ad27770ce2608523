"""Search: the rows whose name contains a text, whatever its case and accents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from fbrowser.index.sorting import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.snapshot import Snapshot


def search(snapshot: Snapshot, text: bytes, rows: range) -> NDArray[np.int32]:
    """Return those of a range of rows whose folded name contains the folded text, ascending: int32 (k,).

    An empty text is in every name. One that folds to nothing, an accent alone, is looked for in the raw names.
    """
    found = np.zeros(len(snapshot.column("name_start")) - 1, dtype=bool)
    needle = fold(text)
    if text and not needle:
        found[_hits(snapshot, "names", "name_start", text)] = True
    elif needle:
        # A name that folds to itself is its own folded text; of the others only the folded text counts.
        found[_hits(snapshot, "names", "name_start", needle)] = True
        folded_name = snapshot.column("folded_name")
        found[folded_name] = False
        found[folded_name[_hits(snapshot, "folded_names", "folded_start", needle)]] = True
    else:
        found[:] = True
    name = snapshot.column("name")[rows.start : rows.stop]
    return (np.flatnonzero(found[name]) + rows.start).astype(np.int32)


def _hits(snapshot: Snapshot, blob: str, start: str, needle: bytes) -> NDArray[np.int64]:
    """Return the items of a blob that contain the needle."""
    places = (match.start() for match in re.finditer(re.escape(needle), snapshot.columns[blob]))
    return np.searchsorted(snapshot.column(start), np.fromiter(places, dtype=np.int64), side="right") - 1
