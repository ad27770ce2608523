"""File systems that hang, loop, fill up, forbid or refuse: they cost their own rows, and the rest is published."""

import ctypes
import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fbrowser.common.cancel import CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.fileops.opening import look
from fbrowser.index import crawler
from fbrowser.index import probe as probe_module
from fbrowser.index.answer import ask
from fbrowser.index.listing import list_folder
from fbrowser.index.options import CrawlOptions
from fbrowser.index.probe import SILENT, Found, probe
from fbrowser.index.rebuild import rebuild
from fbrowser.index.snapshot import Snapshot
from fbrowser.index.store import Store
from tests.helpers import askers
from tests.helpers.trees import crawl, grow, shown, walked

needs_mounts = pytest.mark.skipif(
    os.geteuid() != 0 or not os.access("/dev/fuse", os.W_OK), reason="needs root and /dev/fuse to mount things"
)
_LIBC = ctypes.CDLL(None, use_errno=True)
_BIND, _READ_ONLY, _DETACH = 4096, 1, 2


def mount(source: str, target: Path, kind: str, options: str = "", flags: int = 0) -> None:
    done = _LIBC.mount(source.encode(), bytes(target), kind.encode(), flags, options.encode())
    if done:
        number = ctypes.get_errno()
        if number == errno.EPERM:
            pytest.skip("this machine forbids mounting")
        raise OSError(number, os.strerror(number))


@pytest.fixture
def mounts() -> Iterator[list[Path]]:
    """Collect mount points, to be unmounted in the end."""
    found: list[Path] = []
    yield found
    for target in reversed(found):
        _LIBC.umount2(bytes(target), _DETACH)


@pytest.fixture
def hung(tmp_path: Path, mounts: list[Path]) -> Iterator[Path]:
    """Return a mount below the root r that never answers: nobody reads the requests of this FUSE file system."""
    target = grow(tmp_path / "r" / "sub" / "hung", {})
    fd = os.open("/dev/fuse", os.O_RDWR)
    mount("hung", target, "fuse", f"fd={fd},rootmode=40000,user_id=0,group_id=0")
    mounts.append(target)
    yield target
    os.close(fd)  # ends the connection: whoever hangs in it gets an error


def no_mounts(_root: bytes, *, one_file_system: bool) -> dict[bytes, bool]:
    del one_file_system
    return {}


def why(snapshot: Snapshot, path: Path) -> str | None:
    row = snapshot.find(os.fsencode(path))
    assert row is not None
    return snapshot.reason(row)


@needs_mounts
def test_a_mount_that_never_answers_costs_its_own_rows_only(
    tmp_path: Path, hung: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawler, "NO_ANSWER_S", 0.5)
    root = grow(tmp_path / "r", {"a": {"b": 1}, "sub": {"beside": 1}, "z": 1})
    snapshot = crawl(root)
    assert why(snapshot, hung) == "it did not answer"
    paths = {os.fsdecode(os.path.relpath(path, os.fsencode(root))) for path in shown(snapshot)}
    assert paths == {"a", "a/b", "sub", "sub/beside", "sub/hung", "z"}


@needs_mounts
def test_a_mount_that_is_left_out_is_not_even_asked(tmp_path: Path, hung: Path) -> None:
    root = grow(tmp_path / "r", {"a": 1, "sub": {"beside": 1}})
    for item in ("hung", str(hung)):
        snapshot = crawl(root, CrawlOptions(left_out=(item,)))
        assert (why(snapshot, hung), snapshot.left_out_folders, len(snapshot)) == (None, 1, 4)


