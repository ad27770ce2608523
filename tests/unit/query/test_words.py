"""What a query means, in plain English."""

import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from fbrowser.index.query import parse
from fbrowser.index.query.words import words
from tests.helpers.query_tree import NOW, TIME_ZONE


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", TIME_ZONE)
        time.tzset()
        yield
    time.tzset()


WORDS: dict[str, str] = {
    "": "everything",
    "report": "name contains “report”",
    "a b|c !d": "name contains “a” and (name contains “b” or name contains “c”) and not: name contains “d”",
    "!(a b)": "not: (name contains “a” and name contains “b”)",
    "*.txt": "name matches “*.txt”",
    "src/main": "path contains “src/main”",
    "exact:a": "name is “a”",
    "startwith:a": "name starts with “a”",
    "endwith:a": "name ends with “a”",
    "ww:a": "name has the word “a”",
    "regex:^a": "name matches the pattern “^a”",
    "case:a": "name contains “a” (case as typed)",
    "case:diacritics:a": "name contains “a” (case and accents as typed)",
    '"\udcff\x1b[31m"': "name contains “⟨FF⟩␛[31m”",
    "file:a": "a file and name contains “a”",
    "pic:": "a picture",
    "ext:jpg;png": "extension “jpg” or “png”",
    "ext:": "extension none",
    "ext:a;b;c;d;e;f;g": "extension “a” or “b” or “c” or “d” or 3 others",
    "size:1kb": "size from 1 KB, below 2 KB",
    "size:>1.5mb": "size above 1,536 KB",
    "size:<=5": "size up to 5 bytes",
    "size:=1": "size from 1 byte, up to 1 byte",
    "size:small": "size above 10 KB, up to 100 KB",
    "size:empty": "size from 0 bytes, up to 0 bytes",
    "dm:2024": "modified from 2024-01-01, before 2025-01-01",
    "dm:>2024-03-05T14": "modified from 2024-03-05 15:00",
    "dm:<2024-03-05T14:30:15": "modified before 2024-03-05 14:30:15",
    "dm:pastweek": "modified from 2024-08-07 12:00, until 2024-08-14 12:00",
    "depth:0": "directly in the root",
    "depth:1": "below 1 folder of the root",
    "depth:>=2": "below at least 2 folders of the root",
    "len:1..5": "name of 1 to 5 characters",
    "len:<3": "name of at most 2 characters",
    "empty:": "an empty folder",
    "childcount:1": "a folder with 1 item directly in it",
    "childfilecount:>1": "a folder with at least 2 files directly in it",
    "in:docs": "anywhere in “docs”",
    "parent:docs": "directly in “docs”",
    "child:*.py": "a folder with something directly in it whose name matches “*.py”",
    "dupe:": "the name occurs again in the result",
    "sizedupe:": "the size occurs again in the result",
    "content:x": "content contains “x”",
    "case:content:x": "content contains “x” (case as typed)",
    "in:": "nothing: in: a value is missing right behind the colon",
}


def test_a_query_in_words() -> None:
    assert {text: words(parse(text, now=NOW).root) for text in WORDS} == WORDS


def test_a_filter_of_the_user_is_called_by_its_name() -> None:
    assert words(parse("mine:", filters={"mine": frozenset({"x"})}).root) == "one of the filter “mine”"


def test_now_is_now_unless_told() -> None:
    today = datetime.now().astimezone()
    assert f"{today:%Y-%m}" in words(parse("dm:thismonth").root)
