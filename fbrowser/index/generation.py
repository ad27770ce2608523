"""Generation file: one snapshot on disk. Written once, checked on every opening, never changed.

    header      128 bytes: magic, format version, byte order, generation, when crawled, payload length, checksums
    table       per column: offset and length in bytes, 16 bytes each, in the order of COLUMNS
    meta        JSON: the root (base64), its size, what was left out, and what could not be read
    columns     each at a multiple of 64 bytes

Checksums are xxh3-128, over the header and over everything behind it; they find accidents, not attackers, whom the
folder's permissions keep out. What is checked, and where:

    header, exact lengths       always
    checksum                    `check` (before a file gets its name), `load`, `map_file` up to VERIFY_AT_ONCE
    offsets and row numbers     as the checksum, if numpy is there; `load` imports it, but not in a window that has
                                not done so yet: its first frame would come 0.1 s later
    that a path ends            always, in Snapshot: whatever was not checked costs an error, never an endless loop
"""

from __future__ import annotations

import base64
import contextlib
import json
import mmap
import os
import struct
import sys
from typing import TYPE_CHECKING, Any, Final

import xxhash

from fbrowser.index.snapshot import COLUMNS, Snapshot, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

MAGIC: Final = b"fbrowser index\r\n"
VERSION: Final = 3
ALIGN: Final = 64
VERIFY_AT_ONCE: Final = 1 << 24
"""Bytes up to which a checksum takes no time that counts."""
_HEADER: Final = struct.Struct("<16sI8sQqQI16s")
_DIGEST: Final = 16
_HEAD_SIZE: Final = 128
_ENTRY: Final = struct.Struct("<QQ")
_ITEM: Final = {kind: struct.calcsize(kind) for kind in "BHIiq"}


class Corrupt(Exception):  # noqa: N818 - a finding about a file, not a fault of the program
    """The file is not a whole, unharmed generation of this format."""


def encode(snapshot: Snapshot) -> Iterator[bytes | memoryview]:
    """Yield the file's bytes, header first."""
    meta = json.dumps(
        {
            "root": base64.b64encode(snapshot.root).decode(),
            "total": snapshot.total,
            "one_file_system": snapshot.one_file_system,
            "left_out": list(snapshot.left_out),
            "left_out_folders": snapshot.left_out_folders,
            "unreadable": [list(each) for each in snapshot.unreadable],
        }
    ).encode()
    views = [memoryview(snapshot.columns[name]).cast("B") for name in COLUMNS]
    at = _HEAD_SIZE + _ENTRY.size * len(views) + len(meta)
    table = b""
    gaps: list[bytes] = []
    for view in views:
        gaps.append(bytes(-at % ALIGN))
        at += len(gaps[-1])
        table += _ENTRY.pack(at, len(view))
        at += len(view)
    payload = [table, meta, *(part for pair in zip(gaps, views, strict=True) for part in pair)]
    digest = xxhash.xxh3_128()
    for part in payload:
        digest.update(part)
    numbers = (snapshot.generation, snapshot.created_ns, at - _HEAD_SIZE, len(meta))
    header = _HEADER.pack(MAGIC, VERSION, sys.byteorder.encode(), *numbers, digest.digest())
    header = header.ljust(_HEAD_SIZE - _DIGEST, b"\0")
    yield header + xxhash.xxh3_128_digest(header)
    yield from payload


def load(fd: int) -> Snapshot:
    """Return the snapshot of an open file as a private copy, checksum and bounds verified (see the module).

    Raises Corrupt, OSError.
    """
    size = os.fstat(fd).st_size
    view = _memory(size)
    at = 0
    with open(fd, "rb", buffering=0, closefd=False) as file:
        while at < size and (got := file.readinto(view[at:])):
            at += got
    if at < size:
        raise Corrupt("it ends early")
    return _in_bounds(decode(view.toreadonly(), verify=True), may_import="PySide6" not in sys.modules)


def _memory(size: int) -> memoryview:
    """Return memory to read into. A bytearray is filled with zeros first: 30 ms a million entries, lock held."""
    if os.name != "posix" or not size:
        return memoryview(bytearray(size))
    memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        with contextlib.suppress(OSError):  # not every kernel has them
            memory.madvise(mmap.MADV_HUGEPAGE)
    return memoryview(memory)


def map_file(fd: int) -> Snapshot:
    """Return the snapshot of an open file, mapped, in a millisecond at any size. Raises Corrupt, OSError.

    Of a file above VERIFY_AT_ONCE only header and lengths are checked: `load` and `check` look at it all.
    """
    data = _mapped(fd)
    if len(data) > VERIFY_AT_ONCE:
        return decode(data, verify=False)
    return _in_bounds(decode(data, verify=True), may_import=False)


def _in_bounds(snapshot: Snapshot, *, may_import: bool) -> Snapshot:
    """Return the snapshot, its bounds checked if numpy is there or may be imported. Raises Corrupt."""
    if may_import or "numpy" in sys.modules:
        check_bounds(snapshot)
    return snapshot


def check(fd: int) -> None:
    """Check all of an open file: checksum, lengths and bounds. Raises Corrupt, OSError."""
    check_bounds(decode(_mapped(fd), verify=True))


def _mapped(fd: int) -> memoryview:
    if not os.fstat(fd).st_size:
        raise Corrupt("it is empty")
    return memoryview(mmap.mmap(fd, 0, access=mmap.ACCESS_READ))


