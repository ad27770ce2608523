"""Which root answers for a folder, without a crawl."""

import time

from fbrowser.index.answer import covering, request
from fbrowser.index.store import Store
from tests.helpers.snapshots import make_snapshot


def indexed(root: bytes) -> None:
    store = Store(root)
    store.prepare()
    store.publish(make_snapshot({}, root), time.time())


def test_a_nested_root_is_answered_for_by_the_outer_one() -> None:
    indexed(b"/r")
    answer = request(b"/r/sub")
    assert (answer.root, answer.generation) == (b"/r", 1)


def test_nothing_covers_a_folder_outside_every_root() -> None:
    indexed(b"/r/sub")
    for folder in (b"/", b"/r", b"/r/subway"):
        assert covering(folder) is None


def test_a_root_covers_itself_and_what_is_below_and_the_outermost_wins() -> None:
    indexed(b"/r/sub/inner")
    assert covering(b"/r/sub/inner") == b"/r/sub/inner"
    indexed(b"/r/sub")
    for folder in (b"/r/sub", b"/r/sub/inner", b"/r/sub/inner/x"):
        assert covering(folder) == b"/r/sub"
    indexed(b"/")
    assert covering(b"/r/sub/x") == b"/"
