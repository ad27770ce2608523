"""A crawl and its snapshot show exactly what is on the disk."""

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import cast

import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index import worker_process
from fbrowser.index.assemble import assemble
from fbrowser.index.crawl_worker import Crawl, Mounts, without_junction
from fbrowser.index.crawler import MOST_STILLBORN, MOST_WORKERS, Crawler
from fbrowser.index.listing import list_folder
from fbrowser.index.options import CrawlOptions
from fbrowser.index.snapshot import ROOT
from fbrowser.index.wire import Listings, Order, Task
from tests.helpers.trees import HOSTILE, crawl, grow, many, shown, walked

TREE = {"b": {"two": 2, "inner": {"deep": 30}}, "a": {}, "10.txt": 1, "9.txt": 1, "link": "b", "Broken": "nowhere"}


def test_shows_what_is_there(tmp_path: Path) -> None:
    root = os.fsencode(grow(tmp_path / "r", TREE))
    assert shown(crawl(root)) == walked(root)


def test_lies_folders_first_then_in_natural_order(tmp_path: Path) -> None:
    snapshot = crawl(grow(tmp_path / "r", TREE))
    names = [snapshot.name(row) for row in snapshot.children(ROOT)]
    assert names == [b"a", b"b", b"9.txt", b"10.txt", b"Broken", b"link"]


def test_keeps_subtrees_in_one_piece(tmp_path: Path) -> None:
    root = many(tmp_path / "r", 30, 5)
    grow(root / "folder 7", {"x": {"y": {"z": 1}}, "w": {"v": 2}})
    snapshot = crawl(root)
    for folder in range(len(snapshot.columns["folder_row"])):
        path = snapshot.path(snapshot.row_of_folder(folder))
        below = {snapshot.path(row) for row in snapshot.descendants(folder)}
        assert below == {other for other in shown(snapshot) if other.startswith(path + b"/")}
        assert all(snapshot.parent_row(row) == snapshot.row_of_folder(folder) for row in snapshot.children(folder))


def test_what_windows_calls_a_junction_is_a_link(tmp_path: Path) -> None:
    folder = os.lstat(tmp_path)
    assert without_junction(folder) is folder

    class Junction(tuple[float, ...]):
        st_reparse_tag = 0xA0000003
        st_mtime_ns = folder.st_mtime_ns

    link = without_junction(cast("os.stat_result", Junction(folder)))
    assert stat.S_ISLNK(link.st_mode)
    assert (link.st_ino, link.st_size, link.st_mtime_ns) == (folder.st_ino, folder.st_size, folder.st_mtime_ns)


def test_knows_the_size_of_every_folder_and_of_the_largest_in_it(tmp_path: Path) -> None:
    snapshot = crawl(grow(tmp_path / "r", TREE))
    for folder in range(len(snapshot.columns["folder_row"])):
        sizes = [snapshot.entry(row).size for row in snapshot.children(folder)]
        assert snapshot.size_of_folder(folder) == sum(sizes)
        assert snapshot.largest_in(folder) == max(sizes, default=-1)


def test_every_path_finds_its_row(tmp_path: Path) -> None:
    snapshot = crawl(grow(tmp_path / "r", TREE))
    assert [snapshot.find(snapshot.path(row)) for row in range(-1, len(snapshot))] == list(range(-1, len(snapshot)))
    assert snapshot.find(snapshot.root + b"/b/nothing") is None
    assert snapshot.find(snapshot.root + b"/9.tx") is None
    assert snapshot.find(snapshot.root + b"x") is None


def test_hostile_names_survive_byte_for_byte(tmp_path: Path) -> None:
    root = os.fsencode(tmp_path / "r")
    for folder in (root, root + b"/sub\xff\n"):
        Path(os.fsdecode(folder)).mkdir()
        for name in HOSTILE:
            Path(os.fsdecode(folder + b"/" + name)).touch()
    assert shown(crawl(root)) == walked(root)


def test_special_files_and_times_are_only_looked_at(tmp_path: Path) -> None:
    root = grow(tmp_path / "r", {"old": 1, "new": 1, "loop": "loop", "self": "."})
    os.mkfifo(root / "fifo")
    os.utime(root / "old", ns=(-1, -1))
    os.utime(root / "new", ns=(2**62, 2**62))
    assert shown(crawl(root)) == walked(os.fsencode(root))


def test_a_path_longer_than_the_system_takes_is_crawled(tmp_path: Path) -> None:
    root = tmp_path / "r"
    root.mkdir()
    here = os.open(root, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("end", os.O_CREAT, dir_fd=here))
    os.close(here)
    snapshot = crawl(root)
    assert len(snapshot) == 26
    assert snapshot.path(25).endswith(b"/end")
    assert not snapshot.unreadable


