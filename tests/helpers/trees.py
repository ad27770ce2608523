"""Makes trees of files for tests, and lists them the plain way to compare with."""

import os
from pathlib import Path
from typing import Any

from fbrowser.common.cancel import CancelToken
from fbrowser.index.assemble import assemble
from fbrowser.index.crawler import Crawler
from fbrowser.index.options import CrawlOptions
from fbrowser.index.snapshot import Snapshot

HOSTILE = [
    b"rep\xffort.txt",
    b"report.txt",
    b"rep\xef\xbf\xbdort.txt",
    b"sur\xed\xa0\x80",
    "\ufeffbom".encode(),
    b"bom",
    "\ufffeabc".encode(),
    b"a\nb\tc\x1b[31m",
    "inv\u202egpj.exe".encode(),
    b'<img src="&#47;tmp&#47;fifo">',
    b"-rf",
    b"~",
    b"a%41",
    b"a#b?c",
    b"a\\b",
    b"C:foo",
    b":odd",
    b"$(id)",
    b"`id`",
    b"a;b&c",
    b"n" * 255,
    b"m" * 254,
    "\u00e9".encode(),
    "e\u0301".encode(),
    b"007",
    b"7",
    b"07b",
    b"7a",
    b"10",
    b"9",
]
"""File names that have broken file managers."""


def grow(root: Path, tree: dict[str, Any]) -> Path:
    """Make a tree: a dict is a folder, a number a file of so many bytes, a text a link to it."""
    root.mkdir(parents=True, exist_ok=True)
    for name, what in tree.items():
        path = root / name
        if isinstance(what, str):
            path.symlink_to(what)
        elif isinstance(what, int):
            path.write_bytes(b"x" * what)
        else:
            grow(path, what)
    return root


def many(root: Path, folders: int, files: int) -> Path:
    """Make folders with some files each."""
    for number in range(folders):
        folder = root / f"folder {number}"
        folder.mkdir(parents=True)
        for file in range(files):
            (folder / f"file {file}.txt").touch()
    return root


def walked(root: bytes) -> dict[bytes, tuple[int, int, int]]:
    """Return size, mtime_ns and mode of every path below a root, the plain way; a folder's size is recursive."""
    found: dict[bytes, tuple[int, int, int]] = {}

    def walk(folder: bytes) -> int:
        total = 0
        for entry in os.scandir(folder):
            status = entry.stat(follow_symlinks=False)
            size = walk(entry.path) if entry.is_dir(follow_symlinks=False) else status.st_size
            total += size
            found[entry.path] = (size, status.st_mtime_ns, status.st_mode)
        return total

    walk(root)
    return found


def shown(snapshot: Snapshot) -> dict[bytes, tuple[int, int, int]]:
    """Return the same of a snapshot."""
    rows = ((snapshot.path(row), snapshot.entry(row)) for row in range(len(snapshot)))
    return {path: (entry.size, entry.mtime_ns, entry.mode) for path, entry in rows}


def crawl(root: Path | bytes, options: CrawlOptions | None = None) -> Snapshot:
    """Return the snapshot of a fresh crawl of a root."""
    path = os.fsencode(root)
    return assemble(Crawler(path, options or CrawlOptions(), CancelToken()).run(), path)
