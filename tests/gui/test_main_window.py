"""The window shows a folder, whatever state its index is in, and never waits."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fbrowser.app.main import say_what_is_wrong
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.data_file import newer
from fbrowser.config.settings import Settings
from fbrowser.index.answer import Claim, ask
from fbrowser.index.options import CrawlOptions
from fbrowser.index.rebuild import rebuild, rebuild_behind
from fbrowser.index.snapshot import Unreadable
from fbrowser.index.store import Store
from fbrowser.services.live_settings import live
from fbrowser.services.tasks import Tasks
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.opening import file_url
from tests.helpers import askers
from tests.helpers.trees import HOSTILE, grow, many
from tests.helpers.windows import new_window, press

TREE = {"sub": {"inner": {"deep": 1}, "x": 2}, "a.txt": 5, "b.txt": 6, "to sub": "sub", "nowhere": "gone"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", TREE)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = new_window(Tasks())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def built(root: Path) -> None:
    _, claim = ask(os.fsencode(root), stale_after_s=0, retry_failed=True)
    assert claim is not None
    rebuild(claim)


def names(window: MainWindow) -> list[str]:
    return [window.pane.view.table.index(row, 0).data() for row in range(window.pane.view.table.rowCount())]


def at_rest(qtbot: QtBot, window: MainWindow, folder: Path, shown: list[str]) -> None:
    def look() -> None:
        assert window.pane.folder == os.fsencode(folder)
        assert window.pane.view.isVisible()
        assert names(window) == shown
        assert "updated" in window.pane.status.text()

    qtbot.waitUntil(look, timeout=10_000)


TOP = ["sub", "a.txt", "b.txt", "nowhere", "to sub"]


def test_a_cold_folder_fills_by_itself(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    assert "5 items" in window.pane.status.text()
    assert window.pane.view.hasFocus()


def test_a_cold_folder_is_listed_before_it_is_indexed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    root = many(tmp_path / "r", 30, 2)
    rebuild_behind(claim_of(root), CrawlOptions(entries_per_s=60))
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: window.pane.view.table.rowCount() == 30)
    assert window.pane.view.listing is not None
    assert window.pane.view.listing.snapshot.generation == 0
    assert "another process" in window.pane.status.text()
    qtbot.waitUntil(
        lambda: bool(window.pane.view.listing and window.pane.view.listing.snapshot.generation), timeout=10_000
    )
    assert window.pane.view.table.rowCount() == 30


def claim_of(root: Path) -> Claim:
    _, claim = ask(os.fsencode(root), stale_after_s=0)
    assert claim is not None
    return claim


def test_a_warm_folder_is_shown_at_once_and_not_rebuilt(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    assert window.pane.view.listing is not None
    assert window.pane.view.listing.snapshot.generation == 1


def test_entering_and_going_up_keep_the_cursor_on_the_way(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    at_rest(qtbot, window, root / "sub", ["inner", "x"])
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Backspace)
    at_rest(qtbot, window, root, TOP)
    assert window.pane.view.currentIndex().data() == "sub"
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    at_rest(qtbot, window, root / "sub", ["inner", "x"])
    assert window.pane.view.currentIndex().data() == "x"
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    at_rest(qtbot, window, root, TOP)


def slowly(monkeypatch: pytest.MonkeyPatch, entries_per_second: int) -> None:
    """Let the window's rebuilds take their time."""
    monkeypatch.setattr(live, "now", Settings(entries_per_second=entries_per_second))


def test_closing_gives_up_a_rebuild(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, 2)
    window.open(os.fsencode(root))
    qtbot.waitUntil(window.pane.status.cancel.isVisible)
    window.close()
    assert Store(os.fsencode(root)).pointer() is None, "it was waited for"
    qtbot.waitUntil(lambda: not askers.builders(os.fsencode(root)))


def test_a_root_that_is_not_indexed_yet_may_be_walked(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, 8)
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: names(window) == TOP)
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(window) == ["inner", "x"])
    press(window, Qt.Key.Key_Backspace)
    at_rest(qtbot, window, root, TOP)
    assert not os.path.exists(Store(os.fsencode(root / "sub")).path)


