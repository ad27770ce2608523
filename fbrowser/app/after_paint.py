"""After paint: what can wait until a widget has been painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def after_paint(widget: QWidget, function: Callable[[], None]) -> None:
    """Call a function once, as soon as the loop turns again after the widget was first painted."""
    _Watch(widget, function)


class _Watch(QObject):
    """Waits for one paint event of its parent."""

    def __init__(self, widget: QWidget, function: Callable[[], None]) -> None:
        super().__init__(widget)
        self._function = function
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint event."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._function)
            self.deleteLater()
        return super().eventFilter(watched, event)
