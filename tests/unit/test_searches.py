"""What was searched for is kept: privately, all or nothing, whatever became of the file meanwhile."""

import os
import stat
from pathlib import Path

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.searches import MOST, Saved, Searches, load, save

SAVED = Saved("rep\udcff", "here", b"/r/\xff")


def file() -> Path:
    return Path(os.environ["FBROWSER_DATA_DIR"], "searches.json")


def test_what_is_saved_is_loaded_to_the_last_byte() -> None:
    searches = Searches().remembered("a").remembered("b\udcff \u202e").toggled(SAVED)
    save(searches)
    assert load() == searches
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert [each.name for each in file().parent.iterdir()] == ["searches.json"]


def test_nothing_is_kept_yet() -> None:
    assert load() == Searches()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"history": 5, "saved": []}', b'{"history": [], "saved": [1]}', b"[" * 100_000]
)
def test_a_damaged_file_is_as_none_and_can_be_replaced(damage: bytes) -> None:
    save(Searches())
    file().write_bytes(damage)
    assert load() == Searches()
    save(Searches(("a",)))
    assert load().history == ("a",)


def test_the_latest_comes_first_once_and_the_oldest_go() -> None:
    searches = Searches()
    for number in range(MOST + 5):
        searches = searches.remembered(str(number))
    searches = searches.remembered("50")
    assert searches.history[:3] == ("50", "104", "103")
    assert len(searches.history) == len(set(searches.history)) == MOST


def test_saving_again_takes_it_away() -> None:
    assert Searches().toggled(SAVED).saved == (SAVED,)
    assert Searches().toggled(SAVED).toggled(SAVED).saved == ()


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
