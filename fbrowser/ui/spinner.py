"""Spinner: says that something is going on, but only if it goes on for a while, and without moving anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

DELAY_MS: Final = 150
_FRAME_MS: Final = 40
_STEP: Final = 14
_FULL: Final = 360
_ARC: Final = 270


class Spinner(QWidget):
    """A turning arc of a fixed size; empty while at rest."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        """Make a resting spinner of so many pixels."""
        super().__init__(parent)
        self.setFixedSize(side, side)
        self._angle = 0
        self._turning = QTimer(self)
        self._turning.setInterval(_FRAME_MS)
        self._turning.timeout.connect(self._turn)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(DELAY_MS)
        self._patience.timeout.connect(self._turning.start)

    def start(self) -> None:
        """Turn, after a moment."""
        if not self._turning.isActive() and not self._patience.isActive():
            self._patience.start()

    def stop(self) -> None:
        """Rest."""
        self._patience.stop()
        self._turning.stop()
        self.update()

    def _turn(self) -> None:
        self._angle = (self._angle + _STEP) % _FULL
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arc."""
        del event
        if not self._turning.isActive():
            return
        width = max(2.0, self.width() / 9)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.Highlight), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        square = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.drawArc(square, -self._angle * 16, _ARC * 16)
        painter.end()
