"""Assemble: the listings of a crawl, in the order they came, laid out as a snapshot."""

from __future__ import annotations

import stat
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from fbrowser.index.entry import UNKNOWN_SIZE
from fbrowser.index.snapshot import COLUMNS, Snapshot, Unreadable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.crawled import Crawled
    from fbrowser.index.name_pool import NamePool

    Ints = NDArray[np.int64]
    Rows = NDArray[np.int32]
    Columns = dict[str, NDArray[Any]]

_I64_MAX = 2**63 - 1


class Arrived(NamedTuple):
    """What was crawled, as arrays: n entries and f folders, both in the order they came."""

    parent: Rows
    """Folder that a folder's entry is in, -1 for the root: (f,)."""
    start: Ints
    """First entry of each folder, and the end: (f + 1,)."""
    entry: Ints
    """Each folder's own entry, -1 for the root: (f,)."""
    number: Rows
    """Number of each entry's name: (n,)."""
    size: Ints
    mtime_ns: Ints
    mode: NDArray[np.uint16]


class Layout(NamedTuple):
    """Where everything goes."""

    first: Ints
    """First row of each folder that arrived: (f,)."""
    end: Ints
    """Row after the last of its descendants: (f,)."""
    row: Rows
    """Row of each entry that arrived: (n,)."""
    source: Rows
    """Entry that arrived, of each row: (n,)."""


def assemble(crawled: Crawled, root: bytes) -> Snapshot:
    """Return the snapshot, not published yet, of what a crawl of root collected."""
    arrived = gather(crawled)
    by_name = crawled.names.in_order()
    rank = np.empty_like(by_name)
    rank[by_name] = np.arange(len(by_name), dtype=np.int32)
    layout = lay_out(arrived, rank)
    columns = name_columns(crawled.names, by_name, rank) | folder_columns(arrived, layout)
    columns["name"] = rank[arrived.number[layout.source]]
    columns["mtime_ns"] = arrived.mtime_ns[layout.source]
    columns["mode"] = arrived.mode[layout.source]
    columns["size"], total = sizes(arrived.size[layout.source], columns)
    rows = {
        Unreadable(-1 if parent < 0 else int(layout.row[arrived.start[parent] + place]), why)
        for parent, place, why in crawled.unreadable
    }
    columns["folder_largest"] = largest(columns)
    views = {name: np.ascontiguousarray(columns[name], dtype=kind).data for name, kind in COLUMNS.items()}
    unreadable = tuple(sorted(rows))
    return Snapshot(
        root,
        views,
        unreadable=unreadable,
        created_ns=time.time_ns(),
        total=total,
        left_out_folders=crawled.left_out,
    )


def gather(crawled: Crawled) -> Arrived:
    """Return what was crawled as arrays, over the same memory."""
    parent, place, count, number = (
        np.frombuffer(each, dtype=np.int32)
        for each in (crawled.parent, crawled.place, crawled.count, crawled.number)
    )
    size, mtime_ns = (np.frombuffer(each, dtype=np.int64) for each in (crawled.size, crawled.mtime_ns))
    mode = np.frombuffer(crawled.mode, dtype=np.uint16)
    start = np.concatenate([[0], np.cumsum(count)])
    for folder, at, *cells in crawled.patches:
        entry = start[folder] + at
        size[entry], mtime_ns[entry], mode[entry] = cells
    entry = np.where(parent < 0, -1, start[parent] + place)
    return Arrived(parent, start, entry, number, size, mtime_ns, mode)


