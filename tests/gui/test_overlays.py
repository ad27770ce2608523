"""What opens over a window is made when it is wanted, and says where to go."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.keymaps import built_in
from fbrowser.config.visits import load
from fbrowser.services.tasks import Tasks
from fbrowser.ui.hints import Hints
from fbrowser.ui.key_input import KeyInput
from fbrowser.ui.location_bar import LocationBar
from fbrowser.ui.over_window import OverWindow
from fbrowser.ui.overlays import Overlays
from fbrowser.ui.path_completion import PathCompletion
from tests.helpers.covered import Covered

COMMANDS = builtin_commands()
KEYMAP = built_in("desktop", COMMANDS, mac=False)
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Window(Covered):
    """Does what the real window does with its overlays: this is how they are wired."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.overlays = Overlays(self, self, COMMANDS, lambda: KEYMAP, tasks)  # type: ignore[arg-type]
        self.show_palette = self.overlays.show_palette
        self.show_key_help = self.overlays.show_key_help
        self.save_cheat_sheet = self.overlays.save_cheat_sheet
        self.show_hints = self.overlays.show_hints
        self.keys = KeyInput(self, self, KEYMAP)  # type: ignore[arg-type]

    def show_go_to(self) -> None:
        """Ask where to, from where we are."""
        self.overlays.show_go_to(b"/")


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    del qtbot  # the application is there
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks) -> Window:
    window = Window(tasks)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus)
    return window


def over(window: Window) -> list[str]:
    """Return the names of what lies over a window."""
    return [each.accessibleName() for each in window.findChildren(OverWindow) if each.isVisible()]


def press(
    window: Window, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, held)


@pytest.mark.parametrize(
    ("key", "held", "name"),
    [
        (Key.Key_P, CTRL | SHIFT, "commands"),
        (Key.Key_P, CTRL, "go to"),
        (Key.Key_F1, Qt.KeyboardModifier.NoModifier, "keys"),
        (Key.Key_J, CTRL, "hints"),
    ],
)
def test_keys_open_them_one_at_a_time_and_esc_gives_the_keyboard_back(
    window: Window, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, name: str
) -> None:
    assert window.findChildren(OverWindow) == []
    for _ in range(2):
        press(window, qtbot, key, held)
        assert over(window) == [name]
        press(window, qtbot, Key.Key_T, CTRL)
        assert over(window) == [name]
        press(window, qtbot, Key.Key_Escape)
        assert over(window) == []
        assert window.table.hasFocus()
    assert window.done == []
    assert len(window.findChildren(OverWindow)) == 1


def test_one_may_lead_to_another(window: Window, qtbot: QtBot) -> None:
    press(window, qtbot, Key.Key_P, CTRL | SHIFT)
    qtbot.keyClicks(window.focusWidget(), "jump by")
    press(window, qtbot, Key.Key_Return)
    assert over(window) == ["hints"]
    assert isinstance(window.focusWidget(), Hints)
    press(window, qtbot, Key.Key_Escape)
    assert window.table.hasFocus()


def test_where_to_go_is_said_and_what_was_visited_is_offered_first(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    window.overlays.note_visit(folder)
    qtbot.waitUntil(lambda: [each.folder for each in load().visits] == [folder])
    press(window, qtbot, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: window.overlays._go_to.picker.list.current is not None)
    with qtbot.waitSignal(window.overlays.folder_chosen, check_params_cb=lambda path: path == folder):
        press(window, qtbot, Key.Key_Return)
    press(window, qtbot, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: window.overlays._go_to.picker.list.current is not None)
    with qtbot.waitSignal(window.overlays.tab_wanted, check_params_cb=lambda path: path == folder):
        press(window, qtbot, Key.Key_Return, CTRL)


def test_what_cannot_be_kept_is_said(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FBROWSER_DATA_DIR", str(tmp_path / "file"))
    overlays = window.overlays
    nowhere = os.fsencode(tmp_path / "file" / "x")
    for act in (lambda: overlays.note_visit(b"/a"), lambda: overlays._saver.save(nowhere)):
        with qtbot.waitSignal(overlays.said, check_params_cb=lambda said: "could not be written" in str(said)):
            act()


def test_the_sheet_is_asked_for_from_the_help(window: Window, qtbot: QtBot) -> None:
    press(window, qtbot, Key.Key_F1)
    window.overlays._key_help.save_wanted.emit()
    dialog = window.findChildren(QFileDialog)[0]
    assert dialog.isVisible()
    dialog.reject()


def test_paths_are_completed_once_for_each_field(window: Window, qtbot: QtBot) -> None:
    location = LocationBar(window)
    for _ in range(2):
        window.overlays.complete_paths(location)
    assert len(location.findChildren(PathCompletion)) == 1
    box = location.findChildren(PathCompletion)[0].box
    gone: list[str] = []
    box.destroyed.connect(lambda: gone.append("box"))
    location.deleteLater()
    qtbot.waitUntil(lambda: gone == ["box"])
