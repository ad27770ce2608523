"""Every text means something, and the same as before."""

import sys
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fbrowser.index.query import Query, parse, without
from fbrowser.index.query.filters import FILTERS
from fbrowser.index.query.lexer import quote
from fbrowser.index.query.nodes import (
    EVERYTHING,
    And,
    Child,
    Children,
    Content,
    Depth,
    Duplicate,
    Extension,
    Kind,
    Length,
    Node,
    Not,
    Nothing,
    Or,
    Size,
    Span,
    Text,
    Within,
)
from fbrowser.index.query.patterns import compiled
from tests.helpers.query_texts import TEXTS

NOW = datetime(2024, 8, 14, 12, tzinfo=UTC)
A, B, C, D = (Text(letter) for letter in "abcd")
IN_PATH_B, IN_PATH_C = (Text(letter, on_path=True, case=True) for letter in "bc")
FILE = Kind("file")


def root(text: str) -> Node:
    """Return what a text means."""
    return parse(text, now=NOW).root


MEANINGS: dict[str, Node] = {
    "": EVERYTHING,
    "a": A,
    "a b": And((A, B)),
    "a AND b && c": And((A, B, C)),
    "a|b": Or((A, B)),
    "a b|c": And((A, Or((B, C)))),
    "a|b c|d": And((Or((A, B)), Or((C, D)))),
    "a b || c": Or((And((A, B)), C)),
    "a b OR c d": Or((And((A, B)), And((C, D)))),
    "a OR b AND c": Or((A, And((B, C)))),
    "a|b OR c": Or((Or((A, B)), C)),
    "a|b AND c|d": And((Or((A, B)), Or((C, D)))),
    "!a": Not(A),
    "!!a": A,
    "NOT !a": A,
    "! a b": And((Not(A), B)),
    "!a|b": Or((Not(A), B)),
    "!(a b)": Not(And((A, B))),
    "((a))": A,
    "(a b) c": And((And((A, B)), C)),
    "<a|b>c": And((Or((A, B)), C)),
    "(a": A,
    "(a <b": And((A, B)),
    "a)": Text("a)"),
    "()": EVERYTHING,
    "a ()": A,
    "a|()|b": Or((A, B)),
    "! | a OR": A,
    "a|OR|b": Or((A, B)),
    "a|NOT b": Or((A, Not(B))),
    "case:a": Text("a", case=True),
    "case:nocase:a": A,
    "case:(a nocase:b)": And((Text("a", case=True), B)),
    "case:<a path:(b c)> d": And((And((Text("a", case=True), And((IN_PATH_B, IN_PATH_C)))), D)),
    "case: a": And((EVERYTHING, A)),
    "case:": EVERYTHING,
    "case:()": EVERYTHING,
    "!case:": Not(EVERYTHING),
    "diacritics:a": Text("a", diacritics=True),
    "path:a": Text("a", on_path=True),
    "a/b": Text("a/b", on_path=True),
    '"a/b"': Text("a/b", on_path=True),
    "nopath:a/b": Text("a/b"),
    "*.a": Text("*.a", "wild"),
    '"*.a"': Text("*.a"),
    '*".a"': Text("*.a", "wild"),
    "exact:*.a": Text("*.a", "whole"),
    "ww:(a startwith:b)": And((Text("a", "word"), Text("b", "start"))),
    "regex:a.b": Text("a.b", "regex"),
    "exact:regex:a": Text("a", "regex"),
    "regex:a/b": Text("a/b", "regex", on_path=True),
    "file:": FILE,
    "file:a": And((FILE, A)),
    "file:!a": And((FILE, Not(A))),
    "!file:a": Not(And((FILE, A))),
    "file:case:a": And((FILE, Text("a", case=True))),
    "case:file:a": And((FILE, Text("a", case=True))),
    "file:(a|b)": And((FILE, Or((A, B)))),
    "file: a": And((FILE, A)),
    "file:|a": Or((FILE, A)),
    "file:()": FILE,
    "(file:) a": And((FILE, A)),
    "file:size:5": And((FILE, Size(5, 5))),
    "pic:": Extension(FILTERS["pic"]),
    "ext:JPG;.Pn\u0303g;": Extension(frozenset({"jpg", "png"})),
    "ext:": Extension(frozenset({""})),
    "size:1kb": Size(1024, 2047),
    "size:5;7": Or((Size(5, 5), Size(7, 7))),
    "depth:>2": Depth(3, None),
    "root:a": And((Depth(0, 0), A)),
    "len:..3": Length(None, 3),
    "childcount:1": Children("any", 1, 1),
    "childfilecount:1": Children("file", 1, 1),
    "childfoldercount:1": Children("folder", 1, 1),
    "empty:": Children("any", 0, 0),
    "in:A/b": Within("A/b", direct=False),
    "infolder:a": Within("a", direct=True),
    "child:a": Child(A),
    "path:child:a": Child(A),
    "child:case:*.a": Child(Text("*.a", "wild", case=True)),
    "!child:(a)": Not(Child(A)),
    "child:regex:a/b": Child(Text("a/b", "regex")),
    "dupe:": Duplicate("name"),
    "sizedupe:a": And((Duplicate("size"), A)),
    "content:A*": Content("A*"),
    "case:content:A": Content("A", case=True),
    "count:5": EVERYTHING,
    "a count:5 b": And((A, B)),
    "count:5|a": A,
    "!count:5 a": A,
    "foo:a": Text("foo:a"),
    "C:\\a": Text("C:\\a"),
    "\udcff": Text("\udcff"),
}


