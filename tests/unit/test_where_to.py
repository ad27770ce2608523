"""Where to go: folders of every root and folders gone to before, the likeliest first."""

from typing import Any

import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.index.search.folders import Folders
from fbrowser.index.search.going import where_to
from tests.helpers.snapshots import make_snapshot

TREE: dict[str, Any] = {
    "projects": {
        "fbrowser": {"src": {"deep": {}}, "docs": {}, "tests": {"unit": {}}},
        "web": {"src": {}, "node_modules": {"src": {"x": 3}}},
    },
    "Downloads": {"history of the people": {}, "New Tab Page": {}},
    "M\u00fcsic": {"rep\udcffort": {}},
    "src.txt": 5,
}
TOKEN = CancelToken()


@pytest.fixture(scope="module")
def index() -> Folders:
    return Folders(make_snapshot(TREE), TOKEN)


def found(index: Folders, typed: str, places: dict[bytes, float] | None = None, limit: int = 9) -> list[bytes]:
    return where_to(typed, (places or {}).items(), [index], limit, TOKEN)


def test_folders_alone_the_shortest_of_equals_first(index: Folders) -> None:
    assert found(index, "src") == [
        b"/r/projects/web/src",
        b"/r/projects/fbrowser/src",
        b"/r/projects/web/node_modules/src",
    ]


def test_words_before_are_for_the_folders_above(index: Folders) -> None:
    assert found(index, "web src") == [b"/r/projects/web/src", b"/r/projects/web/node_modules/src"]
    assert found(index, "web/nod/src") == [b"/r/projects/web/node_modules/src"]
    assert found(index, "src web") == found(index, "web proj src") == []
    assert found(index, "proj unit") == [b"/r/projects/fbrowser/tests/unit"]


def test_letters_initials_case_and_accents(index: Folders) -> None:
    assert found(index, "ntp")[0] == b"/r/Downloads/New Tab Page"
    assert found(index, "dwnl") == [b"/r/Downloads"]
    assert found(index, "music") == ["/r/M\u00fcsic".encode()]
    assert found(index, "ms rep") == ["/r/M\u00fcsic/rep\udcffort".encode("utf-8", "surrogateescape")]


def test_nothing_typed_is_where_one_goes_most(index: Folders) -> None:
    assert found(index, "  ", {b"/a": 1.0, b"/b": 3.0, b"/c": 0.0}) == [b"/b", b"/a", b"/c"]


def test_what_is_gone_to_comes_before_what_fits_as_well(index: Folders) -> None:
    places = {b"/r/projects/web/node_modules/src": 5.0, b"/elsewhere/src": 2.0, b"/elsewhere/other": 9.0}
    assert found(index, "src", places)[:3] == [
        b"/r/projects/web/node_modules/src",
        b"/elsewhere/src",
        b"/r/projects/web/src",
    ]


def test_but_not_before_what_fits_far_better(index: Folders) -> None:
    assert found(index, "docs", {b"/d/d of c and s": 1.0})[0] == b"/r/projects/fbrowser/docs"


def test_a_root_is_a_place_as_well(index: Folders) -> None:
    assert found(index, "r", {b"/r": 0.0})[0] == b"/r"
    assert found(index, "/", {b"/": 1.0}) == [b"/"]


def test_no_more_than_wanted_and_the_best_of_them(index: Folders) -> None:
    assert found(index, "src", limit=2)[0] == b"/r/projects/web/src"


def test_a_root_without_folders() -> None:
    assert where_to("a", [], [Folders(make_snapshot({"a": 1}), TOKEN)], 9, TOKEN) == []


def test_who_is_not_wanted_any_more_stops(index: Folders) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        where_to("src", [], [index], 9, token)
    with pytest.raises(Cancelled):
        Folders(make_snapshot(TREE), token)


def test_many_names_with_the_same_letters_are_no_burden_and_the_best_is_found() -> None:
    tree: dict[str, Any] = {f"a{number} tab": {} for number in range(3000)}
    many = Folders(make_snapshot(tree | {"at": {}}), TOKEN)
    assert found(many, "at")[0] == b"/r/at"
