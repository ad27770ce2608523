"""All rows at once come in the same order as when their keys are compared one by one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.index.orders import in_order, sort_key
from fbrowser.index.snapshot import Snapshot
from tests.helpers.snapshots import make_snapshot

NAMES = st.sampled_from(
    ["a", "a b", "a-1.txt", "A.txt", "b.10", "b.9", "b.09", ".c", "10", "9", "é", "e", "n\udcff"]
)
TREES = st.recursive(
    st.integers(0, 3), lambda what: st.dictionaries(NAMES, what, max_size=6), max_leaves=40
).filter(lambda tree: isinstance(tree, dict))


@pytest.mark.parametrize("key", ["name", "path", "size", "modified", "ext"])
@given(tree=TREES, root=st.sampled_from([b"/", b"/r"]), data=st.data())
def test_many_rows_sort_as_their_keys_do(key: str, tree: dict[str, Any], root: bytes, data: st.DataObject) -> None:
    snapshot = make_snapshot(tree, root)
    folder = data.draw(st.integers(0, len(snapshot.columns["folder_row"]) - 1))
    rows = np.array(snapshot.descendants(folder), dtype=np.int32)
    rows = rows[:: data.draw(st.integers(1, 2))]
    assert in_order(snapshot, rows, key, folder).tolist() == by_keys(snapshot, rows.tolist(), key)


def by_keys(snapshot: Snapshot, rows: list[int], key: str) -> list[int]:
    return sorted(rows, key=lambda row: sort_key(snapshot, row, key))


def test_an_unknown_key_is_refused() -> None:
    snapshot = make_snapshot({"a": 1})
    with pytest.raises(KeyError):
        sort_key(snapshot, 0, "colour")
