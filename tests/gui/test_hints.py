"""Hint mode: letters on what is seen; typing them moves there, or presses it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.keymaps import built_in
from fbrowser.ui.hint_targets import targets
from fbrowser.ui.hints import Hints
from fbrowser.ui.key_input import KeyInput
from tests.helpers.covered import Covered

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> Covered:
    window = Covered()
    window.table.verticalHeader().hide()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus)
    return window


@pytest.fixture
def hints(window: Covered) -> Hints:
    return Hints(window)


def label_at(hints: Hints, widget: QWidget, box: QRect | None = None) -> str:
    """Return the letters on a part of a widget."""
    part = box or widget.rect()
    place = part.translated(widget.mapTo(widget.window(), widget.rect().topLeft()))
    return next(label for label, target in hints._targets.items() if place.intersects(target.box))


def row_label(hints: Hints, window: Covered, row: int) -> str:
    model = window.table.model()
    return label_at(hints, window.table.viewport(), window.table.visualRect(model.index(row, 0)))


def seen_rows(window: Covered) -> int:
    return window.table.rowAt(window.table.viewport().height() - 1) + 1


def test_every_row_button_and_field_that_is_seen_and_no_other(window: Covered, hints: Hints) -> None:
    hints.show_hints()
    assert len(hints.labels) == seen_rows(window) + 2
    assert seen_rows(window) < 100
    rows = [row_label(hints, window, row) for row in range(seen_rows(window))]
    assert rows == hints.labels[:-2], "rows have the shortest ones, from the top"


def test_what_cannot_be_moved_to_has_none(window: Covered, hints: Hints) -> None:
    heading = window.table.item(3, 0)
    assert heading is not None
    heading.setFlags(Qt.ItemFlag.NoItemFlags)
    hints.show_hints()
    assert len(hints.labels) == seen_rows(window) - 1 + 2


def test_letters_of_a_row_move_the_cursor_there(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    window.button.setFocus()
    hints.show_hints()
    assert hints.hasFocus()
    qtbot.keyClicks(hints, row_label(hints, window, 7))
    assert not hints.isVisible()
    assert window.table.currentRow() == 7
    assert window.table.hasFocus()


def test_rows_that_are_scrolled_to_have_the_letters(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    window.table.scrollToBottom()
    hints.show_hints()
    qtbot.keyClicks(hints, row_label(hints, window, 99).upper())  # with Caps Lock
    assert window.table.currentRow() == 99


def test_or_open_it(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    hints.show_hints(opens=True)
    label = row_label(hints, window, 3)
    with qtbot.waitSignal(window.table.activated, check_params_cb=lambda index: index.row() == 3):
        qtbot.keyClicks(hints, label)


def test_a_view_with_a_cursor_of_its_own_is_told(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    told: list[object] = []
    window.table.put_cursor = told.append  # type: ignore[attr-defined]
    window.table.activate_current = lambda: told.append("open")  # type: ignore[attr-defined]
    hints.show_hints(opens=True)
    qtbot.keyClicks(hints, row_label(hints, window, 3))
    assert told == [3, "open"]


def test_buttons_are_pressed_and_fields_take_the_keyboard(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    hints.show_hints()
    with qtbot.waitSignal(window.button.clicked):
        qtbot.keyClicks(hints, label_at(hints, window.button))
    assert window.table.hasFocus()
    hints.show_hints()
    qtbot.keyClicks(hints, label_at(hints, window.field))
    assert window.field.hasFocus()


def test_tabs_and_what_is_painted_by_hand(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    pressed: list[str] = []

    class Crumbs(QWidget):
        """Paints its buttons itself."""

        def hint_targets(self) -> list[tuple[QRect, Callable[[], object]]]:
            """Return two of them, of which one is not seen."""
            seen, out = QRect(0, 0, 20, 20), QRect(9000, 0, 20, 20)
            return [(seen, lambda: pressed.append("seen")), (out, lambda: pressed.append("out"))]

    bar, crumbs = QTabBar(window), Crumbs(window)
    for name in ("one", "two"):
        bar.addTab(name)
    bar.setGeometry(0, 0, 200, 30)
    crumbs.setGeometry(300, 0, 100, 30)
    bar.show()
    crumbs.show()
    before = len(targets(window))
    hints.show_hints()
    assert len(hints.labels) == before
    qtbot.keyClicks(hints, label_at(hints, bar, bar.tabRect(1)))
    assert bar.currentIndex() == 1
    hints.show_hints()
    qtbot.keyClicks(hints, label_at(hints, crumbs, QRect(0, 0, 20, 20)))
    assert pressed == ["seen"]


def test_what_cannot_be_used_has_no_letters(window: Covered, hints: Hints) -> None:
    hints.show_hints()
    before = len(hints.labels)
    hints.leave()
    window.button.setEnabled(False)
    window.field.hide()
    hints.show_hints()
    assert len(hints.labels) < before
    assert not [each for each in hints._targets.values() if window.button.geometry().contains(each.box.center())]


def test_letters_narrow_down_and_can_be_taken_back(hints: Hints, qtbot: QtBot) -> None:
    hints.show_hints()
    every = hints.labels
    first = next(label[0] for label in every if len(label) > 1)
    qtbot.keyClicks(hints, first)
    assert set(hints.labels) == {label for label in every if label.startswith(first)} < set(every)
    qtbot.keyClicks(hints, "q1")  # leads nowhere
    assert hints.isVisible()
    qtbot.keyClick(hints, Key.Key_Backspace)
    assert hints.labels == every
    qtbot.keyClick(hints, Key.Key_Backspace)
    assert hints.isVisible()


def test_esc_a_click_and_another_size_end_it(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    hints.show_hints()
    qtbot.keyClick(hints, Key.Key_Escape)
    assert not hints.isVisible()
    assert window.table.hasFocus()
    hints.show_hints()
    qtbot.mouseClick(hints, Qt.MouseButton.LeftButton)
    assert not hints.isVisible()
    hints.show_hints()
    window.resize(500, 400)
    qtbot.waitUntil(lambda: not hints.isVisible())
    assert window.done == []


def test_letters_of_another_layout_are_those_of_its_keys(window: Covered, hints: Hints, qtbot: QtBot) -> None:

    hints.show_hints()
    for letter in row_label(hints, window, 5):
        typed = QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, "\u0430")
        QApplication.sendEvent(hints, typed)
    assert window.table.currentRow() == 5
    assert qtbot is not None


def test_the_window_hears_none_of_the_letters(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    heard = KeyInput(window, window, built_in("vim", builtin_commands(), mac=False))  # type: ignore[arg-type]
    hints.show_hints()
    qtbot.keyClicks(hints, "q")
    qtbot.keyClick(hints, Key.Key_Escape)
    assert window.done == []
    qtbot.keyClicks(window.table, "j")
    assert window.done == ["move_cursor in QTableWidget"]
    assert heard.keymap.name == "vim"


def test_letters_stay_those_of_their_entry(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    hints.show_hints()
    label = row_label(hints, window, 4)
    window.table.insertRow(0)
    qtbot.keyClicks(hints, label)
    assert window.table.currentRow() == 5


def test_what_is_gone_meanwhile_is_not_activated(window: Covered, hints: Hints, qtbot: QtBot) -> None:
    hints.show_hints()
    label = row_label(hints, window, 4)
    window.table.setRowCount(2)
    qtbot.keyClicks(hints, label)
    assert window.table.currentRow() < 2
    button = QPushButton("more", window)
    button.show()
    hints.show_hints()
    label = label_at(hints, button)
    gone: list[str] = []
    button.destroyed.connect(lambda: gone.append("button"))
    button.deleteLater()
    qtbot.waitUntil(lambda: gone == ["button"])
    qtbot.keyClicks(hints, label)
    assert not hints.isVisible()


def test_letters_are_painted(window: Covered, hints: Hints) -> None:
    before = window.grab().toImage()
    hints.show_hints()
    box = hints._targets[row_label(hints, window, 2)].box
    at = (box.left() + 4, box.center().y() - 6)
    assert window.grab().toImage().pixelColor(*at) != before.pixelColor(*at)