def test_text_means() -> None:
    assert {text: root(text) for text in MEANINGS} == MEANINGS


@pytest.mark.parametrize(
    ("text", "limit"), [("a", None), ("count:5", 5), ("count:5 (a count:3)|count:9", 3), ("count:0", 0)]
)
def test_the_smallest_limit_holds(text: str, limit: int | None) -> None:
    assert parse(text).limit == limit


def test_a_bad_value_stays_nothing_when_negated() -> None:
    query = parse("a !size:x")
    assert query.root == And((A, Nothing("size: “x” is no size; try 10kb, >1.5mb, 1kb..2mb or tiny")))
    assert query.problems[0][0] == (3, 9)


def test_backslashes_are_separators_on_windows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert root("a\\b") == Text("a\\b")
    monkeypatch.setattr("os.sep", "\\")
    assert root("a\\b") == Text("a\\b", on_path=True)
    assert root('"a\\b"') == Text("a\\b")
    assert root("regex:a\\b") == Text("a\\b", "regex")


def test_leaves_know_where_they_stand_and_are_equal_elsewhere() -> None:
    one, other = parse("a"), parse("  a")
    assert isinstance(one.root, Text)
    assert isinstance(other.root, Text)
    assert (one.root.span, other.root.span) == (Span(0, 1), Span(2, 3))
    assert one.root == other.root
    assert hash(one.root) == hash(other.root)


def test_filters_are_what_the_settings_say() -> None:
    mine = {"pic": frozenset({".RAW"}), "my-set": frozenset({"x"}), "size": frozenset({"y"})}
    assert parse("pic:", filters=mine).root == Extension(frozenset({"raw"}))
    assert parse("My-Set:a", filters=mine).root == And((Extension(frozenset({"x"})), A))
    assert parse("audio:a", filters=mine).root == Text("audio:a")
    assert parse("size:5", filters=mine).root == Size(5, 5)


@pytest.mark.parametrize("flags", ["", "case:", "diacritics:", "case:diacritics:"])
def test_patterns_of_ours_are_without_surprises(flags: str) -> None:
    query = parse(f"{flags}regex:É")
    assert isinstance(query.root, Text)
    assert bool(compiled(query.root).search("e")) == (flags == "")
    assert bool(compiled(query.root).search("é")) == (flags == "diacritics:")
    assert bool(compiled(query.root).search("É")) == (flags in ("diacritics:", "case:diacritics:"))


# -- pills


def test_pills_are_the_parts_that_must_all_be_so() -> None:
    query = parse("report|letter !size:>1kb (a b) count:5 dm:x")
    assert [(pill.words, pill.is_negated, pill.is_problem) for pill in query.pills] == [
        ("name contains “report” or name contains “letter”", False, False),
        ("not: size above 1 KB", True, False),
        ("name contains “a” and name contains “b”", False, False),
        ("at most 5", False, False),
        (query.pills[-1].words, False, True),
    ]
    assert [query.text[slice(*pill.span)] for pill in query.pills] == [
        *("report|letter", "!size:>1kb", "(a b)", "count:5", "dm:x"),
    ]


