"""Pages: what stands in the middle of a pane is read whole, whatever room there is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fbrowser.ui.pages import MessagePage, Words


def test_texts_are_as_high_as_they_are_in_a_narrow_pane(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = MessagePage(window)
    window.resize(900, 500)
    page.resize(900, 500)
    window.show()
    page.say("folder", "Words that are somewhat longer than most, " * 4, "and what to do " * 12)
    page.resize(300, 500)
    for words in page.findChildren(Words):
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        needed = words.fontMetrics().boundingRect(0, 0, words.width(), 10_000, flags, words.text())
        assert words.height() >= needed.height() > 0
        assert words.width() <= page.width()
