"""Floating box: the ground of what lies over a window: round corners, a thin edge, a soft shadow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette

from fbrowser.ui.theme import SHADOW

if TYPE_CHECKING:
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
