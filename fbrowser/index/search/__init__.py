"""Searching a snapshot: a query in, rows in an order out. No Qt; call it on a worker.

`Engine` is the way in: it keeps what is costly to know about one snapshot.
"""

from __future__ import annotations

from fbrowser.index.search.engine import Engine
from fbrowser.index.search.result import Order, Result

__all__ = ["Engine", "Order", "Result"]
