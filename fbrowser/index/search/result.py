"""Result: the rows of a snapshot that a query finds, in an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fbrowser.index.query import Query
    from fbrowser.index.snapshot import Snapshot

Key: TypeAlias = Literal["best", "row", "name", "path", "size", "modified", "kind", "ext", "items", "mode"]
"""What rows are ordered by; `best` is how well the name matches, `row` is as they lie in the snapshot, and `items`
how many entries a folder has at any depth."""


@dataclass(frozen=True)
class Order:
    """The order of a result. Descending is the ascending one backwards; equal rows are as in the snapshot."""

    key: Key = "best"
    descending: bool = False


@dataclass(frozen=True, eq=False)
class Result:
    """What a query finds below a folder of a snapshot."""

    snapshot: Snapshot
    folder: int
    """Number of the folder below which was searched: the root that paths and depths are told from."""
    query: Query
    order: Order
    rows: NDArray[np.int32]
    """Row numbers, in order, at most as many as `count:` says."""
    counts: tuple[int, ...]
    """How many rows each pill of the query says yes to by itself."""
    ranks: NDArray[np.uint8] | None = None
    """How well each different name is matched, less is better, uint8 (u,); None unless that is the order."""
    is_complete: bool = True
    """False while files are still being read for `content:`."""
