"""The engine finds what the oracle finds, in every tree and for every query."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order
from fbrowser.index.search.orders import sort_key
from fbrowser.index.search.permutations import stable_argsort
from tests.helpers import oracle
from tests.helpers.query_engine import contents_of, snapshot_of
from tests.helpers.query_tree import ANNA, NOW, Entry
from tests.helpers.snapshots import make_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

ATOMS = [
    "a", "b", "A", "lib", "Lib", ".", ".so", "_", " ", "-", "1", "9", "10", "\u00e9", "e\u0301", "\u0301",
    "\u00df", "ss",
    "\u0130", "\u65e5", "\udc97", "\udcff", "\udce6", "\u202e", "\n", "(", "[", "*", "?", "x",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=5).map("".join)
NAMES = TEXTS.map(lambda text: text.encode("utf-8", "surrogateescape")).filter(
    lambda name: name not in (b".", b"..")
)
SIZES = st.sampled_from([0, 1, 1023, 1024, 5000, 2**40])
TIMES = st.integers(-1, 40).map(lambda days: int((NOW - timedelta(days=days)).timestamp()) * 10**9)


def entries(children: st.SearchStrategy[tuple[Entry, ...]]) -> st.SearchStrategy[Entry]:
    """Return folders with such children, files, and what is neither."""
    return st.one_of(
        st.builds(lambda name, time, inside: Entry(name, "folder", 0, time, inside), NAMES, TIMES, children),
        st.builds(
            lambda name, size, time, content: Entry(name, "file", size, time, content=content),
            NAMES, SIZES, TIMES, st.sampled_from([b"", b"lib", b"A Lib\xff", b"a" * 50]),
        ),
        st.builds(lambda name, kind: Entry(name, kind, 3, UNKNOWN_TIME), NAMES, st.sampled_from(["link", "fifo"])),
        st.builds(lambda name: Entry(name, "folder", UNKNOWN_SIZE, UNKNOWN_TIME), NAMES),
    )  # fmt: skip


def apart(children: list[Entry]) -> tuple[Entry, ...]:
    """Return the children with different names."""
    return tuple({child.name: child for child in children}.values())


LISTS = st.recursive(
    st.lists(entries(st.just(())), max_size=4).map(apart),
    lambda inside: st.lists(entries(inside), max_size=5).map(apart),
    max_leaves=25,
)


def sized(folder: Entry) -> Entry:
    """Return a folder with the sizes that the index gives folders."""
    children = tuple(sized(child) if child.children is not None else child for child in folder.children or ())
    total = sum(max(child.size, 0) for child in children)
    return Entry(folder.name, "folder", total, folder.mtime_ns, children)


TREES = LISTS.map(lambda children: sized(Entry(b"anna", "folder", 0, 0, children)))
FUNCTIONS = [
    "", "", "", "case:", "diacritics:", "case:diacritics:", "path:", "exact:", "startwith:", "endwith:",
    "ww:", "path:exact:",
    "path:startwith:", "path:endwith:", "path:ww:", "child:", "in:", "parent:", "ext:", "content:", "case:path:",
]  # fmt: skip
PLAIN = [
    "file:", "folder:", "link:", "size:>1kb", "size:0", "size:tiny", "dm:today", "dm:past3days",
    "dm:<2024-08-01", "depth:0",
    "depth:>1", "len:<4", "len:3", "empty:", "childcount:>1", "childfilecount:1", "childfoldercount:0",
    "dupe:", "sizedupe:",
    "ext:", "regex:^a", "regex:[0-9]+$", "regex:l.b", "regex:(a|b)x*", "regex:a/", r"regex:\W", "count:3",
    "*.so", "a*", "?", "*b*",
    "a*b", "?[*", "**/a", "a/**", "*/a*", "a/b", "/a", "a/", "**a/b", "lib/**/x",
]  # fmt: skip
TERMS = st.one_of(
    st.builds(lambda function, text: f'{function}"{text.replace(chr(34), "")}"', st.sampled_from(FUNCTIONS), TEXTS),
    st.builds(lambda one, two: f'path:"{one}/{two}"', TEXTS, TEXTS),
    st.sampled_from(PLAIN),
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.builds("{} {}".format, inner, inner),
        st.builds("{}|{}".format, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("({} OR {})".format, inner, inner),
    ),
    max_leaves=4,
)


def found(engine: Engine, query: str, tree: Entry, order: Order = Order("row")) -> list[str]:  # noqa: B008 - frozen
    """Return the paths that the engine finds."""
    with patch("fbrowser.index.search.late.holding", contents_of(tree)):
        rows = engine.find(parse(query, now=NOW), order=order).rows
    paths = [engine.snapshot.relative_path(row) for row in rows.tolist()]
    return [path.decode("utf-8", "surrogateescape") for path in paths]


@settings(max_examples=150)
@given(TREES, st.lists(QUERIES, min_size=1, max_size=8), st.booleans())
def test_finds_what_the_oracle_finds(tree: Entry, queries: list[str], is_prepared: bool) -> None:
    engine = Engine(snapshot_of(tree))
    if is_prepared:
        engine.prepare()
    for query in queries:
        assert found(engine, query, tree) == oracle.find(query, tree, NOW), query


@given(TREES, QUERIES)
def test_below_a_folder_it_is_as_if_that_were_the_root(tree: Entry, query: str) -> None:
    inside = [
        child for child in tree.children or () if child.children is not None and not child.name.startswith(b"/")
    ]
    if not inside or "in:" in query or "parent:" in query:
        return
    outer = Engine(snapshot_of(tree))
    path = f"{oracle.ROOT}/".encode() + inside[0].name
    folder = outer.snapshot.find_folder(path)
    assert folder is not None
    with patch("fbrowser.index.search.late.holding", contents_of(tree)):
        rows = outer.find(parse(query, now=NOW), folder, Order("row")).rows
    below = [outer.snapshot.path(row)[len(path) + 1 :].decode("utf-8", "surrogateescape") for row in rows.tolist()]
    assert below == oracle.find(query, inside[0], NOW)


@given(TREES, TEXTS)
def test_a_needle_that_grows_finds_what_it_finds_at_once(tree: Entry, text: str) -> None:
    snapshot = snapshot_of(tree)
    growing = Engine(snapshot)
    growing.prepare()
    for end in range(1, len(text) + 1):
        query = f'"{text[:end].replace(chr(34), "")}"'
        assert found(growing, query, tree, Order()) == found(Engine(snapshot), query, tree, Order())


KEYS = st.sampled_from(["best", "row", "name", "path", "size", "modified", "kind", "ext"])


@given(TREES, KEYS, st.booleans(), st.sampled_from(["", '"a"', "a b", "a|lib", "size:>1kb", "path:a/"]))
def test_every_order_is_that_of_its_key(tree: Entry, key: str, descending: bool, query: str) -> None:
    engine = Engine(snapshot_of(tree))
    result = engine.find(parse(query, now=NOW), order=Order(key, descending))  # type: ignore[arg-type]
    rows = sorted(result.rows.tolist())
    expected = sorted(rows, key=lambda row: sort_key(result, row))
    assert result.rows.tolist() == (expected[::-1] if descending else expected)


@pytest.mark.parametrize("count", [20, 4000])
def test_the_best_come_first(count: int) -> None:
    names = ["lib", "LIB", "lib.so", "libfoo", "my-lib", "my lib.so", "zlib", "calibre"]
    tree = dict.fromkeys(names, 1) | {f"other {number}": 1 for number in range(count)}
    tree |= {f"calibre {number:04}": 1 for number in range(count)}
    engine = Engine(make_snapshot(tree))
    result = engine.find(parse("lib"))
    assert [engine.snapshot.name(row).decode() for row in result.rows.tolist()][:8] == [
        "LIB", "lib", "lib.so", "libfoo", "my-lib", "my lib.so", "zlib", "calibre",
    ]  # fmt: skip
    assert result.counts == (count + 8,)


def test_a_letter_finds_the_best_first() -> None:
    tree = dict.fromkeys(("bee", "E", "big e", "east", "a-east"), 1) | {f"o{number}": 1 for number in range(9)}
    engine = Engine(make_snapshot(tree))
    rows = engine.find(parse("e")).rows.tolist()
    assert [engine.snapshot.name(row) for row in rows] == [b"E", b"east", b"big e", b"a-east", b"bee"]


@pytest.mark.parametrize("others", [0, 500])
def test_of_names_as_long_the_newer_come_first(others: int) -> None:
    files = [Entry(f"lib{number}".encode(), "file", 1, number * 10**9) for number in range(9)]
    files += [Entry(f"other {number}".encode(), "file", 1, 0) for number in range(others)]
    engine = Engine(snapshot_of(Entry(b"anna", "folder", 0, 0, tuple(files))))
    rows = engine.find(parse("lib")).rows.tolist()
    assert [engine.snapshot.name(row) for row in rows] == [b"lib%d" % number for number in range(8, -1, -1)]


@given(
    st.lists(st.text("ab.é\udcff_7", min_size=1, max_size=6), min_size=1),
    st.sampled_from(["a", ".", "7", "ab", ".a", "a.", "b7", "__"]),
)
def test_grams_are_as_good_as_looking(names: list[str], needle: str) -> None:
    made = make_snapshot(dict.fromkeys(names, 1))
    looked, known = Engine(made).names.texts(), Engine(made).names.texts()
    is_known = known.grams(len(needle)).knows(needle.encode())
    assert is_known or len(needle) > 1, "every letter is known, and pairs that are in a name"
    assert (known.inside(needle) == looked.inside(needle)).all()
    inside = looked.inside(needle)
    assert (known.ranks(needle)[inside] == looked.ranks(needle)[inside]).all()


@given(st.lists(st.integers(-(2**63), 2**63 - 1)) | st.lists(st.integers(-3, 3)))
def test_sorting_by_digits_is_stable_sorting(numbers: list[int]) -> None:
    column = np.array(numbers, dtype=np.int64)
    assert stable_argsort(column).tolist() == np.argsort(column, kind="stable").tolist()


def test_every_pill_says_how_many_it_lets_through() -> None:
    engine = Engine(snapshot_of(ANNA))
    query = parse("report !2024 ext:pdf;txt", now=NOW)
    result = engine.find(query)
    alone = [len(oracle.find(query.text[slice(*pill.span)], ANNA, NOW)) for pill in query.pills]
    assert result.counts == tuple(alone)


def test_says_which_part_removed_an_entry() -> None:
    engine = Engine(snapshot_of(ANNA))
    query = parse("report !2024 dm:2022", now=NOW)
    row = engine.snapshot.find(b"/home/anna/docs/Report 2024.pdf")
    assert row is not None
    assert engine.explain(query, row) == (True, False, False)


def test_offers_the_closest_names() -> None:
    engine = Engine(snapshot_of(ANNA))
    assert engine.closest(parse("reprot.txt"))[0] == b"report.txt"
    assert engine.closest(parse("cafee"))[0] in [
        name.encode() for name in ("CAFE.txt", "caf\u00e9.txt", "cafe\u0301.txt")
    ]
    assert engine.closest(parse("qqqqqqq")) == []
    assert engine.closest(parse("size:>1kb")) == []


def test_a_cancelled_search_ends() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        Engine(snapshot_of(ANNA)).find(parse("a"), cancel=cancel)


@pytest.mark.parametrize("query", ["regex:^(a|aa)+b", "path:regex:(a|aa)+b"])
def test_a_pattern_without_end_is_given_up(query: str) -> None:
    engine = Engine(make_snapshot({"a" * 200 + "!": 1, "b": 2}))
    with pytest.raises(EnvironmentProblem, match="takes too long"):
        engine.find(parse(query))


@pytest.mark.parametrize("words", [84, 85, 300])
@pytest.mark.parametrize("others", [0, 300])
def test_however_many_words_only_matches_are_found(words: int, others: int) -> None:
    names = [f"xay {number}" for number in range(10)] + [f"xby {number}" for number in range(10 + others)]
    engine = Engine(make_snapshot(dict.fromkeys(names, 1)))
    assert len(engine.find(parse("a " * words)).rows) == 10


@pytest.mark.parametrize("query", ["regex:[^]a]b", "diacritics:regex:cafe\u0301", "diacritics:regex:caf\u00e9"])
def test_a_pattern_is_found_whatever_it_takes_for_granted(query: str) -> None:
    engine = Engine(make_snapshot({"xb caf\u00e9": 1}))
    assert len(engine.find(parse(query)).rows) == 1


def test_duplicates_by_content_are_explained_as_they_are_found() -> None:
    tree = {"a": {"same": 1}, "b": {"same": 1}, "c": {"same": 1}}
    engine = Engine(make_snapshot(tree))

    def holding(_needle: bytes, paths: list[bytes], *_: object, **__: object) -> Iterator[list[bool]]:
        yield [b"/c/" not in path for path in paths]

    query = parse("dupe: content:x")
    with patch("fbrowser.index.search.late.holding", holding):
        rows = engine.find(query).rows.tolist()
        assert len(rows) == 2
        assert [engine.explain(query, row) for row in rows] == [(True, True), (True, True)]


def test_a_slow_pattern_is_cancelled_at_once() -> None:
    engine = Engine(make_snapshot({f"{'a' * 24}{number}": 1 for number in range(300)}))
    cancel = CancelToken()
    checks = iter(range(20))

    def check() -> None:
        if next(checks, None) is None:
            raise Cancelled

    cancel.check = check  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        engine.find(parse("path:regex:^/(a|aa)+b"), cancel=cancel)
