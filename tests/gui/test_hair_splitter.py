"""Hair splitter: its parts fill it to the pixel, whichever way one reads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fbrowser.ui.hair_splitter import HairSplitter


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_its_parts_fill_it(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    splitter = HairSplitter()
    qtbot.addWidget(splitter)
    first, second = QWidget(), QWidget()
    for each in (first, second):
        splitter.addWidget(each)
    splitter.setLayoutDirection(direction)
    splitter.resize(401, 50)
    splitter.show()
    left, right = (first, second) if direction == Qt.LayoutDirection.LeftToRight else (second, first)
    assert left.geometry().left() == 0
    assert right.geometry().right() == 400
    assert right.geometry().left() - left.geometry().right() == 2, "a line one pixel wide"