def test_or_at_the_top_is_one_pill() -> None:
    assert [pill.span for pill in parse(" a b OR c ").pills] == [(1, 9)]


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("a b c", 1, "a c"),
        ("a AND b && c", 0, "b c"),
        ("x (a)b", 1, "x b"),
        ("a OR b", 0, ""),
        ("| a ! b|c OR", 0, "! b|c"),
        ("a count:5", 1, "a"),
        ('a "b c', 0, '"b c'),
        ("a (b c", 0, "(b c"),
        ("case: a", 1, "case:"),
    ],
)
def test_a_pill_can_be_taken_back(text: str, number: int, left: str) -> None:
    query = parse(text)
    assert without(query, query.pills[number]) == left


@given(TEXTS)
@settings(max_examples=200)
@example("|NOT a")
@example("a OR|")
@example("x (a)b")
def test_taking_a_pill_back_leaves_the_others(text: str) -> None:
    query = parse(text, now=NOW)
    for pill in query.pills:
        left = parse(without(query, pill), now=NOW)
        assert [(each.node, each.words, each.is_problem) for each in left.pills] == [
            (each.node, each.words, each.is_problem) for each in query.pills if each is not pill
        ]


# -- any text


def check(query: Query) -> None:
    """Assert what holds for every query."""
    places = [span for span, _ in (*query.problems, *query.hints)] + [pill.span for pill in query.pills]
    assert all(0 <= start <= end <= len(query.text) for start, end in places)
    assert all(one.span.end <= other.span.start for one, other in pairwise(query.pills))
    assert [span for span, _ in query.problems] == sorted(span for span, _ in query.problems)
    assert bool(query.problems) == any(pill.is_problem for pill in query.pills)
    telling = [pill.node for pill in query.pills if not pill.words.startswith("at most")]
    assert query.root == (telling[0] if len(telling) == 1 else And(tuple(telling)))
    hash(query.root)


@given(TEXTS)
@settings(max_examples=200)
def test_any_text_means_something_and_always_the_same(text: str) -> None:
    query = parse(text, now=NOW)
    check(query)
    assert parse(text, now=NOW) == query


@given(st.text())
def test_a_quoted_text_is_looked_for_literally(text: str) -> None:
    query = parse(quote(text))
    assert query.root == (Text(text, on_path="/" in text) if text else EVERYTHING)
    assert not query.problems


DEEP = {
    "brackets": "(" * 10_000 + "a" + ")" * 10_000,
    "open brackets": "(" * 3_000,
    "both brackets": "<(" * 2_000 + "a",
    "closing brackets": ")" * 10_000,
    "negations": "!" * 10_001 + "a",
    "negated groups": "!(a " * 2_000,
    "modifiers": "case:" * 3_000 + "a",
    "filters": "file:" * 3_000 + "a",
    "alternatives": "a|" * 3_000,
    "words": "a " * 3_000,
    "problems": "size:x " * 1_000,
    "unknown": "".join(f"foo{number}x: " for number in range(1_000)),
    "quotes": '"' * 10_001,
    "empty groups": "!()" * 2_000,
    "pattern": "regex:" + "(" * 10_000,
    "nested pattern": "regex:" + "(" * 500 + ")" * 500,
    "digits": "size:" + "9" * 10_000 + "." + "9" * 10_000 + "kb",
    "years": "dm:last" + "9" * 10_000 + "years",
    "one word": "a" * 100_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_depth_and_length_do_no_harm(text: str) -> None:
    check(parse(text, now=NOW))


def test_redundant_brackets_and_negations_go() -> None:
    assert root(DEEP["brackets"]) == A
    assert root(DEEP["negations"]) == Not(A)


def test_what_nests_in_earnest_is_cut() -> None:
    query = parse("!(a " * 40)
    assert not query.problems
    query = parse("!(a " * 200)
    assert query.problems[0][1] == "This is nested more than 100 deep"


@pytest.mark.parametrize(
    "piece", ["(a ", "!(a|b) ", "a|", "case:", "size:x ", "foo: ", '"a" ', "(", "a)", "<a>b", "!", "regex:(a "]
)
def test_work_grows_with_the_text(piece: str) -> None:
    assert calls(piece * 300) < 2.2 * calls(piece * 150) + 100


def calls(text: str) -> int:
    """Return how many functions are called, by Python or in C, to parse a text."""
    count = 0

    def counting(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    parse("warm regex:up", now=NOW)
    sys.setprofile(counting)
    try:
        parse(text, now=NOW)
    finally:
        sys.setprofile(None)
    return count
