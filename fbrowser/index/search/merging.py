"""Merging: what was found in several snapshots, put in one order."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.index.search.orders import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.search.result import Result

    Rows = NDArray[np.int32]

_CHECKED: Final = 1 << 12


def merged(results: Sequence[Result], cancel: CancelToken | None = None) -> tuple[Rows, Rows]:
    """Return of which result each row is, and the rows, in the one order that all results are in; int32 (k,) each.

    What is equal is in the order of the results: give them by the paths of their roots. Names are compared one by
    one, 5 s for a million. Raises Cancelled.
    """
    if not results:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    order = results[0].order
    parts = [each.rows[::-1] if order.descending else each.rows for each in results]
    which = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part) for part in parts])
    rows = np.concatenate(parts)
    if len(parts) > 1 and order.key not in ("row", "path"):
        if order.key in ("size", "modified", "best"):
            keys = [np.concatenate(column) for column in zip(*map(_numbers, results, parts), strict=True)]
            at = np.lexsort(keys[::-1])
        else:
            at = _one_by_one(results, parts, cancel)
        which, rows = which[at], rows[at]
    return (which[::-1], rows[::-1]) if order.descending else (which, rows)


def _numbers(result: Result, rows: Rows) -> list[NDArray[Any]]:
    """Return what rows are compared by, the first first."""
    column = result.snapshot.column
    if result.order.key != "best":
        return [column("size" if result.order.key == "size" else "mtime_ns")[rows]]
    if result.ranks is None:
        return [np.zeros(len(rows), dtype=np.int8)]
    lengths = [sort_key(result, row)[1] for row in rows.tolist()]
    return [result.ranks[column("name")[rows]], np.array(lengths, dtype=np.int32), ~column("mtime_ns")[rows]]


def _one_by_one(results: Sequence[Result], parts: list[Rows], cancel: CancelToken | None) -> NDArray[np.intp]:
    """Return the order of the rows of all parts by their keys."""

    def keyed(result: Result, part: Rows, first: int) -> Iterator[tuple[tuple[Any, ...], int]]:
        for at, row in enumerate(part.data):
            if cancel and not at % _CHECKED:
                cancel.check()
            yield sort_key(result, row), first + at

    firsts = np.cumsum([0, *map(len, parts)]).tolist()
    found = heapq.merge(*map(keyed, results, parts, firsts), key=lambda item: item[0])
    return np.fromiter((at for _, at in found), dtype=np.intp, count=firsts[-1])
