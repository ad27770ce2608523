"""The row map says of every entry where it is now, and nothing else."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fbrowser.index.rowmap import map_rows, runs
from fbrowser.index.snapshot import Snapshot
from tests.helpers.snapshots import make_snapshot

NAMES = st.sampled_from(["a", "b", "c", "file 1", "file 10", "a much longer name", "é"])
TREES = st.recursive(st.just(1), lambda tree: st.dictionaries(NAMES, tree, max_size=5), max_leaves=20).filter(
    lambda tree: isinstance(tree, dict)
)


def expected(old: Snapshot, new: Snapshot) -> list[int]:
    found = [new.find(old.path(row)) for row in range(len(old))]
    return [-1 if row is None else row for row in found]


@settings(deadline=None)
@given(TREES, TREES)
def test_maps_every_entry_by_its_path(before: dict[str, object], after: dict[str, object]) -> None:
    old, new = make_snapshot(before), make_snapshot(after)
    assert map_rows(old, new, np.arange(len(old), dtype=np.int32)).tolist() == expected(old, new)


@settings(deadline=None)
@given(TREES, TREES)
def test_maps_between_an_outer_and_an_inner_root(before: dict[str, object], after: dict[str, object]) -> None:
    inner = make_snapshot(before, root=b"/r/in")
    outer = make_snapshot({"x": 1, "in": after}, root=b"/r")
    every = np.arange(len(inner), dtype=np.int32)
    assert map_rows(inner, outer, every).tolist() == expected(inner, outer)
    every = np.arange(len(outer), dtype=np.int32)
    assert map_rows(outer, inner, every).tolist() == expected(outer, inner)


def test_what_is_the_same_is_one_run() -> None:
    tree = {str(number): {"x": 1} for number in range(100)}
    assert runs(make_snapshot(tree), make_snapshot(tree)).tolist() == [[0, 0, 200]]


def test_roots_that_have_nothing_in_common() -> None:
    old, new = make_snapshot({"a": 1}, root=b"/r"), make_snapshot({"a": 1}, root=b"/s")
    assert map_rows(old, new, np.zeros(1, dtype=np.int32)).tolist() == [-1]


def test_a_name_among_many_is_found(tmp_path: Path) -> None:
    before = {f"{number:06}": 1 for number in range(5000)}
    after = {name: size for name, size in before.items() if int(name) % 7}
    old, new = make_snapshot(before), make_snapshot(after)
    every = np.arange(len(old), dtype=np.int32)
    assert map_rows(old, new, every).tolist() == expected(old, new)
