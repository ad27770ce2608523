"""Icons: the SVG files of resources/icons, as crisp as the screen, made once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fbrowser.common import resources
from fbrowser.ui.mirror import facing

if TYPE_CHECKING:
    from PySide6.QtCore import QRect, QSize

ICON: Final = 18
"""Side of an ordinary icon, logical pixels."""
_FILL: Final = b"currentColor"


@cache
def type_pixmap(name: str, side: int, ratio: float) -> QPixmap:
    """Return the icon of a file type; side in logical pixels."""
    return _rendered(resources.path(f"icons/types/{name}.svg").read_bytes(), side, ratio)


@cache
def action_pixmap(name: str, side: int, ratio: float, colour: int) -> QPixmap:
    """Return the icon of an action in a colour (0xAARRGGBB)."""
    source = resources.path(f"icons/actions/{name}.svg").read_bytes()
    ink = QColor.fromRgba(colour)
    return _rendered(source.replace(_FILL, ink.name().encode()), side, ratio, ink.alphaF())


def action_icon(name: str) -> QIcon:
    """Return the icon of an action for a button, or nothing for no name."""
    return QIcon(_ActionEngine(name)) if name else QIcon()


def menu_icon(name: str) -> QIcon:
    """Return the icon of an action for a menu, whose current line has another colour."""
    return QIcon(_ActionEngine(name, QPalette.ColorRole.HighlightedText)) if name else QIcon()


class _ActionEngine(QIconEngine):
    """Draws an icon when it is looked at: in the colours, as sharp and from the side that hold then."""

    def __init__(self, name: str, current: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> None:
        super().__init__()
        self._name = name
        self._current = current

    def clone(self) -> QIconEngine:
        """Return another one: Qt owns each."""
        return _ActionEngine(self._name, self._current)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return what is asked for without saying how sharp."""
        return self.scaledPixmap(size, mode, state, 1)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        """Return a picture; size in logical pixels, scale: pixels of the screen in one of these."""
        group = QPalette.ColorGroup.Disabled if mode == QIcon.Mode.Disabled else QPalette.ColorGroup.Normal
        role = self._current if mode == QIcon.Mode.Active else QPalette.ColorRole.ButtonText
        colour = QGuiApplication.palette().color(group, role).rgba()
        name = facing(self._name) if QGuiApplication.isRightToLeft() else self._name
        return action_pixmap(name, min(size.width(), size.height()), scale, colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it there, as menus have it."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(resources.path("icons/fbrowser.svg")))


def _rendered(source: bytes, side: int, ratio: float, opacity: float = 1) -> QPixmap:
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
