"""Listing: the rows of one folder in the order in which they are shown."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from fbrowser.index.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

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
    name = snapshot.column("name")[part]
    is_other = (snapshot.column("mode")[part] & 0o170000) != stat.S_IFDIR
    if sort.column is Column.NAME:
        key = name
    elif sort.column is Column.KIND:
        key = _kind_ranks(snapshot, block)
    else:
        key = snapshot.column("size" if sort.column is Column.SIZE else "mtime_ns")[part]
    order = np.lexsort((name, ~key if sort.descending else key, is_other))  # ~: -key of the least number is itself
    return (order + block.start).astype(np.int32)  # type: ignore[return-value]


def _kind_ranks(snapshot: Snapshot, block: range) -> NDArray[np.int64]:
    """Return a number per row that sorts as the words for its kind do; int64 (len(block),)."""
    import numpy as np  # noqa: PLC0415 - see _sorted_rows

    numbers: dict[str, int] = {}
    of_row = [numbers.setdefault(kind_of(snapshot.entry(row)).words, len(numbers)) for row in block]
    rank = np.empty(len(numbers), dtype=np.int64)
    rank[[numbers[words] for words in sorted(numbers)]] = np.arange(len(numbers))
    return rank[np.fromiter(of_row, dtype=np.int64, count=len(of_row))]
