"""Builds snapshots from nested dicts, without a disk and without a crawl."""

from array import array
from typing import Any

from fbrowser.index.assemble import assemble
from fbrowser.index.crawled import Crawled
from fbrowser.index.snapshot import Snapshot
from fbrowser.index.wire import Listings

FOLDER, FILE = 0o040755, 0o100644
MTIME_NS = 1_700_000_000_000_000_000


def make_snapshot(tree: dict[str, Any], root: bytes = b"/r", generation: int = 1) -> Snapshot:
    """Return the snapshot of a tree: a dict is a folder, a number a file of so many bytes."""
    crawled = Crawled()
    waiting: list[tuple[int, int, dict[str, Any]]] = [(-1, 0, tree)]
    while waiting:
        parent, place, folder = waiting.pop()
        number = crawled.folders
        crawled.add(listing(parent, place, folder))
        waiting += [(number, at, what) for at, what in enumerate(folder.values()) if isinstance(what, dict)]
    return assemble(crawled, root).numbered(generation)


def listing(parent: int, place: int, folder: dict[str, Any]) -> Listings:
    """Return the listing of one folder, as a crawl worker would send it."""
    names = b"".join(name.encode("utf-8", "surrogateescape") + b"\0" for name in folder)
    sizes = [0 if isinstance(what, dict) else what for what in folder.values()]
    modes = [FOLDER if isinstance(what, dict) else FILE for what in folder.values()]
    times = [MTIME_NS] * len(folder)
    columns = (array("q", sizes), array("q", times), array("H", modes))
    return Listings([parent], [place], [len(folder)], names, *[column.tobytes() for column in columns])
