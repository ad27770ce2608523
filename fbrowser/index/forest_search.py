"""Forest search: asks the engine of each part, and puts what they find in one order."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import numpy as np

from fbrowser.index.forest import Forest
from fbrowser.index.rowmap import map_rows
from fbrowser.index.search import Engine, Order, Result
from fbrowser.index.search.merging import merged
from fbrowser.index.snapshot import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.query import Query
    from fbrowser.index.snapshot import Snapshot

    Rows = NDArray[np.int32]

BEST: Final = Order()

_engines: WeakValueDictionary[int, Engine] = WeakValueDictionary()
"""By the id of their snapshot, which lives as long as they do."""
_guard = Lock()


class ForestEngine(Engine):
    """Searches a forest part by part, with the engines that others search the parts with.

    What is compared within a result, `dupe:`, is compared within each root.
    """

    def __init__(self, forest: Forest) -> None:
        """Know nothing about it yet."""
        super().__init__(forest)
        self._forest = forest
        self._engines = [engine_for(part) for part in forest.parts]

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
        which, rows = merged(found, cancel)
        rows = (rows + np.array(self._forest.firsts)[which]).astype(np.int32)
        counts = tuple(sum(each) for each in zip(*(result.counts for result in found), strict=True))
        return Result(self._forest, ROOT, query, order, rows[: query.limit], counts)

    def explain(self, query: Query, row: int, folder: int = ROOT) -> tuple[bool, ...]:
        """Return, for each pill of a query, whether it says yes to a row."""
        del folder
        at, inner = self._forest.part_of(row)
        return self._engines[at].explain(query, inner, ROOT)

    def closest(
        self, query: Query, folder: int = ROOT, limit: int = 5, *, cancel: CancelToken | None = None
    ) -> list[bytes]:
        """Return names that are most like what was typed, in turn from each root, the likest first."""
        del folder
        lists = [engine.closest(query, ROOT, limit, cancel=cancel) for engine in self._engines]
        turns = [names[turn] for turn in range(limit) for names in lists if turn < len(names)]
        return [*dict.fromkeys(turns)][:limit]

    def prepare(self, cancel: CancelToken | None = None) -> None:
        """Find out beforehand what searches will have to know. Raises Cancelled."""
        for engine in self._engines:
            engine.prepare(cancel)


def engine_for(snapshot: Snapshot) -> Engine:
    """Return the engine for a snapshot or a forest: the same one as long as somebody holds it."""
    if isinstance(snapshot, Forest):
        return ForestEngine(snapshot)
    with _guard:
        engine = _engines.get(id(snapshot))
        if engine is None or engine.snapshot is not snapshot:
            engine = _engines[id(snapshot)] = Engine(snapshot)
        return engine


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
