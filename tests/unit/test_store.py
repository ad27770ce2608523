"""The cache folder of a root: old or new, never mixed; whatever is wrong with it, a bad answer is never given."""

import errno
import math
import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index import store as store_module
from fbrowser.index.snapshot import Snapshot
from fbrowser.index.store import Failure, Store, all_roots
from tests.helpers.snapshots import make_snapshot
from tests.helpers.trees import crawl, grow, shown


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return crawl(grow(tmp_path / "r", {"a": {"b": 1}, "c": 2}))


@pytest.fixture
def store(snapshot: Snapshot) -> Store:
    store = Store(snapshot.root)
    store.prepare()
    return store


def names(store: Store) -> set[bytes]:
    return set(os.listdir(store.path))


def reopened(store: Store) -> Snapshot | None:
    return Store(store.root).open(private=True).snapshot


def test_publishes_and_opens(store: Store, snapshot: Snapshot) -> None:
    assert store.publish(snapshot, time.time() - 5000) == 1
    opened = store.open(private=True)
    assert opened.sound
    assert opened.age_s >= 5000
    assert opened.snapshot is not None
    assert shown(opened.snapshot) == shown(snapshot)
    assert names(store) == {b"ROOT", b"CURRENT", b"gen-1"}


def test_everything_is_private(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    store.note_failure(EnvironmentProblem("x"))
    assert stat.S_IMODE(os.stat(store.path).st_mode) == 0o700
    assert {stat.S_IMODE(os.stat(store.file(name)).st_mode) for name in names(store)} == {0o600}


def test_a_cache_folder_open_to_others_is_closed(store: Store) -> None:
    os.chmod(store.path, 0o777)
    store.prepare()
    assert stat.S_IMODE(os.stat(store.path).st_mode) == 0o700


def test_a_cache_folder_of_somebody_else_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(EnvironmentProblem, match="another user"):
        store.prepare()


def test_a_link_instead_of_the_cache_folder_is_refused(store: Store, tmp_path: Path) -> None:
    os.rmdir(store.path)
    (tmp_path / "victim").mkdir()
    os.symlink(tmp_path / "victim", store.path)
    with pytest.raises(EnvironmentProblem):
        store.prepare()


def test_keeps_the_newest_and_the_one_before(store: Store, snapshot: Snapshot) -> None:
    for number in range(1, 5):
        assert store.publish(snapshot, time.time()) == number
    assert sorted(store.generations()) == [3, 4]


def test_numbers_are_never_used_again(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    store.publish(snapshot, time.time())
    os.unlink(store.file(b"gen-2"))
    assert store.publish(snapshot, time.time()) == 3


def test_generations_that_never_became_current_do_not_cost_the_one_that_is(
    store: Store, snapshot: Snapshot
) -> None:
    for _ in range(2):
        store.publish(snapshot, time.time())
    for number in (3, 4, 5):  # whole, but their writers were killed before they were named in CURRENT
        os.link(store.file(b"gen-2"), store.file(b"gen-%d" % number))
    store.sweep()
    opened = store.open(private=True)
    assert opened.sound
    assert opened.snapshot is not None
    assert opened.snapshot.generation == 2
    assert store.publish(snapshot, time.time()) == 6
    assert sorted(store.generations()) == [5, 6]


def test_leftovers_are_swept(store: Store, snapshot: Snapshot) -> None:
    Path(os.fsdecode(store.file(b"tmp-gen-9"))).touch()
    store.publish(snapshot, time.time())
    assert names(store) == {b"ROOT", b"CURRENT", b"gen-1"}


@pytest.mark.parametrize(
    "pointer", [b"", b"gen-", b"gen-0", b"../x", b"gen-1/..", b"gen-01", b"x" * 5000, b"gen-1\n"]
)
def test_a_bad_pointer_is_an_empty_cache(store: Store, snapshot: Snapshot, pointer: bytes) -> None:
    store.publish(snapshot, time.time())
    Path(os.fsdecode(store.file(b"CURRENT"))).write_bytes(pointer)
    opened = Store(store.root).open(private=False)
    assert (opened.snapshot, opened.sound, opened.age_s) == (None, False, math.inf)


def test_a_pointer_that_is_a_link_is_not_followed(store: Store, snapshot: Snapshot, tmp_path: Path) -> None:
    store.publish(snapshot, time.time())
    (tmp_path / "elsewhere").write_bytes(b"gen-1")
    os.unlink(store.file(b"CURRENT"))
    os.symlink(tmp_path / "elsewhere", store.file(b"CURRENT"))
    assert reopened(store) is None


def test_a_damaged_generation_falls_back_to_the_one_before(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    store.publish(snapshot, time.time())
    damage(store.file(b"gen-2"))
    opened = Store(store.root).open(private=True)
    assert not opened.sound
    assert opened.snapshot is not None
    assert opened.snapshot.generation == 1


def test_two_damaged_generations_are_an_empty_cache(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    store.publish(snapshot, time.time())
    damage(store.file(b"gen-1"))
    damage(store.file(b"gen-2"))
    assert reopened(store) is None


def test_a_small_damaged_generation_is_found_even_when_only_mapped(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    damage(store.file(b"gen-1"))
    assert Store(store.root).open(private=False).snapshot is None


def test_the_generation_of_another_root_is_refused(store: Store, snapshot: Snapshot, tmp_path: Path) -> None:
    store.publish(snapshot, time.time())
    other = Store(os.fsencode(tmp_path / "other"))
    other.prepare()
    for name in (b"CURRENT", b"gen-1"):
        os.link(store.file(name), other.file(name))
    assert other.open(private=True).snapshot is None


@pytest.mark.parametrize("name", [b"gen-1", b"CURRENT", b"FAILED"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_neither_waited_for_nor_read(
    store: Store, snapshot: Snapshot, name: bytes, make: Callable[[bytes], None]
) -> None:
    store.publish(snapshot, time.time())
    if name != b"FAILED":
        os.unlink(store.file(name))
    make(store.file(name))
    assert store.failure() is None
    assert (reopened(store) is None) == (name != b"FAILED")


def test_renewing_only_changes_the_age(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time() - 5000)
    assert store.open(private=False).age_s >= 5000
    store.renew(time.time() - 1000)
    opened = store.open(private=False)
    assert 1000 <= opened.age_s < 5000
    assert opened.snapshot is not None
    assert opened.snapshot.generation == 1


def test_what_was_checked_in_the_future_is_as_old_as_can_be(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time() + 1)  # the clocks of two machines, or a coarse one
    assert store.open(private=False).age_s == 0
    store.renew(time.time() + 3600)  # the clock was set back since
    opened = store.open(private=False)
    assert (opened.sound, opened.age_s) == (True, math.inf)


def test_the_same_generation_is_opened_once(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    first = store.open(private=True).snapshot
    assert Store(store.root).open(private=True).snapshot is first


@pytest.mark.parametrize("private", [True, False])
def test_after_the_cache_was_emptied_its_first_generation_is_another(
    store: Store, snapshot: Snapshot, tmp_path: Path, private: bool
) -> None:
    store.publish(snapshot, time.time())
    held = store.open(private=private).snapshot
    shutil.rmtree(store.path)
    store.prepare()
    (tmp_path / "r" / "new").touch()
    assert store.publish(crawl(tmp_path / "r"), time.time()) == 1
    found = store.open(private=private).snapshot
    assert found is not None
    assert held is not None
    assert len(found) == len(held) + 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(fails_at=st.integers(0, 60), number=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EDQUOT]))
def test_a_failing_disk_leaves_everything_as_it_was(
    store: Store, snapshot: Snapshot, fails_at: int, number: int
) -> None:
    newer = make_snapshot({"new": 1}, store.root)
    with pytest.MonkeyPatch.context() as patch:
        store.publish(snapshot, time.time())
        before = {name: Path(os.fsdecode(store.file(name))).read_bytes() for name in names(store)}
        calls = 0

        def failing(name: str) -> None:
            real = getattr(os, name)

            def call(*args: object, **options: object) -> object:
                nonlocal calls
                calls += 1
                if calls == fails_at:
                    raise OSError(number, os.strerror(number))
                return real(*args, **options)

            patch.setattr(store_module.os, name, call)

        for name in ("write", "fsync", "replace", "utime"):
            failing(name)
        try:
            store.publish(newer, time.time())
        except EnvironmentProblem as problem:
            assert problem.remedy  # noqa: PT017 - what remains on the disk is the point
            after = {name: Path(os.fsdecode(store.file(name))).read_bytes() for name in names(store)}
            assert not [name for name in after if name.startswith(b"tmp-")]
            current = after.pop(b"CURRENT")
            was_named = current != before.pop(b"CURRENT")  # only making that durable failed
            assert before.items() <= after.items()
            found = reopened(store)
            assert found is not None
            assert shown(found) == shown(newer if was_named else snapshot)


def test_failures_are_kept_with_growing_pauses(store: Store) -> None:
    for times in (1, 2, 3):
        store.note_failure(EnvironmentProblem("No.", "Do."))
        failure = store.failure()
        assert failure is not None
        assert (failure.times, str(failure.problem)) == (times, "No. Do.")
        assert not failure.is_due()
    store.note_failure(None)
    assert store.failure() is None


def test_a_failure_is_due_after_its_pause_and_when_the_clock_was_set_back() -> None:
    problem = EnvironmentProblem("No.")
    assert Failure(problem, 3, time.time() - 9).is_due()
    assert not Failure(problem, 3, time.time() - 7).is_due()
    assert Failure(problem, 1000, time.time() - 301).is_due()
    assert Failure(problem, 3, time.time() + 1000).is_due()


def test_all_roots_are_known_by_what_was_published(store: Store, snapshot: Snapshot) -> None:
    assert all_roots() == []
    store.publish(snapshot, time.time())
    Path(os.fsdecode(os.path.dirname(store.path)), "stray").mkdir()
    assert all_roots() == [store.root]


def test_a_root_stays_known_when_its_generations_cannot_be_read(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    Path(os.fsdecode(store.file(b"gen-1"))).write_bytes(b"of a format that is yet to come")
    assert all_roots() == [store.root]


def test_a_root_whose_name_was_lost_is_known_again_after_a_refresh(store: Store, snapshot: Snapshot) -> None:
    store.publish(snapshot, time.time())
    os.unlink(store.file(b"ROOT"))
    assert all_roots() == []
    store.renew(time.time())
    assert all_roots() == [store.root]


def damage(path: bytes) -> None:
    """Change a byte in the middle of a file, as a failing disk would: the file itself stays."""
    data = bytearray(Path(os.fsdecode(path)).read_bytes())
    data[len(data) // 2] ^= 1
    os.unlink(path)
    Path(os.fsdecode(path)).write_bytes(data)