@needs_mounts
def test_a_mount_that_dies_unseen_is_found_and_stepped_around(
    tmp_path: Path, hung: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if it had been mounted after the table was read: an ordinary worker walks into it.
    monkeypatch.setattr(crawler, "NO_ANSWER_S", 0.5)
    monkeypatch.setattr(crawler, "mounts_below", no_mounts)
    root = grow(tmp_path / "r", {"a": {"b": 1}, "sub": {"beside": 1, "in": {"x": 1}}, "z": {"y": 1}})
    snapshot = crawl(root, CrawlOptions(workers=1))
    found = {os.path.relpath(path, os.fsencode(root)) for path in shown(snapshot)}
    assert {b"a/b", b"sub", b"sub/beside", b"sub/in", b"sub/hung", b"z/y"} <= found
    assert why(snapshot, root / "sub") == "it did not answer"
    assert hung.name == "hung"


@needs_mounts
def test_a_whole_rebuild_goes_on_without_the_hung_mount(tmp_path: Path, hung: Path) -> None:
    root = os.fsencode(grow(tmp_path / "r", {"a": 1}))
    _, claim = ask(root)
    assert claim is not None
    assert rebuild(claim).entries == 3
    snapshot = ask(root, claim=False)[0].snapshot
    assert snapshot is not None
    assert why(snapshot, hung) == "it did not answer"


@needs_mounts
def test_a_window_closes_while_a_mount_below_hangs(tmp_path: Path, hung: Path) -> None:
    root = os.fsencode(grow(tmp_path / "r", {"a": 1}))
    with tempfile.TemporaryDirectory(dir="/tmp") as session:  # the path of a socket must be short
        env = os.environ | {"XDG_RUNTIME_DIR": session}
        program = [sys.executable, "-P", "-m", "fbrowser"]
        window = subprocess.Popen([*program, grow(tmp_path / "elsewhere", {})], env=env)
        sockets = (Path(session) / "fbrowser").glob
        while not [path for path in sockets("window-*") if path.is_socket()]:
            time.sleep(0.02)
        subprocess.run([*program, os.fsdecode(root)], env=env, check=True, timeout=30)  # opened there
        assert askers.builder(root), "it waits for the mount that never answers"
        window.terminate()
        assert window.wait(crawler.NO_ANSWER_S) == 0
    deadline = time.monotonic() + 5
    while askers.builders(root):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert hung.name == "hung"


@needs_mounts
def test_listing_a_hung_folder_gives_up(hung: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fbrowser.index.listing.NO_ANSWER_S", 0.3)
    with pytest.raises(EnvironmentProblem, match="did not answer"):
        list_folder(os.fsencode(hung))


@needs_mounts
def test_listing_beside_a_hung_mount_does_not_wait_for_it(hung: Path) -> None:
    snapshot = list_folder(os.fsencode(hung.parent))
    assert [snapshot.name(row) for row in range(len(snapshot))] == [b"hung"]


@needs_mounts
def test_looking_at_a_file_that_hangs_gives_up(hung: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fbrowser.fileops.opening.PATIENCE_S", 0.3)
    found = look(os.fsencode(hung / "run.sh"), CancelToken())
    assert (found.is_silent, found.can_run) == (True, False)


@needs_mounts
def test_a_loop_of_bind_mounts_is_visited_once(tmp_path: Path, mounts: list[Path]) -> None:
    root = grow(tmp_path / "r", {"a": {"b": 1, "loop": {}}})
    mount(str(root), root / "a" / "loop", "", flags=_BIND)
    mounts.append(root / "a" / "loop")
    snapshot = crawl(root)
    assert len(snapshot) == 3
    assert "its own parent" in (why(snapshot, root / "a" / "loop") or "")


@needs_mounts
def test_other_mounts_are_crawled_unless_told_not_to(tmp_path: Path, mounts: list[Path]) -> None:
    root = grow(tmp_path / "r", {"disk": {}, "proc": {}})
    mount("disk", root / "disk", "tmpfs")
    mount("proc", root / "proc", "proc")
    mounts += [root / "disk", root / "proc"]
    grow(root / "disk", {"x": {"y": 1}})
    names = {path.rpartition(b"/")[2] for path in shown(crawl(root))}
    assert names == {b"disk", b"proc", b"x", b"y"}
    names = {path.rpartition(b"/")[2] for path in shown(crawl(root, CrawlOptions(one_file_system=True)))}
    assert names == {b"disk", b"proc"}


@needs_mounts
def test_mounts_stay_left_out_until_someone_says_otherwise(tmp_path: Path, mounts: list[Path]) -> None:
    root = grow(tmp_path / "r", {"disk": {}})
    mount("disk", root / "disk", "tmpfs")
    mounts.append(root / "disk")
    grow(root / "disk", {"x": 1})
    for options, entries, published in (
        (CrawlOptions(one_file_system=True), 1, True),
        (None, 1, False),
        (CrawlOptions(workers=1), 1, False),
        (CrawlOptions(one_file_system=False), 2, True),
        (None, 2, False),
    ):
        _, claim = ask(os.fsencode(root), stale_after_s=0)
        assert claim is not None
        outcome = rebuild(claim, options=options)
        assert (outcome.entries, outcome.published) == (entries, published)


@needs_mounts
def test_a_full_disk_keeps_the_old_index_and_says_so(
    tmp_path: Path, mounts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = grow(tmp_path / "cache", {})
    mount("cache", cache, "tmpfs", "size=128k")
    mounts.append(cache)
    monkeypatch.setenv("FBROWSER_CACHE_DIR", str(cache))
    root = os.fsencode(grow(tmp_path / "r", {"a": 1}))
    _, claim = ask(root)
    assert claim is not None
    rebuild(claim)
    (cache / "filler").write_bytes(b"x" * 108_000)
    grow(tmp_path / "r", {str(number): 0 for number in range(400)})
    _, claim = ask(root, stale_after_s=0)
    assert claim is not None
    with pytest.raises(EnvironmentProblem, match="disk is full"):
        rebuild(claim)
    answer, _ = ask(root, claim=False)
    assert len(answer.snapshot or ()) == 1
    assert not [name for name in os.listdir(Store(root).path) if name.startswith(b"tmp-")]


@needs_mounts
def test_a_read_only_cache_still_answers(
    tmp_path: Path, mounts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = grow(tmp_path / "cache", {})
    mount("cache", cache, "tmpfs")
    mounts.append(cache)
    monkeypatch.setenv("FBROWSER_CACHE_DIR", str(cache))
    root = os.fsencode(grow(tmp_path / "r", {"a": 1}))
    _, claim = ask(root)
    assert claim is not None
    rebuild(claim)
    mount("cache", cache, "tmpfs", flags=32 | _READ_ONLY)
    answer, claim = ask(root)
    assert (len(answer.snapshot or ()), answer.failure, claim) == (1, None, None), "it is fresh: nothing is amiss"
    answer, claim = ask(root, stale_after_s=0)
    assert claim is None
    assert len(answer.snapshot or ()) == 1
    assert answer.failure is not None
    assert "read-only" in answer.failure.what


def test_folders_that_may_not_be_read_are_recorded(tmp_path: Path) -> None:
    root = grow(tmp_path / "r", {"closed": {"x": 1}, "names": {"y": 1}, "open": {"z": 1}})
    (root / "closed").chmod(0)
    (root / "names").chmod(0o444)
    code = (
        "import os, sys, json\n"
        "from tests.helpers.trees import crawl, shown\n"
        "snapshot = crawl(sys.argv[1])\n"
        "print(json.dumps([sorted(os.path.basename(p).decode() for p in shown(snapshot)),\n"
        "    {snapshot.name(each.row).decode(): each.reason for each in snapshot.unreadable}]))\n"
    )
    command = [sys.executable, "-c", code, str(root)]
    if os.geteuid() == 0:
        drop = "-dac_override,-dac_read_search"
        command = ["setpriv", f"--bounding-set={drop}", f"--inh-caps={drop}", *command]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    (root / "closed").chmod(0o700)
    (root / "names").chmod(0o700)
    assert found.strip() == (
        '[["closed", "names", "open", "y", "z"], '
        '{"closed": "permission denied", "names": "permission denied: only names are known"}]'
    )


def test_a_tree_that_changes_while_it_is_read(tmp_path: Path) -> None:
    root = grow(tmp_path / "r", {str(number): {"x": 1} for number in range(300)})
    code = (
        "import os, sys, itertools\nos.chdir(sys.argv[1])\n"
        "for n in itertools.count():\n"
        "    name = str(n % 300)\n"
        "    os.rename(name, 'away'); os.symlink('/etc', name); os.unlink(name); os.rename('away', name)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(root)]) as restless:
        for _ in range(5):
            snapshot = crawl(root)
            assert not any(b"passwd" in path for path in shown(snapshot)), "links are never followed"
        restless.send_signal(signal.SIGKILL)
    assert len(walked(os.fsencode(root))) >= 598


@needs_mounts
def test_a_mount_that_never_answers_is_silent_and_those_after_it_are_not(
    tmp_path: Path, hung: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe_module, "PATIENCE_S", 0.4)
    found: dict[bytes, Found] = {}
    for _ in range(2):
        found.clear()
        probe([bytes(hung), os.fsencode(tmp_path)], found.__setitem__, CancelToken())
        assert found[bytes(hung)] == SILENT
        assert found[os.fsencode(tmp_path)].total > 0
