"""Keys of a window: heard before its widgets, run with their conditions, and left to whoever types."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.commands.keymap import Keymap
from fbrowser.commands.keys import Key, parse, spell
from fbrowser.commands.when import Facts
from fbrowser.ui.focus_facts import focus_facts
from fbrowser.ui.key_event import candidates
from fbrowser.ui.key_input import KeyInput
from tests.helpers.commands import keymap, make

Held = Qt.KeyboardModifier
CTRL, ALT, SHIFT, NONE = Held.ControlModifier, Held.AltModifier, Held.ShiftModifier, Held.NoModifier


class Window(QWidget):
    """A table, a text field and a button; commands note that they were run."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[tuple[str, int | None]] = []
        self.table, self.field, self.button = QTableWidget(9, 1), QLineEdit(), QPushButton("press")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        column = QVBoxLayout(self)
        for each in (self.table, self.field, self.button):
            column.addWidget(each)

    def facts(self) -> Facts:
        """Return what is so."""
        return focus_facts(self.focusWidget())


def keys() -> Keymap:
    bound = {
        "j": make("down", "in_table", counted=True),
        "g g": make("first", "in_table"),
        "Ctrl+L": make("location"),
        "Alt+D": make("drive"),
        "Backspace": make("up"),
        "Down": make("results", "editing_text"),
        "Ctrl+Shift+?": make("help"),
    }
    bound["Ctrl+?"] = bound.pop("Ctrl+Shift+?")
    return keymap(bound, is_modal=True)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus)
    return window


@pytest.fixture
def heard(window: Window) -> KeyInput:
    return KeyInput(window, window, keys())  # type: ignore[arg-type] - as much of a window as these commands need


def test_commands_are_run_by_sequences_and_with_counts(window: Window, heard: KeyInput, qtbot: QtBot) -> None:
    shown: list[str] = []
    heard.pending.connect(shown.append)
    qtbot.keyClicks(window.table, "12jgg")
    assert window.ran == [("down", 12), ("first", None)]
    assert shown == ["1", "12", "", "g", ""]


def test_each_key_is_heard_once(window: Window, heard: KeyInput, qtbot: QtBot) -> None:
    qtbot.keyClick(window.button, Qt.Key.Key_L, CTRL)  # it has not the keyboard
    assert window.ran == []
    window.button.setFocus()
    qtbot.keyClick(window.button, Qt.Key.Key_L, CTRL)
    qtbot.keyClick(window.button, Qt.Key.Key_X, CTRL)  # nobody wants it, and the window is asked in the end
    assert window.ran == [("location", None)]
    assert heard.keymap.name == "x"


def test_a_text_field_keeps_its_keys(window: Window, heard: KeyInput, qtbot: QtBot) -> None:
    window.field.setFocus()
    qtbot.keyClicks(window.field, "j5g?")
    qtbot.keyClick(window.field, Qt.Key.Key_Backspace)
    assert (window.field.text(), window.ran) == ("j5g", [])
    qtbot.keyClick(window.field, Qt.Key.Key_A, CTRL)
    assert window.field.selectedText() == "j5g"
    qtbot.keyClick(window.field, Qt.Key.Key_Down)
    qtbot.keyClick(window.field, Qt.Key.Key_L, CTRL)
    assert window.ran == [("results", None), ("location", None)]
    assert heard.parent() is window


def test_what_was_begun_is_forgotten_when_the_keyboard_goes(window: Window, heard: KeyInput, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.table, "5g")
    with qtbot.waitSignal(heard.pending, check_params_cb=lambda shown: shown == ""):
        window.field.setFocus()
    window.table.setFocus()
    qtbot.keyClicks(window.table, "g")
    assert window.ran == []
    qtbot.keyClicks(window.table, "gj")
    assert window.ran == [("first", None), ("down", None)]


def test_the_window_itself_may_have_the_keyboard(window: Window, heard: KeyInput, qtbot: QtBot) -> None:
    window.table.clearFocus()
    assert window.focusWidget() is None
    qtbot.keyClick(window, Qt.Key.Key_Backspace)
    assert window.ran == [("up", None)]
    assert heard.keymap.is_modal


def test_another_keymap_from_now_on(window: Window, heard: KeyInput, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.table, "g")
    heard.use(keymap({"k": make("up")}))
    qtbot.keyClicks(window.table, "gk")
    assert window.ran == [("up", None)]


def test_shortcuts_of_qt_do_not_take_what_is_bound(window: Window, heard: KeyInput) -> None:
    def is_taken(number: Qt.Key, held: Held, text: str) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, number, held, text)
        event.ignore()
        QCoreApplication.sendEvent(window.button, event)
        return event.isAccepted()

    window.button.setFocus()
    assert is_taken(Qt.Key.Key_D, ALT, "d")
    assert not is_taken(Qt.Key.Key_F, ALT, "f")
    assert not is_taken(Qt.Key.Key_Backspace, NONE, "\b")
    assert window.ran == []
    assert heard.keymap.name == "x"


