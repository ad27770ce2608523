"""The index: what is where, kept on disk, rebuilt behind everyone's back. No Qt.

`request(root)` is the heart: it answers at once, from what is known, and sees to it that somebody rebuilds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fbrowser.index.answer import Answer, request
    from fbrowser.index.snapshot import Entry, Snapshot

__all__ = ["Answer", "Entry", "Snapshot", "request"]

_HOMES = {"Answer": "answer", "Entry": "snapshot", "Snapshot": "snapshot", "request": "answer"}


def __getattr__(name: str) -> object:
    """Import late: the crawl workers run a module of this package and must start in milliseconds."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"fbrowser.index.{_HOMES[name]}"), name)
