"""Scope: the part of a snapshot below one folder, and who is above and below whom in it.

Rows are numbered from the first one in it. Masks are bool (n,), n being the number of rows in it.
"""

from __future__ import annotations

import stat
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.blob import Mask
    from fbrowser.index.snapshot import Snapshot

    Rows = NDArray[np.int32]


class Scope:
    """The rows below a folder."""

    def __init__(self, snapshot: Snapshot, folder: int) -> None:
        """Take the number of the folder."""
        self.snapshot = snapshot
        self.folder = folder
        self.rows = snapshot.descendants(folder)
        self.own = snapshot.row_of_folder(folder)
        """Row of the folder itself, in the snapshot."""

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def column(self, name: str) -> NDArray[Any]:
        """Return the rows' part of a column of the snapshot."""
        return self.snapshot.column(name)[self.rows.start : self.rows.stop]

    @cached_property
    def parent(self) -> Rows:
        """The row that holds each row, -1 where that is the folder of the scope."""
        found = self.column("parent") - np.int32(self.rows.start)
        return np.maximum(found, np.int32(-1)) if self.own >= 0 else found

    @cached_property
    def kind(self) -> NDArray[np.uint16]:
        """The type of each row, as in `st_mode`."""
        return self.column("mode") & np.uint16(0o170000)

    @cached_property
    def folders(self) -> tuple[Rows, Rows, Rows, Rows]:
        """The folders in it that were read: their rows, first rows, ends and how many entries each has."""
        rows = self.snapshot.column("folder_row")
        low, high = np.searchsorted(rows, [self.rows.start, self.rows.stop])
        columns = ("folder_row", "folder_first", "folder_end")
        own, first, end = (self.snapshot.column(name)[low:high].astype(np.int32) for name in columns)
        count = self.snapshot.column("folder_count")[low:high].astype(np.int32)
        start = np.int32(self.rows.start)
        return own - start, first - start, end - start, count

    def none(self) -> Mask:
        """Return a mask of no rows."""
        return np.zeros(len(self), dtype=bool)

    def all(self) -> Mask:
        """Return a mask of all rows."""
        return np.ones(len(self), dtype=bool)

    def only(self, row: int) -> Mask:
        """Return a mask of one row."""
        found = self.none()
        found[row] = True
        return found

    @cached_property
    def per_name(self) -> NDArray[np.int64]:
        """How many rows have each name; int64 (u,)."""
        return np.bincount(self.column("name"), minlength=len(self.snapshot.column("name_start")) - 1)

    def range(self, rows: range) -> Mask:
        """Return a mask of a range of rows of the snapshot."""
        found = self.none()
        found[max(rows.start - self.rows.start, 0) : max(rows.stop - self.rows.start, 0)] = True
        return found

    def directly_in(self, mask: Mask, *, root: bool = False) -> Mask:
        """Return what is directly in the folders of a mask; root: and in the folder of the scope."""
        return np.take(np.append(mask, root), self.parent)

    def below(self, mask: Mask, *, root: bool = False) -> Mask:
        """Return what is anywhere below the folders of a mask."""
        if root:
            return self.all()
        rows, first, end, _ = self.folders
        meant = np.flatnonzero(np.take(mask, rows) & (end > first))
        meant = meant[np.argsort(first[meant])]
        first, end = first[meant], end[meant]
        is_outer = np.append(True, first[1:] >= np.maximum.accumulate(end)[:-1])[: len(meant)]
        bounds = np.column_stack([first[is_outer], end[is_outer]]).ravel()
        lengths = np.diff(bounds, prepend=0, append=len(self))
        return np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)  # outside and inside in turn

    def holding(self, mask: Mask) -> Mask:
        """Return the folders that directly hold something in a mask."""
        found = np.zeros(len(self) + 1, dtype=bool)
        found[self.parent[mask]] = True
        return found[:-1]

    @cached_property
    def depth(self) -> Rows:
        """How many folders of the scope each row is in."""
        _, first, end, _ = self.folders
        steps = np.bincount(first, minlength=len(self) + 1) - np.bincount(end, minlength=len(self) + 1)
        return np.cumsum(steps[:-1]).astype(np.int32)

    def count_children(self, what: str) -> tuple[Rows, Rows]:
        """Return the rows of the folders that were read, and how many "any", "file" or "folder" are in each."""
        rows, first, _, count = self.folders
        if what == "any":
            return rows, count
        kind = stat.S_IFREG if what == "file" else stat.S_IFDIR
        before = np.concatenate([[0], np.cumsum(self.kind == kind, dtype=np.int32)])
        return rows, before[first + count] - before[first]
