"""Snapshot: the immutable index of one root at one moment.

Rows lie so that a folder's children are one slice and all its descendants are one slice: the entries of a
folder (its folders first, then the others, each in natural name order: the order a person sees), then, child
folder by child folder, their subtrees. A folder's own row lies in its parent's slice.

Each different name is kept once, in natural order: a row has only its number, which is also what it is sorted by.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from stat import S_ISDIR
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import relative_to
from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME, Entry
from fbrowser.index.sorting import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from fbrowser.index.blob import Blob

__all__ = ["COLUMNS", "ROOT", "UNKNOWN_SIZE", "UNKNOWN_TIME", "Entry", "Snapshot", "Unreadable"]

ROOT: Final = 0
"""Folder number of the root itself."""

COLUMNS: Final[Mapping[str, Literal["B", "H", "I", "i", "q"]]] = {
    "name": "i",
    "names": "B",
    "name_start": "I",
    "folded_name": "i",
    "folded_names": "B",
    "folded_start": "I",
    "parent": "i",
    "size": "q",
    "mtime_ns": "q",
    "mode": "H",
    "folder_row": "i",
    "folder_first": "I",
    "folder_count": "I",
    "folder_end": "I",
    "folder_largest": "q",
}
"""Every column with its `struct` format; the order is that of the generation file."""


class Unreadable(NamedTuple):
    """A folder the crawl could not read, or not whole."""

    row: int
    """Row of the folder, -1 for the root."""
    reason: str
    """Plain words: "permission denied", "did not answer", ..."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The columns of one root, with the few questions that need no numpy.

    Columns are flat buffers in private memory, so that painting never waits for a disk. They are read two ways:
    the methods give single cells as Python values without importing numpy (the first page of the window is
    painted so); `column` gives a whole column as a read-only numpy array. `n` is the number of entries, `u`
    the number of different names, `f` the number of folders that were read, the root among them.
    """

    root: bytes
    """Absolute path of the root, as it was asked for."""
    columns: Mapping[str, memoryview]
    generation: int = 0
    """0 for a listing that was never published."""
    unreadable: tuple[Unreadable, ...] = ()
    """Sorted by row."""
    created_ns: int = 0
    """When the crawl ended, nanoseconds since 1970."""
    total: int = UNKNOWN_SIZE
    """Size of all files in the root, bytes, of folders within it as well."""
    one_file_system: bool = False
    """Whether the crawl left out every mount below the root."""
    left_out: tuple[str, ...] = ()
    """What the crawl was told to leave out, see `fbrowser.index.left_out`."""
    left_out_folders: int = 0
    """How many folders were left out for that: they have a row, and nothing is known of what is in them."""
    _cells: tuple[memoryview, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the views that cells are read from at hand."""
        c = self.columns
        cells = (c["name"], c["name_start"], c["names"], c["size"], c["mtime_ns"], c["mode"])
        object.__setattr__(self, "_cells", cells)

    def __len__(self) -> int:
        """Return the number of entries, the root itself not counted."""
        return len(self.columns["size"])

    def __bool__(self) -> bool:
        """Return that there is a snapshot, be it of an empty folder."""
        return True

    def numbered(self, generation: int) -> Snapshot:
        """Return the same snapshot as another generation."""
        return replace(self, generation=generation)

    # -- cells, without numpy ---

    def entry(self, row: int) -> Entry:
        """Return a copy of one row. Raises IndexError for a row that does not exist."""
        name, start, names, size, mtime_ns, mode = self._cells
        number = name[row]
        return Entry(bytes(names[start[number] : start[number + 1] - 1]), size[row], mtime_ns[row], mode[row])

    def name(self, row: int) -> bytes:
        """Return the raw name of a row."""
        return self.name_of(self._cells[0][row])

    def name_of(self, number: int) -> bytes:
        """Return the raw name of that number, from 0 to u - 1."""
        start, names = self._cells[1:3]
        return bytes(names[start[number] : start[number + 1] - 1])

    def parent_row(self, row: int) -> int:
        """Return the row of the folder that holds a row; -1 for the root."""
        return self.columns["parent"][row]

    def relative_path(self, row: int) -> bytes:
        """Return the path of a row below the root, without a leading separator.

        Raises EnvironmentProblem if the index is damaged so that the path would not end.
        """
        parts: list[bytes] = []
        while row >= 0:
            parts.append(self.name(row))
            above = self.parent_row(row)
            if above >= row:
                raise EnvironmentProblem("The index of {path} is damaged.", "Refresh it.", path=display(self.root))
            row = above
        return os.sep.encode().join(reversed(parts))

    def path(self, row: int) -> bytes:
        """Return the absolute path of a row; the root for row -1. Raises EnvironmentProblem, see above."""
        return os.path.join(self.root, self.relative_path(row)) if row >= 0 else self.root

    # -- folders ---

    def folder_at(self, row: int) -> int | None:
        """Return the folder number of a row; None if it is no folder or was not read. Row -1 is the root."""
        rows = self.columns["folder_row"]
        at = bisect_left(rows, row)
        return at if at < len(rows) and rows[at] == row else None

    def row_of_folder(self, folder: int) -> int:
        """Return the row of a folder number; -1 for the root."""
        return self.columns["folder_row"][folder]

    def children(self, folder: int) -> range:
        """Return the rows directly in a folder: folders first, then the others, each in natural name order."""
        first = self.columns["folder_first"][folder]
        return range(first, first + self.columns["folder_count"][folder])

    def descendants(self, folder: int) -> range:
        """Return the rows anywhere below a folder."""
        return range(self.columns["folder_first"][folder], self.columns["folder_end"][folder])

    def child(self, folder: int, name: bytes) -> int | None:
        """Return the row of the entry of that name directly in a folder."""
        number = bisect_left(range(len(self._cells[1]) - 1), name_key(name), key=self._key_of)
        if number == len(self._cells[1]) - 1 or self.name_of(number) != name:
            return None
        rows = self.children(folder)
        for is_other in (False, True):
            at = bisect_left(rows, (is_other, number), key=self._place_in_folder)
            if at < len(rows) and self._cells[0][rows[at]] == number:
                return rows[at]
        return None

    def _key_of(self, number: int) -> tuple[bytes, bytes]:
        return name_key(self.name_of(number))

    def _place_in_folder(self, row: int) -> tuple[bool, int]:
        return not S_ISDIR(self._cells[5][row]), self._cells[0][row]

    def size_of_folder(self, folder: int) -> int:
        """Return the size of all that is in a folder at any depth, bytes; UNKNOWN_SIZE if that is not known."""
        row = self.row_of_folder(folder)
        return self.total if row < 0 else self.columns["size"][row]

    def items_below(self, row: int) -> int:
        """Return how many entries a folder has at any depth; -1 if it is no folder, or was not read."""
        folder = self.folder_at(row)
        return len(self.descendants(folder)) if folder is not None else -1

    def largest_in(self, folder: int) -> int:
        """Return the size of the largest entry directly in a folder, bytes; UNKNOWN_SIZE if there is none."""
        return self.columns["folder_largest"][folder]

    def find(self, path: bytes) -> int | None:
        """Return the row of an absolute path; -1 for the root, None if it is not in this snapshot."""
        below = relative_to(path, self.root)
        if below is None:
            return None
        row = -1
        for part in below.split(os.sep.encode()) if below else ():
            folder = self.folder_at(row)
            found = self.child(folder, part) if folder is not None else None
            if found is None:
                return None
            row = found
        return row

    def find_folder(self, path: bytes) -> int | None:
        """Return the folder number of an absolute path; None if it is not a folder read by this snapshot."""
        row = self.find(path)
        return None if row is None else self.folder_at(row)

    def reason(self, row: int) -> str | None:
        """Return why a folder (-1: the root) could not be read, or None."""
        at = bisect_left(self.unreadable, row, key=lambda u: u.row)
        return self.unreadable[at].reason if at < len(self.unreadable) and self.unreadable[at].row == row else None

    # -- columns, with numpy ---

    def column(self, name: str) -> NDArray[Any]:
        """Return a whole column of `COLUMNS` as a read-only numpy array, shape (length,), without copying.

        Rows: name int32 (a number), size int64, mtime_ns int64, mode uint16, parent int32 (a row, -1 the root),
        each (n,). Names, ascending in natural order: name_start uint32 (u + 1,) into names uint8, where a NUL
        follows each. A name is folded by putting its ASCII letters in lower case, but for those in folded_name
        int32: their folded text is in folded_names, between folded_start uint32. Folders: folder_row int32,
        ascending, folder_first, folder_count and folder_end uint32, folder_largest int64, each (f,).
        """
        import numpy as np  # noqa: PLC0415 - 0.1 s that the first painted page does without

        return np.frombuffer(self.columns[name], dtype=COLUMNS[name])

    def items(self) -> NDArray[np.int32]:
        """Return what `items_below` says of every row; int32 (n,)."""
        import numpy as np  # noqa: PLC0415 - as above

        found = np.full(len(self), -1, dtype=np.int32)
        rows, first, end = (self.column(name)[1:] for name in ("folder_row", "folder_first", "folder_end"))
        found[rows] = (end - first).astype(np.int32)  # the first is the root, which has no row
        return found

    def names(self) -> Blob:
        """Return the different names, in natural order."""
        from fbrowser.index.blob import Blob  # noqa: PLC0415 - numpy again

        return Blob(self.column("names"), self.column("name_start"))
