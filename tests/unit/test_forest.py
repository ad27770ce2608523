"""Several roots searched as one: rows, orders and what becomes of them with newer snapshots."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.index.forest import Forest
from fbrowser.index.forest_search import ForestEngine, map_any_rows
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order
from fbrowser.index.search.merging import merged
from fbrowser.index.search.orders import sort_key
from fbrowser.index.search.result import Key
from fbrowser.models.listing import BEST, list_result
from fbrowser.models.row_update import plan_update
from fbrowser.models.type_ahead import next_with_prefix
from tests.helpers.snapshots import make_snapshot

ONE = {"sub": {"file c": 3, "file a": 9}, "file e": 1}
TWO = {"file b": 5, "file d": 2}


@pytest.fixture
def forest() -> Forest:
    return Forest([make_snapshot(ONE, b"/one"), make_snapshot(TWO, b"/two")])


def names(forest: Forest, rows: object) -> list[str]:
    return [forest.name(int(row)).decode()[-1] for row in np.asarray(rows)]


def test_every_row_is_where_its_path_says(forest: Forest) -> None:
    assert len(forest) == 6
    for row in range(len(forest)):
        assert forest.find(forest.path(row)) == row
        assert forest.path(row).endswith(forest.name(row))
        assert forest.entry(row).name == forest.name(row)
    assert forest.find(b"/one") is None
    assert forest.find(b"/elsewhere/x") is None
    row = forest.find(b"/one/sub/file a")
    assert row is not None
    assert forest.path(forest.parent_row(row)) == b"/one/sub"
    assert forest.parent_row(0) == -1
    with pytest.raises(IndexError):
        forest.entry(6)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("name", "abcde"), ("size", "edcba"), ("kind", "abcde"), ("ext", "abcde"), ("path", "eacbd")],
)
def test_all_roots_are_in_one_order(forest: Forest, key: Key, expected: str) -> None:
    for descending in (False, True):
        found = ForestEngine(forest).find(parse("file file:"), order=Order(key, descending))
        assert "".join(names(forest, found.rows)) == (expected[::-1] if descending else expected)


TREES = st.dictionaries(st.sampled_from(["a", "lib", "Lib 2", "x.so", "my lib", "zlib", "b.py"]), st.integers(0, 3))
KEYS = st.sampled_from(["best", "name", "size", "modified", "kind", "ext"])


@given(st.lists(TREES, min_size=1, max_size=3), KEYS, st.booleans(), st.sampled_from(["", "lib", "a|b"]))
def test_merging_is_sorting_all_by_their_keys(
    trees: list[dict[str, int]], key: Key, descending: bool, query: str
) -> None:
    snapshots = [make_snapshot(tree, b"/%d" % number) for number, tree in enumerate(trees)]
    results = [Engine(each).find(parse(query), order=Order(key, descending)) for each in snapshots]
    which, rows = merged(results)
    found = [*zip(which.tolist(), rows.tolist(), strict=True)]
    every = [(at, row) for at, each in enumerate(results) for row in sorted(each.rows.tolist())]
    expected = sorted(every, key=lambda item: sort_key(results[item[0]], item[1]))
    assert found == (expected[::-1] if descending else expected)


def test_what_is_found_is_of_all_roots_and_counted(forest: Forest) -> None:
    result = ForestEngine(forest).find(parse("file"))
    assert sorted(names(forest, result.rows)) == list("abcde")
    assert result.counts == (5,)
    assert result.is_complete
    assert ForestEngine(forest).explain(parse("file"), int(result.rows[-1])) == (True,)
    assert ForestEngine(Forest([])).find(parse("file")).rows.tolist() == []


def test_newer_parts_and_roots_that_come_and_go(forest: Forest) -> None:
    newer = Forest([make_snapshot({"new": 1}, b"/new"), make_snapshot({**TWO, "file a": 1}, b"/two", 2)])
    rows = np.arange(len(forest), dtype=np.int32)
    to = map_any_rows(forest, newer, rows).tolist()
    for row in range(len(forest)):
        path = forest.path(row)
        expected = newer.find(path)
        assert to[row] == (-1 if expected is None else expected)
    shown, wanted = (list_result(ForestEngine(each).find(parse("file")), BEST, 9) for each in (forest, newer))
    update = plan_update(shown, wanted)
    assert [int(place) for place in update.to if place >= 0] == [1, 2]


def test_typing_goes_on_through_all_roots(forest: Forest) -> None:
    listing = list_result(ForestEngine(forest).find(parse("file")), BEST, 9)
    places = [names(forest, [listing.rows[at]])[0] for at in range(5)]
    assert next_with_prefix(listing, b"file d", 0) == places.index("d")
    assert listing.place_of(int(listing.rows[places.index("d")])) == b"/two"
