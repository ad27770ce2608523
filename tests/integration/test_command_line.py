"""The command line keeps its contract: what goes out, and how it ends."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import qVersion

import fbrowser
from fbrowser.app import find
from fbrowser.app.cli import parser
from fbrowser.app.find import Found
from fbrowser.index import Engine, Order, parse, request
from fbrowser.index.answer import ask
from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME, Entry
from fbrowser.index.snapshot import Snapshot
from fbrowser.index.store import Store
from tests.helpers import askers
from tests.helpers.trees import HOSTILE, crawl, grow, many, walked

TREE = {"Été": {"boat 10.txt": 5, "boat 9.TXT": 50, "deep": {"boathouse.py": 1}}, "snow.png": 7, "link": "snow.png"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", TREE)


def call(*arguments: str | Path | bytes, code: int = 0, before: tuple[str, ...] = ()) -> bytes:
    """Return what a command writes; before: what it is run by."""
    command = [*before, sys.executable, "-m", "fbrowser", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


def refused(*arguments: str | Path | bytes, code: int = 2, before: tuple[str, ...] = ()) -> str:
    """Return the one line on stderr that a command ends with; before: what it is run by."""
    command = [*before, sys.executable, "-m", "fbrowser", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    assert done.returncode == code, done.stderr
    (line,) = done.stderr.decode().splitlines()
    return line


def unprivileged() -> tuple[str, ...]:
    """Return what to run a command by, so that permissions hold for it."""
    drop = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={drop}", f"--inh-caps={drop}") if os.geteuid() == 0 else ()


def shell(command: str, *arguments: Path, **environment: str) -> tuple[int, bytes, bytes]:
    """Run `fbrowser` as a shell would; return the exit code, stdout and stderr."""
    script = command.replace("fbrowser", f"{sys.executable} -m fbrowser")
    done = subprocess.run(
        ["bash", "-c", script, "-", *arguments],
        env=os.environ | environment,
        capture_output=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def lines(*arguments: str | Path | bytes) -> list[str]:
    return call(*arguments).decode().splitlines()


def test_one_file_system_is_kept_until_it_is_taken_back(root: Path) -> None:
    for given, kept in (["--one-file-system"], True), ([], True), (["--no-one-file-system"], False), ([], False):
        call("index", *given, root)
        snapshot = Store(os.fsencode(root)).open(private=True).snapshot
        assert snapshot is not None
        assert snapshot.one_file_system is kept


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


@pytest.mark.parametrize(
    ("query", "sort"),
    [
        ("", ""), ("boat", ""), ("b o", "name"), ("*.txt", "size"), ("!boat folder:|file:", "path:desc"),
        ("size:>1 snow|boat", "modified:desc"), ("path:deep/", "ext"), ("e", "path"),
    ],
)  # fmt: skip
def test_finds_what_the_python_interface_finds(root: Path, query: str, sort: str) -> None:
    found = lines("find", query, root, *(["--sort", sort] if sort else []))
    snapshot = request(root).snapshot
    assert snapshot is not None
    key, _, direction = sort.partition(":")
    order = Order(key or "best", direction == "desc")  # type: ignore[arg-type]
    result = Engine(snapshot).find(parse(query), order=order)
    assert found == [os.fsdecode(snapshot.path(row)) for row in result.rows.tolist()]


def test_a_query_that_cannot_be_read_is_one_line_and_exit_2(root: Path) -> None:
    assert "size" in refused("find", "size:abc", root)


def test_what_is_no_function_is_a_text_and_says_so(root: Path) -> None:
    (root / "foo:bar").touch()
    assert "no function" in refused("find", "foo:bar", root, code=0)
    assert lines("find", "foo:bar", root) == [f"{root}/foo:bar"]


def test_at_most_so_many(root: Path) -> None:
    assert len(lines("find", "boat count:2", root)) == 2
    assert lines("find", "boat count:2", root, "--count") == ["2"]


def test_several_indexes_are_sorted_as_one(root: Path, tmp_path: Path) -> None:
    other = grow(tmp_path / "other", {"boat 9b": 20, "boat 11": 6})
    call("index", root)
    call("index", other)
    by_size = [f"{root}/Été/boat 9.TXT", f"{other}/boat 9b", f"{other}/boat 11", f"{root}/Été/boat 10.txt"]
    assert lines("find", '"boat "', "--sort", "size:desc") == by_size
    by_name = [f"{root}/Été/boat 9.TXT", f"{other}/boat 9b", f"{root}/Été/boat 10.txt", f"{other}/boat 11"]
    assert lines("find", '"boat "', "--sort", "name") == by_name
    assert lines("find", '"boat "', "--sort", "name", "--limit", "2") == by_name[:2]


def test_options_may_stand_anywhere(root: Path) -> None:
    expected = lines("find", "boat", root, "--sort", "name", "--limit", "2")
    assert lines("find", "boat", "--sort", "name", "--limit", "2", root) == expected
    assert lines("find", "--limit", "2", "boat", "--sort", "name", root) == expected
    assert len(json.loads(call("status", "--json", root))) == 1


def test_limits(root: Path) -> None:
    assert len(lines("find", "boat", root, "--limit", "2")) == 2
    assert lines("find", "boat", root, "--limit", "0") == []
    assert lines("find", "boat", root, "--limit", "2", "--count") == ["2"]


def test_a_match_goes_out_before_the_next_is_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = parser().parse_args(["find", "", str(root)])
    snapshot = crawl(root)
    asked: list[int] = []
    name = Snapshot.name

    def counted(snapshot: Snapshot, row: int) -> bytes:
        asked.append(row)
        return name(snapshot, row)

    found = Found(b"r", Engine(snapshot).find(parse("")))
    monkeypatch.setattr(Snapshot, "name", counted)
    assert next(find.lines([found], None, options)).startswith(b"r/")
    assert asked == [0]


def test_json_lines(root: Path) -> None:
    (found,) = map(json.loads, lines("find", "snow", root, "--json"))
    status = (root / "snow.png").stat()
    assert found == {"path": f"{root}/snow.png", "size": 7, "mtime_ns": status.st_mtime_ns, "kind": "file"}
    assert json.loads(call("find", "link", root, "--json"))["kind"] == "link"


def test_what_is_not_known_is_null() -> None:
    entry = Entry(b"a", UNKNOWN_SIZE, UNKNOWN_TIME, 0)
    assert json.loads(find.as_json(b"a", entry)) == {
        "path": "a", "size": None, "mtime_ns": None, "kind": "special"
    }  # fmt: skip


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


def test_not_waiting_comes_before_fresh(root: Path) -> None:
    assert call("find", "boat", root, "--no-wait", "--fresh", code=75) == b""
    askers.wait_until_built(root)
    (root / "new boat").touch()
    assert len(lines("find", "boat", root, "--no-wait", "--fresh")) == 3
    askers.wait_until_built(root, generation=2)
    assert len(lines("find", "boat", root)) == 4


def test_not_waiting_ends_with_two_once_it_is_known_why(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    call("find", "boat", missing, "--no-wait", "--fresh", code=75)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        answer, _ = ask(os.fsencode(missing), claim=False)
        if answer.failure and not answer.rebuilding:
            break
        time.sleep(0.01)
    assert "There is no folder" in refused("find", "boat", missing, "--no-wait", "--fresh")


def test_fresh_sees_what_is_new(root: Path) -> None:
    call("index", root)
    (root / "new boat").touch()
    assert len(lines("find", "boat", root)) == 3
    assert len(lines("find", "boat", root, "--fresh")) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["find"],
        ["find", "a", "--sort", "colour"],
        ["find", "a", "b", "line\nfeed"],
        ["find", "a", ""],
        ["find", "a", "--limit", "-2"],
        ["find", "a", "--limit", "1.5"],
        ["index", ".", "--max-rate", "-1"],
        ["index", ".", "--max-rate", "0"],
        ["index", ".", "--max-rate", "nan"],
        ["index", ".", "--max-rate", "inf"],
        ["index"],
        ["index", ""],
        ["status", ""],
        ["status", "--bogus"],
        ["keys", "--keymap", "emacs"],
        ["keys", "--ids", "--markdown"],
        ["bogus", "x"],
        ["--bogus"],
    ],
)
def test_wrong_use_is_one_clear_line(arguments: list[str]) -> None:
    assert refused(*arguments).startswith("fbrowser: ")


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    for command in (["index"], ["find", "x"]):
        assert "There is no folder" in refused(*command, tmp_path / "missing")


def test_a_file_is_no_folder(root: Path) -> None:
    call("index", root)
    for path in (root / "snow.png", root / "link", root / "snow.png" / "x"):
        assert "not a folder" in refused("find", "x", path)


def test_a_folder_made_since_is_found(root: Path) -> None:
    call("index", root)
    grow(root, {"new": {"boat": 1}})
    assert lines("find", "boat", root / "new") == [f"{root}/new/boat"]
    assert "There is no folder" in refused("find", "boat", root / "newer", "--no-wait")


def test_a_link_in_a_root_is_a_root_of_its_own(root: Path, tmp_path: Path) -> None:
    grow(tmp_path / "away", {"boat": 1, "sub": {"boat 2": 1}})
    call("index", root)
    (root / "away").symlink_to(tmp_path / "away")
    assert lines("find", "boat 2", root / "away" / "sub") == [f"{root}/away/sub/boat 2"]
    assert b"/away: 3 entries" in call("index", root / "away")
    assert lines("find", "boat", root / "away") == [f"{root}/away/boat", f"{root}/away/sub/boat 2"]
    assert lines("find", "boat", root / "away" / "sub", "--fresh") == [f"{root}/away/sub/boat 2"]
    assert json.loads(call("status", root, "--json"))[0]["generation"] == 2


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Path]:
    """Return a mount with a file in it, in the folder m."""
    target = grow(tmp_path / "m" / "disk", {})
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "disk", target], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield grow(target, {"boat": 1})
    subprocess.run(["umount", "--lazy", target], check=True)


def test_indexing_names_what_cannot_be_left_out(root: Path) -> None:
    file = Path(os.environ["FBROWSER_CONFIG_DIR"], "settings.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[index]\nleft_out = ["deep", "a/b"]\n[files]\nhidden = 3\n')
    line = refused("index", root, code=0)
    assert line.startswith("fbrowser: ")
    assert "a/b" in line
    assert b"1 left out" in call("index", root)


def test_a_mount_that_was_left_out_is_a_root_of_its_own(mount: Path) -> None:
    assert b"1 entries" in call("index", mount.parent, "--one-file-system")
    assert lines("find", "boat", mount) == [f"{mount}/boat"]
    assert lines("find", "boat") == [f"{mount}/boat"]
    assert json.loads(call("status", mount.parent, "--json"))[0]["generation"] == 1


def test_why_a_folder_could_not_be_read(root: Path) -> None:
    grow(root, {"closed": {"boat": 1}})
    (root / "closed").chmod(0)
    try:
        call("index", root, before=unprivileged())
        checked = Store(os.fsencode(root)).pointer()
        for path in (root / "closed", root / "closed" / "boat"):
            line = refused("find", "boat", path, before=unprivileged())
            assert line.startswith(f"fbrowser: {root}/closed could not be read: permission denied.")
        assert Store(os.fsencode(root)).pointer() == checked
    finally:
        (root / "closed").chmod(0o700)


def test_an_index_in_another_is_searched_once(root: Path) -> None:
    call("index", root / "Été")
    call("index", root)
    assert len(lines("find", "boat")) == 3


def test_an_index_that_cannot_be_refreshed_does_not_hide_the_others(root: Path, tmp_path: Path) -> None:
    gone = grow(tmp_path / "gone", {"boat": 1})
    call("index", gone)
    call("index", root)
    shutil.rmtree(gone)
    code, out, complaint = shell("fbrowser find boat --fresh")
    assert (code, len(out.splitlines())) == (2, 3)
    assert complaint.decode().startswith(f"fbrowser: There is no folder {gone}.")
    assert complaint.count(b"\n") == 1


def test_a_full_or_closed_stdout_is_one_clear_line(root: Path) -> None:
    call("index", root)
    for command in ("find boat $1", "find boat $1 --count", "index $1", "status", "--help", "--version"):
        for target in ("/dev/full", "&-"):
            code, _, complaint = shell(f"fbrowser {command} >{target}", root)
            assert (code, complaint.count(b"\n")) == (2, 1), (command, target, complaint)


def test_a_closed_stderr_hides_complaints_only(root: Path) -> None:
    assert shell("fbrowser find boat $1/missing 2>&- <&-", root) == (2, b"", b"")
    assert shell("fbrowser find deep $1 2>&- <&-", root) == (0, os.fsencode(f"{root}/Été/deep\n"), b"")


def test_a_reader_that_has_enough_ends_it(tmp_path: Path) -> None:
    root = many(tmp_path / "r", 1, 5000)
    assert shell("set -o pipefail; fbrowser find file $1 --sort name | head -n 1", root) == (
        0, os.fsencode(f"{root}/folder 0/file 0.txt\n"), b"",
    )  # fmt: skip


def test_a_terminal_without_the_characters_is_no_obstacle(tmp_path: Path) -> None:
    root = grow(tmp_path / "bad\udcffroot", {})
    code, out, complaint = shell('fbrowser index "$1"', root, PYTHONIOENCODING="ascii")
    assert (code, complaint) == (0, b"")
    assert b"bad\\u27e8FF\\u27e9root: 0 entries" in out
    assert shell('fbrowser find x "$1"/missing', root, PYTHONIOENCODING="ascii")[0] == 2


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


def test_a_folder_in_a_root_shares_its_index(root: Path) -> None:
    call("index", root)
    (root / "Été" / "late").touch()
    assert f"{root}, which holds {root}/Été: 8 entries, generation 2".encode() in call("index", root / "Été")
    (status,) = json.loads(call("status", root / "Été", "--json"))
    assert (status["root"], status["entries"], status["state"]) == (str(root), 8, "ready")
    assert "There is no folder" in refused("index", root / "missing")


def test_an_index_that_cannot_be_saved_is_one_clear_line(root: Path) -> None:
    call("index", root)
    store = Store(os.fsencode(root))
    os.chmod(store.lock, 0o400)
    os.chmod(store.path, 0o500)
    line = refused("index", root, before=unprivileged())
    os.chmod(store.path, 0o700)
    assert "cannot be used: permission denied" in line


def test_an_index_from_the_future_is_refreshed(root: Path) -> None:
    call("index", root)
    later = time.time() + 3600
    os.utime(Store(os.fsencode(root)).file(b"CURRENT"), (later, later))
    (root / "new").touch()
    assert b"8 entries, generation 2" in call("index", root)


def test_keys_are_those_of_the_keymap_and_the_users_own() -> None:
    config = Path(os.environ["FBROWSER_CONFIG_DIR"])
    config.mkdir()
    config.joinpath("settings.toml").write_text('[keys]\nkeymap = "vim"\n')
    config.joinpath("keys.toml").write_text('[keys]\n"Ctrl+K" = "go.up"\n"F9" = "go.upp"\n')
    code, out, err = shell("fbrowser keys")
    assert code == 0
    assert out.startswith(b"Keys: Vim\n")
    assert re.search(rb"(?m)^  Ctrl\+K, h, .* Go to the folder above\.$", out)
    assert re.fullmatch(rb"fbrowser: .*keys\.toml, line 3: there is no command go\.upp; .*\n", err)
    assert call("keys", "--keymap", "Finder").startswith(b"Keys: Finder\n")
    assert call("keys", "--markdown").startswith(b"| Keys | Do |\n")
    assert call("keys", "--ids").startswith(b"go.back ")
    config.joinpath("settings.toml").write_text('[keys]\nbackspace = "back"\n')
    assert re.search(rb"(?m)^  .*Backspace +Go to where you were before\.$", call("keys", "--keymap", "commander"))


def test_version_and_help() -> None:
    (line,) = lines("--version")
    assert line.startswith(f"fbrowser {fbrowser.__version__} (commit ")
    assert f", Python {platform.python_version()}, Qt {qVersion()}, PySide6 {PySide6.__version__}" in line
    assert b"find" in call("--help")


@pytest.mark.parametrize(
    ("screens", "why"),
    [
        ({}, ""),
        ({"DISPLAY": ":4077"}, " (could not connect to display :4077)"),
        ({"QT_QPA_PLATFORM": "wayland"}, " (Failed to create wl_display (No such file or directory))"),
    ],
)
def test_no_screen_is_one_clear_line_and_no_crash(
    root: Path, tmp_path: Path, screens: dict[str, str], why: str
) -> None:
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in without}
    env |= screens | {"XDG_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "fbrowser", root]
    done = subprocess.run(command, env=env, capture_output=True, timeout=30, check=False, text=True)
    assert done.stderr == f"fbrowser: no screen here{why}; try fbrowser find QUERY FOLDER\n"
    assert done.returncode == 2
    left = Path(os.environ["FBROWSER_DATA_DIR"], "reports").glob("*")
    assert not any("Fatal" in each.read_text() for each in left)


def test_what_is_amiss_with_qt_itself_is_there_to_read(root: Path) -> None:
    env = os.environ | {"QT_QPA_PLATFORM": "nonsense"}
    command = [sys.executable, "-m", "fbrowser", root]
    done = subprocess.run(command, env=env, capture_output=True, timeout=30, check=False, text=True)
    assert 'Could not find the Qt platform plugin "nonsense"' in done.stderr
    assert done.stderr.endswith("\nfbrowser: no screen here; try fbrowser find QUERY FOLDER\n")
    assert done.returncode == 2
