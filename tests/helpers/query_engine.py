"""The tree of the queries as a snapshot, and the engine that answers about it."""

from __future__ import annotations

import os
import stat
from array import array
from functools import cache
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from fbrowser.index.assemble import assemble
from fbrowser.index.crawled import Crawled
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order
from fbrowser.index.wire import Listings
from tests.helpers.oracle import is_content_in
from tests.helpers.query_tree import ANNA, NOW, ROOT, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fbrowser.index.snapshot import Snapshot

MODES: Final = {"file": stat.S_IFREG, "folder": stat.S_IFDIR, "link": stat.S_IFLNK, "fifo": stat.S_IFIFO}


def snapshot_of(tree: Entry, root: str = ROOT) -> Snapshot:
    """Return the snapshot that a crawl of a tree would give."""
    crawled = Crawled()
    waiting: list[tuple[int, int, Entry]] = [(-1, 0, tree)]
    while waiting:
        parent, place, folder = waiting.pop()
        if folder.children is None:
            crawled.unreadable.append((parent, place, "permission denied"))
            continue
        number, children = crawled.folders, folder.children
        crawled.add(_listing(parent, place, children))
        waiting += [(number, at, each) for at, each in enumerate(children) if each.kind == "folder"]
    return assemble(crawled, root.encode())


def _listing(parent: int, place: int, children: tuple[Entry, ...]) -> Listings:
    names = b"".join(each.name + b"\0" for each in children)
    columns = (
        array("q", [each.size for each in children]),
        array("q", [each.mtime_ns for each in children]),
        array("H", [MODES[each.kind] for each in children]),
    )
    return Listings([parent], [place], [len(children)], names, *[column.tobytes() for column in columns])


@cache
def _engine() -> Engine:
    return Engine(snapshot_of(ANNA))


def contents_of(tree: Entry) -> Callable[..., Iterator[list[bool]]]:
    """Return what looks in the contents that a tree has; content_worker reads real files."""
    contents = dict(_contents(tree, os.fsencode(ROOT)))

    def holding(needle: bytes, paths: list[bytes], _cancel: object, *, case: bool) -> Iterator[list[bool]]:
        yield [is_content_in(needle, contents[path], case) for path in paths]

    return holding


def _contents(folder: Entry, path: bytes) -> Iterator[tuple[bytes, bytes]]:
    for each in folder.children or ():
        below = os.path.join(path, each.name)
        yield below, each.content
        yield from _contents(each, below)


def by_engine(query: str) -> list[str]:
    """Return what the engine finds in the tree, as paths in order."""
    engine = _engine()
    with patch("fbrowser.index.search.late.holding", contents_of(ANNA)):
        result = engine.find(parse(query, now=NOW), order=Order("row"))
    paths = [engine.snapshot.relative_path(row) for row in result.rows.tolist()]
    return [path.decode("utf-8", "surrogateescape") for path in paths]
