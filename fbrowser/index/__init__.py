"""The index: what is where, kept on disk, rebuilt behind everyone's back. No Qt.

`request(root)` is the heart: it answers at once, from what is known, and sees to it that somebody rebuilds. What it
answers is searched by an `Engine`:

    snapshot = request("/home/me/Pictures").snapshot
    if snapshot is not None:
        result = Engine(snapshot).find(parse("*.jpg dm:thisyear"), order=Order("size", descending=True))
        paths = [snapshot.path(row) for row in result.rows.tolist()]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fbrowser.index.answer import Answer, request
    from fbrowser.index.query import Query, parse
    from fbrowser.index.search import Engine, Order, Result
    from fbrowser.index.snapshot import Entry, Snapshot

__all__ = ["Answer", "Engine", "Entry", "Order", "Query", "Result", "Snapshot", "parse", "request"]

_HOMES = {
    "answer": ("Answer", "request"),
    "query": ("Query", "parse"),
    "search": ("Engine", "Order", "Result"),
    "snapshot": ("Entry", "Snapshot"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import late: the crawl workers run a module of this package and must start in milliseconds."""
    if name not in _HOME_OF:
        raise AttributeError(name)
    return getattr(import_module(f"fbrowser.index.{_HOME_OF[name]}"), name)
