"""Key help: what keys do, found by words or by pressing them; and the sheet to print."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.cheat_sheet import as_markdown, as_text
from fbrowser.commands.command import HEADINGS
from fbrowser.commands.keymaps import built_in
from fbrowser.services.tasks import Tasks
from fbrowser.ui.cheat_sheet_saver import CheatSheetSaver
from fbrowser.ui.key_help import KeyHelp
from fbrowser.ui.picker_list import Item
from tests.helpers.covered import Covered

COMMANDS = builtin_commands()
MAPS = {name: built_in(name, COMMANDS, mac=False) for name in ("desktop", "vim")}
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


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
def help_(window: Covered) -> KeyHelp:
    help_ = KeyHelp(window, window, COMMANDS, lambda: MAPS[window.keymap_name])  # type: ignore[arg-type]
    help_.open()
    return help_


def rows(help_: KeyHelp) -> list[Item]:
    return list(help_.picker.list.items.items)


def titles(help_: KeyHelp) -> list[str]:
    return [each.title for each in rows(help_) if not each.is_heading]


def row(help_: KeyHelp, title: str) -> Item:
    return next(each for each in rows(help_) if each.title == title)


def test_every_command_is_there_below_its_heading_with_all_its_keys(help_: KeyHelp) -> None:
    assert sorted(titles(help_)) == sorted(each.title for each in COMMANDS)
    assert [each.title for each in rows(help_) if each.is_heading] == [*HEADINGS.values()]
    back = row(help_, "Back")
    assert (back.keys, back.second) == (("Alt+\u2190", "Back"), "Go to where you were before.")
    assert back.quiet == "when there is a place to go back to"
    assert row(help_, "Show a tab").keys == ("Alt+1 \u2026 Alt+9",)
    assert row(help_, "Select nothing").keys == ("no keys",)
    assert row(help_, "Home").quiet == ""


def test_a_line_has_the_gist_and_the_current_row_the_whole_condition(help_: KeyHelp, qtbot: QtBot) -> None:
    whole = COMMANDS["go.up"].when.words()
    up = row(help_, COMMANDS["go.up"].title)
    assert up.quiet == "when the folder is not the topmost"
    assert len(whole) > len(up.quiet)
    assert whole in up.spoken
    qtbot.keyClicks(help_.picker.field, "go.up")
    assert help_._condition.text() == f"Only when {whole}."
    assert whole in help_.picker.field.accessibleDescription()
    index = help_.picker.list.items.index(1)
    assert whole in index.data(Qt.ItemDataRole.ToolTipRole)
    help_.picker.field.put("")
    qtbot.keyClicks(help_.picker.field, "go.home")
    assert help_._condition.text() == ""


def test_every_condition_is_seen_whole(help_: KeyHelp) -> None:
    label, picker = help_._condition, help_.picker
    for at, each in enumerate(rows(help_)):
        if not each.is_heading:
            picker.list.put(at)
            assert label.text() == each.tip
            assert label.height() >= label.heightForWidth(label.width()), each.title
            assert picker.rect().contains(label.mapTo(picker, label.rect().bottomRight()))


def test_it_shows_the_keymap_of_now(help_: KeyHelp, window: Covered) -> None:
    help_.picker.leave()
    window.keymap_name = "vim"
    help_.open()
    assert row(help_, "To the first").keys == ("g g", "Home")
    assert help_._name.text() == "Keymap: Vim"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("went back from", "Forward"),
        ("alt+home", "Home"),
        ("places searches kept", "Places"),
        ("tab.reopen", "Reopen a closed tab"),
    ],
)
def test_words_of_all_that_is_said_find_it(help_: KeyHelp, qtbot: QtBot, typed: str, found: str) -> None:
    qtbot.keyClicks(help_.picker.field, typed)
    assert titles(help_) == [found]


def test_nothing_has_these_words(help_: KeyHelp, qtbot: QtBot) -> None:
    qtbot.keyClicks(help_.picker.field, "qqq")
    assert rows(help_) == []
    assert help_.picker.field.accessibleDescription() == "No command has these words."


def test_enter_runs_it_where_the_keyboard_was(help_: KeyHelp, window: Covered, qtbot: QtBot) -> None:
    qtbot.keyClicks(help_.picker.field, "invert")
    qtbot.keyClick(help_.picker.field, Key.Key_Return)
    assert window.done == ["invert_selection in QTableWidget"]


def test_keys_that_are_pressed_are_looked_up(help_: KeyHelp, window: Covered, qtbot: QtBot) -> None:
    field = help_.picker.field
    qtbot.keyClick(field, Key.Key_F1)
    assert help_.press_keys.isChecked()
    qtbot.keyClick(field, Key.Key_Shift, SHIFT)
    assert rows(help_) == []
    qtbot.keyClick(field, Key.Key_T, CTRL)
    assert (field.text(), titles(help_)) == ("Ctrl+T", ["New tab"])
    qtbot.keyClick(field, Key.Key_Return)
    assert set(titles(help_)) == {"Open", "To what was found", "Go to the place"}
    qtbot.keyClick(field, Key.Key_K, CTRL)
    assert titles(help_) == []
    assert field.accessibleDescription() == "Ctrl+K does nothing in Desktop."
    assert window.done == []


def test_sequences_and_what_they_may_become(help_: KeyHelp, window: Covered, qtbot: QtBot) -> None:
    help_.picker.leave()
    window.keymap_name = "vim"
    help_.open()
    help_.press_keys.click()
    field = help_.picker.field
    qtbot.keyClicks(field, "g")
    assert field.text() == "g"
    assert {"To the first", "Home", "To the places", "Next tab"} <= set(titles(help_))
    qtbot.keyClicks(field, "g")
    assert (field.text(), titles(help_)) == ("g g", ["To the first"])
    qtbot.keyClicks(field, "j")
    assert (field.text(), titles(help_)) == ("j", ["One down"])


def test_esc_is_looked_up_as_well_and_twice_it_is_words_again(help_: KeyHelp, qtbot: QtBot) -> None:
    field = help_.picker.field
    help_.press_keys.click()
    assert field.hasFocus()
    qtbot.keyClick(field, Key.Key_Escape)
    assert "One step back" in titles(help_)
    qtbot.keyClick(field, Key.Key_Escape)
    assert not help_.press_keys.isChecked()
    assert len(titles(help_)) == len(COMMANDS)
    qtbot.keyClick(field, Key.Key_Escape)
    assert not help_.picker.isVisible()


def test_tab_goes_round_the_field_and_the_buttons(help_: KeyHelp, window: Covered, qtbot: QtBot) -> None:
    stations = [window.focusWidget()]
    for _ in range(3):
        qtbot.keyClick(stations[-1], Key.Key_Tab)
        stations.append(window.focusWidget())
    assert stations[0] is stations[3] is help_.picker.field
    assert all(isinstance(each, QPushButton) for each in stations[1:3])
    qtbot.keyClick(help_.picker.field, Key.Key_Backtab)
    assert window.focusWidget() is stations[2]
    qtbot.keyClick(stations[2], Key.Key_Escape)
    assert window.table.hasFocus()


# -- the sheet


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    del qtbot  # the application is there
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def saver(window: Covered, tasks: Tasks) -> CheatSheetSaver:
    return CheatSheetSaver(window, COMMANDS, lambda: MAPS["vim"], tasks)


def test_the_sheet_is_written_as_text_or_as_markdown(saver: CheatSheetSaver, tmp_path: Path, qtbot: QtBot) -> None:
    for name, write in (("keys.txt", as_text), ("keys.MD", as_markdown)):
        with qtbot.waitSignal(saver.said, check_params_cb=lambda said, name=name: name in str(said)):
            saver.save(bytes(tmp_path / name))
        assert (tmp_path / name).read_text() == write(MAPS["vim"], COMMANDS) + "\n"
    with qtbot.waitSignal(saver.said, check_params_cb=lambda said: "could not be written" in str(said)):
        saver.save(bytes(tmp_path / "none" / "keys.txt"))


def test_where_to_is_asked(
    saver: CheatSheetSaver, window: Covered, help_: KeyHelp, tmp_path: Path, qtbot: QtBot
) -> None:
    help_.save_wanted.connect(saver.ask)
    next(each for each in help_.picker.findChildren(QPushButton) if "Save" in each.text()).click()
    assert not help_.picker.isVisible()
    dialog = window.findChildren(QFileDialog)[0]
    assert dialog.defaultSuffix() == "txt"
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.defaultSuffix() == "md"
    with qtbot.waitSignal(saver.said):
        dialog.fileSelected.emit(str(tmp_path / "x.md"))
    dialog.reject()
    assert (tmp_path / "x.md").read_text().startswith("| Keys |")
