"""What fits what was typed, how well, and which letters are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.fuzzy import BEST, match, rank


def marked(typed: str, text: str) -> str | None:
    """Return a text with what is typed of it in brackets; None if it does not fit."""
    found = match(typed, text)
    if found is None:
        return None
    for first, end in reversed(found.spans):
        text = f"{text[:first]}[{text[first:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("new", "[New] tab"),
        ("ntp", "[N]ew [t]ab [p]age"),
        ("tab new", "[New] [tab]"),
        ("sf", "[S]earch[F]ield"),
        ("cafe", "un [CAF\u00c9]"),
        ("CAF\u00c9", "un [cafe]"),
        ("cafe", "un [cafe]\u0301"),
        ("strasse", "[Stra\u00dfe]"),
        ("src", "asrc [src]"),
        ("v2", "file [v]ersion [2]"),
        ("", "anything"),
        ("a", "Rem[a]rk"),
        ("ark", "Rem[ark]"),
    ],
)
def test_which_letters_are_meant(typed: str, shown: str) -> None:
    assert marked(typed, shown.replace("[", "").replace("]", "")) == shown


@pytest.mark.parametrize(("typed", "text"), [("xyz", "New tab"), ("wen", "New"), ("tab x", "New tab"), ("a", "")])
def test_what_does_not_fit(typed: str, text: str) -> None:
    assert match(typed, text) is None


def test_letters_strewn_over_a_long_text_are_no_match() -> None:
    assert match("nose", "Open the folder that this is the case of") is None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("src", "src", "src-old"),
        ("src", "src-old", "a source of"),
        ("down", "Downloads", "Countdown"),
        ("tab", "New tab", "Notable"),
        ("ntp", "New tab page", "antiphon"),
        ("doc", "Documents", "Documents and more of the like"),
    ],
)
def test_which_is_better(typed: str, better: str, worse: str) -> None:
    found = rank(typed, [worse, better])
    assert found[0].place == 1


def test_of_equals_the_first_comes_first() -> None:
    assert [each.place for each in rank("a", ["ab", "ac", "ad"])] == [0, 1, 2]


def test_who_mistypes_is_understood_if_nothing_fits() -> None:
    texts = ["Home", "Refresh", "Reopen a closed tab"]
    assert [texts[each.place] for each in rank("refersh", texts)] == ["Refresh"]
    assert rank("qqqq", texts) == []


@given(st.text(max_size=8), st.text(max_size=40))
def test_spans_are_letters_of_the_text(typed: str, text: str) -> None:
    found = match(typed, text)
    if found is not None:
        assert found.score <= BEST
        ends = [0, *(place for span in found.spans for place in span), len(text)]
        assert ends == sorted(ends)
        assert all(first < end for first, end in found.spans)


@given(st.text("abc/", min_size=1, max_size=20))
def test_every_text_fits_itself(text: str) -> None:
    found = match(text, text)
    assert found is not None
    assert found.spans == ((0, len(text)),)
    assert found.score == BEST
