"""Floating box: what lies over a window as a box with round corners, a thin edge and a soft shadow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette

from fbrowser.ui.over_window import OverWindow
from fbrowser.ui.theme import SHADOW

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

REACH: Final = 16
"""How far the shadow reaches, pixels."""
_CORNER: Final = 10


def draw_box(widget: QWidget, box: QRect) -> None:
    """Draw it in a box of a widget, from its paintEvent; around it there is room for the shadow."""
    palette = widget.palette()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SHADOW)
    for out in range(REACH, 0, -2):  # each lies on the ones before, so it is darkest where it is nearest
        painter.drawRoundedRect(shape.adjusted(-out, 3 - out, out, out + 3), _CORNER + out, _CORNER + out)
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(shape, _CORNER, _CORNER)
    painter.end()


class BoxOverWindow(OverWindow):
    """Covers a window with nothing but a box; a click beside it closes it."""

    def __init__(self, window: QWidget) -> None:
        """Make it, hidden. window: what is covered."""
        super().__init__(window)
        self._box = QRect()

    def _arrange(self) -> None:
        """Place the box and what is in it, in the size of now: who has something in it does that."""
        raise NotImplementedError

    def _place_box(self, box: QRect) -> None:
        self._box = box
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay where it belongs."""
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go when it is clicked beside the box."""
        if not self._box.contains(event.position().toPoint()):
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its shadow."""
        del event
        draw_box(self, self._box)
