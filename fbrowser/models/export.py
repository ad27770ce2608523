"""Export: what was found, written as CSV or as lines of JSON, with what it rests on; no byte of a name is lost."""

from __future__ import annotations

import json
import os
from typing import IO, TYPE_CHECKING, Final

from fbrowser.common.errors import EnvironmentProblem, not_written
from fbrowser.common.files import replacing
from fbrowser.common.translation import later
from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.entry import Entry
    from fbrowser.models.listing import Listing

_KINDS: Final = {0o040000: "folder", 0o100000: "file", 0o120000: "link"}
_AT_ONCE: Final = 1000
"""Rows that are written between two looks at whether it is still wanted."""
_QUOTED: Final = b'",\n\r'


def as_json(path: bytes, entry: Entry) -> bytes:
    """Return one match as a JSON object; undecodable bytes of the path are lone surrogates, as os.fsdecode says."""
    fields = {
        "path": os.fsdecode(path),
        "size": None if entry.size == UNKNOWN_SIZE else entry.size,
        "mtime_ns": None if entry.mtime_ns == UNKNOWN_TIME else entry.mtime_ns,
        "kind": kind(entry),
    }
    return json.dumps(fields).encode()


def as_csv(path: bytes, entry: Entry) -> bytes:
    """Return one match as a line of CSV, its path in its own bytes; what is not known is empty."""
    size = b"" if entry.size == UNKNOWN_SIZE else b"%d" % entry.size
    time = b"" if entry.mtime_ns == UNKNOWN_TIME else b"%d" % entry.mtime_ns
    return b",".join((_field(path), size, time, kind(entry).encode()))


def kind(entry: Entry) -> str:
    """Return what an entry is: folder, file, link or special."""
    return _KINDS.get(entry.mode & 0o170000, "special")


def _field(value: bytes) -> bytes:
    is_plain = not any(byte in value for byte in _QUOTED) and not value.startswith(b"#")
    return value if is_plain else b'"%b"' % value.replace(b'"', b'""')


def write_export(path: bytes, listing: Listing, coverage: str, cancel: CancelToken) -> int:
    """Write a listing to a file, all or nothing; return how many rows. On a worker.

    A path that ends in `.csv` becomes CSV, any other lines of JSON. Raises EnvironmentProblem, Cancelled.
    """
    try:
        with replacing(path) as file:
            _write(file, listing, coverage, cancel, is_csv=path.lower().endswith(b".csv"))
    except OSError as error:
        raise _problem(path, error) from error
    return len(listing.rows)


def _write(file: IO[bytes], listing: Listing, coverage: str, cancel: CancelToken, *, is_csv: bool) -> None:
    file.writelines(_csv_head(coverage) if is_csv else [json.dumps({"coverage": coverage}).encode() + b"\n"])
    line = as_csv if is_csv else as_json
    for first in range(0, len(listing.rows), _AT_ONCE):
        cancel.check()
        rows = (int(row) for row in listing.rows[first : first + _AT_ONCE])
        file.writelines(line(listing.snapshot.path(row), listing.snapshot.entry(row)) + b"\n" for row in rows)


def _csv_head(coverage: str) -> Iterator[bytes]:
    yield b"# %b\n" % coverage.encode()
    yield b"path,size,mtime_ns,kind\n"


def _problem(path: bytes, error: OSError) -> EnvironmentProblem:
    return not_written(path, error, later("Choose another place."))
