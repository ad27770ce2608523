"""Windows on small indexed trees, and what is seen in them."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from fbrowser.services.tasks import Tasks
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.pane import Pane


def build(root: Path) -> None:
    """Index a folder anew."""
    _, claim = ask(os.fsencode(root), stale_after_s=0, retry_failed=True)
    assert claim is not None
    rebuild(claim)


def new_window(tasks: Tasks) -> MainWindow:
    """Return a window that hears keys, as one does that has painted its first page."""
    window = MainWindow(tasks)
    window.commands.begin()
    return window


def make_window(qtbot: QtBot) -> MainWindow:
    """Return a window without tabs, on the screen; close it at the end."""
    window = new_window(Tasks())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def press(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key: it goes to whoever has the keyboard."""
    QTest.keyClick(window.focusWidget() or window, key, held)


def names(pane: Pane) -> list[str]:
    """Return the names that a pane shows, from the top."""
    return [pane.view.table.index(row, 0).data() for row in range(pane.view.table.rowCount())]


def is_at(pane: Pane, folder: Path) -> Callable[[], bool]:
    """Return a function that tells whether a pane shows what the index knows of a folder."""
    path = os.fsencode(folder)

    def tell() -> bool:
        listing = pane.view.listing
        return bool(listing and listing.query is None and listing.path == path and listing.snapshot.generation)

    return tell
