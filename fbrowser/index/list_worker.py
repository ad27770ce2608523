"""List worker: a child process that lists one folder for the window. It may hang."""

from __future__ import annotations

import errno
import os
import stat
import time
from array import array
from typing import TYPE_CHECKING

from fbrowser.common.child import die_with_parent
from fbrowser.common.messages import send
from fbrowser.common.question import serve
from fbrowser.index.crawl_worker import ALIVE_S, BATCH, Mounts, change_directory, clamp, look_at, names_here
from fbrowser.index.entry import UNKNOWN_SIZE
from fbrowser.index.generation import encode
from fbrowser.index.mounts import mounts_below
from fbrowser.index.snapshot import COLUMNS, Snapshot
from fbrowser.index.sorting import fold, natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fbrowser.index.crawl_worker import Status


def listing(path: bytes, names: list[bytes], statuses: list[Status]) -> Snapshot:
    """Return the entries of one folder as a snapshot, without numpy."""
    count = len(names)
    folded = fold(b"\0".join(names)).split(b"\0")
    keys = natural_key(b"\0".join(folded)).split(b"\0")
    is_other = [not stat.S_ISDIR(status.st_mode) for status in statuses]
    by_name = sorted(range(count), key=lambda at: (keys[at], names[at]))
    rank = [0] * count
    for number, at in enumerate(by_name):
        rank[at] = number
    order = sorted(by_name, key=is_other.__getitem__)
    differs = [number for number, at in enumerate(by_name) if folded[at] != names[at].lower()]
    values = {
        "name": [rank[at] for at in order],
        "folded_name": differs,
        "parent": [-1] * count,
        "size": [statuses[at].st_size if is_other[at] else UNKNOWN_SIZE for at in order],
        "mtime_ns": [clamp(statuses[at].st_mtime_ns) for at in order],
        "mode": [statuses[at].st_mode for at in order],
        "folder_row": [-1],
        "folder_first": [0],
        "folder_count": [count],
        "folder_end": [count],
        "folder_largest": [
            max((statuses[at].st_size for at in range(count) if is_other[at]), default=UNKNOWN_SIZE)
        ],
    }
    columns = {name: memoryview(array(COLUMNS[name], items)) for name, items in values.items()}
    columns["names"], columns["name_start"] = blob([names[at] for at in by_name])
    columns["folded_names"], columns["folded_start"] = blob([folded[by_name[number]] for number in differs])
    return Snapshot(path, columns, generation=0, created_ns=time.time_ns())


def blob(items: list[bytes]) -> tuple[memoryview, memoryview]:
    """Return items with a NUL after each, and where each begins and the last ends."""
    start = array("I", [0])
    at = 0
    for item in items:
        at += len(item) + 1
        start.append(at)
    return memoryview(b"\0".join([*items, b""]) if items else b""), memoryview(start)


def main() -> int:
    """List one folder."""
    die_with_parent()
    serve(answer)
    return 0


def answer(path: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield 0 and what `list_folder` returns; or an errno and nothing."""
    try:
        yield 0, list_folder(path)
    except OSError as error:
        yield error.errno or errno.EIO, b""


def list_folder(path: bytes) -> bytes:
    """Return the snapshot of a folder, encoded; give a sign of life now and then meanwhile."""
    said_s = time.monotonic()

    def say_alive() -> None:
        nonlocal said_s
        if time.monotonic() - said_s > ALIVE_S:
            said_s = time.monotonic()
            send(1, ())

    change_directory(path)
    here = os.getcwdb()
    mounts = Mounts(mounts_below(here, one_file_system=False)).below.get(here, {})
    there: list[bytes] = []
    statuses: list[Status] = []
    names = names_here(say_alive)
    for at in range(0, len(names), BATCH):
        batch, found = look_at(names[at : at + BATCH], mounts)
        there += batch
        statuses += found
        say_alive()
    return b"".join(encode(listing(path, there, statuses)))
