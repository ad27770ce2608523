"""Through AT-SPI, as a screen reader does: the table is found and read, one moves in it and activates."""

from pathlib import Path

import pytest

from tests.helpers.reading import reading
from tests.helpers.trees import grow
from tests.helpers.xsession import wait_for

ALL = ["sub", "a report.txt", "caf\u00e9"]
COLUMNS = ["Name", "Size", "Modified", "Kind", "Folder", "Extension", "Items", "Permissions"]
ROLES = {"files": "table", "search": "text", "location": "text", "places": "list", "Up": "push button"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"sub": {"inner report.txt": 1}, "a report.txt": 2048, "caf\u00e9": 3})


def test_a_screen_reader_finds_reads_moves_and_activates(root: Path) -> None:
    with reading(root) as reader:
        reader.wait_for_title("r ")
        wait_for(lambda: reader.names() == ALL)
        assert reader.texts("headers") == COLUMNS
        rows = reader.ask("rows")
        assert isinstance(rows, list)
        assert rows[1][:2] == ["a report.txt", "2.0 KB"]
        assert {name: reader.ask("role", name) for name in ROLES} == ROLES
        assert str(reader.ask("text", "location")).endswith("/r")
        assert "Home" in reader.texts("labels", "places")

        wait_for(lambda: reader.ask("cursor") == "sub")
        reader.screen.key("Down")
        wait_for(lambda: reader.ask("cursor") == "a report.txt")
        reader.screen.key("Up", "Return")
        wait_for(lambda: reader.names() == ["inner report.txt"])
        assert reader.ask("press", "Up")
        wait_for(lambda: reader.names() == ALL)

        assert reader.ask("write", "search", "report")
        wait_for(lambda: reader.names() == ["a report.txt", "inner report.txt"])
        wait_for(lambda: reader.status().startswith("2 of 4"))
        reader.screen.key("Down", "Down")
        wait_for(lambda: reader.ask("cursor") == "inner report.txt")


def test_what_a_screen_reader_writes_counts_in_every_field(root: Path) -> None:
    with reading(root) as reader:
        wait_for(lambda: reader.names() == ALL)
        reader.screen.key("slash")
        assert reader.ask("write", "filter", "*.txt")
        wait_for(lambda: reader.names() == ["a report.txt"])
        reader.screen.key("Escape", "ctrl+l")
        assert reader.ask("write", "location", f"{root}/sub")
        reader.screen.key("Return")
        wait_for(lambda: reader.names() == ["inner report.txt"])
