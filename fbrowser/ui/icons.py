"""Icons: the SVG files of resources/icons, as crisp as the screen, made once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fbrowser.common import resources
from fbrowser.ui.mirror import facing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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


def action_icon(name: str, widget: QWidget) -> QIcon:
    """Return the icon of an action for a button: in the colours, and of the sharpness, that a widget has now."""
    icon = QIcon()
    if widget.isRightToLeft():
        name = facing(name)
    groups = ((QPalette.ColorGroup.Normal, QIcon.Mode.Normal), (QPalette.ColorGroup.Disabled, QIcon.Mode.Disabled))
    for group, mode in groups:
        colour = widget.palette().color(group, QPalette.ColorRole.ButtonText).rgba()
        icon.addPixmap(action_pixmap(name, ICON, widget.devicePixelRatioF(), colour), mode)
    return icon


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
