"""Orders: rows of a snapshot by name, path, size, time or extension.

Each order is told twice: `in_order` sorts the rows of one snapshot, a million in about a second; `sort_key`
compares rows of several, one by one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.index.sorting import name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fbrowser.index.snapshot import Snapshot

    Rows = NDArray[np.int32]
    Ranks = NDArray[np.int64]


def in_order(snapshot: Snapshot, rows: Rows, key: str, folder: int) -> Rows:
    """Return rows below a folder (its number), int32 (k,), ascending by a key that `sort_key` knows.

    Raises KeyError for another key.
    """
    return rows[np.lexsort(_COLUMNS[key](snapshot, rows, folder))]


def sort_key(snapshot: Snapshot, row: int, key: str) -> tuple[Any, ...]:
    """Return what to compare a row with the rows of other snapshots by.

    key: "name", then path; "path", part by part; "size" or "modified", then path part by part; "ext", then name,
    then path. Names, parts and extensions compare naturally, then by their bytes. Raises KeyError for another key.
    """
    return _KEYS[key](snapshot, row)


def path_ranks(snapshot: Snapshot, folder: int) -> Ranks:
    """Return the place of every row below a folder (its number) by path, part by part: int64 (descendants,).

    A row comes after its folder, the siblings before it, and all that is below those.
    """
    scope = snapshot.descendants(folder)
    parent, number = (snapshot.column(name)[scope.start : scope.stop] for name in ("parent", "name"))
    rows, first, end = (snapshot.column(name) for name in ("folder_row", "folder_first", "folder_end"))
    inner = slice(*np.searchsorted(rows, [scope.start, scope.stop]))
    own = rows[inner] - scope.start

    weight = np.ones(len(scope), dtype=np.int64)
    weight[own] += end[inner].astype(np.int64) - first[inner]
    order = np.lexsort((number, parent))
    rank = np.empty_like(weight)
    rank[order] = _sums_before(weight[order], parent[order])

    holder = np.searchsorted(np.append(rows[folder], rows[inner]), parent)
    above: list[int] = holder[own].tolist()
    place: list[int] = rank[own].tolist()
    starts = [0]
    for number in range(len(own)):
        starts.append(starts[above[number]] + place[number] + 1)  # a folder has a lower row than what is below it
    return rank + np.array(starts, dtype=np.int64)[holder]


def _sums_before(weight: Ranks, group: Rows) -> Ranks:
    """Return the sum of the weights that come before each within its group; groups lie together."""
    before = np.cumsum(weight) - weight
    opens = np.diff(group, prepend=-2) != 0
    return before - np.maximum.accumulate(np.where(opens, before, 0))


# -- the rows of one snapshot: columns for np.lexsort, which sorts by the last one first


def _by_name(snapshot: Snapshot, rows: Rows, _folder: int) -> tuple[Ranks, ...]:
    number = snapshot.column("name")[rows]
    return _places_among_equals(snapshot, rows, number), number


def _by_path(snapshot: Snapshot, rows: Rows, folder: int) -> tuple[Ranks, ...]:
    return (path_ranks(snapshot, folder)[rows - snapshot.descendants(folder).start],)


def _by_size(snapshot: Snapshot, rows: Rows, folder: int) -> tuple[Ranks, ...]:
    return *_by_path(snapshot, rows, folder), snapshot.column("size")[rows]


def _by_time(snapshot: Snapshot, rows: Rows, folder: int) -> tuple[Ranks, ...]:
    return *_by_path(snapshot, rows, folder), snapshot.column("mtime_ns")[rows]


def _by_extension(snapshot: Snapshot, rows: Rows, folder: int) -> tuple[Ranks, ...]:
    _, first, name = np.unique(snapshot.column("name")[rows], return_index=True, return_inverse=True)
    extensions = [_extension(snapshot.name(row)) for row in rows[first].tolist()]
    ranks = {extension: rank for rank, extension in enumerate(sorted(set(extensions), key=name_key))}
    ranked = np.array([ranks[extension] for extension in extensions], dtype=np.int64)
    return *_by_name(snapshot, rows, folder), ranked[name]


def _places_among_equals(snapshot: Snapshot, rows: Rows, number: Ranks) -> Ranks:
    """Return numbers that put rows of the same name in the order of their paths' bytes; 0 where a name is alone."""
    _, name, count = np.unique(number, return_inverse=True, return_counts=True)
    equal = np.flatnonzero(count[name] > 1)
    parents = snapshot.column("parent")[rows[equal]].tolist()
    folders = {row: os.path.join(snapshot.path(row), b"") for row in set(parents)}
    paths = [
        folders[parent] + snapshot.name(row) for parent, row in zip(parents, rows[equal].tolist(), strict=True)
    ]
    found = np.zeros(len(rows), dtype=np.int64)
    found[equal[sorted(range(len(paths)), key=paths.__getitem__)]] = np.arange(len(paths))
    return found


_COLUMNS: Final[dict[str, Callable[[Snapshot, Rows, int], tuple[Ranks, ...]]]] = {
    "name": _by_name,
    "path": _by_path,
    "size": _by_size,
    "modified": _by_time,
    "ext": _by_extension,
}


# -- the rows of several snapshots, one by one


def _name_key(snapshot: Snapshot, row: int) -> tuple[Any, ...]:
    return name_key(snapshot.name(row)), snapshot.path(row)


def _path_key(snapshot: Snapshot, row: int) -> tuple[Any, ...]:
    return tuple(name_key(part) for part in snapshot.path(row).split(os.sep.encode()))


def _size_key(snapshot: Snapshot, row: int) -> tuple[Any, ...]:
    return snapshot.entry(row).size, _path_key(snapshot, row)


def _time_key(snapshot: Snapshot, row: int) -> tuple[Any, ...]:
    return snapshot.entry(row).mtime_ns, _path_key(snapshot, row)


def _extension_key(snapshot: Snapshot, row: int) -> tuple[Any, ...]:
    return name_key(_extension(snapshot.name(row))), _name_key(snapshot, row)


_KEYS: Final[dict[str, Callable[[Snapshot, int], tuple[Any, ...]]]] = {
    "name": _name_key,
    "path": _path_key,
    "size": _size_key,
    "modified": _time_key,
    "ext": _extension_key,
}


def _extension(name: bytes) -> bytes:
    """Return what follows the last dot; `.bashrc` has no extension."""
    stem, dot, extension = name.rpartition(b".")
    return extension if dot and stem else b""
