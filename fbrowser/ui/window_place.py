"""Window place: where a window is on the screens, and how it gets there again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from fbrowser.config.session import Geometry

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

_GRIP: Final = 60
"""Pixels of a window that must be on a screen for it to be taken hold of."""


_FRAME: Final = 40
"""Pixels that are left for the title bar, which is not known before there is one."""


def place_of(window: QWidget) -> Geometry:
    """Return where a window is, and how large, or would be if it did not fill the screen."""
    is_maximized = bool(window.windowState() & Qt.WindowState.WindowMaximized)
    inner = window.normalGeometry() if is_maximized else window.geometry()
    at = inner.topLeft() if is_maximized else window.pos()  # of the frame, which is what move() moves
    return Geometry(at.x(), at.y(), inner.width(), inner.height(), is_maximized)


def fitting(window: QWidget, width: int, height: int, screen: QScreen | None = None) -> QSize:
    """Return a size for a window, no larger than a screen, its own if none is named, has room for."""
    return QSize(width, height).boundedTo((screen or window.screen()).availableSize() - QSize(0, _FRAME))


def take_place(window: QWidget, geometry: Geometry) -> None:
    """Put a window where, and make it as large as, it was, as far as there is a screen there now."""
    window.resize(fitting(window, geometry.width, geometry.height))
    for screen in QApplication.screens():
        room = screen.availableGeometry().adjusted(_GRIP - geometry.width, 0, -_GRIP, -_GRIP)
        if room.contains(geometry.x, geometry.y):
            window.resize(fitting(window, geometry.width, geometry.height, screen))
            window.move(geometry.x, geometry.y)
    if geometry.is_maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)
