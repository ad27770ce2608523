"""Scroll bar: a thin rounded thumb on the ground of the page, without arrows or a groove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QScrollBar

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
        self._is_new = True

    def sizeHint(self) -> QSize:
        """Return a narrow size."""
        return QSize(_WIDTH, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the thumb, the first time in a moment: the page comes first, and to ask the style takes 6 ms."""
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(event.rect(), palette.color(self._ground))
        if self._is_new:
            self._is_new = False
            QTimer.singleShot(0, self.update)
        elif self.maximum() > self.minimum():
            is_held = self.isSliderDown() or self.underMouse()
            space = _THIN / 2 if is_held else _THIN
            ink = palette.color(QPalette.ColorRole.Text)
            ink.setAlphaF(0.45 if is_held else 0.25)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            inner = QRectF(self._thumb()).adjusted(space, 1, -space, -1)
            painter.drawRoundedRect(inner, inner.width() / 2, inner.width() / 2)
        painter.end()

    def _thumb(self) -> QRect:
        """Return where the style has it."""
        from PySide6.QtWidgets import QStyle, QStyleOptionSlider  # noqa: PLC0415 - see paintEvent

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        return self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the thumb can be held."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Keep quiet again."""
        super().leaveEvent(event)
        self.update()
