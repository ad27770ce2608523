"""Icon view: the icon of an action by itself, beside or above words, in the colour and as sharp as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QWidget

from fbrowser.ui.icons import action_pixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class IconView(QWidget):
    """A square with an icon of resources/icons/actions."""

    def __init__(self, side: int, ink: QPalette.ColorRole, parent: QWidget) -> None:
        """Show nothing yet; side: logical pixels."""
        super().__init__(parent)
        self._name, self._ink = "", ink
        self.setFixedSize(side, side)

    def show_icon(self, name: str) -> None:
        """Show an icon."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        super().paintEvent(event)
        if not self._name:
            return
        painter = QPainter(self)
        ink = self.palette().color(self._ink).rgba()
        painter.drawPixmap(0, 0, action_pixmap(self._name, self.width(), self.devicePixelRatioF(), ink))
        painter.end()
