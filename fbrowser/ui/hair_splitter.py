"""Hair splitter: parts side by side with a line as thin as all others between them, to be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class HairSplitter(QSplitter):
    """No part can be dragged away; the line can be taken hold of a little beside it as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have no parts yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._turn()

    def createHandle(self) -> QSplitterHandle:
        """Return a line to drag."""
        return _HairLine(self.orientation(), self)

    def _turn(self) -> None:
        # Where one reads from the right Qt puts all parts a pixel too far to the right.
        by = 1 if self.isRightToLeft() else 0
        self.setContentsMargins(by, 0, -by, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of reading."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()


class _HairLine(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Mid))
        painter.end()
