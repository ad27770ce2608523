"""The command line keeps its contract: what goes out, and how it ends."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fbrowser.index.store import Store
from tests.helpers import askers
from tests.helpers.trees import HOSTILE, grow, walked

TREE = {"Été": {"boat 10.txt": 5, "boat 9.TXT": 50, "deep": {"boathouse.py": 1}}, "snow.png": 7, "link": "snow.png"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", TREE)


def call(*arguments: str | Path | bytes, code: int = 0) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "fbrowser", *arguments], capture_output=True, timeout=30, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


def lines(*arguments: str | Path | bytes) -> list[str]:
    return call(*arguments).decode().splitlines()


def test_an_empty_folder_has_an_index_like_any_other(tmp_path: Path) -> None:
    root = tmp_path / "empty"
    root.mkdir()
    assert b"0 entries, generation 1" in call("index", root)
    assert json.loads(call("status", root, "--json"))[0]["state"] == "ready"


def test_find_indexes_first_and_prints_root_as_typed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert sorted(lines("find", "BOAT", "r/")) == [
        "r/Été/boat 10.txt", "r/Été/boat 9.TXT", "r/Été/deep/boathouse.py"
    ]  # fmt: skip


def test_accents_and_case_do_not_matter(root: Path) -> None:
    assert lines("find", "ETE", root) == [f"{root}/Été"]


def test_an_empty_query_lists_everything(root: Path) -> None:
    assert sorted(map(os.fsencode, lines("find", "", root))) == sorted(walked(os.fsencode(root)))
    assert lines("find", "", root, "--count") == ["7"]


def test_an_accent_alone_is_no_empty_query(root: Path) -> None:
    grow(root, {"e\u0301": 1})
    assert lines("find", "\u0301", root) == [f"{root}/e\u0301"]
    call("find", "\u0308", root, code=1)


def test_a_folder_below_a_root_is_answered_by_it(root: Path) -> None:
    call("index", root)
    assert lines("find", "boat", root / "Été" / "deep") == [f"{root}/Été/deep/boathouse.py"]
    assert not os.path.exists(Store(os.fsencode(root / "Été")).path)


def test_without_a_root_every_index_is_searched(root: Path, tmp_path: Path) -> None:
    other = grow(tmp_path / "other", {"boat": 1})
    call("index", root)
    call("index", other)
    assert sorted(lines("find", "boat")) == sorted([
        f"{other}/boat", f"{root}/Été/boat 10.txt", f"{root}/Été/boat 9.TXT", f"{root}/Été/deep/boathouse.py"
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["boat 9.TXT", "boat 10.txt", "boathouse.py"]),
        ("name:desc", ["boathouse.py", "boat 10.txt", "boat 9.TXT"]),
        ("size", ["boathouse.py", "boat 10.txt", "boat 9.TXT"]),
        ("ext", ["boathouse.py", "boat 9.TXT", "boat 10.txt"]),
        ("path", ["boat 9.TXT", "boat 10.txt", "boathouse.py"]),
    ],
)
def test_sorts(root: Path, sort: str, names: list[str]) -> None:
    assert [line.rpartition("/")[2] for line in lines("find", "boat", root, "--sort", sort)] == names


def test_limits(root: Path) -> None:
    assert len(lines("find", "boat", root, "--limit", "2")) == 2


def test_json_lines(root: Path) -> None:
    (found,) = map(json.loads, lines("find", "snow", root, "--json"))
    status = (root / "snow.png").stat()
    assert found == {"path": f"{root}/snow.png", "size": 7, "mtime_ns": status.st_mtime_ns, "kind": "file"}
    assert json.loads(call("find", "link", root, "--json"))["kind"] == "link"


def test_paths_go_out_as_raw_bytes(tmp_path: Path) -> None:
    root = os.fsencode(grow(tmp_path / "r", {}))
    for name in HOSTILE:
        Path(os.fsdecode(root + b"/" + name)).touch()
    found = call("find", "", root, "-0").split(b"\0")[:-1]
    assert sorted(found) == sorted(root + b"/" + name for name in HOSTILE)
    (undecodable,) = (json.loads(line) for line in lines("find", b"rep\xff", root, "--json"))
    assert os.fsencode(undecodable["path"]) == root + b"/rep\xffort.txt"


def test_no_match_ends_with_one(root: Path) -> None:
    assert call("find", "zzqq", root, code=1) == b""
    assert call("find", "zzqq", root, "--count", code=1) == b"0\n"


def test_not_waiting_ends_with_75_and_leaves_a_builder(root: Path) -> None:
    assert call("find", "boat", root, "--no-wait", code=75) == b""
    askers.wait_until_built(root)
    assert len(lines("find", "boat", root, "--no-wait")) == 3


def test_fresh_sees_what_is_new(root: Path) -> None:
    call("index", root)
    (root / "new boat").touch()
    assert len(lines("find", "boat", root)) == 3
    assert len(lines("find", "boat", root, "--fresh")) == 4


@pytest.mark.parametrize("arguments", [["find"], ["find", "a", "--sort", "colour"], ["bogus", "x"], ["--bogus"]])
def test_wrong_use_ends_with_two(arguments: list[str]) -> None:
    call(*arguments, code=2)


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    for command in (["index"], ["find", "x"]):
        done = subprocess.run(
            [sys.executable, "-m", "fbrowser", *command, tmp_path / "missing"],
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
        assert b"There is no folder" in done.stderr


def test_status_of_a_root_never_indexed(root: Path) -> None:
    (status,) = json.loads(call("status", root, "--json"))
    assert (status["generation"], status["state"], status["entries"]) == (0, "cold", 0)
    assert json.loads(call("status", "--json")) == []


def test_status_of_an_index(root: Path) -> None:
    call("index", root)
    (status,) = json.loads(call("status", "--json"))
    assert status | {"age_s": 0, "bytes": 0} == {
        "root": str(root), "generation": 1, "entries": 7, "rebuilding": False, "age_s": 0, "unreadable": 0,
        "bytes": 0, "state": "ready",
    }  # fmt: skip
    assert 0 <= status["age_s"] < 30
    assert status["bytes"] == os.stat(Store(os.fsencode(root)).file(b"gen-1")).st_size


def test_index_waits_for_another_and_then_reads_again(root: Path) -> None:
    command = [sys.executable, "-m", "fbrowser", "index", "--max-rate", "10", str(root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL):
        while not askers.builders(os.fsencode(root)):
            time.sleep(0.01)
        (root / "Été" / "late").touch()
        assert b"8 entries" in call("index", root)


def test_version_and_help() -> None:
    assert call("--version").startswith(b"fbrowser ")
    assert b"find" in call("--help")


def test_no_screen_is_one_clear_line(root: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    env.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [sys.executable, "-m", "fbrowser", root], env=env, capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (2, b"fbrowser: no screen here; try fbrowser find QUERY FOLDER\n")
