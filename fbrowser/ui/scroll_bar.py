"""Scroll bar: a thin rounded thumb on the ground of the page, without arrows or a groove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

_WIDTH: Final = 14
_THIN: Final = 4
"""Space at either side of the thumb, pixels; half of it under the mouse."""


class ScrollBar(QScrollBar):
    """A vertical scroll bar that keeps quiet until it is needed; it scrolls as the style says."""

    def __init__(self, parent: QWidget | None = None, ground: QPalette.ColorRole = QPalette.ColorRole.Base) -> None:
        """Make a vertical bar on a ground of that colour."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self._ground = ground

    def sizeHint(self) -> QSize:
        """Return a narrow size."""
        return QSize(_WIDTH, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the thumb, where the style has it."""
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(event.rect(), palette.color(self._ground))
        if self.maximum() > self.minimum():
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = QStyle.SubControl.SC_ScrollBarSlider
            thumb = self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)
            is_held = self.isSliderDown() or self.underMouse()
            space = _THIN / 2 if is_held else _THIN
            ink = palette.color(QPalette.ColorRole.Text)
            ink.setAlphaF(0.45 if is_held else 0.25)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            inner = QRectF(thumb).adjusted(space, 1, -space, -1)
            painter.drawRoundedRect(inner, inner.width() / 2, inner.width() / 2)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the thumb can be held."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Keep quiet again."""
        super().leaveEvent(event)
        self.update()
