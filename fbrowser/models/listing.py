"""Listing: the rows of one folder, or those that a query found, in the order in which they are shown."""

from __future__ import annotations

import os
import stat
from array import array
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.paths import relative_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from fbrowser.index.query import Query
    from fbrowser.index.search.result import Key, Result
    from fbrowser.index.snapshot import Snapshot


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    SIZE = 1
    MODIFIED = 2
    KIND = 3
    FOLDER = 4
    """Where an entry lies; of results only: in a folder it is the same for all."""
    EXTENSION = 5
    ITEMS = 6
    """How many entries a folder has at any depth."""
    PERMISSIONS = 7


class Sort(NamedTuple):
    """What the table is ordered by."""

    column: Column | None = Column.NAME
    """None: the best match first, which only results have."""
    descending: bool = False


BEST: Final = Sort(None)


class Arrangement(NamedTuple):
    """What the user wants of every folder, whatever it is sorted by."""

    folders_first: bool = True
    hidden: bool = True
    """Whether entries are listed whose name begins with a dot."""


_AS_EVER: Final = Arrangement()

AT_ONCE: Final = 2000
"""Rows up to which a folder is put in order without numpy and on the UI thread: a worker would take longer."""

_KEYS: Final[dict[Column | None, Key]] = {
    None: "best",
    Column.NAME: "name",
    Column.SIZE: "size",
    Column.MODIFIED: "modified",
    Column.KIND: "kind",
    Column.FOLDER: "path",
    Column.EXTENSION: "ext",
    Column.ITEMS: "items",
    Column.PERMISSIONS: "mode",
}


def key_of(sort: Sort) -> Key:
    """Return what the engine calls the order of a column."""
    return _KEYS[sort.column]


def sort_words(sort: Sort) -> str:
    """Return an order as it is kept in a file: `size:desc`."""
    return f"{key_of(sort)}:desc" if sort.descending else key_of(sort)


def sort_named(words: str, default: Sort) -> Sort:
    """Return the order that was kept so; the default if there is none like that."""
    key, _, direction = words.partition(":")
    column = next((column for column, each in _KEYS.items() if each == key), default.column)
    return Sort(column, direction == "desc") if _KEYS[column] == key else default


class Narrowing(NamedTuple):
    """What a listing was narrowed by."""

    query: Query
    total: int
    """How many rows there were before."""
    size: int
    """Of what is left of a folder, bytes; UNKNOWN_SIZE if that is not known. In a result one may lie in another."""


@dataclass(frozen=True, eq=False)
class Listing:
    """Rows of a snapshot. Immutable: another order, or newer entries, are another listing."""

    snapshot: Snapshot
    folder: int
    """Folder number in the snapshot: the one that is listed, or below which was searched."""
    sort: Sort
    rows: Sequence[int]
    """Row numbers in the order shown: a range, or an int32 array."""
    largest: int
    """Size of the largest entry, bytes: what the bars are drawn against."""
    query: Query | None = None
    """What the rows were found by; None if they are all of one folder."""
    arrangement: Arrangement = _AS_EVER
    """Of a folder; a result has all that was found, in one order."""
    narrowing: Narrowing | None = None
    """None: all rows are there."""

    @property
    def block(self) -> range:
        """The rows of the snapshot among which those of the listing are."""
        where = self.snapshot
        return where.children(self.folder) if self.query is None else where.descendants(self.folder)

    @cached_property
    def path(self) -> bytes:
        """The folder's absolute path."""
        return self.snapshot.path(self.snapshot.row_of_folder(self.folder))

    def position_of(self, row: int) -> int:
        """Return where a row is shown, -1 if it is not."""
        if isinstance(self.rows, range):
            return self.rows.index(row) if row in self.rows else -1
        import numpy as np  # noqa: PLC0415 - the first page is in name order and does without

        found = np.flatnonzero(np.asarray(self.rows) == row)
        return int(found[0]) if len(found) else -1

    @property
    def hidden_count(self) -> int:
        """How many entries of the folder are not listed, because they are hidden."""
        if self.query is not None:
            return 0
        return len(self.block) - (self.narrowing.total if self.narrowing else len(self.rows))

    @property
    def marked_query(self) -> Query | None:
        """What is to be marked in names: what one narrows by, or searched for."""
        return self.narrowing.query if self.narrowing else self.query

    def place_of(self, row: int) -> bytes:
        """Return where a row lies: the path of its folder, below the one that was searched if it was one."""
        folder, top = os.path.dirname(self.snapshot.path(row)), self.path  # noqa: PTH120 - bytes
        return (relative_to(folder, top) or b"") if top else folder


