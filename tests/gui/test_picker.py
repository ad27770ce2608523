"""The picker: rows over a window, chosen by keys, and the keyboard is back where it was."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.keymaps import built_in
from fbrowser.ui.key_input import KeyInput
from fbrowser.ui.picker import Picker
from fbrowser.ui.picker_list import Item
from tests.helpers.covered import Covered

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


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
def picker(window: Covered) -> Picker:
    picker = Picker(window, "things", "Type a thing")
    picker.open()
    return picker


def items(*titles: str, is_enabled: bool = True) -> list[Item]:
    return [Item(title, title, is_enabled=is_enabled) for title in titles]


def press(qtbot: QtBot, picker: Picker, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        qtbot.keyClick(picker.field, key, held or Qt.KeyboardModifier.NoModifier)


def current(picker: Picker) -> str | None:
    return picker.list.current.title if picker.list.current else None


def test_it_has_the_keyboard_and_gives_it_back(window: Covered, picker: Picker, qtbot: QtBot) -> None:
    assert picker.field.hasFocus()
    with qtbot.waitSignal(picker.closed):
        press(qtbot, picker, Key.Key_Escape)
    assert not picker.isVisible()
    assert window.table.hasFocus()


def test_the_keyboard_goes_to_the_window_if_who_had_it_is_gone(
    window: Covered, picker: Picker, qtbot: QtBot
) -> None:
    window.table.hide()
    press(qtbot, picker, Key.Key_Escape)
    assert window.focusWidget() is window


def test_it_goes_when_something_else_takes_the_keyboard(window: Covered, picker: Picker) -> None:
    window.button.setFocus()
    assert not picker.isVisible()
    assert window.button.hasFocus()


def test_a_click_beside_it_closes_it_and_one_in_it_does_not(window: Covered, picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items("a", "b"))
    qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=picker._box.topLeft())
    assert picker.isVisible()
    qtbot.mouseClick(picker, Qt.MouseButton.LeftButton, pos=picker.rect().bottomLeft())
    assert not picker.isVisible()
    assert window.table.hasFocus()


def test_nothing_below_moves(window: Covered, picker: Picker) -> None:
    before = window.table.geometry()
    picker.show_items(items(*map(str, range(50))))
    picker.leave()
    assert window.table.geometry() == before


def test_arrows_pages_and_ends(picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items(*map(str, range(50))))
    seen = [current(picker)]
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_End, Key.Key_Down):
        press(qtbot, picker, key)
        seen.append(current(picker))
    assert seen == ["0", "1", "2", "1", "0", "0", "49", "49"]
    press(qtbot, picker, Key.Key_PageUp)
    assert current(picker) == "38"
    press(qtbot, picker, Key.Key_Home)
    press(qtbot, picker, Key.Key_PageDown)
    assert current(picker) == "11"


def test_home_is_for_the_text_if_there_is_one(picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items(*map(str, range(50))))
    qtbot.keyClicks(picker.field, "ab")
    press(qtbot, picker, Key.Key_Down, Key.Key_Home)
    assert (picker.field.cursorPosition(), current(picker)) == (0, "1")
    press(qtbot, picker, Key.Key_Home, held=CTRL)
    assert current(picker) == "0"


def test_headings_are_passed_over(picker: Picker, qtbot: QtBot) -> None:
    heading = Item(None, "heading")
    picker.show_items([heading, *items("a"), heading, *items("b", "c"), heading])
    seen = [current(picker)]
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Up):
        press(qtbot, picker, key)
        seen.append(current(picker))
    assert seen == ["a", "b", "c", "c", "b", "a", "a"]


def test_enter_chooses_what_can_be_chosen(picker: Picker, qtbot: QtBot) -> None:
    chosen: list[tuple[object, bool]] = []
    picker.chosen.connect(lambda what, apart: chosen.append((what, apart)))
    picker.show_items([*items("a"), *items("b", is_enabled=False)])
    press(qtbot, picker, Key.Key_Return)
    press(qtbot, picker, Key.Key_Enter, held=CTRL)
    press(qtbot, picker, Key.Key_Down, Key.Key_Return)
    picker.show_items([])
    press(qtbot, picker, Key.Key_Return)
    assert chosen == [("a", False), ("a", True)]


def test_a_click_chooses(picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items("a", "b", "c"))
    place = picker.list.visualRect(picker.list.items.index(1)).center()
    with qtbot.waitSignal(picker.chosen, check_params_cb=lambda what, apart: (what, apart) == ("b", False)):
        qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_row_under_the_mouse_is_shaded_until_it_leaves_or_others_come(picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items("a", "b", "c"))
    view = picker.list

    def hover() -> None:
        qtbot.mouseMove(view.viewport(), view.visualRect(view.items.index(1)).center())
        qtbot.mouseMove(view.viewport(), view.visualRect(view.items.index(2)).center())
        qtbot.waitUntil(lambda: view.hovered == 2)

    hover()
    assert current(picker) == "a"
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.hovered == -1
    hover()
    picker.show_items(items("x", "y", "z"))
    assert view.hovered == -1


def test_other_rows_start_at_the_first_unless_the_same_are_kept(picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items("a", "b"))
    press(qtbot, picker, Key.Key_Down)
    picker.show_items(items("x", "b", "c"), keep=True)
    assert current(picker) == "b"
    picker.show_items(items("x", "b", "c"))
    assert current(picker) == "x"
    picker.show_items(items("y"), keep=True)
    assert current(picker) == "y"


def test_without_rows_it_says_why(picker: Picker) -> None:
    picker.show_items([], "Nothing is called so.")
    assert picker._note.isVisible()
    assert not picker.list.isVisible()
    picker.show_items(items("a"), "Nothing is called so.")
    assert not picker._note.isVisible()


def test_a_screen_reader_hears_the_current_row(picker: Picker, qtbot: QtBot) -> None:
    rows = [Item(1, "Back", "Go", keys=("Alt+Left",)), Item(2, "Up", "no folder above", is_enabled=False)]
    picker.show_items(rows)
    assert picker.field.accessibleName() == "things"
    assert picker.field.accessibleDescription() == "Back, Alt+Left, Go"
    press(qtbot, picker, Key.Key_Down)
    assert picker.field.accessibleDescription() == "Up, no folder above, unavailable"
    listed = QAccessible.queryAccessibleInterface(picker.list)
    assert listed.role() == QAccessible.Role.List
    assert listed.child(0).text(QAccessible.Text.Name) == "Back, Alt+Left, Go"


def test_it_stays_within_a_small_window_and_follows_its_size(window: Covered, picker: Picker, qtbot: QtBot) -> None:
    picker.show_items(items(*map(str, range(50))))
    for size in ((300, 200), (1400, 900)):
        window.resize(*size)
        qtbot.waitUntil(lambda: picker.size() == window.size())
        box = picker._box
        assert picker.rect().contains(box)
        assert abs(box.center().x() - picker.rect().center().x()) <= 1
        assert picker.list.geometry().bottom() <= box.bottom()


def test_a_million_rows_are_shown_at_once(picker: Picker, qtbot: QtBot) -> None:
    picker.show_items([Item(1, "same")] * 1_000_000)
    press(qtbot, picker, Key.Key_End)
    assert picker.list.currentIndex().row() == 999_999


def test_no_key_of_the_window_is_heard_while_it_is_open(window: Covered, picker: Picker, qtbot: QtBot) -> None:
    commands = builtin_commands()
    picker.leave()
    heard = KeyInput(window, window, built_in("desktop", commands, mac=False))  # type: ignore[arg-type]
    picker.open()
    press(qtbot, picker, Key.Key_L, held=CTRL)
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_U, Qt.KeyboardModifier.AltModifier)
    override.ignore()
    QApplication.sendEvent(picker.field, override)
    assert override.isAccepted()
    press(qtbot, picker, Key.Key_Escape)
    assert window.done == []
    qtbot.keyClick(window.table, Key.Key_L, CTRL)
    assert window.done == ["edit_location in QTableWidget"]
    assert heard.keymap.name == "desktop"


def test_opening_it_again_changes_nothing(window: Covered, picker: Picker, qtbot: QtBot) -> None:
    picker.open("text")
    press(qtbot, picker, Key.Key_Escape)
    picker.leave()
    assert window.table.hasFocus()


def test_mirrored_rows_are_painted(window: Covered, qtbot: QtBot) -> None:
    """From the right: the icon of a row, and the keys at the left."""
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    picker = Picker(window, "things", "Type a thing")
    picker.open()
    picker.show_items([*items("x"), Item(1, "Back", keys=("F5",), icon="search")])
    picture = picker.list.grab(picker.list.visualRect(picker.list.items.index(1))).toImage()
    ground = picture.pixelColor(picture.width() // 2, 3)
    inked = [
        x for x in range(picture.width()) for y in range(picture.height()) if picture.pixelColor(x, y) != ground
    ]
    middle = picture.width() // 2
    assert min(inked) < 40
    assert max(inked) > picture.width() - 40
    assert not [x for x in inked if middle - 40 < x < middle + 40]
    assert qtbot is not None
