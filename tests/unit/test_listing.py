"""A folder is listed as the user wants it arranged: folders first or not, hidden entries or not, in any order."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.models import listing as listing_module
from fbrowser.models.listing import Arrangement, Column, Listing, Sort, list_folder_rows
from tests.helpers.snapshots import make_snapshot

TREE: dict[str, Any] = {"b": {}, "d": {}, ".h": {}, "a": 3, "c": 1, ".i": 2, "e": 5}
NAMES = st.dictionaries(
    st.text("ab.!~\u2024", min_size=1, max_size=4).filter(lambda name: name not in (".", "..")),
    st.sampled_from([1, 2, {}]),
    max_size=12,
)
SORTS = [
    Sort(),
    Sort(descending=True),
    *(Sort(column, way) for column in list(Column)[1:4] for way in (False, True)),
]


def names(listing: Listing) -> list[str]:
    return [listing.snapshot.name(row).decode() for row in listing.rows]


def listed(sort: Sort | None = None, *, folders_first: bool = True, hidden: bool = True) -> list[str]:
    arrangement = Arrangement(folders_first=folders_first, hidden=hidden)
    return names(list_folder_rows(make_snapshot(TREE), 0, sort or Sort(), arrangement))


def test_folders_stand_first_or_among_the_files() -> None:
    assert listed() == [".h", "b", "d", ".i", "a", "c", "e"]
    assert listed(folders_first=False) == [".h", ".i", "a", "b", "c", "d", "e"]
    assert listed(Sort(descending=True), folders_first=False) == ["e", "d", "c", "b", "a", ".i", ".h"]
    assert listed(Sort(Column.SIZE, descending=True), folders_first=False)[:4] == ["e", "a", ".i", "c"]


def test_hidden_entries_are_left_out_and_counted() -> None:
    assert listed(hidden=False) == ["b", "d", "a", "c", "e"]
    assert listed(Sort(descending=True), hidden=False, folders_first=False) == ["e", "d", "c", "b", "a"]
    listing = list_folder_rows(make_snapshot(TREE), 0, Sort(), Arrangement(hidden=False))
    assert listing.hidden_count == 2
    assert list_folder_rows(make_snapshot(TREE), 0, Sort()).hidden_count == 0


def test_where_nothing_is_hidden_nothing_is_copied() -> None:
    rows = list_folder_rows(make_snapshot({"a": 1, "b": 2}), 0, Sort(), Arrangement(hidden=False)).rows
    assert isinstance(rows, range)


@given(tree=NAMES, folders_first=st.booleans(), hidden=st.booleans())
def test_few_and_many_entries_are_arranged_alike(tree: dict[str, Any], folders_first: bool, hidden: bool) -> None:
    snapshot = make_snapshot(tree)
    for sort in SORTS:
        arrangement = Arrangement(folders_first=folders_first, hidden=hidden)
        few = names(list_folder_rows(snapshot, 0, sort, arrangement))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(listing_module, "AT_ONCE", -1)
            many = names(list_folder_rows(snapshot, 0, sort, arrangement))
        assert few == many
        assert set(few) == {name for name in tree if hidden or not name.startswith(".")}
        if folders_first:
            kinds = [isinstance(tree[name], dict) for name in few]
            assert kinds == sorted(kinds, reverse=True)


def test_the_first_page_needs_no_numpy_however_it_is_arranged() -> None:
    code = """
import sys
from array import array
from fbrowser.models.listing import Arrangement, Sort, list_folder_rows
class Snapshot:
    columns = {"name": memoryview(array("i", [1, 0]))}
    def children(self, folder): return range(2)
    def name(self, row): return (b"b", b".a")[row]
    def largest_in(self, folder): return 1
print(*list_folder_rows(Snapshot(), 0, Sort(), Arrangement(folders_first=False)).rows)
print(*list_folder_rows(Snapshot(), 0, Sort(), Arrangement(False, False)).rows, "numpy" in sys.modules)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "1 0\n0 False\n"
