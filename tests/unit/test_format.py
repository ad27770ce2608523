"""Sizes, dates and names as people read them, whatever the file system says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common import format as fmt
from fbrowser.common.display import display


@pytest.mark.parametrize(
    ("count", "text"),
    [(-1, "\u2013"), (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KB"), (10_200, "10 KB"), (1023 * 1024, "1.0 MB"),
     (5 * 1024**3, "5.0 GB"), (2**63 - 1, "8.0 EB")],
)  # fmt: skip
def test_sizes_have_three_digits_at_most(count: int, text: str) -> None:
    assert fmt.size(count) == text


@given(st.integers(-(2**63), 2**63 - 1))
def test_no_time_is_too_far_away(mtime_ns: int) -> None:
    assert fmt.date(mtime_ns, time.time())
    assert fmt.exact_date(mtime_ns)
    assert fmt.plain_date(mtime_ns)


def test_dates_are_the_more_exact_the_nearer() -> None:
    now = time.mktime((2026, 3, 2, 12, 0, 0, 0, 0, -1))
    at = [now - 3600, now - 86400, now - 86400 * 10, now - 86400 * 400]
    texts = [fmt.date(int(then) * 10**9, now) for then in at]
    assert texts[:2] == ["Today 11:00", "Yesterday 12:00"]
    assert texts[2].startswith("20 ")
    assert texts[3].endswith(" 2025")


def test_plain_dates_are_equally_long_and_sort_as_text() -> None:
    assert fmt.plain_date(int(time.mktime((2026, 3, 2, 9, 5, 59, 0, 0, -1))) * 10**9) == "2026-03-02 09:05"
    assert fmt.plain_date(int(time.mktime((999, 12, 31, 12, 0, 0, 0, 0, -1))) * 10**9) == "0999-12-31 12:00"


def test_dates_that_the_system_does_not_know_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    noon_1601 = int(time.mktime((1601, 1, 2, 12, 0, 0, 0, 0, 0))) * 10**9
    said = fmt.plain_date(noon_1601)

    def refuse(_seconds: float) -> time.struct_time:  # as Windows does before 1970
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(time, "localtime", refuse)
        assert fmt.plain_date(noon_1601)[:10] == said[:10] == "1601-01-02"
        assert fmt.plain_date(-(2**63)) == "\u2013"
        assert fmt.plain_date(2**80) == "out of range"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "just now"), (12, "12 s ago"), (61, "1 min ago"), (7200, "2 h ago"), (86400 * 3, "3 days ago")],
)
def test_ages(seconds: float, text: str) -> None:
    assert fmt.ago(seconds) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (b"plain name.txt", "plain name.txt"),
        ("Été".encode(), "Été"),
        (b"rep\xffort", "rep⟨FF⟩ort"),
        (b"a\nb\x1b", "a␊b␛"),
        ("x\u202ey".encode(), "x⟨U+202E⟩y"),
        ("\ufeffbom".encode(), "⟨U+FEFF⟩bom"),
        (b"\x7f", "␡"),
    ],
)
def test_names_are_shown_as_they_are(name: bytes, text: str) -> None:
    assert display(name) == text


@given(st.binary(max_size=40))
def test_shown_names_have_nothing_that_breaks_a_line_or_hides(name: bytes) -> None:
    assert display(name).isprintable()
