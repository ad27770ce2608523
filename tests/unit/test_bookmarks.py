"""Bookmarks are kept to the last byte, by two windows at once, and a broken line costs only itself."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.bookmarks import Bookmark, Bookmarks, change, load, parse, written

FOLDERS = st.lists(
    st.binary(max_size=9).map(lambda raw: b"/" + raw.replace(b"\0", b"").replace(b"/", b"")), max_size=6
)


def file() -> Path:
    return Path(os.environ["FBROWSER_CONFIG_DIR"], "bookmarks.jsonl")


def of(*folders: bytes) -> Bookmarks:
    return Bookmarks(tuple(map(Bookmark, folders)))


def test_what_is_kept_is_loaded_to_the_last_byte() -> None:
    change(
        lambda known: known.with_folder(b"/a\xff\xfe \xe2\x80\xae"),
        lambda known: known.with_folder("/\u05e9\u05dc".encode()),
        lambda known: known.renamed(b"/a\xff\xfe \xe2\x80\xae", "Work & play"),
    )
    assert load().items == (Bookmark(b"/a\xff\xfe \xe2\x80\xae", "Work & play"), Bookmark("/\u05e9\u05dc".encode()))
    assert "\u05e9\u05dc" in file().read_text(encoding="utf-8"), "a person can read it"
    assert stat.S_IMODE(file().stat().st_mode) == 0o600


def test_nothing_is_kept_yet() -> None:
    assert load() == Bookmarks()


def test_a_broken_line_costs_only_itself_and_stays() -> None:
    file().parent.mkdir(parents=True)
    file().write_bytes(
        b'{"folder": "/a"}\nhello \xff\n{"folder": "b"}\n\n[1]\n{"folder": "/c/", "name": 5}\n{"folder": "/c"}'
    )
    assert load() == of(b"/a", b"/c")
    change(lambda known: known.without(b"/a"))
    assert (
        file().read_bytes() == b'{"folder": "/c"}\nhello \xff\n{"folder": "b"}\n[1]\n{"folder": "/c/", "name": 5}\n'
    )


def test_a_file_that_cannot_be_read_is_not_overwritten() -> None:
    file().mkdir(parents=True)
    assert load() == Bookmarks()
    with pytest.raises(EnvironmentProblem, match=r"bookmarks.jsonl could not be written"):
        change(lambda known: known.with_folder(b"/a"))
    assert file().is_dir()


@pytest.mark.parametrize(
    ("place", "order"), [(-5, b"cab"), (0, b"cab"), (1, b"acb"), (2, b"abc"), (9, b"abc")], ids=str
)
def test_one_is_moved(place: int, order: bytes) -> None:
    moved = of(b"/a", b"/b", b"/c").moved(b"/c", place)
    assert b"".join(each.folder[1:] for each in moved.items) == order


def test_what_is_not_there_is_neither_moved_nor_removed_nor_renamed() -> None:
    known = of(b"/a")
    assert known.moved(b"/x", 0) == known.without(b"/x") == known.renamed(b"/x", "y") == known
    assert known.with_folder(b"/a") == known


def test_a_name_is_one_line_that_can_be_written() -> None:
    renamed = of(b"/a").renamed(b"/a", "  two\nlines \udcff ").items[0]
    assert renamed.name == "two lines ?"
    assert of(b"/a").renamed(b"/a", " ").items == (Bookmark(b"/a"),)


@given(FOLDERS, st.text(max_size=5))
def test_written_and_read_they_are_the_same(folders: list[bytes], name: str) -> None:
    known = Bookmarks()
    for folder in map(os.path.normpath, folders):
        known = known.with_folder(folder).renamed(folder, name)
    assert parse(written(known)) == known


@given(st.binary())
def test_any_file_is_read_and_no_line_of_it_lost(content: bytes) -> None:
    known = parse(content)
    assert parse(written(known)) == known
    assert parse(written(known)).unread == known.unread
