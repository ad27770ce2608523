"""Elided label: a line of plain text that takes the room there is and never asks for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


class ElidedLabel(QLabel):
    """What does not fit is left out where it is said to be; a screen reader reads all of it."""

    def __init__(self, elide: Qt.TextElideMode, parent: QWidget | None = None) -> None:
        """Make an empty label."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._elide = elide

    def minimumSizeHint(self) -> QSize:
        """Return that it may become as narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        del event
        painter = QPainter(self)
        rect = self.contentsRect()
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = painter.fontMetrics().elidedText(self.text(), self._elide, rect.width())
        painter.drawText(rect, self.alignment() | Qt.TextFlag.TextSingleLine, text)
        painter.end()
