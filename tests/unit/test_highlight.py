"""What is marked in a name is what the query has found there, in the characters that are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.display import display
from fbrowser.index.query import parse
from fbrowser.index.sorting import fold
from fbrowser.models.highlight import elided_spans, matched_texts, spans


def marked(query: str, name: str | bytes) -> str:
    """Return the shown name with brackets around what is marked."""
    raw = name if isinstance(name, bytes) else name.encode()
    shown = display(raw)
    for first, end in reversed(spans(raw, matched_texts(parse(query)))):
        shown = f"{shown[:first]}[{shown[first:end]}]{shown[end:]}"
    return shown


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("rep", "Report rep.txt", "[Rep]ort [rep].txt"),
        ("ab bc", "abcd", "[abc]d"),
        ("a !b", "abc", "[a]bc"),
        ("a|c", "abc", "[a]b[c]"),
        ("uber", "\u00dcber", "[\u00dcber]"),
        ("e", "e\u0301x", "[e\u0301]x"),
        ("s", "Stra\u00dfe", "[S]tra[\u00df]e"),
        ("ort", b"rep\xffort", "rep⟨FF⟩[ort]"),
        ("b", "a\nb", "a␊[b]"),
        ("*.txt", "notes.txt", "notes[.txt]"),
        ("n?t*", "notes", "[n]o[t]es"),
        ("case:rep", "Rep rep", "Rep [rep]"),
        ("diacritics:e", "\u00e9 e", "\u00e9 [e]"),
        ("ww:a", "a ab a", "[a] ab [a]"),
        ("startwith:a", "aba", "[a]ba"),
        ("endwith:a", "aba", "ab[a]"),
        ("exact:aba", "aba", "[aba]"),
        ("regex:[0-9]+", "a12b3", "a[12]b[3]"),
        ("sub/rep", "report", "[rep]ort"),
        ("size:>1kb ext:txt", "notes.txt", "notes.txt"),
        ("", "notes", "notes"),
    ],
)
def test_what_is_found_is_marked(query: str, name: str | bytes, expected: str) -> None:
    assert marked(query, name) == expected


@given(st.text("aAäÄßé\u0130\u017f\u212a\u0301.1", max_size=8), st.text("aAäßs1i\u0301", min_size=1, max_size=2))
def test_a_mark_is_there_if_the_folded_name_holds_the_folded_text(name: str, text: str) -> None:
    needle = fold(text.encode())
    query = parse(f'"{text}"')
    holds = bool(needle) and needle in fold(name.encode())
    assert bool(spans(name.encode(), matched_texts(query))) == holds


def test_marks_survive_where_the_middle_is_left_out() -> None:
    text, found = "abcdefghij", ((0, 2), (4, 6), (8, 10))
    assert elided_spans(text, text, found) == found
    assert elided_spans(text, "abc\u2026hij", found) == ((0, 2), (3, 4), (5, 7))
    assert elided_spans(text, "a\u2026j", found) == ((0, 3),)
    assert elided_spans(text, "abcde\u2026", found) == ((0, 2), (4, 6))
    assert elided_spans(text, "\u2026", found) == ((0, 1),)
    assert elided_spans(text, "ab\u2026ij", ((0, 1),)) == ((0, 1),)
