"""Row map: which row of one snapshot is which row of another. Never by path: folder by folder, by name.

Names are compared once, table against table; then two rows have the same name if their numbers say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from fbrowser.index.snapshot import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from fbrowser.index.snapshot import Snapshot

    Rows = NDArray[np.int32]


def map_rows(old: Snapshot, new: Snapshot, rows: Rows) -> Rows:
    """Return, per row of `old`, the row of `new` that is the same entry, -1 if it is gone; int32 (len(rows),)."""
    if old is new:
        return rows
    found = runs(old, new)
    if not len(found):
        return np.full(len(rows), -1, dtype=np.int32)
    at = np.searchsorted(found[:, 0], rows, side="right") - 1
    start, to, length = found[np.maximum(at, 0)].T
    inside = (at >= 0) & (rows < start + length)
    return np.where(inside, rows - start + to, -1).astype(np.int32)


def runs(old: Snapshot, new: Snapshot) -> Rows:
    """Return runs of rows that stayed together, int32 (k, 3): old row, new row, length; ascending by old row.

    Descends only into folders whose subtrees differ. Whichever root is the outer one, what both have is mapped.
    """
    outer, inner = old.find_folder(new.root), new.find_folder(old.root)
    if outer is None and inner is None:
        return np.empty((0, 3), dtype=np.int32)
    sides = _Side(old, _map_names(old, new)[old.column("name")]), _Side(new, new.column("name"))
    pairs = [(outer if outer is not None else ROOT, inner if inner is not None else ROOT)]
    found: list[Rows] = []
    while pairs:
        one, two = pairs.pop()
        whole = _same_subtree(*sides, one, two)
        if whole:
            found.append(whole_run(old.descendants(one), new.descendants(two)))
        else:
            block = _block_runs(*sides, one, two)
            found.append(block)
            pairs.extend(_child_pairs(old, new, block))
    joined = np.concatenate(found)
    joined = joined[joined[:, 2] > 0]
    return joined[np.argsort(joined[:, 0])]


def whole_run(old: range, new: range) -> Rows:
    """Return two equally long ranges as one run."""
    return np.array([[old.start, new.start, len(old)]], dtype=np.int32)


class _Side(NamedTuple):
    """A snapshot, and the name of each row as the number that the new snapshot has for it, -1 if it has none."""

    snapshot: Snapshot
    name: Rows

    def names(self, rows: range) -> Rows:
        """Return the names of a range of rows."""
        return self.name[rows.start : rows.stop]


def _same_subtree(old: _Side, new: _Side, one: int, two: int) -> bool:
    """Return whether two folders hold the same names in the same shape, all the way down."""
    a, b = old.snapshot.descendants(one), new.snapshot.descendants(two)
    if len(a) != len(b) or not np.array_equal(old.names(a), new.names(b)):
        return False
    shapes = [_shape(side.snapshot, rows) for side, rows in ((old, a), (new, b))]
    return all(np.array_equal(x, y) for x, y in zip(*shapes, strict=True))


def _shape(snapshot: Snapshot, rows: range) -> tuple[Any, Any]:
    """Return which of the rows are folders, from the first row on, and how many entries each has."""
    folders = snapshot.column("folder_row")
    low, high = np.searchsorted(folders, [rows.start, rows.stop])
    return folders[low:high] - rows.start, snapshot.column("folder_count")[low:high]


def _child_pairs(old: Snapshot, new: Snapshot, block: Rows) -> Iterator[tuple[int, int]]:
    """Yield the folders, in both snapshots, that are entries in these runs."""
    folders, others = old.column("folder_row"), new.column("folder_row")
    for start, to, length in block.tolist():
        low, high = np.searchsorted(folders, [start, start + length])
        wanted: Rows = folders[low:high] - start + to
        at: NDArray[np.intp] = np.searchsorted(others, wanted)
        is_there: NDArray[np.bool_] = others[np.minimum(at, len(others) - 1)] == wanted
        for number in np.flatnonzero(is_there).tolist():
            yield low + number, int(at[number])


def _block_runs(old: _Side, new: _Side, one: int, two: int) -> Rows:
    """Return the runs of a folder's own entries that both snapshots have."""
    a, b = old.snapshot.children(one), new.snapshot.children(two)
    here, there = old.names(a), new.names(b)
    if np.array_equal(here, there):
        return whole_run(a, b)
    to = _places(here, there)
    rows = np.flatnonzero(to >= 0)
    return as_runs(rows + a.start, to[rows] + b.start)


def _places(here: NDArray[Any], there: NDArray[Any]) -> NDArray[np.int64]:
    """Return where each value is among others, which are all different; -1 if it is not."""
    if not len(there):
        return np.full(len(here), -1)
    order = np.argsort(there)
    at = order[np.minimum(np.searchsorted(there[order], here), len(there) - 1)]
    return np.where(there[at] == here, at, -1)


def as_runs(rows: NDArray[np.int64], to: NDArray[np.int64]) -> Rows:
    """Return pairs of rows, ascending by the first, as runs."""
    if not len(rows):
        return np.empty((0, 3), dtype=np.int32)
    breaks = np.flatnonzero((np.diff(rows) != 1) | (np.diff(to) != 1)) + 1
    first = np.concatenate([[0], breaks])
    length = np.diff(np.concatenate([first, [len(rows)]]))
    return np.stack([rows[first], to[first], length], axis=1).astype(np.int32)


# -- names


def _map_names(old: Snapshot, new: Snapshot) -> Rows:
    """Return the number in `new` of each name of `old`, -1 if it has none; int32 (u,).

    Both tables are in the same order, and mostly the same: only between the first and the last difference are names
    looked for one by one.
    """
    count, others = (len(snapshot.column("name_start")) - 1 for snapshot in (old, new))
    head = min(_equal_names(old, new, from_end=False), count, others)
    tail = min(_equal_names(old, new, from_end=True), count - head, others - head)
    here, there = range(head, count - tail), range(head, others - tail)
    place = _places(old.names().hashes(here), new.names().hashes(there))
    middle = np.where(place < 0, -1, place + head)
    ends = np.arange(head), np.arange(others - tail, others)
    return np.concatenate([ends[0], middle, ends[1]]).astype(np.int32)


def _equal_names(old: Snapshot, new: Snapshot, *, from_end: bool) -> int:
    """Return how many names are the same at the beginning, or at the end, of both tables."""
    way = slice(None, None, -1) if from_end else slice(None)
    one, two = (snapshot.column("names")[way] for snapshot in (old, new))
    length = min(len(one), len(two))
    differs = one[:length] != two[:length]
    at = int(differs.argmax()) if differs.any() else length
    start = old.column("name_start")
    if from_end:  # the name whose end is the same may begin otherwise
        return max(0, len(start) - 1 - int(np.searchsorted(start, len(one) - at + 1, side="left")))
    return int(np.searchsorted(start, at, side="right")) - 1
