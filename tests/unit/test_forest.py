"""Several roots searched as one: rows, orders and what becomes of them with newer snapshots."""

import numpy as np
import pytest

from fbrowser.index.forest import Forest
from fbrowser.index.forest_search import ForestEngine, map_any_rows
from fbrowser.index.query import parse
from fbrowser.index.search import Order
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
    ("key", "expected"), [("name", "abcde"), ("size", "edcba"), ("kind", "abcde"), ("ext", "abcde")]
)
def test_all_roots_are_in_one_order(forest: Forest, key: Key, expected: str) -> None:
    rows = [forest.find(path) for path in (b"/one/file e", b"/one/sub/file a", b"/one/sub/file c")]
    others = [forest.find(path) for path in (b"/two/file b", b"/two/file d")]
    engine = ForestEngine(forest)
    for descending in (False, True):
        ordered = _fed(engine, [rows, others], Order(key, descending))
        assert "".join(names(forest, ordered)) == (expected[::-1] if descending else expected)


def _fed(engine: ForestEngine, parts: list[list[int | None]], order: Order) -> object:
    """Merge rows that each part has put in order, as a real engine would."""
    from fbrowser.index.forest_search import _merged  # noqa: PLC0415

    forest = engine._forest
    place = {"size": lambda row: forest.entry(row).size}.get(order.key, forest.name)
    ordered = [
        np.array(sorted((row for row in part if row is not None), key=place, reverse=order.descending), np.int32)
        for part in parts
    ]
    return _merged(forest, ordered, order, None)


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
