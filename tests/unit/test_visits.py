"""Where somebody goes often and lately is worth the most, and is kept to the last byte."""

import os
from pathlib import Path
from typing import Any, cast

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config import recent_commands
from fbrowser.config.data_file import PutAside
from fbrowser.config.visits import HALF_LIFE_S, MOST, Visit, Visits, change, load

NOW_S = 1_700_000_000.0


def file(name: str) -> Path:
    return Path(os.environ["FBROWSER_DATA_DIR"], name)


def save(visits: Visits) -> None:
    change(lambda _: visits)


def save_recent(recent: recent_commands.Recent) -> None:
    recent_commands.change(lambda _: recent)


def order(visits: Visits, now_s: float = NOW_S) -> list[bytes]:
    return [folder for folder, _ in visits.ranked(now_s)]


def test_what_is_gone_to_often_comes_first() -> None:
    visits = Visits()
    for folder in (b"/a", b"/b", b"/b", b"/c"):
        visits = visits.visited(folder, NOW_S)
    assert visits.ranked(NOW_S) == [(b"/b", 2.0), (b"/a", 1.0), (b"/c", 1.0)]


def test_what_was_long_ago_counts_for_less() -> None:
    visits = Visits()
    for _ in range(3):
        visits = visits.visited(b"/old", NOW_S - 2 * HALF_LIFE_S)
    visits = visits.visited(b"/new", NOW_S)
    assert visits.ranked(NOW_S) == [(b"/new", 1.0), (b"/old", 0.75)]
    assert dict(visits.visited(b"/old", NOW_S).ranked(NOW_S))[b"/old"] == 1.75


def test_a_clock_that_was_set_back_makes_nothing_worth_more() -> None:
    visits = Visits().visited(b"/a", NOW_S)
    assert visits.ranked(NOW_S - 1e9) == [(b"/a", 1.0)]


def test_only_so_many_are_kept_and_the_newest_is_one_of_them() -> None:
    visits = Visits(tuple(Visit(b"/%d" % number, 2.0 + number, NOW_S) for number in range(MOST)))
    visits = visits.visited(b"/new", NOW_S)
    assert len(visits.visits) == MOST
    assert {b"/new", b"/1"} <= set(order(visits))
    assert b"/0" not in order(visits)


def test_a_folder_can_be_forgotten() -> None:
    assert order(Visits().visited(b"/a", NOW_S).visited(b"/b", NOW_S).forgotten(b"/a")) == [b"/b"]


def test_what_is_saved_is_loaded_to_the_last_byte() -> None:
    visits = Visits((Visit(b"/r/\xff \xe2\x80\xae", 1.25, NOW_S), Visit("/\u00e9".encode(), 3.0, 0.5)))
    save(visits)
    assert load() == visits
    assert file("visits.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b"", b" "])
def test_a_file_that_says_nothing_is_as_none_and_can_be_replaced(damage: bytes) -> None:
    save(Visits())
    save_recent(())
    for name in ("visits.json", "recent-commands.json"):
        file(name).write_bytes(damage)
    assert load() == Visits()
    assert recent_commands.load() == ()
    save(Visits().visited(b"/a", NOW_S))
    assert order(load()) == [b"/a"]


@pytest.mark.parametrize("damage", [b"[", b"{}", b"7", b"[" * 100_000, b"\xff"])
def test_a_damaged_file_is_put_aside(damage: bytes) -> None:
    save(Visits())
    file("visits.json").write_bytes(damage)
    assert load() == Visits()
    with pytest.raises(PutAside):
        save(Visits().visited(b"/a", NOW_S))
    save(Visits().visited(b"/a", NOW_S))
    assert order(load()) == [b"/a"]
    assert file("visits.json.damaged").read_bytes() == damage


def test_of_a_file_what_is_sound_is_kept() -> None:
    save(Visits())
    rows = '["/a",1,2],["b",1,2],["/c",-1,2],["/d",1e999,2],["/e",1,NaN],["/f",1],7,"abc"'
    rows += ',["/\\ud800",1,2],["/\\u0000",1,2]'
    file("visits.json").write_text(f"[{rows}]")
    assert load() == Visits((Visit(b"/a", 1.0, 2.0),))


def test_a_file_that_is_a_pipe_is_not_waited_for() -> None:
    file("").mkdir(parents=True)
    os.mkfifo(file("visits.json"))
    os.mkfifo(file("recent-commands.json"))
    assert load() == Visits()
    for write in (save, save_recent):
        with pytest.raises(EnvironmentProblem, match="could not be written"):
            write(cast("Any", ()))
    assert file("visits.json").is_fifo(), "and is not overwritten"


def test_commands_that_were_run_the_latest_first_and_each_once() -> None:
    recent: recent_commands.Recent = ()
    for number in range(recent_commands.MOST + 3):
        recent = recent_commands.remembered(recent, str(number))
    recent = recent_commands.remembered(recent, "20")
    assert recent[:3] == ("20", "22", "21")
    assert len(recent) == len(set(recent)) == recent_commands.MOST
    save_recent(recent)
    assert recent_commands.load() == recent
    file("recent-commands.json").write_text('["a", 5, "a", null, "b"]')
    assert recent_commands.load() == ("a", "b")


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FBROWSER_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        save(Visits())
