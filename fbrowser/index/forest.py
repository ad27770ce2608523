"""Forest: the snapshots of several roots as one, so that what is searched everywhere has one space of rows."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from fbrowser.common.paths import relative_to
from fbrowser.index.entry import UNKNOWN_SIZE
from fbrowser.index.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fbrowser.index.entry import Entry


class Forest(Snapshot):
    """Rows of all parts, one part behind the other. Its only folder is a root without a path, above all of theirs.

    No column is copied: a row is looked up in its part.
    """

    parts: tuple[Snapshot, ...]
    firsts: tuple[int, ...]
    """First row of each part, and the end."""

    def __init__(self, parts: Sequence[Snapshot]) -> None:
        """Put snapshots of roots, none of which lies in another, side by side."""
        super().__init__(b"", {})
        object.__setattr__(self, "parts", tuple(parts))
        object.__setattr__(self, "firsts", tuple(accumulate((len(part) for part in parts), initial=0)))

    def __post_init__(self) -> None:
        """Keep no views: there are no columns of its own."""

    def __len__(self) -> int:
        """Return the number of entries in all parts."""
        return self.firsts[-1]

    def part_of(self, row: int) -> tuple[int, int]:
        """Return the number of the part that has a row, and the row in it. Raises IndexError if none has it."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        at = bisect_right(self.firsts, row) - 1
        return at, row - self.firsts[at]

    def entry(self, row: int) -> Entry:
        """Return a copy of one row."""
        at, inner = self.part_of(row)
        return self.parts[at].entry(inner)

    def name(self, row: int) -> bytes:
        """Return the raw name of a row."""
        at, inner = self.part_of(row)
        return self.parts[at].name(inner)

    def parent_row(self, row: int) -> int:
        """Return the row of the folder that holds a row; -1 for the root of its part."""
        at, inner = self.part_of(row)
        above = self.parts[at].parent_row(inner)
        return above + self.firsts[at] if above >= 0 else -1

    def path(self, row: int) -> bytes:
        """Return the absolute path of a row; none for row -1."""
        if row < 0:
            return b""
        at, inner = self.part_of(row)
        return self.parts[at].path(inner)

    def items_below(self, row: int) -> int:
        """Return how many entries a folder has at any depth; -1 if it is no folder, or was not read."""
        at, inner = self.part_of(row)
        return self.parts[at].items_below(inner)

    def reason(self, row: int) -> str | None:
        """Return why a folder could not be read, or None."""
        if row < 0:
            return None
        at, inner = self.part_of(row)
        return self.parts[at].reason(inner)

    def find(self, path: bytes) -> int | None:
        """Return the row of an absolute path; None if it is in no part, or a part's root, which has no row here."""
        for part, first in zip(self.parts, self.firsts, strict=False):
            if relative_to(path, part.root):
                row = part.find(path)
                return row + first if row is not None else None
        return None

    def find_folder(self, path: bytes) -> int | None:
        """Return the number of the only folder, which has no path."""
        return None if path else 0

    def row_of_folder(self, folder: int) -> int:
        """Return -1: the only folder has no row."""
        del folder
        return -1

    def descendants(self, folder: int) -> range:
        """Return all rows."""
        del folder
        return range(len(self))

    def children(self, folder: int) -> range:
        """Return no rows: what is in the roots does not lie in one folder."""
        del folder
        return range(0)

    def size_of_folder(self, folder: int) -> int:
        """Return that nobody knows."""
        del folder
        return UNKNOWN_SIZE

    def column(self, name: str) -> NDArray[Any]:
        """Return a column with a value a row, of all parts; numbers of names cannot be joined."""
        import numpy as np  # noqa: PLC0415 - see Snapshot.column

        if name not in ("size", "mtime_ns", "mode"):
            raise KeyError(name)
        columns = [part.column(name) for part in self.parts]
        return np.concatenate(columns) if columns else np.empty(0, dtype=np.int64)
