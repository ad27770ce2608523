"""Spinner: says that something is going on, if it goes on for a while, and without moving anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QHideEvent, QPaintEvent, QShowEvent

DELAY_MS: Final = 150
_FRAME_MS: Final = 40
_STEP: Final = 14
_FULL: Final = 360
_ARC: Final = 270


class Spinner(QWidget):
    """A turning arc of a fixed size, three dots where motion is reduced; empty while at rest."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        """Make a resting spinner of so many pixels."""
        super().__init__(parent)
        self.setFixedSize(side, side)
        self._angle = 0
        self._turns = False
        self._turning = QTimer(self)
        self._turning.setInterval(_FRAME_MS)
        self._turning.timeout.connect(self._turn)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(DELAY_MS)
        self._patience.timeout.connect(self._show)
        self._is_shown = False
        live.changed.connect(self._follow_settings)

    def start(self) -> None:
        """Turn, after a moment, as long as it is seen."""
        self._turns = True
        if self.isVisible() and not self._is_shown and not self._patience.isActive():
            self._patience.start()

    def stop(self) -> None:
        """Rest."""
        self._turns = False
        self._halt()

    def _halt(self) -> None:
        self._patience.stop()
        self._turning.stop()
        self._is_shown = False
        self.update()

    @property
    def is_turning(self) -> bool:
        """Whether it moves."""
        return self._turning.isActive()

    def _show(self) -> None:
        self._is_shown = True
        if not is_motion_reduced(self):
            self._turning.start()
        self.update()

    def _follow_settings(self) -> None:
        if self._is_shown:
            self._turning.stop()
            self._show()

    def _turn(self) -> None:
        self._angle = (self._angle + _STEP) % _FULL
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Turn again."""
        super().showEvent(event)
        if self._turns:
            self.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Do not turn where nobody looks."""
        super().hideEvent(event)
        self._halt()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arc."""
        del event
        if not self._is_shown:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        if self.is_turning:
            self._draw_arc(painter, colour)
        else:
            self._draw_dots(painter, colour)
        painter.end()

    def _draw_arc(self, painter: QPainter, colour: QColor) -> None:
        width = max(2.0, self.width() / 9)
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        square = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.drawArc(square, -self._angle * 16, _ARC * 16)

    def _draw_dots(self, painter: QPainter, colour: QColor) -> None:
        radius = max(1.2, self.width() / 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        middle = QRectF(self.rect()).center()
        for place in (-1, 0, 1):
            painter.drawEllipse(middle + QPointF(place * radius * 3, 0), radius, radius)


def is_motion_reduced(widget: QWidget) -> bool:
    """Return whether nothing should move: said by the settings, or by a system whose animations take no time."""
    if live.now.motion == "system":
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - takes 6 ms, after the first page

        return not widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    return live.now.motion == "reduced"
