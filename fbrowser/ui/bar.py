"""Bar: a flat row with a hair line below, whose icons are always of the right colour and as sharp as the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from fbrowser.ui.icons import action_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent


class Bar(QWidget):
    """What the bars of the window have in common."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without icons."""
        super().__init__(parent)
        self._icons: dict[QToolButton, str] = {}

    def keep_icon(self, button: QToolButton, name: str) -> None:
        """Give a button, or its action, an icon from resources/icons/actions, now and whenever colours change."""
        self._icons[button] = name

    def _draw_icons(self, _screen: object = None) -> None:
        for button, name in self._icons.items():
            (button.defaultAction() or button).setIcon(action_icon(name, self))

    def showEvent(self, event: QShowEvent) -> None:
        """Have icons as sharp as the screen, now and on any other."""
        super().showEvent(event)
        self._draw_icons()
        screen_changed = self.window().windowHandle().screenChanged
        screen_changed.connect(self._draw_icons, Qt.ConnectionType.UniqueConnection)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's colours, and the direction of reading."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self._draw_icons()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()
