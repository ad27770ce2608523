"""What is narrowed is what the query says yes to, of what was shown, in the same order."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.index.entry import UNKNOWN_SIZE
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order
from fbrowser.index.snapshot import ROOT, Snapshot
from fbrowser.models.contents import why_empty, withheld
from fbrowser.models.listing import Arrangement, Column, Listing, Sort, list_folder_rows, list_result
from fbrowser.models.narrowing import Narrower, runs_of
from tests.helpers.snapshots import make_snapshot

TREE = {
    "b.txt": 30,
    "a.txt": 10,
    ".hidden.txt": 5,
    "c.pdf": 20,
    "sub": {"a.txt": 40, "deep": {"b.txt": 50}, "twin.txt": 1},
    "z": {"twin.txt": 2},
}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return make_snapshot(TREE)


def shown(listing: Listing) -> list[str]:
    return [listing.snapshot.path(int(row)).decode()[3:] for row in listing.rows]


def narrowed(listing: Listing, text: str) -> Listing:
    return Narrower().narrowed(listing, parse(text), CancelToken())


def found(snapshot: Snapshot, text: str) -> Listing:
    return list_result(Engine(snapshot).find(parse(text), ROOT, Order("path")), Sort(Column.FOLDER), 0)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("txt", ["b.txt", ".hidden.txt", "a.txt"]),
        ("*.pdf | sub", ["sub", "c.pdf"]),
        ("size:>15", ["sub", "b.txt", "c.pdf"]),
        ("depth:1", []),
        ("size:nonsense", []),
        ("dupe:", []),
    ],
)
def test_a_folder_is_narrowed_to_some_of_its_own_entries(snapshot: Snapshot, text: str, names: list[str]) -> None:
    listing = list_folder_rows(snapshot, ROOT, Sort(Column.NAME, descending=True))
    assert sorted(shown(narrowed(listing, text))) == sorted(names)
    assert shown(narrowed(listing, text)) == [name for name in shown(listing) if name in names]


@pytest.mark.parametrize(("text", "size"), [("a.txt", 10), ("*.txt", 45), ("sub | z", 93), ("nothing", 0)])
def test_what_is_left_of_a_folder_is_added_up(snapshot: Snapshot, text: str, size: int) -> None:
    some = narrowed(list_folder_rows(snapshot, ROOT, Sort()), text)
    assert some.narrowing is not None
    assert some.narrowing.size == size


def test_what_is_not_known_or_may_lie_in_each_other_is_not_added_up(snapshot: Snapshot) -> None:
    live = make_snapshot({"a": 1, "b": 2, "zz": UNKNOWN_SIZE})
    for listing, text, size in (
        (list_folder_rows(live, ROOT, Sort()), "a | b", 3),
        (list_folder_rows(live, ROOT, Sort()), "b | zz", UNKNOWN_SIZE),
        (found(snapshot, "txt"), "twin", UNKNOWN_SIZE),
    ):
        narrowing = narrowed(listing, text).narrowing
        assert narrowing is not None
        assert narrowing.size == size


def test_a_result_is_narrowed_to_some_of_what_was_found(snapshot: Snapshot) -> None:
    listing = found(snapshot, "txt")
    assert shown(narrowed(listing, "twin")) == ["sub/twin.txt", "z/twin.txt"]
    assert shown(narrowed(listing, "dupe:")) == [
        name for name in shown(listing) if name[-5:-4] in "abn" and "hidden" not in name
    ]
    assert shown(narrowed(found(snapshot, "!z"), "sub")) == ["sub"]


def test_what_is_hidden_stays_hidden_and_is_not_counted_twice(snapshot: Snapshot) -> None:
    listing = list_folder_rows(snapshot, ROOT, Sort(), Arrangement(hidden=False))
    assert withheld(listing) == "1 hidden"
    some = narrowed(listing, "txt")
    assert shown(some) == ["a.txt", "b.txt"]
    assert withheld(some) == "filtered from 5, 1 hidden"
    assert withheld(list_folder_rows(snapshot, ROOT, Sort())) == ""
    assert withheld(found(snapshot, "txt")) == ""


def test_why_there_is_nothing() -> None:
    hidden = make_snapshot({".a": 1, ".b": 2})
    withheld_all = list_folder_rows(hidden, ROOT, Sort(), Arrangement(hidden=False))
    keys = {"view.hidden": "Ctrl+H", "go.up": "Backspace"}.__getitem__
    what = "There is nothing here but 2 hidden items."
    assert why_empty(withheld_all, keys) == (what, "Press Ctrl+H to see them.")
    assert why_empty(withheld_all, lambda _: "") == (what, ""), "no key does it"
    narrow = narrowed(list_folder_rows(hidden, ROOT, Sort()), "x")
    assert why_empty(narrow, keys)[0] == "Nothing here matches \u201cx\u201d."
    empty = list_folder_rows(make_snapshot({}), ROOT, Sort())
    assert why_empty(empty, keys) == ("This folder is empty.", "Press Backspace to go up.")


def test_the_names_are_marked_by_what_is_narrowed_by(snapshot: Snapshot) -> None:
    listing = found(snapshot, "txt")
    assert listing.marked_query == listing.query
    some = narrowed(listing, "a")
    assert some.narrowing is not None
    assert some.marked_query == some.narrowing.query != listing.query


def test_an_engine_is_kept_as_long_as_the_snapshot_is_the_same(snapshot: Snapshot) -> None:
    narrower = Narrower()
    narrower.matching(found(snapshot, "txt"), parse("a"), CancelToken())
    engine = narrower._engine
    narrower.matching(list_folder_rows(snapshot, ROOT, Sort()), parse("a"), CancelToken())
    assert narrower._engine is engine
    narrower.matching(list_folder_rows(make_snapshot({"a": 1}), ROOT, Sort()), parse("a"), CancelToken())
    assert narrower._engine is not engine


def test_who_cancels_gets_nothing(snapshot: Snapshot) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Narrower().matching(list_folder_rows(snapshot, ROOT, Sort()), parse("a"), token)


@given(st.lists(st.booleans()))
def test_runs_are_what_is_set(mask: list[bool]) -> None:
    runs = runs_of(np.array(mask, dtype=bool))
    assert [at for first, last in runs for at in range(first, last + 1)] == [
        at for at, is_set in enumerate(mask) if is_set
    ]
    assert all(one[1] + 1 < two[0] for one, two in pairwise(runs))
