"""The one tree that queries are tried on: ANNA, indexed as /home/anna, on Wednesday 14 August 2024 at noon.

The clock is that of Berlin, told without a database of time zones: `TIME_ZONE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME

TIME_ZONE: Final = "CET-1CEST,M3.5.0,M10.5.0/3"
NOW: Final = datetime.fromisoformat("2024-08-14T12:00:00+02:00")
ROOT: Final = "/home/anna"

EntryKind: TypeAlias = Literal["file", "folder", "link", "fifo"]


@dataclass(frozen=True)
class Entry:
    """One entry, and what is in it."""

    name: bytes
    kind: EntryKind
    size: int
    """Bytes; recursive for a folder; UNKNOWN_SIZE if not known."""
    mtime_ns: int
    children: tuple[Entry, ...] | None = None
    """What is in a folder that could be read."""
    content: bytes = b""
    """Of a file; what the tests do not look at is not kept."""


def _ns(modified: str) -> int:
    """Return a time told without its zone, which is that of the winter until an offset says otherwise."""
    moment = datetime.fromisoformat(modified if "+" in modified else f"{modified}+01:00")
    return int(moment.timestamp()) * 10**9


def _name(name: str | bytes) -> bytes:
    return name.encode() if isinstance(name, str) else name


def file(name: str | bytes, size: int = 1, modified: str = "2019-06-15 12:00", content: bytes = b"") -> Entry:
    """Return a regular file; the size is that of the content, if there is some."""
    return Entry(_name(name), "file", len(content) or size, _ns(modified), content=content)


def folder(name: str, *children: Entry, modified: str = "2019-06-15 12:00") -> Entry:
    """Return a folder."""
    size = sum(max(child.size, 0) for child in children)
    return Entry(_name(name), "folder", size, _ns(modified), children)


def other(name: str, kind: EntryKind, size: int = 0, mtime_ns: int = _ns("2019-06-15 12:00")) -> Entry:
    """Return what is neither a regular file nor a folder that can be read."""
    return Entry(_name(name), kind, size, mtime_ns)


KB: Final = 1024
MB: Final = 1024**2

ANNA: Final = folder(
    "anna",
    # sizes and dates at the edges: around 1 KB, around midnight, around a week and a month
    file(".bashrc", 0, "2020-01-01 00:00"),
    file("Makefile", 1024, "2024-08-12 00:00+02:00"),
    file("README.md", 2048, "2024-08-14 09:00+02:00"),
    file("notes.txt", 1023, "2024-08-13 23:59:59+02:00"),
    file("backup.tar.gz", 2047, "2024-08-11 23:59:59+02:00"),
    file("tomorrow.ics", 700, "2024-08-15 08:00+02:00"),
    file("name.", 5),
    file("C:odd", 6),
    file("12:30.log", 7, "2024-08-14 11:58+02:00"),
    file("OR", 8),
    file("#1 !important", 9),
    file("a|b", 10),
    file('say "hi".txt', 11),
    file("what?.txt", 12),
    file("2*3.txt", 14),
    other("latest", "link", 20),
    other("pipe", "fifo"),
    other("locked", "folder", UNKNOWN_SIZE, UNKNOWN_TIME),
    folder("empty"),
    folder(
        "docs",
        file("Report 2023.pdf", 10 * KB, "2023-12-31 23:59:59"),
        file("Report 2024.pdf", 10 * KB + 1, "2024-01-01 00:00"),
        file("report.txt", content=b"The Report of 2024: profit\n", modified="2024-03-31 01:59:59"),
        file("letter.txt", content=b"Dear Report, hello profit\n", modified="2024-07-31 23:59:59+02:00"),
        file("caf\u00e9.txt", 100 * KB, "2024-08-01 00:00+02:00"),
        file("cafe\u0301.txt", 100 * KB + 1, "2024-07-14 12:00+02:00"),
        file("CAFE.txt", 100 * KB + 2, "2024-07-14 11:59:59+02:00"),
        file(b"caf\xe9.txt", 31),
        file("stra\u00dfe.doc", 32),
        file("STRASSE.doc", 33),
        file("\u0130zmir.doc", 34),
        file("\u65e5\u672c.txt", 35),
        file("old (1).doc", 36),
    ),
    folder(
        "pics",
        folder(
            "2020",
            file("beach.jpg", MB, "2020-07-01 10:00+02:00"),
            file("beach.JPG", MB + 1, "2020-12-31 23:59:59"),
            file("beach_2.png", 16 * MB, "2021-01-01 00:00"),
        ),
        folder("2021 winter", file("snow.jpeg", 16 * MB + 1, "2021-02-28 12:00")),
    ),
    folder("music", file("song.mp3", 128 * MB), file("song.flac", 128 * MB + 1), file("Song Book.pdf", 40)),
    folder(
        "src",
        file("main.c", content=b"int main(void) { return 0; }\n"),
        file("main.h", 41),
        file("foo(1).txt", 42),
        file("foo-bar.txt", 43),
        file("foobar.txt", 44),
        file("x.toml", 45),
        folder("util", file("main.c", 41), folder("deep", file("x.toml", content=b"TOML caf\xc3\xa9 \xff\n"))),
    ),
)
