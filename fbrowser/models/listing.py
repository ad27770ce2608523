"""Listing: the rows of one folder in the order in which they are shown."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from fbrowser.models.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.index.snapshot import Snapshot


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    SIZE = 1
    MODIFIED = 2
    KIND = 3


@dataclass(frozen=True)
class Sort:
    """What the table is ordered by; folders stay above the others."""

    column: Column = Column.NAME
    descending: bool = False


@dataclass(frozen=True, eq=False)
class Listing:
    """Rows of a snapshot, all of one folder. Immutable: another order, or newer entries, are another listing."""

    snapshot: Snapshot
    folder: int
    """Folder number in the snapshot."""
    sort: Sort
    rows: Sequence[int]
    """Row numbers in the order shown: a range, or an int32 array."""

    @property
    def largest(self) -> int:
        """Size of the largest entry, bytes: what the bars are drawn against."""
        return self.snapshot.largest_in(self.folder)

    @property
    def path(self) -> bytes:
        """The folder's absolute path."""
        return self.snapshot.path(self.snapshot.row_of_folder(self.folder))


def list_folder_rows(snapshot: Snapshot, folder: int, sort: Sort) -> Listing:
    """Return a folder's rows in order. By name it costs nothing; else call it on a worker if the folder is big."""
    block = snapshot.children(folder)
    return Listing(snapshot, folder, sort, block if sort == Sort() else _sorted_rows(snapshot, block, sort))


def _sorted_rows(snapshot: Snapshot, block: range, sort: Sort) -> Sequence[int]:
    """Return the rows of a block by any column, ties by name; int32 (len(block),)."""
    import numpy as np  # noqa: PLC0415 - the first page is in name order and does without

    part = slice(block.start, block.stop)
    name = snapshot.column("label")[part]
    is_other = (snapshot.column("mode")[part] & 0o170000) != stat.S_IFDIR
    if sort.column is Column.NAME:
        key = name
    elif sort.column is Column.KIND:
        words = [kind_of(snapshot.entry(row)).words for row in block]
        key = np.unique(words, return_inverse=True)[1] if words else name
    else:
        key = snapshot.column("size" if sort.column is Column.SIZE else "mtime_ns")[part]
    order = np.lexsort((name, -key if sort.descending else key, is_other))
    return (order + block.start).astype(np.int32)  # type: ignore[return-value]
