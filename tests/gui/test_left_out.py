"""A list of left-out folders that changes rebuilds what was indexed with another, behind the window."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fbrowser.config.settings import setting
from fbrowser.config.settings_file import load
from fbrowser.index.answer import Answer, ask
from fbrowser.services import talks
from fbrowser.ui import main_window
from fbrowser.ui.main_window import MainWindow
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

LEFT_OUT = setting("left_out")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tree = {"keep": {"a report": 1}, "node_modules": {"inner": {"deep report": 1}, "a report": 1}}
    return grow(tmp_path / "r", tree)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return grow(tmp_path / "other", {"node_modules": {"x": 1}})


@pytest.fixture
def window(qtbot: QtBot, root: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(main_window, "_SOON_MS", 0)
    monkeypatch.setattr(talks, "POLL_MS", 100)
    build(root)
    build(other)
    window = make_window(qtbot)
    window.follow_left_out()
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    return window


def left_out(root: Path) -> tuple[int, int]:
    """Return how many folders are left out of an index, and how many entries it has."""
    snapshot = ask(os.fsencode(root), claim=False)[0].snapshot
    assert snapshot is not None
    return snapshot.left_out_folders, len(snapshot)


def test_a_change_rebuilds_every_root_and_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, root: Path, other: Path
) -> None:
    window.pane.searching.begin()
    window.pane.search.show_text("report")
    qtbot.waitUntil(lambda: len(names(window.pane)) == 3)
    window.settings.set(LEFT_OUT, ("node_modules",))
    qtbot.waitUntil(lambda: names(window.pane) == ["a report"], timeout=10_000)
    qtbot.waitUntil(lambda: "1 folder left out" in window.pane.status.text(), timeout=10_000)
    qtbot.waitUntil(lambda: left_out(other) == (1, 1), timeout=10_000)
    assert left_out(root) == (1, 3)
    window.settings.reset(LEFT_OUT)
    qtbot.waitUntil(lambda: len(names(window.pane)) == 3, timeout=10_000)
    qtbot.waitUntil(lambda: left_out(other) == (0, 2), timeout=10_000)
    qtbot.waitUntil(lambda: "left out" not in window.pane.status.text())


def test_what_is_left_out_is_shown_and_entered_and_listed_live(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    window.settings.set(LEFT_OUT, ("node_modules",))
    qtbot.waitUntil(lambda: left_out(root) == (1, 3), timeout=10_000)
    qtbot.waitUntil(lambda: window.pane.view.listing.snapshot.generation == 2, timeout=10_000)  # type: ignore[union-attr]
    assert names(window.pane) == ["keep", "node_modules"]
    window.pane.view.setCurrentIndex(window.pane.view.table.index(1, 0))
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(window.pane) == ["inner", "a report"])
    qtbot.waitUntil(lambda: window.pane.status.text().endswith("not indexed"))
    assert window.pane.folder == os.fsencode(root / "node_modules")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(window.pane) == ["deep report"])
    (root / "node_modules" / "inner" / "new").touch()
    press(window, Qt.Key.Key_F5)
    press(window, Qt.Key.Key_Backspace)
    press(window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: names(window.pane) == ["keep", "node_modules"])
    qtbot.waitUntil(lambda: "updated" in window.pane.status.text())


def test_a_file_that_was_changed_while_no_window_was_there_counts_soon(
    qtbot: QtBot, root: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    build(other)
    monkeypatch.setattr(main_window, "_SOON_MS", 0)
    folder = Path(os.environ["FBROWSER_CONFIG_DIR"])
    folder.mkdir()
    (folder / "settings.toml").write_text('[index]\nleft_out = ["node_modules"]\n')
    window = make_window(qtbot)
    window.settings.take(load())
    window.open(os.fsencode(root))
    window.follow_left_out()
    qtbot.waitUntil(lambda: (left_out(root), left_out(other)) == ((1, 3), (1, 1)), timeout=10_000)
    assert window.settings.in_file.left_out == ("node_modules",)


def test_a_list_that_could_not_be_written_starts_nothing_again_and_again(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    folder = Path(os.environ["FBROWSER_CONFIG_DIR"])
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("no folder")
    window.settings.set(LEFT_OUT, ("node_modules",))
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert "Nothing was written" in window.pane.banner.text()
    looked: list[Answer] = []
    talk = window._talks.about(os.fsencode(root))
    talk.answered.connect(looked.append)
    with qtbot.waitSignal(talk._timer.timeout):
        pass
    qtbot.waitUntil(lambda: not talk.is_asking)
    assert left_out(root) == (0, 6)
    assert not any(each.rebuilding for each in looked), "what all processes know of the list is in the file"
