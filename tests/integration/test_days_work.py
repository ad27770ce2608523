"""A day's work by keys alone, in a real window: what was done is there again the next morning."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.reading import Reader, reading
from tests.helpers.trees import grow
from tests.helpers.xsession import wait_for

TREE = {
    "docs": {"reports": {f"report {number}.txt": number for number in range(1, 4)}, "notes.txt": 1},
    "pictures": {"big.png": 5000, "small.png": 10, "list.txt": 700},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", TREE)


def session() -> dict[str, Any]:
    """Return what is kept of what is open: nothing yet, in a window's first moments."""
    file = Path(os.environ["FBROWSER_DATA_DIR"], "session.json")
    return json.loads(file.read_text()) if file.exists() else {"tabs": []}


def folders(found: dict[str, Any]) -> list[list[str]]:
    """Return the names of the folders that the panes of each tab are on."""
    return [[os.path.basename(pane["place"]["folder"]) for pane in tab["panes"]] for tab in found["tabs"]]


def test_a_days_work(root: Path) -> None:
    with reading(root) as reader:
        work(reader)
    assert folders(session()) == [["reports"], ["docs"], ["pictures", "pictures"]]
    with reading() as reader:
        reader.wait_for_title("pictures")
        wait_for(lambda: reader.names() == ["big.png", "list.txt", "small.png"])
        reader.screen.key("F6", "ctrl+k")
        reader.wait_for_title("r ")
        reader.screen.key("alt+1")
        reader.wait_for_title("reports")
        wait_for(lambda: any("report ext:txt" in each for each in reader.texts("labels", "places")))


def work(reader: Reader) -> None:
    """Find a folder, open tabs, filter, sort, select, divide, search, and change a key."""
    keys = reader.screen.key
    reader.wait_for_title("r ")
    wait_for(lambda: reader.ask("cursor") == "docs")
    keys("ctrl+p")
    reader.screen.type("repo")
    wait_for(lambda: "reports" in " ".join(reader.texts("labels", "go to: choices")))
    keys("Return")
    reader.wait_for_title("reports")
    for tab in ("docs", "r "):
        keys("ctrl+t", "alt+Up")
        reader.wait_for_title(tab)

    wait_for(lambda: reader.ask("cursor") == "docs")
    keys("slash")
    reader.screen.type("pic")
    wait_for(lambda: reader.names() == ["pictures"])
    keys("Return", "Return")
    reader.wait_for_title("pictures")
    wait_for(lambda: reader.names() == ["big.png", "list.txt", "small.png"])
    keys("ctrl+2", "ctrl+2")
    wait_for(lambda: reader.names() == ["small.png", "list.txt", "big.png"])
    keys("ctrl+2")
    wait_for(lambda: reader.names() == ["big.png", "list.txt", "small.png"])
    keys("ctrl+shift+s")
    reader.screen.type("*.png")
    keys("Return")
    wait_for(lambda: "2 selected" in reader.status())

    keys("F6")
    wait_for(lambda: folders(session())[-1:] == [["pictures", "pictures"]])
    keys("alt+1")
    reader.wait_for_title("reports")
    keys("ctrl+f")
    reader.screen.type("report ext:txt")
    wait_for(lambda: reader.status().startswith("3 of"))
    keys("Down", "ctrl+s")
    wait_for(lambda: any("report ext:txt" in each for each in reader.texts("labels", "places")))
    keys("Escape", "Escape")
    reader.wait_for_title("reports")

    keys("alt+3")
    reader.wait_for_title("pictures")
    Path(os.environ["FBROWSER_CONFIG_DIR"]).mkdir(exist_ok=True)
    Path(os.environ["FBROWSER_CONFIG_DIR"], "keys.toml").write_text('[keys]\n"Ctrl+K" = "go.up"\n')
    wait_for(lambda: goes_up(reader))
    keys("alt+Left")
    reader.wait_for_title("pictures")
    wait_for(lambda: folders(session())[-1:] == [["pictures", "pictures"]])
    keys("ctrl+q")


def goes_up(reader: Reader) -> bool:
    """Press the new key, and return whether it means something already."""
    reader.screen.key("ctrl+k")
    return reader.screen.active_title().startswith("r ")