def test_what_an_input_method_composes_is_text(window: Window, heard: KeyInput) -> None:
    window.field.setFocus()
    composed = QInputMethodEvent()
    composed.setCommitString("\u65e5\u672cj")
    QCoreApplication.sendEvent(window.field, composed)
    assert (window.field.text(), window.ran) == ("\u65e5\u672cj", [])
    assert heard.keymap.name == "x"


def test_alt_gr_types_into_a_text_field(window: Window, heard: KeyInput) -> None:
    window.field.setFocus()
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_At, Held.GroupSwitchModifier, "@")
    QCoreApplication.sendEvent(window.field, event)
    assert (window.field.text(), window.ran) == ("@", [])
    assert heard.keymap.name == "x"


# -- what a key stands for


def event(number: int, held: Held, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, number, held, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("pressed", "written"),
    [
        (event(Qt.Key.Key_J, NONE, "j"), "j"),
        (event(Qt.Key.Key_J, SHIFT, "J"), "J"),
        (event(Qt.Key.Key_J, NONE, "J"), "j"),  # Caps Lock
        (event(Qt.Key.Key_L, CTRL, "\x0c"), "Ctrl+L"),
        (event(Qt.Key.Key_P, CTRL | SHIFT, "\x10"), "Ctrl+Shift+P"),
        (event(Qt.Key.Key_Question, SHIFT, "?"), "?"),
        (event(Qt.Key.Key_Question, CTRL | SHIFT, "?"), "Ctrl+?"),
        (event(Qt.Key.Key_Backtab, SHIFT), "Shift+Tab"),
        (event(Qt.Key.Key_Backtab, CTRL | SHIFT), "Ctrl+Shift+Tab"),
        (event(Qt.Key.Key_Return, NONE, "\r"), "Enter"),
        (event(Qt.Key.Key_Enter, Held.KeypadModifier, "\r"), "Enter"),
        (event(Qt.Key.Key_Plus, Held.KeypadModifier, "+"), "Num+ +"),
        (event(Qt.Key.Key_5, Held.KeypadModifier, "5"), "Num5 5"),
        (event(Qt.Key.Key_Up, Held.KeypadModifier), "Up"),
        (event(Qt.Key.Key_Space, CTRL, " "), "Ctrl+Space"),
        (event(Qt.Key.Key_J, NONE, "\u043e"), "\u043e j"),  # a Russian layout
        (event(0x41E, NONE, "\u043e"), "\u043e"),
        (event(Qt.Key.Key_Odiaeresis, NONE, "\u00f6"), "\u00f6"),
        (event(Qt.Key.Key_Eacute, ALT, "\u00e9", 11), "Alt+\u00c9 Alt+2"),  # a French one
        (event(Qt.Key.Key_2, ALT | SHIFT, "2", 11), "Alt+2"),
        (event(Qt.Key.Key_Exclam, CTRL | SHIFT, "!", 10), "Ctrl+!"),
        (event(Qt.Key.Key_At, Held.GroupSwitchModifier, "@"), "@"),
        (event(Qt.Key.Key_1, CTRL | ALT, "1", 10), "Ctrl+Alt+1"),
        (event(Qt.Key.Key_F12, NONE), "F12"),
        (event(Qt.Key.Key_Back, NONE), "Back"),
        (event(Qt.Key.Key_L, Held.MetaModifier, "l"), "Meta+L"),
        (event(Qt.Key.Key_Shift, SHIFT), ""),
        (event(Qt.Key.Key_Dead_Acute, NONE), ""),
        (event(Qt.Key.Key_Multi_key, NONE), ""),
        (event(0, NONE), ""),
    ],
)
def test_what_a_key_may_stand_for(pressed: QKeyEvent, written: str) -> None:
    assert spell(candidates(pressed, "linux")) == written


def test_systems_differ() -> None:
    assert candidates(event(Qt.Key.Key_L, CTRL, "l"), "darwin") == (Key("l", meta=True),)
    assert candidates(event(Qt.Key.Key_L, Held.MetaModifier), "darwin") == parse("Ctrl+L", mac=True)
    assert candidates(event(Qt.Key.Key_At, CTRL | ALT, "@"), "win32") == (Key("@"),)
    assert candidates(event(Qt.Key.Key_Q, CTRL | ALT), "win32") == parse("Ctrl+Alt+Q")
    assert candidates(event(Qt.Key.Key_Eacute, ALT, "\u00e9", 3), "win32") == parse("Alt+\u00e9 Alt+2")
