"""`content:` reads real files, and nothing else, and never waits for one that does not answer."""

import os
from pathlib import Path

import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.query import parse
from fbrowser.index.search import Engine, Order, Result, content
from tests.helpers.children import replace_children
from tests.helpers.trees import crawl

PIECE = 1 << 20


def names(result: Result) -> list[str]:
    return [os.fsdecode(result.snapshot.name(row)) for row in result.rows.tolist()]


def find(root: Path, query: str) -> list[str]:
    return names(Engine(crawl(root)).find(parse(query), order=Order("row")))


def test_finds_a_text_wherever_it_is_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "first").write_bytes(b"needle and more")
    (tmp_path / "last").write_bytes(b"x" * (3 * PIECE) + b"needle")
    for split in (1, 3, 5):
        (tmp_path / f"across {split}").write_bytes(b"x" * (PIECE - split) + b"needle" + b"x" * PIECE)
    (tmp_path / "capitals").write_bytes(b"NeeDle")
    (tmp_path / "none").write_bytes(b"nee dle")
    (tmp_path / "empty").touch()
    (tmp_path / os.fsdecode(b"bad\xff")).write_bytes(b"needle")
    assert find(tmp_path, "content:needle") == [
        "across 1",
        "across 3",
        "across 5",
        "bad\udcff",
        "capitals",
        "first",
        "last",
    ]
    assert find(tmp_path, "case:content:needle") == [
        "across 1",
        "across 3",
        "across 5",
        "bad\udcff",
        "first",
        "last",
    ]
    assert find(tmp_path, "content:needle !content:x") == ["bad\udcff", "capitals", "first"]


def test_looks_only_into_regular_files_that_may_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"needle")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "needle").mkdir()
    snapshot = crawl(tmp_path)
    assert names(Engine(snapshot).find(parse("content:needle"))) == ["file"]
    (tmp_path / "file").rename(tmp_path / "moved")
    os.mkfifo(tmp_path / "file")  # since it was indexed
    assert names(Engine(snapshot).find(parse("content:needle"))) == []
    (tmp_path / "file").unlink()
    (tmp_path / "file").symlink_to("moved")
    assert names(Engine(snapshot).find(parse("content:needle"))) == []


def test_holes_are_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 40)
        file.seek(1 << 39)
        file.write(b"needle")
    (tmp_path / "hole").touch()
    os.truncate(tmp_path / "hole", 1 << 40)
    assert find(tmp_path, "content:needle") == ["huge"]


def test_a_path_longer_than_the_system_takes_is_read(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("deep", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    fd = os.open("deep", os.O_WRONLY, dir_fd=here)
    os.write(fd, b"needle")
    os.close(fd)
    os.close(here)
    assert find(tmp_path, "content:needle") == ["deep"]


def test_what_does_not_answer_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"{number}").write_bytes(b"needle")
    snapshot = crawl(tmp_path)
    monkeypatch.setattr(content, "NO_ANSWER_S", 0.4)
    code = (
        "import os, sys, time; opened = os.open\n"
        "def slow(name, *rest, **named):\n"
        "    if name == b'1' and os.getcwdb().endswith(b'/a'): time.sleep(60)\n"
        "    return opened(name, *rest, **named)\n"
        "os.open = slow\n"
        "from fbrowser.index.content_worker import main; sys.exit(main())"
    )
    replace_children(monkeypatch, code)
    engine = Engine(snapshot)
    found = engine.find(parse("content:needle"), order=Order("row"))
    assert [os.fsdecode(snapshot.relative_path(row)) for row in found.rows.tolist()] == ["a/0", "b/0", "b/1", "b/2"]


@pytest.mark.parametrize(
    "end", ["sys.exit()", "os.close(0); time.sleep(60)", "sys.stdin.buffer.read(8); sys.exit()"]
)
def test_children_that_never_answer_are_a_problem_not_an_empty_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    for number in range(300):
        (tmp_path / f"{number:03} {'long ' * 40}").write_bytes(b"needle")
    engine = Engine(crawl(tmp_path))
    replace_children(monkeypatch, f"import os, sys, time; {end}")
    with pytest.raises(EnvironmentProblem, match="could not be read"):
        engine.find(parse("content:needle"))


def test_a_child_that_does_not_even_listen_is_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(300):
        (tmp_path / f"{number:03} {'long ' * 40}").write_bytes(b"needle")
    engine = Engine(crawl(tmp_path))
    replace_children(monkeypatch, "import time; time.sleep(60)")
    cancel = CancelToken()
    checks = iter(range(10))

    def check() -> None:
        if next(checks, None) is None:
            raise Cancelled

    cancel.check = check  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        engine.find(parse("content:needle"), cancel=cancel)


def test_tells_what_was_found_so_far_and_ends_when_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}").write_bytes(b"needle" if number % 2 else b"")
    monkeypatch.setattr("fbrowser.index.search.late.SAY_EVERY_S", 0)
    monkeypatch.setattr(content, "_BATCH", 4)
    engine = Engine(crawl(tmp_path))
    partial: list[Result] = []
    result = engine.find(parse("content:needle"), order=Order("row"), on_partial=partial.append)
    assert len(names(result)) == 20
    assert partial
    assert [each.is_complete for each in (*partial, result)] == [False] * len(partial) + [True]
    assert all(set(names(each)) <= set(names(result)) for each in partial)
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        engine.find(parse("content:needle"), cancel=cancel, on_partial=lambda _: cancel.cancel())


def test_what_is_not_wanted_is_not_told_before_it_is_sure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}").write_bytes(b"needle" if number % 2 else b"")
    monkeypatch.setattr("fbrowser.index.search.late.SAY_EVERY_S", 0)
    monkeypatch.setattr(content, "_BATCH", 4)
    partial: list[Result] = []
    result = Engine(crawl(tmp_path)).find(parse("!content:needle"), order=Order("row"), on_partial=partial.append)
    assert len(names(result)) == 20
    assert all(set(names(each)) <= set(names(result)) for each in partial)