def decode(data: memoryview, *, verify: bool) -> Snapshot:
    """Return the snapshot whose file is in memory; verify: its checksum too. Raises Corrupt."""
    generation, created_ns, meta_length, digest = _read_header(data)
    if verify and xxhash.xxh3_128_digest(data[_HEAD_SIZE:]) != digest:
        raise Corrupt("its checksum is wrong")
    meta_at = _HEAD_SIZE + _ENTRY.size * len(COLUMNS)
    columns = dict(_read_columns(data, meta_at + meta_length))
    _check_lengths(columns)
    try:
        meta: dict[str, Any] = json.loads(bytes(data[meta_at : meta_at + meta_length]))
        root = base64.b64decode(meta["root"], validate=True)
        total = int(meta["total"])
        one_file_system = meta.get("one_file_system") is True
        left_out = tuple(map(str, meta.get("left_out", ())))
        left_out_folders = int(meta.get("left_out_folders", 0))
        unreadable = tuple(Unreadable(int(row), str(why)) for row, why in meta["unreadable"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Corrupt("its description cannot be read") from error
    known = (generation, unreadable, created_ns, total, one_file_system, left_out, left_out_folders)
    return Snapshot(root, columns, *known)


def _read_header(data: memoryview) -> tuple[int, int, int, bytes]:
    """Return generation, created_ns, length of meta and the checksum of the rest."""
    header = bytes(data[: _HEAD_SIZE - _DIGEST])
    own = bytes(data[_HEAD_SIZE - _DIGEST : _HEAD_SIZE])
    if len(own) < _DIGEST or xxhash.xxh3_128_digest(header) != own:
        raise Corrupt("its header is damaged")
    magic, version, order, generation, created_ns, length, meta_length, digest = _HEADER.unpack_from(header)
    if magic != MAGIC or version != VERSION:
        raise Corrupt("it is of another format")
    if order.rstrip(b"\0") != sys.byteorder.encode():
        raise Corrupt("it was written by another kind of machine")
    if length != len(data) - _HEAD_SIZE or generation < 0:
        raise Corrupt("its length is wrong")
    return generation, created_ns, meta_length, digest


def _read_columns(data: memoryview, begin: int) -> Iterator[tuple[str, memoryview]]:
    """Yield each column; together they must fill the file from `begin` on, but for the alignment."""
    at = begin
    if begin > len(data):
        raise Corrupt("its lengths are wrong")
    for number, (name, kind) in enumerate(COLUMNS.items()):
        offset, length = _ENTRY.unpack_from(data, _HEAD_SIZE + _ENTRY.size * number)
        if offset != at + -at % ALIGN or offset + length > len(data) or length % _ITEM[kind]:
            raise Corrupt("its lengths are wrong")
        at = offset + length
        yield name, data[offset:at].cast(kind)
    if at != len(data):
        raise Corrupt("its lengths are wrong")


def _check_lengths(columns: dict[str, memoryview]) -> None:
    """Check that the columns belong together: equal lengths, and offsets that end where their blob ends."""
    entries, folders = len(columns["size"]), len(columns["folder_row"])
    same = {len(columns[name]) for name in ("name", "mtime_ns", "mode", "parent")}
    same_folders = {len(columns[name]) for name in ("folder_first", "folder_count", "folder_end", "folder_largest")}
    starts = (
        ("name_start", "names", len(columns["name_start"]) - 1),
        ("folded_start", "folded_names", len(columns["folded_name"])),
    )
    if (
        same != {entries}
        or same_folders != {folders}
        or not folders
        or columns["folder_row"][0] != -1
        or columns["folder_end"][0] != entries
        or any(
            count < 0
            or len(columns[start]) != count + 1
            or columns[start][0]
            or columns[start][-1] != len(columns[blob])
            for start, blob, count in starts
        )
    ):
        raise Corrupt("its columns do not belong together")


def check_bounds(snapshot: Snapshot) -> None:
    """Check every offset and row number of a snapshot, and that every path leads to the root and back.

    Raises Corrupt. Needs numpy: 10 ms at a million rows.
    """
    import numpy as np  # noqa: PLC0415 - see Snapshot.column

    column = snapshot.column
    entries = len(snapshot)
    first, count, end = (column(f"folder_{name}") for name in ("first", "count", "end"))
    rows, parent, name, folded_name = map(column, ("folder_row", "parent", "name", "folded_name"))
    names = len(column("name_start")) - 1
    sound = (
        _is_rising(column("name_start"))
        and _is_rising(column("folded_start"))
        and _is_rising(rows)
        and _is_rising(folded_name)
        and rows[-1] < entries
        and bool((first > rows).all())  # a folder lies before its children
        and bool((end <= entries).all() and (first <= end).all() and (count <= end - first).all())
        and (not len(folded_name) or (folded_name[0] >= 0 and folded_name[-1] < names))
        and bool(((name >= 0) & (name < names)).all())
        and bool(((parent >= -1) & (parent < entries)).all())
        and bool((parent < np.arange(entries)).all())  # a parent's row lies before its children's
        and all(-1 <= each.row < entries for each in snapshot.unreadable)
    )
    if not sound:
        raise Corrupt("its rows point outside")


def _is_rising(numbers: NDArray[Any]) -> bool:
    return bool((numbers[1:] > numbers[:-1]).all())
