"""Permutations: numbers in order by their digits, rows in order by path, without holding the interpreter lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.snapshot import Snapshot

_DIGIT: Final = 16


def stable_argsort(numbers: NDArray[Any]) -> NDArray[np.intp]:
    """Return the order of integers, equal ones as they are: 16 bits at a time, in a third of the time."""
    if not len(numbers):
        return np.empty(0, dtype=np.intp)
    low = int(numbers.min())
    most = int(numbers.max()) - low
    above = numbers.astype(np.uint64) - np.uint64(low % 2**64)
    order = np.argsort((above & np.uint64(0xFFFF)).astype(np.uint16), kind="stable")
    for shift in range(_DIGIT, most.bit_length(), _DIGIT):
        digit = ((above >> np.uint64(shift)) & np.uint64(0xFFFF)).astype(np.uint16)
        order = order[np.argsort(digit[order], kind="stable")]
    return order


def by_path(snapshot: Snapshot) -> NDArray[np.int32]:
    """Return all rows by path, part by part; int32 (n,)."""
    order = np.empty(len(snapshot), dtype=np.int32)
    order[path_places(snapshot)] = np.arange(len(snapshot), dtype=np.int32)
    return order


def path_places(snapshot: Snapshot) -> NDArray[np.int64]:
    """Return the place of every row by path, part by part; int64 (n,).

    A row comes after its folder, the siblings before it, and all that is below those.
    """
    parent, name = snapshot.column("parent"), snapshot.column("name")
    rows, first, end = (snapshot.column(each) for each in ("folder_row", "folder_first", "folder_end"))
    own = rows[1:]
    weight = np.ones(len(snapshot), dtype=np.int64)
    weight[own] += end[1:].astype(np.int64) - first[1:]
    by_name = stable_argsort(name)
    order = by_name[stable_argsort(parent[by_name])]
    place = np.empty_like(weight)
    place[order] = _sums_before(weight[order], parent[order])
    # A folder's children come behind it, as its siblings' do: level by level, what is above is known already.
    holder = np.searchsorted(rows, parent)
    begin = np.zeros(len(rows), dtype=np.int64)
    above = holder[own]
    level = np.flatnonzero(above == 0) + 1
    is_below = np.ones(len(rows), dtype=bool)
    is_below[0] = False
    while len(level):
        begin[level] = begin[above[level - 1]] + place[own[level - 1]] + 1
        is_below[level] = False
        is_next = is_below.copy()
        is_next[1:] &= ~is_below[above]
        level = np.flatnonzero(is_next)
    return place + begin[holder]


def _sums_before(weight: NDArray[np.int64], group: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the sum of the weights that come before each within its group; groups lie together."""
    before = np.cumsum(weight) - weight
    opens = np.diff(group, prepend=-2) != 0
    return before - np.maximum.accumulate(np.where(opens, before, 0))