def list_folder_rows(snapshot: Snapshot, folder: int, sort: Sort, arrangement: Arrangement = _AS_EVER) -> Listing:
    """Return a folder's rows in order.

    By name with folders first it costs nothing; else call it on a worker if there are more than AT_ONCE.
    """
    block = snapshot.children(folder)
    rows = _ordered(snapshot, block, sort, folders_first=arrangement.folders_first)
    if not arrangement.hidden:
        rows = _without_hidden(snapshot, rows)
    return Listing(snapshot, folder, sort, rows, snapshot.largest_in(folder), arrangement=arrangement)


def list_result(result: Result, sort: Sort, largest: int) -> Listing:
    """Return what a query found, in the order that it was asked for."""
    rows: Sequence[int] = result.rows  # type: ignore[assignment] - an array is as good
    return Listing(result.snapshot, result.folder, sort, rows, largest, result.query)


def _ordered(snapshot: Snapshot, block: range, sort: Sort, *, folders_first: bool) -> Sequence[int]:
    if sort == Sort() and folders_first:
        return block
    if sort == Sort() and len(block) <= AT_ONCE:
        names = snapshot.columns["name"]
        return array("i", sorted(block, key=names.__getitem__))
    return _sorted_rows(snapshot, block, sort, folders_first=folders_first)


def _without_hidden(snapshot: Snapshot, rows: Sequence[int]) -> Sequence[int]:
    """Return the rows whose names do not begin with a dot, in the same order."""
    if len(rows) <= AT_ONCE:
        kept = array("i", (row for row in rows if not snapshot.name(row).startswith(b".")))
        return rows if len(kept) == len(rows) else kept
    import numpy as np  # noqa: PLC0415 - the first page is small, or in a folder where all is shown

    found = np.arange(rows.start, rows.stop, dtype=np.int32) if isinstance(rows, range) else np.asarray(rows)
    begin = snapshot.column("name_start")[snapshot.column("name")[found]]
    return found[snapshot.column("names")[begin] != ord(".")]  # type: ignore[return-value] - an array is as good


def _sorted_rows(snapshot: Snapshot, block: range, sort: Sort, *, folders_first: bool) -> Sequence[int]:
    """Return the rows of a block by any column, ties by name; int32 (len(block),)."""
    import numpy as np  # noqa: PLC0415 - the first page is in name order and does without

    part = slice(block.start, block.stop)
    name = snapshot.column("name")[part]
    is_other = (snapshot.column("mode")[part] & 0o170000) != stat.S_IFDIR
    if sort.column is Column.NAME:
        key = name
    elif sort.column is Column.KIND:
        key = _kind_ranks(snapshot, block)
    elif sort.column is Column.EXTENSION:
        key = _extension_ranks(snapshot, block)
    elif sort.column is Column.ITEMS:
        key = snapshot.items()[part]
    else:
        key = snapshot.column(_COLUMNS[sort.column])[part]
    keys = (name, ~key if sort.descending else key)  # ~: -key of the least number is itself
    order = np.lexsort((*keys, is_other) if folders_first else keys)
    return (order + block.start).astype(np.int32)  # type: ignore[return-value] - an array is a sequence here


_COLUMNS: Final[dict[Column | None, str]] = {
    Column.SIZE: "size",
    Column.MODIFIED: "mtime_ns",
    Column.PERMISSIONS: "mode",
}


def _extension_ranks(snapshot: Snapshot, block: range) -> NDArray[np.int32]:
    """Return a number per row that sorts as its extension does; int32 (len(block),)."""
    from fbrowser.index.search.extensions import number_extensions, ranks_of  # noqa: PLC0415 - see _sorted_rows
    from fbrowser.index.sorting import name_key  # noqa: PLC0415 - not before the first page

    names = snapshot.names().take(snapshot.column("name")[block.start : block.stop]).lowered()
    numbers, extensions = number_extensions(names)
    return ranks_of(extensions, name_key)[numbers]


def _kind_ranks(snapshot: Snapshot, block: range) -> NDArray[np.int32]:
    """Return a number per row that sorts as the words for its kind do; int32 (len(block),)."""
    from fbrowser.index.search.extensions import kind_ranks, number_extensions  # noqa: PLC0415 - see _sorted_rows

    part = slice(block.start, block.stop)
    names = snapshot.names().take(snapshot.column("name")[part]).lowered()
    return kind_ranks(snapshot.column("mode")[part], *number_extensions(names))
