"""What was open comes back to the last byte, whatever became of the file meanwhile."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.data_file import PutAside
from fbrowser.config.session import Closed, Geometry, KeptPane, KeptPlace, KeptTab, Session, load, save

PLACE = KeptPlace(b"/r/\xff\xed\xa0\x80", b"rep\xffort \xe2\x80\xae", "q")
TAB = KeptTab((KeptPane(PLACE, b"/r", "size:desc", (KeptPlace(b"/"),)), KeptPane(KeptPlace(b"/x"))), 1, 0.25)
SESSION = Session((TAB, KeptTab((KeptPane(KeptPlace(b"/y")),))), 1, Geometry(-5, 0, 800, 600), (Closed((TAB,), 1),))


def file() -> Path:
    return Path(os.environ["FBROWSER_DATA_DIR"], "session.json")


names = some.binary(max_size=8).map(lambda name: name.replace(b"\0", b"x"))
paths = names.map(lambda name: b"/" + name)
words = some.text(some.characters(exclude_categories=()), max_size=8)
places = some.builds(
    KeptPlace, paths, some.none() | names, some.none() | words, some.just("here"), some.sampled_from(["", "name"])
)
panes = some.builds(
    KeptPane,
    places,
    some.none() | paths,
    words,
    some.lists(places, max_size=3).map(tuple),
    some.lists(places, max_size=3).map(tuple),
)
tabs = some.builds(
    KeptTab, some.lists(panes, min_size=1, max_size=1).map(tuple), some.just(0), some.floats(0.1, 0.9)
)
sessions = some.builds(
    Session,
    some.lists(tabs, min_size=1, max_size=3).map(tuple),
    some.just(0),
    some.none() | some.just(Geometry(1, 2, 3, 4, is_maximized=True)),
    some.lists(
        some.builds(Closed, some.lists(tabs, min_size=1, max_size=2).map(tuple), some.integers(0, 9)), max_size=2
    ).map(tuple),
)


@given(sessions)
def test_what_is_saved_is_loaded_to_the_last_byte(session: Session) -> None:
    save(session)
    assert load() == session


def test_the_file_is_ours_alone_and_alone() -> None:
    save(SESSION)
    assert load() == SESSION
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert [each.name for each in file().parent.iterdir()] == ["session.json"]


def test_nothing_was_kept_yet() -> None:
    assert load() == Session()


@pytest.mark.parametrize("damage", [b"", b" \n", b"{}", b'{"version": 1, "tabs": 5}'])
def test_a_file_that_says_nothing_is_as_none_and_can_be_replaced(damage: bytes) -> None:
    save(SESSION)
    file().write_bytes(damage)
    assert load() == Session()
    save(SESSION)
    assert load() == SESSION


@pytest.mark.parametrize("damage", [b"{", b"[]", b"5", b"[" * 100_000, b"\xff"])
def test_a_damaged_file_is_put_aside(damage: bytes) -> None:
    save(SESSION)
    file().write_bytes(damage)
    assert load() == Session()
    with pytest.raises(PutAside):
        save(SESSION)
    save(SESSION)
    assert load() == SESSION
    assert file().with_name("session.json.damaged").read_bytes() == damage


def test_a_file_that_cannot_be_read_is_not_overwritten() -> None:
    file().mkdir(parents=True)
    assert load() == Session()
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        save(SESSION)
    assert file().is_dir()


BROKEN: list[tuple[tuple[str | int, ...], object]] = [
    (("active",), "x"),
    (("active",), 7),
    (("active",), True),
    (("geometry",), {"x": 1}),
    (("geometry", "width"), 0),
    (("geometry", "x"), 1e9),
    (("closed",), {}),
    (("closed", 0), None),
    (("tabs", 0, "share"), -1.0),
    (("tabs", 0, "active"), -1),
    (("tabs", 0, "panes", 0, "sort"), 5),
    (("tabs", 0, "panes", 0, "root"), "relative"),
    (("tabs", 0, "panes", 0, "behind"), [5, {"folder": "/"}]),
    (("tabs", 0, "panes", 0, "place", "current"), ["x"]),
    (("tabs", 0, "panes", 0, "place", "current"), "\ud800"),
    (("tabs", 0, "panes", 0, "place", "query"), 5),
    (("tabs", 0, "panes", 1), "x"),
    (("tabs", 1, "panes", 0, "place", "folder"), "not/absolute"),
    (("tabs", 1, "panes", 0, "place", "folder"), "/a\0b"),
    (("tabs", 1, "panes"), None),
]


@pytest.mark.parametrize(("where", "value"), BROKEN)
def test_a_broken_value_costs_itself_alone(where: tuple[str | int, ...], value: object) -> None:
    save(SESSION)
    data: Any = json.loads(file().read_bytes())
    inner = data
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    file().write_text(json.dumps(data))
    found = load()
    assert found != SESSION or value == [5, {"folder": "/"}]
    assert len(found.tabs) == (1 if where[:2] == ("tabs", 1) else 2)
    assert found.tabs[0].panes[0].place.folder == PLACE.folder
    assert (found.geometry == SESSION.geometry) is (where[0] != "geometry")
    assert (found.closed == SESSION.closed) is (where[0] != "closed")


def test_what_is_put_away_can_be_had_back_and_the_oldest_go() -> None:
    session = Session()
    for number in range(40):
        tab = KeptTab((KeptPane(KeptPlace(b"/%d" % number)),))
        session = Session((tab,), closed=session.closed).put_away()
    assert session.tabs == ()
    assert [each.tabs[0].panes[0].place.folder for each in session.closed] == [b"/%d" % n for n in range(15, 40)]
    assert session.put_away() is session


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FBROWSER_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        save(Session())
