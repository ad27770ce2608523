"""What opens over the window, in a real one: by its keys, about what the window shows."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fbrowser.config.settings import setting
from fbrowser.models.search import Scope
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.pane import _BESIDE, _LAST, _WAYS
from fbrowser.ui.picker_list import PickerView
from fbrowser.ui.search_tools import _BUTTONS
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an indexed folder."""
    root = grow(tmp_path / "r", {"deep": {"down": {"x": 1}}, "other": {"y": 1}, "a": 1})
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> Iterator[MainWindow]:
    """Return a window on it, whose table has the keyboard."""
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    qtbot.waitUntil(window.pane.view.hasFocus)
    yield window
    window.close()


def focused(window: MainWindow) -> QWidget:
    widget = window.focusWidget()
    assert widget is not None
    return widget


def test_the_palette_runs_a_command_and_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_P, CONTROL | SHIFT)
    QTest.keyClicks(focused(window), "new tab")
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.tabs) == 2)
    qtbot.waitUntil(window.pane.view.hasFocus)


def test_go_to_finds_a_folder_by_parts_of_its_name(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    press(window, Qt.Key.Key_P, CONTROL)
    QTest.keyClicks(focused(window), "dwn")
    choices = window.findChild(PickerView)
    assert choices is not None
    qtbot.waitUntil(lambda: choices.model().rowCount() == 1)
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(is_at(window.pane, root / "deep" / "down"))


def test_hints_are_on_rows_and_lead_there(qtbot: QtBot, window: MainWindow) -> None:
    assert names(window.pane) == ["deep", "other", "a"]
    press(window, Qt.Key.Key_J, CONTROL)
    press(window, Qt.Key.Key_J)  # the second of the letters, F and J
    qtbot.waitUntil(lambda: window.pane.view.currentIndex().row() == 1)
    assert window.pane.view.hasFocus()


def test_a_keymap_is_switched_while_the_window_runs(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    window.use_keymap("vim")
    QTest.keyClicks(focused(window), "2j")
    assert window.pane.view.currentIndex().row() == 2
    QTest.keyClicks(focused(window), "ggl")
    qtbot.waitUntil(is_at(window.pane, root / "deep"))
    assert "has_vim_keys" in window.facts()


def test_tooltips_name_the_keys_in_force(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F, CONTROL)
    assert window.pane.searching.bar is not None
    told = {
        "search.begin": window.pane.search,
        "go.unreadable": window.pane.status.unread,
        "go.stop": window.pane.status.cancel,
        "search.scope": window.pane.searching.bar._scopes[Scope.ALL],
        "search.kinds": window.pane.searching.bar._menus[0][0],
    }
    for keymap in ("desktop", "vim"):
        window.use_keymap(keymap)
        for command_id, widget in told.items():
            assert f"({window.commands.keys_of(command_id)}" in widget.toolTip(), command_id
    assert window.pane.search.toolTip().endswith("(s)")


def test_backspace_leads_where_the_settings_say_and_the_help_says_so(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    for folder in (root / "deep", root / "deep" / "down"):
        window.pane.go(os.fsencode(folder))
        qtbot.waitUntil(is_at(window.pane, folder))
    press(window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(is_at(window.pane, root / "deep"))
    window.pane.go(os.fsencode(root / "other"))
    qtbot.waitUntil(is_at(window.pane, root / "other"))
    window.settings.set(setting("backspace"), "back")
    press(window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(is_at(window.pane, root / "deep"))
    help_ = window.commands.overlays._key_help
    help_.open()
    bound = {each.title: each.keys for each in help_.picker.list.items.items if "Backspace" in each.keys}
    assert bound == {"Back": ("Alt+\u2190", "Back", "Backspace")}
    press(window, Qt.Key.Key_Escape)
    window.use_keymap("vim")
    press(window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(is_at(window.pane, root / "deep" / "down"))


def test_buttons_that_are_there_before_the_commands_have_their_icons(window: MainWindow) -> None:
    for command_id, icon in (_WAYS | _BESIDE | _LAST | _BUTTONS).items():
        assert window.commands.keys.registry[command_id].icon == icon
