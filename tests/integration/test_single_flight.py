"""One rebuild at a time, whoever asks: every row of the table, with real processes."""

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import psutil
import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.lock import is_locked, try_lock
from fbrowser.index import answer as answer_module
from fbrowser.index.answer import STALE_AFTER_S, Answer, Claim, ask, request
from fbrowser.index.options import CrawlOptions
from fbrowser.index.rebuild import Progress, rebuild, rebuild_behind
from fbrowser.index.store import Store
from tests.helpers import askers
from tests.helpers.trees import grow, many, shown, walked

SLOW = CrawlOptions(entries_per_s=50)
"""Two seconds for the tree of these tests."""


@pytest.fixture
def root(tmp_path: Path) -> bytes:
    return os.fsencode(many(tmp_path / "r", 20, 4))


def claimed(root: bytes) -> Claim:
    _, claim = ask(root, stale_after_s=0, retry_failed=True)
    assert claim is not None
    return claim


def answered(root: bytes) -> Answer:
    answer, claim = ask(root, stale_after_s=math.inf)
    assert claim is None
    return answer


@contextlib.contextmanager
def slow_rebuild(root: bytes) -> Generator[None]:
    """Let another process rebuild, slowly, for the time of the block."""
    command = [sys.executable, "-m", "fbrowser", "index", "--max-rate", "50", os.fsdecode(root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        wait_for(lambda: bool(askers.builders(root)))
        yield
        process.send_signal(signal.SIGINT)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def stray(root: bytes) -> list[bytes]:
    return [name for name in os.listdir(Store(root).path) if name.startswith(b"tmp-")]


# -- the table


def test_cold_and_nobody_rebuilding_starts_exactly_one(root: bytes) -> None:
    answer = request(root)
    assert (answer.snapshot, answer.rebuilding, answer.generation) == (None, True, 0)
    assert askers.builder(root)
    askers.wait_until_built(root)


def test_cold_and_another_process_rebuilding_starts_nothing(root: bytes) -> None:
    with slow_rebuild(root):
        answer = request(root)
        assert (answer.snapshot, answer.rebuilding) == (None, True)
        assert len(askers.builders(root)) == 1


def test_filled_and_fresh_gives_the_entries_and_starts_nothing(root: bytes) -> None:
    rebuild(claimed(root))
    answer = request(root)
    assert answer.snapshot is not None
    assert shown(answer.snapshot) == walked(root)
    assert not answer.rebuilding
    assert askers.builders(root) == []


def test_filled_and_stale_gives_the_old_entries_and_refreshes(root: bytes) -> None:
    rebuild(claimed(root))
    Path(os.fsdecode(root), "new").touch()
    answer = request(root, stale_after_s=0)
    assert answer.snapshot is not None
    assert (len(answer.snapshot), answer.rebuilding) == (100, True)
    askers.wait_until_built(root, generation=2)
    assert len(answered(root).snapshot or ()) == 101


def test_filled_and_dated_in_the_future_is_refreshed(root: bytes) -> None:
    rebuild(claimed(root))
    store = Store(root)
    for ahead_s, stale_after_s in ((3600, STALE_AFTER_S), (1, 0)):
        store.renew(time.time() + ahead_s)
        _, claim = ask(root, stale_after_s=stale_after_s)
        assert claim is not None
        rebuild(claim)
    _, claim = ask(root)
    assert claim is None, "the last rebuild dated it anew"


def test_filled_and_being_refreshed_gives_the_old_entries(root: bytes) -> None:
    rebuild(claimed(root))
    with slow_rebuild(root):
        answer = request(root, stale_after_s=0)
        assert (len(answer.snapshot or ()), answer.rebuilding) == (100, True)
        assert len(askers.builders(root)) == 1


def test_a_rebuild_of_another_process_shows_up(root: bytes) -> None:
    before = request(root)
    assert before.snapshot is None
    askers.wait_until_built(root)
    assert len(answered(root).snapshot or ()) == 100


def test_a_killed_rebuilder_is_replaced_by_the_next_asker(root: bytes) -> None:
    rebuild_behind(claimed(root), SLOW)
    os.kill(askers.builder(root), signal.SIGKILL)
    wait_for(lambda: not askers.builders(root))
    answer = request(root)
    assert (answer.snapshot, answer.rebuilding) == (None, True)
    askers.wait_until_built(root)
    assert stray(root) == []


def test_a_failed_rebuild_keeps_the_last_good_entries_and_says_why(root: bytes, tmp_path: Path) -> None:
    rebuild(claimed(root))
    (tmp_path / "r").rename(tmp_path / "away")
    with pytest.raises(EnvironmentProblem, match="no folder"):
        rebuild(claimed(root))
    answer = request(root, stale_after_s=0)
    assert len(answer.snapshot or ()) == 100
    assert not answer.rebuilding, "it is tried again after a pause only"
    assert answer.failure is not None
    assert "no folder" in answer.failure.what
    (tmp_path / "away").rename(tmp_path / "r")
    assert rebuild(claimed(root)).entries == 100  # asked for: at once
    assert answered(root).failure is None


# -- at once


def test_ten_askers_at_once_get_ten_answers_and_one_rebuild(root: bytes) -> None:
    processes = [askers.start(root, threads=5) for _ in range(2)]
    for process in processes:
        askers.ready(process)
    for process in processes:
        assert process.stdin
        process.stdin.close()  # now
        process.stdin = None
    found = [askers.answers(process) for process in processes]
    answers = [(answer["entries"], answer["rebuilding"]) for answers, _ in found for answer in answers]
    assert answers == [(None, True)] * 10
    assert sum(started for _, started in found) == 1
    askers.wait_until_built(root)


def test_who_gets_the_lock_when_a_rebuild_has_just_ended_does_not_start_another(
    root: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = claimed(root)

    def late(path: bytes) -> int | None:
        rebuild(other)
        return try_lock(path)

    monkeypatch.setattr(answer_module, "try_lock", late)
    answer, claim = ask(root)
    assert claim is None
    assert (len(answer.snapshot or ()), answer.rebuilding) == (100, False)
    assert not is_locked(Store(root).lock)


def test_threads_of_many_processes_never_rebuild_together(root: bytes, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    code = (
        "import os, sys, time; from concurrent.futures import ThreadPoolExecutor\n"
        "from fbrowser.index.answer import ask\n"
        "def turn(_):\n"
        "    won = 0\n"
        "    while won < 5:\n"
        "        answer, claim = ask(os.fsencode(sys.argv[1]), stale_after_s=0)\n"
        "        assert answer.rebuilding\n"
        "        if claim:\n"
        "            os.write(fd, b'+'); time.sleep(0.0005); os.write(fd, b'-'); claim.release(); won += 1\n"
        "        time.sleep(0.001)\n"
        "fd = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)\n"
        "list(ThreadPoolExecutor(4).map(turn, range(4)))\n"
    )
    command = [sys.executable, "-c", code, os.fsdecode(root), str(journal)]
    processes = [subprocess.Popen(command) for _ in range(8)]
    assert [process.wait(60) for process in processes] == [0] * 8
    assert journal.read_text() == "+-" * (8 * 4 * 5)


def test_looking_never_keeps_an_asker_from_the_lock(root: bytes) -> None:
    code = (
        "import os, sys; from fbrowser.index.answer import ask\n"
        "print('ready', flush=True)\n"
        "while True: ask(os.fsencode(sys.argv[1]), claim=False)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, os.fsdecode(root)], stdout=subprocess.PIPE) as looker:
        askers.ready(looker)
        for _ in range(300):
            claimed(root).release()
        looker.kill()


# -- ends


def test_a_rebuild_tells_how_far_it_is_and_then_that_nothing_changed(root: bytes) -> None:
    told: list[Progress] = []
    outcome = rebuild(claimed(root), options=CrawlOptions(entries_per_s=300), on_progress=told.append)
    assert (outcome.generation, outcome.published, outcome.entries) == (1, True, 100)
    assert {each.phase for each in told} == {"crawl", "sort", "publish"}
    assert max(each.entries for each in told) == 100
    assert all(each.folder.startswith(root) for each in told)
    again = rebuild(claimed(root))
    assert (again.generation, again.published) == (1, False)


def test_a_root_that_holds_the_cache_comes_to_rest(root: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FBROWSER_CACHE_DIR", os.fsdecode(root) + "/.cache/fbrowser")
    assert rebuild(claimed(root)).generation == 1
    claimed(root + b"/folder 1").release()  # another root's folder appears in the cache
    Path(os.fsdecode(root), ".cache", "fbrowser", "window").touch()
    again = rebuild(claimed(root))
    assert (again.generation, again.published) == (1, False)


def test_cancelling_frees_the_lock_and_leaves_nothing(root: bytes) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        rebuild(claimed(root), options=SLOW, on_progress=lambda _: cancel.cancel(), cancel=cancel)
    assert set(os.listdir(Store(root).path)) == {b"rebuild.lock"}
    wait_for(lambda: not askers.builders(root))
    claimed(root).release()


def test_a_builder_stops_when_its_asker_is_gone(root: bytes) -> None:
    command = [sys.executable, "-m", "fbrowser", "index", "--max-rate", "20", os.fsdecode(root)]
    asker = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_for(lambda: bool(askers.builders(root)))
    asker.kill()
    asker.wait()
    wait_for(lambda: not askers.builders(root))


def test_interrupting_from_a_terminal_is_for_the_asker_alone(root: bytes) -> None:
    command = [sys.executable, "-m", "fbrowser", "index", "--max-rate", "20", os.fsdecode(root)]
    pipe = subprocess.PIPE
    asker = subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True)
    builder = psutil.Process(askers.builder(root))
    wait_for(lambda: bool(builder.children()))
    asker.send_signal(signal.SIGSTOP)  # so that whoever else hears of it has time to say so
    os.killpg(asker.pid, signal.SIGINT)
    with pytest.raises(psutil.TimeoutExpired):
        builder.wait(0.5)
    asker.send_signal(signal.SIGCONT)
    assert asker.communicate(timeout=20) == (b"", b"")
    assert asker.returncode == 130
    wait_for(lambda: not askers.builders(root))


def test_readers_always_find_a_whole_index_while_it_is_replaced(tmp_path: Path) -> None:
    root = os.fsencode(grow(tmp_path / "r", {"a": 1, "b": 2}))
    rebuild(claimed(root))
    code = (
        "import os, sys, math; from fbrowser.index.store import Store\n"
        "print('ready', flush=True)\n"
        "for _ in range(10000):\n"
        "    opened = Store(os.fsencode(sys.argv[1])).open(private=True)\n"
        "    assert opened.sound and len(opened.snapshot) == 2\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, os.fsdecode(root)], stdout=subprocess.PIPE) as reader:
        askers.ready(reader)
        store = Store(root)
        snapshot = store.open(private=True).snapshot
        assert snapshot is not None
        published = 0
        while reader.poll() is None:
            store.publish(snapshot, time.time())
            published += 1
    assert reader.returncode == 0
    assert published > 10


@pytest.mark.parametrize("content", [b"", b"garbage", b"12345\nhost\npython\n"])
def test_whatever_is_in_the_lock_file_it_works(root: bytes, content: bytes) -> None:
    store = Store(root)
    store.prepare()
    Path(os.fsdecode(store.lock)).write_bytes(content)
    assert rebuild(claimed(root)).entries == 100


def test_a_link_in_place_of_the_lock_is_not_followed(root: bytes, tmp_path: Path) -> None:
    store = Store(root)
    store.prepare()
    os.symlink(tmp_path / "victim", store.lock)
    answer, claim = ask(root)
    assert claim is None
    assert answer.failure is not None
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize("make", [os.mkdir, lambda path: os.symlink("victim", path)])
def test_with_no_lock_to_look_at_the_entries_are_still_there(root: bytes, make: Callable[[bytes], None]) -> None:
    rebuild(claimed(root))
    os.unlink(Store(root).lock)
    make(Store(root).lock)
    answer, claim = ask(root, stale_after_s=0)
    assert (len(answer.snapshot or ()), answer.rebuilding, claim) == (100, False, None)
    assert answer.failure is not None
    answer, claim = ask(root, claim=False)
    assert len(answer.snapshot or ()) == 100


def test_a_root_that_failed_for_days_is_still_answered(root: bytes) -> None:
    rebuild(claimed(root))
    problem = {"what": "No.", "remedy": "", "times": 2000, "at_s": time.time()}
    Path(os.fsdecode(Store(root).file(b"FAILED"))).write_text(json.dumps(problem))
    answer, claim = ask(root, stale_after_s=0)
    assert (len(answer.snapshot or ()), str(answer.failure), claim) == (100, "No.", None)
