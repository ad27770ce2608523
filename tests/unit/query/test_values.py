"""Numbers and sizes, alone, compared and in ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.index.query.values import HIGHEST, LOWEST, BadValue, Interval, intervals, read_number, read_size

KB, MB = 1024, 1024**2


def sizes(text: str) -> list[tuple[int | None, int | None]]:
    """Return the intervals of sizes, without hints."""
    return [(each.low, each.high) for each in intervals(text, read_size)]


SIZES: dict[str, tuple[int | None, int | None]] = {
    "0": (0, 0),
    "007": (7, 7),
    "5b": (5, 5),
    "1kb": (KB, 2 * KB - 1),
    "1KiB": (KB, 2 * KB - 1),
    "0kb": (0, KB - 1),
    "1m": (MB, 2 * MB - 1),
    "2g": (2 * KB**3, 3 * KB**3 - 1),
    "1tb": (KB**4, 2 * KB**4 - 1),
    "1pb": (KB**5, 2 * KB**5 - 1),
    "1.5kb": (1536, 1536),
    "1.0kb": (KB, KB),
    ".5kb": (512, 512),
    "1.0001kb": (KB, KB),
    "1.999b": (1, 1),
    "=1kb": (KB, KB),
    ">1kb": (KB + 1, None),
    ">=1kb": (KB, None),
    "<1kb": (None, KB - 1),
    "<=1kb": (None, KB),
    ">1.5kb": (1537, None),
    "1kb..2kb": (KB, 3 * KB - 1),
    "1kb..": (KB, None),
    "..1kb": (None, 2 * KB - 1),
    "1.5kb..2.5kb": (1536, 2560),
    "5..5": (5, 5),
    "empty": (0, 0),
    "tiny": (1, 10 * KB),
    "small": (10 * KB + 1, 100 * KB),
    "medium": (100 * KB + 1, MB),
    "LARGE": (MB + 1, 16 * MB),
    "huge": (16 * MB + 1, 128 * MB),
    "gigantic": (128 * MB + 1, None),
    ">tiny": (10 * KB + 1, None),
    ">=tiny": (1, None),
    "<tiny": (None, 0),
    "<=tiny": (None, 10 * KB),
    ">gigantic": (HIGHEST, None),
    "tiny..medium": (1, MB),
    "1kb..gigantic": (KB, None),
    "9" * 5000: (HIGHEST, HIGHEST),
    "9999999pb": (HIGHEST, HIGHEST),
    "1." + "3" * 5000 + "kb": (1365, 1365),
    ">9999999pb": (HIGHEST, None),
    "<0": (None, -1),
    "0" * 5000 + "1": (1, 1),
}


def test_a_size_is_an_interval() -> None:
    assert {text: sizes(text) for text in SIZES} == {text: [ends] for text, ends in SIZES.items()}


def test_several_values_are_several_intervals() -> None:
    assert sizes("empty;>1kb;;3..4;") == [(0, 0), (KB + 1, None), (3, 4)]


def test_a_range_the_wrong_way_round_is_put_right_with_a_hint() -> None:
    assert intervals("2kb..1kb", read_size) == [Interval(KB, 3 * KB - 1, "“2kb..1kb” is read the other way round")]
    assert intervals("gigantic..empty", read_size)[0][:2] == (0, None)
    assert intervals("2..2", read_number) == [Interval(2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "-1",
        "1,5",
        "1 kb",
        "kb",
        ".",
        "1.",
        "1..2..3",
        "1eb",
        "x",
        ">",
        ">=",
        "==1",
        "<>1",
        "\u0661",
        "1_0",
    ],
)
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        intervals(text, read_size)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "1kb", "tiny", "x", "..", "²", "=>1"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        intervals(text, read_number)


def test_a_refused_value_is_shown_on_one_short_line() -> None:
    with pytest.raises(BadValue, match="“a␊" + "x" * 37 + "…” is no size"):
        read_size("a\n" + "x" * 100)


NUMBERS = st.integers(0, 10**30)


@given(NUMBERS, NUMBERS, st.sampled_from(["", "b", "kb", "m", "PB"]))
def test_comparisons_and_ranges_fit_together(one: int, other: int, unit: str) -> None:
    ((low, high),) = sizes(f"{one}{unit}")
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= HIGHEST
    assert sizes(f"={one}{unit};>={one}{unit};<={one}{unit}") == [(low, low), (low, None), (None, low)]
    assert sizes(f">{one}{unit};<{one}{unit}") == [(min(low + 1, HIGHEST), None), (None, low - 1)]
    ((start, end),) = sizes(f"{one}{unit}..{other}{unit}")
    assert {start, end} <= {low, high, *sizes(f"{other}{unit}")[0]}
    assert sizes(f"{other}{unit}..{one}{unit}") == [(start, end)]


@given(st.text(max_size=12) | st.text("0123456789.<>=;kb", max_size=12))
def test_any_value_is_read_or_refused(text: str) -> None:
    for read in (read_size, read_number):
        try:
            found = intervals(text, read)
        except BadValue:
            continue
        assert all(LOWEST <= end <= HIGHEST for each in found for end in each[:2] if end is not None)
