"""Path completion: folders that a typed path may lead to, whatever their names, also if a disk does not answer."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from fbrowser.services import folder_names
from fbrowser.services.tasks import Tasks
from fbrowser.ui.location_bar import LocationBar
from fbrowser.ui.path_completion import PathCompletion
from tests.helpers.trees import grow

Key = Qt.Key


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    del qtbot  # the application is there
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def root(tmp_path: Path) -> bytes:
    """An indexed root."""
    tree = {"Alpha": {"inner": {}}, "alpine": {}, "beta": {}, ".hidden": {}, "al.txt": 1, "link": "beta"}
    root = os.fsencode(grow(tmp_path / "r", tree))
    os.makedirs(os.path.join(root, b"rep\xffort", b"in"))
    claim = ask(root)[1]
    assert claim is not None
    rebuild(claim)
    return root


class Window(QMainWindow):
    """A location field above a table."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.location, self.table = LocationBar(), QTableWidget(5, 1)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.addWidget(self.location)
        column.addWidget(self.table)
        self.setCentralWidget(centre)
        self.resize(700, 500)
        self.completion = PathCompletion(self.location, tasks)
        self.location.left.connect(self.table.setFocus)


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, root: bytes) -> Window:
    window = Window(tasks)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.location.show_folder(root)
    window.location.edit()
    qtbot.waitUntil(window.location.hasFocus)
    return window


def offered(window: Window) -> list[str]:
    return [each.title for each in window.completion.list.items.items] if window.completion.box.isVisible() else []


def type_below(window: Window, qtbot: QtBot, root: bytes, text: str) -> None:
    qtbot.keyClicks(window.location, os.fsdecode(root) + "/" + text)


def press(window: Window, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window.location, key)


def test_folders_of_the_index_are_offered(window: Window, root: bytes, qtbot: QtBot) -> None:
    assert offered(window) == []
    type_below(window, qtbot, root, "a")
    qtbot.waitUntil(lambda: offered(window) == ["alpine", "Alpha"])
    assert window.completion.list.current is None
    assert window.completion.list.items.items[0].spans == ((0, 1),)
    press(window, qtbot, Key.Key_Backspace)
    assert offered(window) == ["Alpha", "alpine", "beta", "rep\u27e8FF\u27e9ort", "link"]
    qtbot.keyClicks(window.location, ".")
    assert offered(window) == [".hidden"]
    qtbot.keyClicks(window.location, "x")
    assert offered(window) == []


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Right])
def test_tab_and_right_take_the_first_and_go_on_from_there(
    window: Window, root: bytes, qtbot: QtBot, key: Qt.Key
) -> None:
    type_below(window, qtbot, root, "Al")
    qtbot.waitUntil(lambda: offered(window) == ["Alpha", "alpine"])
    press(window, qtbot, key)
    assert window.location.text() == os.fsdecode(root) + "/Alpha/"
    assert window.location.hasFocus()
    qtbot.waitUntil(lambda: offered(window) == ["inner"])
    with qtbot.waitSignal(window.location.entered, check_params_cb=lambda path: path == root + b"/Alpha"):
        press(window, qtbot, Key.Key_Return)
    assert not window.completion.box.isVisible()


def test_up_and_down_choose_and_enter_goes(window: Window, root: bytes, qtbot: QtBot) -> None:
    type_below(window, qtbot, root, "al")
    qtbot.waitUntil(lambda: offered(window) == ["alpine", "Alpha"])
    press(window, qtbot, Key.Key_Down, Key.Key_Down)
    assert window.location.accessibleDescription() == "Alpha"
    press(window, qtbot, Key.Key_Up, Key.Key_Up)
    assert window.completion.list.current is None
    assert window.location.accessibleDescription() == "2 to complete"
    press(window, qtbot, Key.Key_Down, Key.Key_Down)
    with qtbot.waitSignal(window.location.entered, check_params_cb=lambda path: path == root + b"/Alpha"):
        press(window, qtbot, Key.Key_Return)


def test_what_is_typed_is_entered_if_nothing_was_chosen(window: Window, root: bytes, qtbot: QtBot) -> None:
    type_below(window, qtbot, root, "al")
    qtbot.waitUntil(lambda: bool(offered(window)))
    with qtbot.waitSignal(window.location.entered, check_params_cb=lambda path: path == root + b"/al"):
        press(window, qtbot, Key.Key_Return)


def test_a_name_that_is_no_text_is_entered_to_the_last_byte(window: Window, root: bytes, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.location, "rep")  # relative to where we are
    qtbot.waitUntil(lambda: offered(window) == ["rep\u27e8FF\u27e9ort"])
    press(window, qtbot, Key.Key_Tab)
    qtbot.waitUntil(lambda: offered(window) == ["in"])
    press(window, qtbot, Key.Key_Tab)
    wanted = os.path.join(root, b"rep\xffort", b"in")
    with qtbot.waitSignal(window.location.entered, check_params_cb=lambda path: path == wanted):
        press(window, qtbot, Key.Key_Return)


def test_a_folder_whose_name_is_no_text_can_be_gone_on_from(window: Window, root: bytes, qtbot: QtBot) -> None:
    here = os.path.join(root, b"rep\xffort")
    window.table.setFocus()
    window.location.show_folder(here)
    window.location.edit()
    press(window, qtbot, Key.Key_End)
    qtbot.keyClicks(window.location, "/other")
    with qtbot.waitSignal(window.location.entered, check_params_cb=lambda path: path == here + b"/other"):
        press(window, qtbot, Key.Key_Return)


def test_a_click_goes_to_a_row(window: Window, root: bytes, qtbot: QtBot) -> None:
    type_below(window, qtbot, root, "")
    qtbot.waitUntil(lambda: len(offered(window)) == 5)
    view = window.completion.list
    place = view.visualRect(view.items.index(2)).center()
    with qtbot.waitSignal(window.location.entered, check_params_cb=lambda path: path == root + b"/beta"):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert offered(window) == []


def test_it_is_gone_with_the_keyboard_and_nothing_has_moved(window: Window, root: bytes, qtbot: QtBot) -> None:
    before = window.table.geometry()
    type_below(window, qtbot, root, "")
    qtbot.waitUntil(lambda: bool(offered(window)))
    assert window.table.geometry() == before
    assert window.rect().contains(window.completion.box.geometry().adjusted(20, 20, -20, -20))
    window.location.give_up()
    assert offered(window) == []
    assert window.location.accessibleDescription() == ""


def test_keys_are_the_fields_own_where_nothing_is_offered(window: Window, qtbot: QtBot) -> None:
    press(window, qtbot, Key.Key_Tab)
    assert not window.location.hasFocus()


def test_a_disk_that_does_not_answer_costs_nothing_but_the_offer(
    window: Window, root: bytes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, hung = folder_names._look, os.path.join(root, b"beta")

    def hang(folder: bytes, token: folder_names.CancelToken) -> tuple[bytes, ...]:
        while folder == hung and not token.cancelled:
            time.sleep(0.005)
        return look(folder, token)

    monkeypatch.setattr(folder_names, "_look", hang)
    type_below(window, qtbot, root, "b")
    qtbot.waitUntil(lambda: offered(window) == ["beta"])
    press(window, qtbot, Key.Key_Tab)
    press(window, qtbot, Key.Key_Tab, Key.Key_Down)  # what is still shown is of another folder
    assert window.location.text() == os.fsdecode(hung) + "/"
    window.location.setText("")
    type_below(window, qtbot, root, "alp")
    qtbot.waitUntil(lambda: offered(window) == ["alpine", "Alpha"])
