"""The palette: every command by a few letters, run where the keyboard was before."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.keymaps import built_in
from fbrowser.config import recent_commands
from fbrowser.services.tasks import Tasks
from fbrowser.ui.command_palette import CommandPalette
from fbrowser.ui.picker_list import Item
from tests.helpers.covered import Covered

COMMANDS = builtin_commands()
Key = Qt.Key


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    del qtbot  # the application is there
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def window(qtbot: QtBot) -> Covered:
    window = Covered()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus)
    return window


@pytest.fixture
def palette(window: Covered, tasks: Tasks) -> CommandPalette:
    maps = {name: built_in(name, COMMANDS, mac=False) for name in ("desktop", "vim")}
    return CommandPalette(window, window, COMMANDS, lambda: maps[window.keymap_name], tasks)  # type: ignore[arg-type]


def rows(palette: CommandPalette) -> list[Item]:
    return list(palette.picker.list.items.items)


def row(palette: CommandPalette, title: str) -> Item:
    return next(each for each in rows(palette) if each.title == title)


def test_a_few_letters_and_enter_run_it_in_the_table(
    palette: CommandPalette, window: Covered, qtbot: QtBot
) -> None:
    palette.open()
    qtbot.keyClicks(palette.picker.field, "inv sel")
    assert rows(palette)[0].title == "Invert the selection", "it can be done: the table had the keyboard"
    qtbot.keyClick(palette.picker.field, Key.Key_Return)
    assert window.done == ["invert_selection in QTableWidget"]
    assert not palette.picker.isVisible()
    qtbot.waitUntil(lambda: recent_commands.load() == ("select.invert",))


def test_what_cannot_be_done_says_why_and_is_not_run(
    palette: CommandPalette, window: Covered, qtbot: QtBot
) -> None:
    window.field.setFocus()
    palette.open()
    qtbot.keyClicks(palette.picker.field, "invert")
    item = rows(palette)[0]
    assert (item.is_enabled, item.quiet) == (False, "the table of files has not the keyboard")
    qtbot.keyClick(palette.picker.field, Key.Key_Return)
    assert palette.picker.isVisible()
    assert window.done == []
    palette.picker.leave()
    assert window.field.hasFocus()


def test_rows_say_keys_of_the_keymap_of_now_menus_and_icons(palette: CommandPalette, window: Covered) -> None:
    palette.open()
    up = row(palette, "Up")
    assert (up.keys, up.quiet, up.icon, up.is_enabled) == (("Alt+\u2191",), "Go", "arrow-up", True)
    palette.picker.leave()
    window.keymap_name = "vim"
    palette.open()
    assert row(palette, "To the first").keys == ("g", "g")


def test_a_setting_is_found_and_shown(palette: CommandPalette, window: Covered, qtbot: QtBot) -> None:
    palette.open()
    qtbot.keyClicks(palette.picker.field, "theme")
    assert (rows(palette)[0].title, rows(palette)[0].quiet) == ("Theme", "Settings")
    qtbot.keyClick(palette.picker.field, Key.Key_Return)
    assert window.done == ["show_settings in QTableWidget"]


def test_every_command_but_itself_can_be_reached(palette: CommandPalette) -> None:
    palette.open()
    assert {each.what for each in rows(palette)} == set(COMMANDS) - {COMMANDS["help.commands"]}


def test_what_was_run_last_comes_first_also_the_next_time(
    palette: CommandPalette, window: Covered, tasks: Tasks, qtbot: QtBot
) -> None:
    recent_commands.change(lambda _: ("select.all",))
    palette.open()
    qtbot.waitUntil(lambda: rows(palette)[0].title == "Select all")
    qtbot.keyClicks(palette.picker.field, "home")
    qtbot.keyClick(palette.picker.field, Key.Key_Return)
    palette.open()
    assert [each.title for each in rows(palette)[:2]] == ["Home", "Select all"]
    qtbot.waitUntil(lambda: recent_commands.load() == ("go.home", "select.all"))
    assert window.done == ["go_home in QTableWidget"]
    assert tasks is not None


def test_nothing_is_called_so(palette: CommandPalette, qtbot: QtBot) -> None:
    palette.open()
    qtbot.keyClicks(palette.picker.field, "qqqqqq")
    assert rows(palette) == []
    assert "No command" in palette.picker.field.accessibleDescription()
