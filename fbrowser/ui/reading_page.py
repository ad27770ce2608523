"""Reading page: a longer text to be read, and copied from, but not changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from fbrowser.ui.scroll_bar import ScrollBar

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_AIR = 8


class ReadingPage(QPlainTextEdit):
    """Plain text in English, whatever the language; walked with the keys that texts are walked with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setVerticalScrollBar(ScrollBar(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_AIR)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text in a thin frame, which tells whether the keys go here."""
        super().paintEvent(event)
        palette = self.palette()
        accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(accent, 2) if self.hasFocus() else QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()
