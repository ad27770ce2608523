"""Narrowing: which rows of what is shown a query says yes to; asked on workers."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np

from fbrowser.index.entry import UNKNOWN_SIZE
from fbrowser.index.forest_search import engine_for
from fbrowser.index.query.nodes import And, Content, Depth
from fbrowser.index.search import Order
from fbrowser.index.search.engine import leaves_of
from fbrowser.models.listing import Narrowing
from fbrowser.models.row_update import row_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.query import Query
    from fbrowser.index.search import Engine
    from fbrowser.models.listing import Listing

    Mask = NDArray[np.bool_]
    Runs = list[tuple[int, int]]

_DIRECTLY_IN: Final = Depth(0, 0)


class Narrower:
    """Asks the engine of the last snapshot; who asks from another thread meanwhile waits."""

    def __init__(self) -> None:
        """Know no engine yet."""
        self._engine: Engine | None = None
        self._turn = Lock()

    def narrowed(self, listing: Listing, query: Query, cancel: CancelToken) -> Listing:
        """Return what of a listing a query says yes to, in the same order.

        Raises Cancelled, and EnvironmentProblem for a pattern that takes too long.
        """
        kept = row_array(listing)[self.matching(listing, query, cancel)]
        size = UNKNOWN_SIZE if listing.query is not None else _added_up(listing.snapshot.column("size")[kept])
        return replace(listing, rows=kept, narrowing=Narrowing(query, len(listing.rows), size))

    def matching(self, listing: Listing, query: Query, cancel: CancelToken) -> Mask:
        """Return of each position of a listing whether a query says yes to what is there. Raises as above."""
        with self._turn:
            cancel.check()
            if self._engine is None or self._engine.snapshot is not listing.snapshot:
                self._engine = engine_for(listing.snapshot)
            rows = self._engine.find(_within(listing, query), listing.folder, Order("row"), cancel=cancel).rows
        block = listing.block
        found = np.zeros(len(block), dtype=bool)
        found[rows - np.int32(block.start)] = True
        return found[row_array(listing) - np.int32(block.start)]


def _within(listing: Listing, query: Query) -> Query:
    """Return a query about no more than a listing: what is compared, as by `dupe:`, is compared within it.

    A result is not asked for again if files were read for it.
    """
    if listing.query is None:
        return replace(query, root=And((_DIRECTLY_IN, query.root)), pills=())
    is_dear = any(isinstance(leaf, Content) for leaf in leaves_of(listing.query.root))
    return replace(query, root=query.root if is_dear else And((listing.query.root, query.root)), pills=())


def match_from(mask: Mask, at: int, steps: int) -> int | None:
    """Return the position of the match so many further, back if negative, round the ends; None: there is none."""
    hits = np.flatnonzero(mask)
    if not len(hits):
        return None
    first = np.searchsorted(hits, at, side="right" if steps > 0 else "left")
    return int(hits[(int(first) + (steps - 1 if steps > 0 else steps)) % len(hits)])


def _added_up(sizes: NDArray[np.int64]) -> int:
    """Return how much some sizes are together, UNKNOWN_SIZE if one of them is."""
    return UNKNOWN_SIZE if (sizes < 0).any() else int(sizes.sum())


def runs_of(mask: Mask) -> Runs:
    """Return the positions that are set in a mask as ranges (first, last), ascending."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True))
