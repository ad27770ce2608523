"""Patterns find in many texts at once what they find in each, and literals never lose a match."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.cancel import CancelToken
from fbrowser.index.query import patterns
from fbrowser.index.query.nodes import Text
from fbrowser.index.query.values import BadValue
from fbrowser.index.search.lines import Lines
from fbrowser.index.search.literals import required
from fbrowser.index.search.texts import Form

PIECES = st.sampled_from(
    [
        r"a",
        r"b",
        r"lib",
        r".",
        r"\.",
        r"[ab]",
        r"[^a]",
        r"\s",
        r"\W",
        r"\d",
        r"^",
        r"$",
        r"\b",
        r"x",
        r"1",
        r"\Z",
        r"\A",
        r"(a|b)",
        r"(?:ab)",
        r"(?!a)",
        r"\x61",
        r"\u0062",
        r"[[a-b]]",
        r"é",
    ]
)
REPEATS = st.sampled_from(["", "", "", "*", "+", "?", "{0,2}", "{2}", "*?", "++", "*+"])
PATTERNS = st.lists(st.tuples(PIECES, REPEATS).map("".join), min_size=1, max_size=5).map("".join)
TEXTS = st.lists(st.text("ablib.1 x_é\udcff\n", max_size=8), min_size=1, max_size=12)


def compiled(pattern: str) -> "regex.Pattern[str] | None":
    try:
        return regex.compile(pattern, regex.IGNORECASE)
    except regex.error:
        return None


@given(PATTERNS, TEXTS)
def test_many_at_once_are_each_by_itself(text: str, texts: list[str]) -> None:
    pattern = compiled(text)
    if pattern is not None:
        found = Lines(pattern).search("".join(f"{each}\0" for each in texts), CancelToken())
        assert found.tolist() == [pattern.search(each) is not None for each in texts]


@given(PATTERNS, TEXTS)
def test_what_a_pattern_matches_has_its_literals(text: str, texts: list[str]) -> None:
    node = Text(text, "regex")
    try:
        pattern = patterns.compiled(node)
    except BadValue:
        return
    for each in map(Form().of, texts):
        if pattern.search(each):
            assert [literal for literal in required(node) if literal not in each] == []


def test_literals_are_read_off() -> None:
    assert required(Text(r"^lib.*\.so", "regex")) == ["lib", ".so"]
    assert required(Text("Lib[0-9]+x?y", "regex")) == ["lib", "y"]
    assert required(Text("LIB", "regex", case=True)) == ["LIB"]
    assert required(Text("a|b", "regex")) == []
