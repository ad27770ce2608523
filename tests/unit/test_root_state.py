"""The roots: how they are doing, and that they can be refreshed, and forgotten for good."""

import os
import time
from pathlib import Path

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.lock import try_lock
from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from fbrowser.index.root_state import forget_root, refresh_roots, root_states
from fbrowser.index.store import Store, all_roots
from tests.helpers.trees import grow


@pytest.fixture
def root(tmp_path: Path) -> bytes:
    root = os.fsencode(grow(tmp_path / "r", {"a": {"b": 1}, "c": 2}))
    _, claim = ask(root, stale_after_s=0)
    assert claim is not None
    rebuild(claim)
    return root


def test_how_they_are_doing(root: bytes) -> None:
    (state,) = root_states()
    assert (state.root, state.entries, state.is_rebuilding, state.failure) == (root, 3, False, "")
    Store(root).note_failure(EnvironmentProblem("The disk is full."))
    lock = try_lock(Store(root).lock)
    assert lock is not None
    assert root_states()[0].is_rebuilding
    os.close(lock)
    assert root_states()[0].failure == "The disk is full."


def test_one_that_is_forgotten_is_not_known_any_more_and_can_come_back(root: bytes) -> None:
    forget_root(root)
    assert all_roots() == root_states() == []
    assert Store(root).pointer() is None
    assert os.listdir(Store(root).path) == [b"rebuild.lock"], "whoever waits for the lock waits for the same file"
    forget_root(root)
    _, claim = ask(root, stale_after_s=0)
    assert claim is not None
    rebuild(claim)
    assert [state.entries for state in root_states()] == [3]


def test_one_that_is_being_rebuilt_is_not_forgotten(root: bytes) -> None:
    lock = try_lock(Store(root).lock)
    assert lock is not None
    with pytest.raises(EnvironmentProblem, match="is being rebuilt and was not removed"):
        forget_root(root)
    os.close(lock)
    assert all_roots() == [root]


def test_what_was_never_indexed_is_forgotten_already() -> None:
    forget_root(b"/never/indexed")
    assert all_roots() == []


def test_one_is_refreshed_behind(root: bytes) -> None:
    Path(os.fsdecode(root), "new").write_bytes(b"")
    refresh_roots([root])
    deadline = time.monotonic() + 20
    while root_states()[0].entries != 4 or root_states()[0].is_rebuilding:
        assert time.monotonic() < deadline
        time.sleep(0.02)