def test_coming_back_to_a_root_finds_its_index(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.go_up()
    qtbot.waitUntil(lambda: "r" in names(window))
    window.pane.go_back()
    at_rest(qtbot, window, root, TOP)
    window.pane.go_up()
    qtbot.waitUntil(lambda: "r" in names(window))
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    at_rest(qtbot, window, root, TOP)


def test_after_a_folder_that_is_missing_the_way_back_is_open(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.go(os.fsencode(root / "missing"))
    qtbot.waitUntil(window.pane.message.isVisible)
    assert "items" not in window.pane.status.text()
    window.pane.go_back()
    at_rest(qtbot, window, root, TOP)


def test_what_lies_outside_a_root_says_nothing_of_its_age(
    qtbot: QtBot, window: MainWindow, root: Path, tmp_path: Path
) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.go(os.fsencode(tmp_path / "missing"))
    assert window.pane.status.text() == ""
    qtbot.waitUntil(window.pane.message.isVisible)
    qtbot.waitUntil(lambda: window.pane._service._talk is None)
    assert window.pane.status.text() == ""
    window.pane.go_back()
    at_rest(qtbot, window, root, TOP)


def test_a_filtered_folder_says_how_large_what_is_left_is(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    press(window, Qt.Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "b.txt")
    qtbot.waitUntil(lambda: names(window) == ["b.txt"])
    assert window.pane.status.text().startswith("1 item  \u00b7  filtered from 5  \u00b7  6 B  \u00b7  updated")


def test_a_folder_asked_for_from_outside_leaves_a_way_back(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.open(os.fsencode(root / "sub"))
    at_rest(qtbot, window, root / "sub", ["inner", "x"])
    window.pane.go_back()
    at_rest(qtbot, window, root, TOP)


def test_f5_while_another_process_reads_is_done_afterwards(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    rebuild_behind(claim_of(root), CrawlOptions(entries_per_s=5))
    qtbot.waitUntil(lambda: "another process" in window.pane.status.text())
    qtbot.wait(300)  # it has read the folder that changes now
    (root / "new").touch()
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "new" in names(window), timeout=10_000)


def test_no_name_can_widen_the_window(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/" + b"x" * 250 + b"/" + b"y" * 250
    window.open(folder)
    qtbot.waitUntil(window.pane.message.isVisible)
    assert b"y" * 250 in window.pane.message.text().encode()
    window.pane.banner.say(EnvironmentProblem("z" * 600))
    assert window.minimumSizeHint().width() < 1000


def test_brackets_in_a_name_are_no_mark(window: MainWindow) -> None:
    window.open(b"/nowhere/x[*]y")
    assert window.windowTitle() == "x[*][*]y"


def test_going_up_above_the_root_indexes_nothing(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.go_up()
    qtbot.waitUntil(lambda: "r" in names(window))
    assert window.pane.view.currentIndex().data() == "r"
    assert not os.path.exists(Store(os.fsencode(root.parent)).path)
    assert "not indexed" in window.pane.status.text()


def test_a_link_to_a_folder_is_entered_and_a_broken_one_is_explained(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.view.setCurrentIndex(window.pane.view.table.index(3, 0))
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert "leads nowhere" in window.pane.banner.text()
    press(window, Qt.Key.Key_Escape)
    assert not window.pane.banner.isVisible()
    window.pane.view.setCurrentIndex(window.pane.view.table.index(4, 0))
    qtbot.keyClick(window.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(window) == ["inner", "x"])


def test_a_change_on_the_disk_shows_up_after_f5(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.pane.view.setCurrentIndex(window.pane.view.table.index(2, 0))
    (root / "aa.txt").touch()
    press(window, Qt.Key.Key_F5)
    at_rest(qtbot, window, root, ["sub", "a.txt", "aa.txt", "b.txt", "nowhere", "to sub"])
    assert window.pane.view.currentIndex().data() == "b.txt"


def test_a_rebuild_of_another_process_shows_up_by_itself(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    (root / "new").touch()
    subprocess.run([sys.executable, "-m", "fbrowser", "index", str(root)], check=True, stdout=subprocess.DEVNULL)
    qtbot.waitUntil(lambda: "new" in names(window), timeout=2000)


def test_a_killed_rebuilder_is_taken_over(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    rebuild_behind(claim_of(root), CrawlOptions(entries_per_s=1))
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: "another process" in window.pane.status.text())
    for pid in askers.builders(os.fsencode(root)):
        os.kill(pid, 9)
    at_rest(qtbot, window, root, TOP)


@pytest.mark.parametrize("by_mouse", [True, False])
def test_cancel_stops_the_rebuild_until_f5(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch, *, by_mouse: bool
) -> None:
    real = rebuild
    slowly(monkeypatch, 1)
    window.open(os.fsencode(root))
    qtbot.waitUntil(window.pane.status.cancel.isVisible)
    if by_mouse:
        qtbot.mouseClick(window.pane.status.cancel, Qt.MouseButton.LeftButton)
    else:
        press(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: not window.pane.status.cancel.isVisible())
    qtbot.waitUntil(lambda: not askers.builders(os.fsencode(root)))
    qtbot.waitUntil(lambda: names(window) == TOP)  # the live listing stays
    monkeypatch.setattr("fbrowser.index.rebuild.rebuild", real)
    press(window, Qt.Key.Key_F5)
    at_rest(qtbot, window, root, TOP)


def test_a_folder_that_is_not_there_is_explained(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open(os.fsencode(tmp_path / "missing"))
    qtbot.waitUntil(window.pane.message.isVisible)
    assert "There is no folder" in window.pane.message.text()
    assert "Check the path" in window.pane.message.text()


def test_an_empty_folder_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.open(os.fsencode(grow(tmp_path / "r", {})))
    qtbot.waitUntil(window.pane.message.isVisible)
    assert "empty" in window.pane.message.text()
    assert "Press Alt+\u2191 to go up." in window.pane.message.text()


def test_when_the_root_goes_the_last_good_table_stays(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    root.rename(root.with_name("away"))
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert "There is no folder" in window.pane.banner.text()
    assert names(window) == TOP
    root.with_name("away").rename(root)
    (root / "new").touch()
    qtbot.waitUntil(lambda: "new" in names(window), timeout=10_000)  # tried again by itself
    qtbot.waitUntil(lambda: not window.pane.banner.isVisible())


def test_a_cache_that_cannot_be_written_is_explained(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FBROWSER_CACHE_DIR", str(tmp_path / "file"))
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: names(window) == TOP)
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert "cache folder" in window.pane.banner.text()
    assert "FBROWSER_CACHE_DIR" in window.pane.banner.text()


def test_a_typed_path_is_gone_to_and_typing_is_not_disturbed(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    window.activateWindow()
    window.pane.location.edit()
    qtbot.waitUntil(window.pane.location.hasFocus)
    qtbot.keyClicks(window.pane.location, "su")
    built(root)
    window.pane.location.show_folder(b"/elsewhere")
    assert window.pane.location.text() == "su"
    qtbot.keyClicks(window.pane.location, "b")
    window.pane.location.show_folder(os.fsencode(root))
    qtbot.keyClick(window.pane.location, Qt.Key.Key_Return)
    at_rest(qtbot, window, root / "sub", ["inner", "x"])
    window.pane.location.edit()
    qtbot.keyClicks(window.pane.location, "nonsense")
    qtbot.keyClick(window.pane.location, Qt.Key.Key_Escape)
    assert window.pane.location.text() == str(root / "sub")


def test_hostile_names_can_be_entered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    root = os.fsencode(tmp_path / "r")
    for name in HOSTILE:
        os.makedirs(root + b"/" + name + b"/inside")
    window.open(root)
    qtbot.waitUntil(lambda: window.pane.view.table.rowCount() == len(HOSTILE))
    qtbot.waitUntil(lambda: "updated" in window.pane.status.text())
    for name in HOSTILE:
        window.pane.go(root + b"/" + name)
        qtbot.waitUntil(lambda: names(window) == ["inside"])


def test_unreadable_folders_are_counted_and_named(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    answer, _ = ask(os.fsencode(root), claim=False)
    assert answer.snapshot is not None
    harmed = replace(answer.snapshot, unreadable=(Unreadable(0, "permission denied"),))
    window.pane.status.show_answer(answer._replace(snapshot=harmed), ours=False)
    assert window.pane.status.unread.text() == "1 folder could not be read"
    menu = window.pane.status.unread.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [f"{root}/sub: permission denied"]
    menu.actions()[0].trigger()
    assert window.pane.folder == os.fsencode(root / "sub")


def test_a_full_disk_is_explained_above_the_table(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open(os.fsencode(root))
    at_rest(qtbot, window, root, TOP)
    full = EnvironmentProblem("The index could not be saved: the disk is full.", "Free some space.")

    def fail(claim: Claim, **_: object) -> None:
        claim.release()
        raise full

    monkeypatch.setattr("fbrowser.index.rebuild.rebuild", fail)
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert window.pane.banner.text() == str(full)
    assert names(window) == TOP


def test_the_loop_turns_while_a_large_table_is_exchanged(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    root = many(tmp_path / "r", 1, 5000) / "folder 0"
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: "5,000 items" in window.pane.status.text(), timeout=10_000)
    qtbot.waitUntil(lambda: "updated" in window.pane.status.text(), timeout=10_000)
    beats: list[int] = []
    timer = QTimer(window, interval=5)
    timer.timeout.connect(lambda: beats.append(window.pane.view.table.rowCount()))
    window.pane.view.selectAll()
    (root / "0 new").touch()
    timer.start()
    window.pane._service.refresh()
    qtbot.waitUntil(lambda: window.pane.view.table.rowCount() == 5001, timeout=10_000)
    assert beats.count(5000) > 3, "the loop stood still until the new table was there"
    assert sum(last - first + 1 for first, last in window.pane.view.selected_ranges()) == 5000


def test_esc_ends_marking_so_that_the_selection_follows_the_cursor_again(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    built(root)
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: len(names(window)) > 2)
    view = window.pane.view
    view.toggle_down(2)
    window.dismiss()
    assert view.selected_ranges() == []
    view.put_cursor(1)
    assert view.selected_ranges() == [(1, 1)]


def test_that_moving_selects_is_said(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    built(root)
    window.open(os.fsencode(root))
    qtbot.waitUntil(lambda: len(names(window)) > 2)
    window.show()
    mode = window.pane.status._mode
    window.pane.view.start_selecting()
    assert (mode.isVisible(), mode.text()) == (True, "Selecting by moving")
    window.dismiss()
    window.pane.view.stop_selecting()
    assert not mode.isVisible()


def test_all_mistakes_in_files_are_named_up_to_a_few(
    qtbot: QtBot, window: MainWindow, root: Path, private_home: Path
) -> None:
    folder = private_home / "config"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text('[files]\nhidden = 3\n[appearance]\ntheme = "blue"\n')
    (folder / "keys.toml").write_text("".join(f'[keys{at}]\n"Ctrl+J" = "go.up"\n' for at in range(5)))
    built(root)
    window.open(os.fsencode(root))
    window.commands.begin()
    say_what_is_wrong(window)
    window.settings.look()
    window.commands.keys.look()
    qtbot.waitUntil(lambda: "more" in window.pane.banner.text() and "hidden" in window.pane.banner.text())
    lines = window.pane.banner.text().splitlines()
    assert len(lines) == 5
    assert "theme" in lines[1]
    assert "keys0" in lines[2]


def wrong_settings(window: MainWindow, root: Path, home: Path, text: str) -> Path:
    """Have the window look at settings that cannot be read; return their file."""
    file = home / "config" / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    built(root)
    window.open(os.fsencode(root))
    window.commands.begin()
    say_what_is_wrong(window)
    window.settings.look()
    return file


def test_what_is_wrong_with_one_file_does_not_hide_what_is_wrong_with_another(
    qtbot: QtBot, window: MainWindow, root: Path, private_home: Path
) -> None:
    settings = wrong_settings(window, root, private_home, "format = 9\n")
    banner = window.pane.banner
    qtbot.waitUntil(lambda: banner.text().startswith("settings.toml was written by a newer fbrowser"))
    for _ in range(2):
        window.views.failed.emit(newer(b"/view.json"))
        window.keeper.failed.emit(newer(b"/session.json"))
    assert [line.split()[0] for line in banner.text().splitlines()] == [
        "settings.toml",
        "/view.json",
        "/session.json",
    ]
    settings.write_text("")
    window.settings.look()
    qtbot.waitUntil(lambda: banner.text().startswith("/view.json"))
    window.dismiss()
    window.keeper.failed.emit(newer(b"/later.json"))
    assert banner.text().startswith("/later.json")
    assert "view" not in banner.text()
    window.say("Done.")
    window.keeper.failed.emit(newer(b"/last.json"))
    assert banner.text().startswith("/last.json"), "good news give way"


def test_what_is_right_again_is_taken_back_in_the_tab_where_it_was_said(
    qtbot: QtBot, window: MainWindow, root: Path, private_home: Path
) -> None:
    settings = wrong_settings(window, root, private_home, "[")
    banner = window.pane.banner
    qtbot.waitUntil(lambda: "is not TOML" in banner.text())
    window.new_tab(os.fsencode(root))
    assert window.pane.banner is not banner
    settings.write_text("")
    window.settings.look()
    qtbot.waitUntil(banner.isHidden)
    assert not banner.text()


def test_urls_keep_every_byte() -> None:
    assert bytes(file_url(b"/a b/\xff#?%41").toEncoded().data()) == b"file:///a%20b/%FF%23%3F%2541"
