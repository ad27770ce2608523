"""How things are arranged is kept; whatever is in the file, there is something to see."""

import os
from pathlib import Path

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.view_state import PLACES_WIDTH, ColumnWidth, ViewState, change, load

COLUMNS = (ColumnWidth("name", 0), ColumnWidth("size", 90))


def file() -> Path:
    return Path(os.environ["FBROWSER_DATA_DIR"], "view.json")


def save(state: ViewState) -> None:
    change(lambda _: state)


def test_what_is_kept_is_loaded() -> None:
    state = ViewState(has_places=False, places_width=300).with_columns("folder", COLUMNS)
    save(state)
    assert load() == state
    assert load().columns("folder") == COLUMNS
    assert load().columns("result") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 100_000,
        b'{"places_width": -3, "has_places": 7, "folder": 5, "result": [[]]}',
        b'{"places_width": 1e99, "folder": [["size", "wide"], [1, 2], "x"], "result": []}',
    ],
)
def test_what_makes_no_sense_is_as_by_default(content: bytes) -> None:
    file().parent.mkdir(parents=True)
    file().write_bytes(content)
    assert load() == ViewState()


def test_what_makes_sense_beside_it_counts() -> None:
    file().parent.mkdir(parents=True)
    file().write_bytes(b'{"places_width": true, "folder": [["name", 0], ["size", -4], ["size", 50], ["kind"]]}')
    assert load().places_width == PLACES_WIDTH
    assert load().folder == (ColumnWidth("name", 0), ColumnWidth("size", 0))


def test_a_folder_that_cannot_be_written_is_said(private_home: Path) -> None:
    (private_home / "data").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        save(ViewState())


def test_a_file_that_cannot_be_read_is_not_overwritten() -> None:
    file().mkdir(parents=True)
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        save(ViewState())
    assert file().is_dir()