def test_a_link_as_root_is_followed(tmp_path: Path) -> None:
    grow(tmp_path / "real", {"a": {"b": 1}})
    (tmp_path / "link").symlink_to("real")
    snapshot = crawl(tmp_path / "link")
    assert set(shown(snapshot)) == {os.fsencode(tmp_path / "link" / path) for path in ("a", "a/b")}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return our cache folder, in a root."""
    cache = grow(tmp_path / "r" / ".cache" / "mine", {"roots": {"x": 1}})
    monkeypatch.setenv("FBROWSER_CACHE_DIR", str(cache))
    return cache


def test_our_cache_folder_is_listed_but_not_what_is_in_it(tmp_path: Path, cache: Path) -> None:
    root = grow(tmp_path / "r", {"file": 1, ".cache": {"other": {"x": 1}}})
    snapshot = crawl(root)
    names = [".cache", ".cache/mine", ".cache/other", ".cache/other/x", "file"]
    assert sorted(shown(snapshot)) == [os.fsencode(root / name) for name in names]
    assert snapshot.unreadable == ()
    row = snapshot.find(os.fsencode(cache))
    assert row is not None
    assert snapshot.entry(row).is_folder
    assert snapshot.folder_at(row) is None, "it is not said to be empty"


def test_our_cache_folder_as_a_root_is_crawled_like_any_other(cache: Path) -> None:
    for root in (cache, cache / "roots"):
        assert shown(crawl(root)) == walked(os.fsencode(root))


@pytest.mark.parametrize("off", [0, 1])
def test_another_folder_in_place_of_one_is_neither_listed_nor_said_to_be_empty(tmp_path: Path, off: int) -> None:
    status = grow(tmp_path / "r", {"a": 1}).stat()
    task = Task(0, 0, os.fsencode(tmp_path / "r"), status.st_dev, status.st_ino + off)
    order = Order([tuple(task)], 1000, careful=False, avoid=[])
    here = os.getcwd()
    try:
        with tempfile.TemporaryFile() as place:
            turn = Crawl(Mounts({}), (0, 0), lambda _: None, order, place.fileno()).run()
    finally:
        os.chdir(here)
    names = Listings(*turn.listings).names
    reasons = [why for *_, why in turn.unreadable]
    assert (names, reasons) == ((b"", ["it changed while it was read"]) if off else (b"a\0", []))


def test_an_empty_folder(tmp_path: Path) -> None:
    snapshot = crawl(tmp_path)
    assert len(snapshot) == 0
    assert len(snapshot.children(ROOT)) == 0


@pytest.mark.parametrize(("name", "words"), [("missing", "There is no folder"), ("file", "not a folder")])
def test_a_root_that_is_no_folder_is_a_problem(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblem, match=words):
        crawl(tmp_path / name)


def test_many_workers_find_the_same(tmp_path: Path) -> None:
    root = many(tmp_path / "r", 100, 3)
    assert shown(crawl(root, CrawlOptions(workers=4))) == shown(crawl(root, CrawlOptions(workers=1)))


def test_cancelling_stops_at_once_and_leaves_no_worker(tmp_path: Path) -> None:
    cancel = CancelToken()
    crawler = Crawler(os.fsencode(many(tmp_path / "r", 50, 2)), CrawlOptions(entries_per_s=10), cancel)
    with pytest.raises(Cancelled):
        crawler.run(on_progress=cancel.cancel)
    assert crawler.crawled.entries < 150


def test_workers_that_cannot_run_are_a_problem_and_not_started_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    def broken(module: str, *_: str) -> list[str]:
        started.append(module)
        return [sys.executable, "-S", "-c", "raise SystemExit(1)"]

    monkeypatch.setattr(worker_process, "child_command", broken)
    with pytest.raises(EnvironmentProblem, match="could not be started"):
        crawl(tmp_path)
    assert len(started) <= MOST_STILLBORN + MOST_WORKERS


def test_a_machine_with_no_room_for_more_processes_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(worker_process.subprocess, "Popen", no_room)
    with pytest.raises(EnvironmentProblem, match="could not be started"):
        crawl(tmp_path)


def test_the_speed_limit_holds_back(tmp_path: Path) -> None:
    crawler = Crawler(os.fsencode(many(tmp_path / "r", 10, 2)), CrawlOptions(entries_per_s=100), CancelToken())
    calls: list[int] = []
    crawler.run(on_progress=lambda: calls.append(crawler.crawled.entries))
    assert len(assemble(crawler.crawled, b"/")) == 30
    assert len(set(calls)) > 1


def test_listing_one_folder_is_not_recursive(tmp_path: Path) -> None:
    snapshot = list_folder(os.fsencode(grow(tmp_path / "r", TREE)))
    assert [snapshot.name(row) for row in snapshot.children(ROOT)] == [
        b"a", b"b", b"9.txt", b"10.txt", b"Broken", b"link"
    ]  # fmt: skip
    assert snapshot.entry(0).size == -1
    assert snapshot.entry(2).size == 1
    assert snapshot.folder_at(0) is None
