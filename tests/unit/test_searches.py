"""What was searched for is kept: privately, all or nothing, whatever became of the file meanwhile."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.data_file import PutAside
from fbrowser.config.searches import MOST, Saved, Searches, change, load

SAVED = Saved("rep\udcff", "here", b"/r/\xff")


def file() -> Path:
    return Path(os.environ["FBROWSER_DATA_DIR"], "searches.json")


def save(searches: Searches) -> None:
    change(lambda _: searches)


def names() -> list[str]:
    return sorted(each.name for each in file().parent.iterdir())


def test_what_is_saved_is_loaded_to_the_last_byte() -> None:
    searches = Searches().remembered("a").remembered("b\udcff \u202e").with_search(SAVED)
    save(searches)
    assert load() == searches
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert names() == ["searches.json"]


def test_nothing_is_kept_yet() -> None:
    assert load() == Searches()


@pytest.mark.parametrize("damage", [b'{"history": [], "saved": [],}', b"{", b"[]", b'{"saved": 5}', b"[" * 100_000])
def test_a_damaged_file_is_put_aside_and_a_new_one_begun(damage: bytes) -> None:
    save(Searches())
    for aside in ("searches.json.damaged", "searches.json.damaged-2"):
        file().write_bytes(damage)
        assert load() == Searches()
        with pytest.raises(PutAside, match=rf"searches.json is damaged. It is called {aside} now"):
            change(lambda known: known.remembered("a"))
        assert not file().exists()
        assert file().with_name(aside).read_bytes() == damage
        change(lambda known: known.remembered("a"))
        assert load().history == ("a",)
    assert names() == ["searches.json", "searches.json.damaged", "searches.json.damaged-2"]


def test_an_empty_file_is_as_none() -> None:
    save(Searches())
    file().write_bytes(b"")
    change(lambda known: known.remembered("a"))
    assert load().history == ("a",)
    assert names() == ["searches.json"]


def test_a_broken_entry_costs_only_itself_and_stays() -> None:
    save(Searches())
    broken = [
        1,
        {"text": "x"},
        {"text": "x", "scope": 5, "folder": "/"},
        {"text": "x", "scope": "here", "folder": 7},
    ]
    file().write_text(
        json.dumps({"history": 5, "saved": [*broken, {"text": "a", "scope": "here", "folder": "/f"}]})
    )
    assert load() == Searches(saved=(Saved("a", "here", b"/f"),))
    change(lambda known: known.with_search(SAVED))
    assert load().saved == (Saved("a", "here", b"/f"), SAVED)
    assert json.loads(file().read_text())["saved"][2:] == broken


def test_a_file_that_cannot_be_read_is_not_overwritten() -> None:
    file().mkdir(parents=True)
    with pytest.raises(EnvironmentProblem, match=r"searches.json could not be written"):
        change(lambda known: known.with_search(SAVED))
    assert file().is_dir()


def test_nothing_is_written_that_could_not_be_read_again() -> None:
    save(Searches(saved=(SAVED,)))
    with pytest.raises(EnvironmentProblem, match=r"searches.json could not be written"):
        change(lambda known: known.remembered("x" * (1 << 20)))
    assert load().saved == (SAVED,)


def test_of_many_who_save_at_once_none_is_lost() -> None:
    searches = [Saved(str(number), "here", b"/") for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: change(lambda known: known.with_search(one)), searches))
    assert sorted(load().saved, key=lambda each: int(each.text)) == searches


def test_the_latest_comes_first_once_and_the_oldest_go() -> None:
    searches = Searches()
    for number in range(MOST + 5):
        searches = searches.remembered(str(number))
    searches = searches.remembered("50")
    assert searches.history[:3] == ("50", "104", "103")
    assert len(searches.history) == len(set(searches.history)) == MOST


def test_one_is_saved_once_and_taken_away_by_whatever_name() -> None:
    named = Searches().with_search(SAVED).renamed(SAVED, "Reports")
    assert named.with_search(SAVED) == named
    assert named.without(SAVED).saved == ()
    assert Searches().without(SAVED) == Searches()


@pytest.mark.parametrize(("place", "order"), [(-5, "cab"), (0, "cab"), (1, "acb"), (2, "abc"), (9, "abc")], ids=str)
def test_one_is_moved(place: int, order: str) -> None:
    known = Searches(saved=tuple(Saved(each, "here", b"/") for each in "abc")).renamed(
        Saved("c", "here", b"/"), "C"
    )
    moved = known.moved(Saved("c", "here", b"/"), place)
    assert "".join(each.text for each in moved.saved) == order
    assert moved.find(Saved("c", "here", b"/")) == Saved("c", "here", b"/", "C")


def test_a_name_is_one_line_and_kept() -> None:
    change(lambda known: known.with_search(SAVED), lambda known: known.renamed(SAVED, "  two\nlines \udcff "))
    assert load().saved == (SAVED._replace(name="two lines ?"),)
    change(lambda known: known.renamed(SAVED, " "))
    assert load().saved == (SAVED,)


def test_what_is_not_there_is_neither_moved_nor_renamed() -> None:
    known = Searches(saved=(SAVED,))
    other = Saved("x", "here", b"/")
    assert known.moved(other, 0) == known.renamed(other, "y") == known


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FBROWSER_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        save(Searches())


def test_what_is_no_file_is_as_none() -> None:
    file().parent.mkdir()
    file().mkdir()
    assert load() == Searches()
    file().rmdir()
    os.mkfifo(file())
    assert load() == Searches(), "and is not waited for"