def lay_out(arrived: Arrived, rank: Rows) -> Layout:
    """Return where every row goes: folders first, then by name, and each folder's subtree in one piece.

    rank: place in natural order of each name, by its number.
    """
    start, parent = arrived.start, arrived.parent
    count = np.diff(start)
    n = int(start[-1])
    # Entries, folder by folder as they came.
    order = np.argsort(_order_key(arrived, rank, count)).astype(np.int32)
    sorted_at = np.empty(n, dtype=np.int32)
    sorted_at[order] = np.arange(n, dtype=np.int32)

    total = count.tolist()
    above = parent.tolist()
    for folder in range(len(total) - 1, 0, -1):
        total[above[folder]] += total[folder]
    totals = np.array(total, dtype=np.int64)
    # The subtrees of a folder's child folders follow its own entries, in the order of their rows.
    inner = np.flatnonzero(parent >= 0)
    siblings = inner[np.argsort(sorted_at[arrived.entry[inner]])]
    before = np.cumsum(totals[siblings]) - totals[siblings]
    opens = np.concatenate([[True], parent[siblings][1:] != parent[siblings][:-1]])
    before -= np.maximum.accumulate(np.where(opens[: len(before)], before, 0))
    offset = np.zeros(len(totals), dtype=np.int64)
    offset[siblings] = before + count[parent[siblings]]
    offsets = offset.tolist()
    first = [0] * len(total)
    for folder in range(1, len(total)):
        first[folder] = first[above[folder]] + offsets[folder]

    firsts = np.array(first, dtype=np.int64)
    rows = np.repeat((firsts - start[:-1]).astype(np.int32), count)  # of the entries in `order`
    rows += np.arange(n, dtype=np.int32)
    source = np.empty(n, dtype=np.int32)
    source[rows] = order
    return Layout(firsts, firsts + totals, rows[sorted_at], source)


def _order_key(arrived: Arrived, rank: Rows, count: Ints) -> Ints:
    """Return one number per entry that sorts by folder as it came, folders first, then by name."""
    bits = len(rank).bit_length()
    key = np.repeat(np.arange(len(count)) << (bits + 1), count)
    key |= ((arrived.mode & 0o170000) != stat.S_IFDIR).astype(np.int64) << bits
    key |= rank[arrived.number]
    return key


def name_columns(names: NamePool, by_name: Rows, rank: Rows) -> Columns:
    """Return the columns of names, raw and folded, in natural order: that of by_name, whose inverse is rank."""
    blob = names.blob().take(by_name)
    folded_number, folded = names.folded()
    folded_name = rank[folded_number]
    order = np.argsort(folded_name)
    folded = folded.take(order)
    return {
        "names": blob.items,
        "name_start": blob.start,
        "folded_name": folded_name[order],
        "folded_names": folded.items,
        "folded_start": folded.start,
    }


def folder_columns(arrived: Arrived, layout: Layout) -> Columns:
    """Return the columns of folders, and each row's parent."""
    own = np.where(arrived.entry < 0, -1, layout.row[arrived.entry] if len(layout.row) else -1)
    count = np.diff(arrived.start)
    by_row = np.argsort(own)
    by_first = np.argsort(layout.first, kind="stable")
    return {
        "parent": np.repeat(own[by_first], count[by_first]),
        "folder_row": own[by_row],
        "folder_first": layout.first[by_row],
        "folder_count": count[by_row],
        "folder_end": layout.end[by_row],
    }


def sizes(size: Ints, columns: Columns) -> tuple[Ints, int]:
    """Return the sizes of rows, a folder's being the sum of all files below it, and the root's."""
    is_folder = (columns["mode"] & 0o170000) == stat.S_IFDIR
    own = np.where(is_folder | (size < 0), 0, size)
    if float(own.sum(dtype=np.float64)) >= _I64_MAX:  # sparse files may claim more than 64 bits together
        own = np.minimum(own, _I64_MAX // len(own))
    upto = np.concatenate([[0], np.cumsum(own)])
    found = np.where(is_folder, UNKNOWN_SIZE, size)
    first, end = columns["folder_first"], columns["folder_end"]
    found[columns["folder_row"][1:]] = (upto[end] - upto[first])[1:]
    return found, int(upto[-1])


def largest(columns: Columns) -> Ints:
    """Return the size of the largest entry directly in each folder, UNKNOWN_SIZE in an empty one."""
    found = np.full(len(columns["folder_row"]), UNKNOWN_SIZE, dtype=np.int64)
    filled = np.flatnonzero(columns["folder_count"])
    # Together the blocks of the folders are all rows, without gaps.
    by_first = filled[np.argsort(columns["folder_first"][filled])]
    if len(by_first):
        found[by_first] = np.maximum.reduceat(columns["size"], columns["folder_first"][by_first])
    return found
