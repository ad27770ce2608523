"""Folders that the user leaves out have a row and nothing in it, and an index of another list is old."""

import os
from pathlib import Path
from typing import Any

import pytest

from fbrowser.config.current import current
from fbrowser.config.extension_sets import in_force
from fbrowser.index.answer import ask
from fbrowser.index.builder import Builder, is_same
from fbrowser.index.left_out import LeftOut, left_out_now, rules_of
from fbrowser.index.options import CrawlOptions
from fbrowser.index.rebuild import Outcome, rebuild
from fbrowser.index.root_state import forget_root
from fbrowser.index.serving import serving_root
from fbrowser.index.snapshot import Snapshot
from tests.helpers.trees import crawl, grow, many, shown

TREE: dict[str, Any] = {
    "keep": {"node_modules": {"x": {"y": 1}}, "a.tmp": {"z": 1}, "b": 1},
    "node_modules": {"q": 1},
    "scratch": {"s": {"t": 1}},
    "node_modules.txt": 1,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", TREE)


@pytest.fixture
def file() -> Path:
    """Return the file of the settings, which is not there yet."""
    folder = Path(os.environ["FBROWSER_CONFIG_DIR"])
    folder.mkdir()
    return folder / "settings.toml"


def leave_out(file: Path, *items: str) -> None:
    file.with_name("new").write_text(f"[index]\nleft_out = {[*items]}\n".replace("'", '"'))
    file.with_name("new").replace(file)


def left(items: list[str], path: bytes, root: bytes = b"/r") -> bool:
    rules = rules_of(items, root)
    return rules is not None and LeftOut(rules).has(os.path.basename(path), path)


@pytest.mark.parametrize(
    ("item", "out", "stays"),
    [
        ("node_modules", b"/r/a/node_modules", b"/r/node_modules2"),
        ("node_modules/", b"/r/node_modules", b"/r/Node_modules"),
        ("*.tmp", b"/r/x.tmp", b"/r/x.tmp.d"),
        ("a?c", b"/r/abc", b"/r/ac"),
        ("a?c", "/r/a\u00e9c".encode(), b"/r/a\xc3\xa9\xa9c"),
        ("rep?ort", b"/r/rep\xffort", b"/r/report"),
        ("[a]", b"/r/[a]", b"/r/a"),
        ("a.b", b"/r/a.b", b"/r/axb"),
        ("/r/scratch", b"/r/scratch", b"/r/x/scratch"),
        ("/r//x/../scratch/", b"/r/scratch", b"/r/scratch2"),
        ("/r/*/scratch", b"/r/x/scratch", b"/r/x/y/scratch"),
        ("/r/**/scratch", b"/r/x/y/scratch", b"/r/scratch2"),
        ("~backup", b"/r/~backup", b"/r/backup"),
        ("a\nb*", b"/r/a\nb\n", b"/r/ab"),
    ],
)
def test_names_patterns_and_paths(item: str, out: bytes, stays: bytes) -> None:
    assert left([item], out)
    assert left(["other", item, "*.o"], out)
    assert not left([item], stays)


def test_home_is_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert left(["~/scratch"], b"/home/me/scratch", b"/home")
    assert left(["~"], b"/home/me", b"/")
    assert rules_of((), b"/r") is None


def test_a_path_counts_as_it_is_seen_and_as_it_is(tmp_path: Path, root: Path) -> None:
    (tmp_path / "link").symlink_to("r")
    for item in (tmp_path / "link" / "scratch", root / "scratch"):
        rules = rules_of([str(item)], os.fsencode(tmp_path / "link"))
        assert rules is not None
        assert LeftOut(rules).has(b"scratch", os.fsencode(root / "scratch"))


def below(snapshot: Snapshot) -> set[str]:
    return {os.path.relpath(os.fsdecode(path), os.fsdecode(snapshot.root)) for path in shown(snapshot)}


def test_what_is_left_out_has_a_row_and_is_not_said_to_be_empty(root: Path) -> None:
    snapshot = crawl(root, CrawlOptions(left_out=("node_modules", "*.tmp", str(root / "scratch"))))
    assert below(snapshot) == {
        *("keep", "keep/node_modules", "keep/a.tmp", "keep/b"),
        *("node_modules", "scratch", "node_modules.txt"),
    }
    assert snapshot.left_out_folders == 4
    for name in ("node_modules", "scratch", "keep/a.tmp"):
        row = snapshot.find(os.fsencode(root / name))
        assert row is not None
        assert snapshot.entry(row).is_folder
        assert (snapshot.folder_at(row), snapshot.reason(row), snapshot.entry(row).size) == (None, None, -1)
    assert snapshot.total == 2
    assert serving_root(os.fsencode(root / "scratch")) == os.fsencode(root / "scratch")


def test_the_root_itself_is_never_left_out(root: Path) -> None:
    snapshot = crawl(root / "scratch", CrawlOptions(left_out=("scratch", str(root / "scratch"))))
    assert below(snapshot) == {"s", "s/t"}


def test_all_workers_count_what_they_leave_out(tmp_path: Path) -> None:
    root = many(tmp_path / "r", 60, 1)
    for number in range(60):
        grow(root / f"folder {number}" / "out", {"x": 1})
    snapshot = crawl(root, CrawlOptions(workers=3, left_out=("out",)))
    assert (snapshot.left_out_folders, len(snapshot)) == (60, 180)


def build(root: Path, options: CrawlOptions | None = None) -> Outcome | None:
    """Rebuild a root if that is due; return what came of it."""
    claim = ask(os.fsencode(root))[1]
    return rebuild(claim, options=options) if claim is not None else None


def known(root: Path) -> Snapshot:
    snapshot = ask(os.fsencode(root), claim=False)[0].snapshot
    assert snapshot is not None
    return snapshot


def test_an_index_of_another_list_is_old_until_it_is_built_anew(root: Path, file: Path) -> None:
    assert build(root)
    assert (known(root).left_out, build(root)) == ((), None)
    for items, count in ((["node_modules"], 2), (["scratch", "node_modules"], 3), (["nothing"], 0), ([], 0)):
        leave_out(file, *items)
        answer, claim = ask(os.fsencode(root), stale_after_s=1e9)
        assert claim is not None
        assert answer.snapshot is not None, "what was known is shown meanwhile"
        assert answer.rebuilding
        assert rebuild(claim).published, "also of a list that changes no row: the index must know it"
        assert (list(known(root).left_out), known(root).left_out_folders) == (items, count)
        assert build(root) is None
    leave_out(file, "scratch", "node_modules")
    build(root)
    leave_out(file, "node_modules", "scratch", "node_modules")
    assert build(root) is None, "in another order it says the same"


def test_who_only_looks_or_waits_for_the_first_index_starts_nothing_needless(root: Path, file: Path) -> None:
    build(root)
    leave_out(file, "scratch")
    assert ask(os.fsencode(root), claim=False)[1] is None
    claim = ask(os.fsencode(root), stale_after_s=float("inf"))[1]
    assert claim is not None
    claim.release()


def test_settings_that_cannot_be_read_leave_the_index_as_it_is(root: Path, file: Path) -> None:
    leave_out(file, "scratch")
    build(root)
    file.write_text("[index\n")
    assert left_out_now() is None
    assert build(root) is None
    claim = ask(os.fsencode(root), stale_after_s=0)[1]
    assert claim is not None
    assert not rebuild(claim).published
    assert known(root).left_out == ("scratch",)
    file.write_text('[index]\nleft_out = ["scratch", "a/b", 3]\n')
    assert left_out_now() == ("scratch",), "what is wrong in the list costs itself alone"


def test_a_list_that_was_asked_for_comes_first(root: Path, file: Path) -> None:
    leave_out(file, "scratch")
    build(root, CrawlOptions(left_out=("node_modules",)))
    assert known(root).left_out == ("node_modules",)


def test_a_builder_takes_what_the_file_says_when_it_begins(root: Path, file: Path) -> None:
    leave_out(file, "scratch")
    order: dict[str, Any] = {"root": "L3I=", "lock": -1, "detached": True, "options": {"left_out": None}}
    assert Builder(order).options.left_out == ("scratch",)
    assert Builder(order | {"options": {"left_out": ["a"]}}).options.left_out == ("a",)


def test_what_tells_two_snapshots_apart(root: Path) -> None:
    plain, other = crawl(root), crawl(root, CrawlOptions(left_out=("nothing",)))
    assert is_same(plain, other)
    object.__setattr__(other, "left_out", ("nothing",))
    assert not is_same(plain, other)


def test_the_settings_of_the_file_are_read_again_when_they_changed(file: Path) -> None:
    before = current()
    assert before is not None
    assert current() is before
    file.write_text('[extensions]\npic = ["xyz"]\n')
    assert in_force()["pic"] == {"xyz"}
    leave_out(file, "x")
    assert left_out_now() == ("x",)
    assert "png" in in_force()["pic"]
    assert current() is current()


def test_a_root_that_is_forgotten_and_built_again_leaves_out_what_is_said_now(root: Path, file: Path) -> None:
    leave_out(file, "scratch")
    build(root)
    forget_root(os.fsencode(root))
    leave_out(file, "keep")
    build(root)
    assert below(known(root)) == {
        *("keep", "node_modules", "node_modules/q", "node_modules.txt"),
        *("scratch", "scratch/s", "scratch/s/t"),
    }
