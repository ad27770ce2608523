"""Assemble: the listings of a crawl, in the order they came, laid out as a snapshot."""

from __future__ import annotations

import stat
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from fbrowser.index.entry import UNKNOWN_SIZE
from fbrowser.index.snapshot import COLUMNS, Snapshot, Unreadable
from fbrowser.index.sorting import LABEL_GAP, fold_names, labels, natural_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.crawler import Crawled

    Ints = NDArray[np.int64]
    Columns = dict[str, NDArray[Any]]

_I64_MAX = 2**63 - 1


class Arrived(NamedTuple):
    """What was crawled, as arrays: n entries and f folders, both in the order they came."""

    parent: Ints
    """Folder that a folder's entry is in, -1 for the root: (f,)."""
    start: Ints
    """First entry of each folder, and the end: (f + 1,)."""
    entry: Ints
    """Each folder's own entry, -1 for the root: (f,)."""
    names: list[bytes]
    size: Ints
    mtime_ns: Ints
    mode: NDArray[np.uint16]


class Layout(NamedTuple):
    """Where everything goes."""

    first: Ints
    """First row of each folder that arrived: (f,)."""
    end: Ints
    """Row after the last of its descendants: (f,)."""
    row: NDArray[np.int32]
    """Row of each entry that arrived: (n,)."""
    source: NDArray[np.int32]
    """Entry that arrived, of each row: (n,)."""


def assemble(crawled: Crawled, root: bytes) -> Snapshot:
    """Return the snapshot, not published yet, of what a crawl of root collected; takes the listings out of it."""
    arrived = gather(crawled)
    folded = fold_names(arrived.names)
    label = name_labels(arrived.names, folded)
    layout = lay_out(arrived, label)
    columns = name_columns(arrived.names, folded, layout.source) | folder_columns(arrived, layout)
    columns["label"] = label[layout.source]
    columns["mtime_ns"] = arrived.mtime_ns[layout.source]
    columns["mode"] = arrived.mode[layout.source]
    columns["size"] = sizes(arrived.size[layout.source], columns)
    views = {name: np.ascontiguousarray(columns[name], dtype=kind).data for name, kind in COLUMNS.items()}
    rows = {
        Unreadable(-1 if parent < 0 else int(layout.row[arrived.start[parent] + place]), why)
        for parent, place, why in crawled.unreadable
    }
    return Snapshot(root, views, unreadable=tuple(sorted(rows)), created_ns=time.time_ns())


def gather(crawled: Crawled) -> Arrived:
    """Return what was crawled as arrays."""
    parts = crawled.listings
    parent = np.array([number for part in parts for number in part.parent], dtype=np.int64)
    place = np.array([number for part in parts for number in part.place], dtype=np.int64)
    count = np.array([number for part in parts for number in part.counts], dtype=np.int64)
    start = np.concatenate([[0], np.cumsum(count)])
    names = b"".join(blob for part in parts for blob in part.names).split(b"\0")[:-1]
    size = np.frombuffer(b"".join(part.size for part in parts), dtype=np.int64).copy()
    mtime_ns = np.frombuffer(b"".join(part.mtime_ns for part in parts), dtype=np.int64).copy()
    mode = np.frombuffer(b"".join(part.mode for part in parts), dtype=np.uint16).copy()
    parts.clear()
    for folder, at, *cells in crawled.patches:
        entry = start[folder] + at
        size[entry], mtime_ns[entry], mode[entry] = cells
    entry = np.where(parent < 0, -1, start[parent] + place)
    return Arrived(parent, start, entry, names, size, mtime_ns, mode)


def name_labels(names: list[bytes], folded: dict[int, bytes]) -> Ints:
    """Return the gapped label of each name; folded: the folded names that differ, by place."""
    lower = names.copy()
    for place, name in folded.items():
        lower[place] = name
    keys = natural_key(b"\0".join([*lower, b""]))
    del lower
    return labels(*_blob(keys), *_blob(b"\0".join([*names, b""])))


def _blob(data: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return NUL-ended items as an array of bytes and where each begins."""
    blob = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(blob == 0).astype(np.uint32)
    return blob, np.concatenate([np.zeros(1, dtype=np.uint32), ends + np.uint32(1)])


def lay_out(arrived: Arrived, label: Ints) -> Layout:
    """Return where every row goes: folders first, then by label, and each folder's subtree in one piece."""
    start, parent = arrived.start, arrived.parent
    count = np.diff(start)
    n = int(start[-1])
    order = np.argsort(_order_key(arrived, label, count))  # of entries, folder by folder as they came
    sorted_at = np.empty(n, dtype=np.int64)
    sorted_at[order] = np.arange(n)

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
    rows = np.arange(n) + np.repeat(firsts - start[:-1], count)  # of the entries in `order`
    source = np.empty(n, dtype=np.int32)
    source[rows] = order
    return Layout(firsts, firsts + totals, rows[sorted_at].astype(np.int32), source)


def _order_key(arrived: Arrived, label: Ints, count: Ints) -> Ints:
    """Return one number per entry that sorts by folder as it came, folders first, then by label."""
    rank = label // LABEL_GAP
    bits = int(rank.max(initial=0)).bit_length()
    is_other = (arrived.mode & 0o170000) != stat.S_IFDIR
    folder = np.repeat(np.arange(len(count)), count)
    return (folder << (bits + 1)) | (is_other.astype(np.int64) << bits) | rank


def name_columns(names: list[bytes], folded: dict[int, bytes], source: NDArray[np.int32]) -> Columns:
    """Return the columns of names, raw and folded."""
    blob, name_start = _blob(b"\0".join([*map(names.__getitem__, source.tolist()), b""]))
    differs = np.zeros(len(names), dtype=bool)
    differs[np.fromiter(folded, dtype=np.int64, count=len(folded))] = True
    folded_row = np.flatnonzero(differs[source])
    folded_blob, folded_start = _blob(b"\0".join([*map(folded.__getitem__, source[folded_row].tolist()), b""]))
    return {
        "names": blob,
        "name_start": name_start,
        "folded_row": folded_row,
        "folded_names": folded_blob,
        "folded_start": folded_start,
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


def sizes(size: Ints, columns: Columns) -> Ints:
    """Return the sizes of rows, a folder's being the sum of all files below it."""
    is_folder = (columns["mode"] & 0o170000) == stat.S_IFDIR
    own = np.where(is_folder | (size < 0), 0, size)
    if float(own.sum(dtype=np.float64)) >= _I64_MAX:  # sparse files may claim more than 64 bits together
        own = np.minimum(own, _I64_MAX // len(own))
    upto = np.concatenate([[0], np.cumsum(own)])
    found = np.where(is_folder, UNKNOWN_SIZE, size)
    first, end = columns["folder_first"], columns["folder_end"]
    found[columns["folder_row"][1:]] = (upto[end] - upto[first])[1:]
    return found
