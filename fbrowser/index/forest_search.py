"""Forest search: asks the engine of each part, and puts what they find in one order."""

from __future__ import annotations

import heapq
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.index.forest import Forest
from fbrowser.index.kinds import kind_of
from fbrowser.index.rowmap import map_rows
from fbrowser.index.search import Engine, Order, Result
from fbrowser.index.snapshot import ROOT
from fbrowser.index.sorting import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.query import Query
    from fbrowser.index.snapshot import Snapshot

    Rows = NDArray[np.int32]

MOST_MERGED: Final = 100_000
"""Rows up to which names of different roots are put in one order, one by one; more stay root by root."""
_CHECKED: Final = 0xFFF
_COLUMNS: Final = {"size": "size", "modified": "mtime_ns"}
BEST: Final = Order()


class ForestEngine(Engine):
    """Searches a forest part by part. Not to be used by two threads at once.

    The best matches of each root stay together, root by root: an engine does not say how good a match is. What is
    compared within a result, `dupe:`, is compared within each root.
    """

    def __init__(self, forest: Forest) -> None:
        """Know nothing about it yet."""
        super().__init__(forest)
        self._forest = forest
        self._engines = [Engine(part) for part in forest.parts]

    def find(
        self,
        query: Query,
        folder: int = ROOT,
        order: Order = BEST,
        *,
        cancel: CancelToken | None = None,
        on_partial: Callable[[Result], None] | None = None,
    ) -> Result:
        """Return what a query finds in all parts. Raises Cancelled."""
        del folder
        found: list[Result] = []

        def joined(*more: Result) -> Result:
            return self._joined(query, order, [*found, *more], cancel)

        def tell(partial: Result) -> None:
            if on_partial is not None:
                on_partial(replace(joined(partial), is_complete=False))

        for engine in self._engines:
            found.append(engine.find(query, ROOT, order, cancel=cancel, on_partial=tell))  # noqa: PERF401 - see tell
        return joined()

    def _joined(self, query: Query, order: Order, found: list[Result], cancel: CancelToken | None) -> Result:
        rows = [each.rows + np.int32(first) for each, first in zip(found, self._forest.firsts, strict=False)]
        merged = _merged(self._forest, [part.astype(np.int32) for part in rows], order, cancel)
        counts = tuple(sum(each) for each in zip(*(result.counts for result in found), strict=True))
        return Result(self._forest, ROOT, query, order, merged[: query.limit], counts)

    def explain(self, query: Query, row: int, folder: int = ROOT) -> tuple[bool, ...]:
        """Return, for each pill of a query, whether it says yes to a row."""
        del folder
        at, inner = self._forest.part_of(row)
        return self._engines[at].explain(query, inner, ROOT)

    def closest(self, query: Query, folder: int = ROOT, limit: int = 5) -> list[str]:
        """Return names that are most like what was typed, in turn from each root, the likest first."""
        del folder
        lists = [engine.closest(query, ROOT, limit) for engine in self._engines]
        turns = [names[turn] for turn in range(limit) for names in lists if turn < len(names)]
        return [*dict.fromkeys(turns)][:limit]

    def prepare(self) -> None:
        """Find out beforehand what the first search would have to."""
        for engine in self._engines:
            engine.prepare()


def engine_for(snapshot: Snapshot) -> Engine:
    """Return the engine for a snapshot or a forest."""
    return ForestEngine(snapshot) if isinstance(snapshot, Forest) else Engine(snapshot)


def map_any_rows(old: Snapshot, new: Snapshot, rows: Rows) -> Rows:
    """Return what `map_rows` does, of forests as well: part by part, by their roots."""
    if not (isinstance(old, Forest) and isinstance(new, Forest)):
        return map_rows(old, new, rows)
    to = np.full(len(rows), -1, dtype=np.int32)
    places = {part.root: at for at, part in enumerate(new.parts)}
    for at, part in enumerate(old.parts):
        place = places.get(part.root)
        if place is not None:
            inside = np.flatnonzero((rows >= old.firsts[at]) & (rows < old.firsts[at + 1]))
            moved = map_rows(part, new.parts[place], (rows[inside] - old.firsts[at]).astype(np.int32))
            to[inside] = np.where(moved >= 0, moved + new.firsts[place], -1)
    return to


# -- one order


def _merged(forest: Forest, parts: list[Rows], order: Order, cancel: CancelToken | None) -> Rows:
    """Return the rows of all parts, each in order, in one order."""
    if not parts:
        return np.empty(0, dtype=np.int32)
    if order.key in ("best", "row"):
        return np.concatenate(parts)
    # Descending is the ascending order backwards, ties too.
    ascending = [part[::-1] for part in parts] if order.descending else parts
    merged = _ascending(forest, ascending, order, cancel)
    return np.ascontiguousarray(merged[::-1]) if order.descending else merged


def _ascending(forest: Forest, parts: list[Rows], order: Order, cancel: CancelToken | None) -> Rows:
    joined = np.concatenate(parts)
    if order.key in _COLUMNS:
        return joined[np.argsort(forest.column(_COLUMNS[order.key])[joined], kind="stable")]
    if order.key == "path" or len(joined) > MOST_MERGED:
        return joined  # the roots are in the order of their paths

    def key(row: int) -> tuple[Any, ...]:
        if cancel is not None and row & _CHECKED == 0:
            cancel.check()
        return _KEYS[order.key](forest, row)

    rows: list[Iterator[int]] = [iter(part.tolist()) for part in parts]
    return np.fromiter(heapq.merge(*rows, key=key), dtype=np.int32, count=len(joined))


def _by_name(forest: Forest, row: int) -> tuple[Any, ...]:
    return name_key(forest.name(row))


def _by_kind(forest: Forest, row: int) -> tuple[Any, ...]:
    entry = forest.entry(row)
    return kind_of(entry).words, name_key(entry.name)


def _by_extension(forest: Forest, row: int) -> tuple[Any, ...]:
    name = forest.name(row)
    stem, extension = os.path.splitext(name)
    return name_key(extension[1:] if stem else b""), name_key(name)


_KEYS: Final = {"name": _by_name, "kind": _by_kind, "ext": _by_extension}
