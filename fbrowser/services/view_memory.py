"""View memory: how the user has arranged what is seen, at hand; written a moment after the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from fbrowser.config.view_state import ViewState, change, load
from fbrowser.services.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from fbrowser.services.tasks import Tasks

_CALM_MS: Final = 400
"""A line that is dragged changes with every pixel."""


class ViewMemory(Memory[ViewState]):
    """Keeps the view state; columns are changed in all panes of a window alike."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know what holds by default."""
        super().__init__(tasks, ViewState(), load, change, parent)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._write)

    def take(self, state: ViewState) -> None:
        """Take what was read before there was a window."""
        if state != self.value:
            self.value = state
            self.changed.emit()

    def change(self, change: Callable[[ViewState], ViewState]) -> None:
        """Make a change here, and in the file in a moment."""
        before, self.value = self.value, change(self.value)
        if before != self.value:
            self._waiting.append(change)
            self._calm.start()
            self.changed.emit()

    def finish(self) -> None:
        """Write what waits: the window closes."""
        self._calm.stop()
        self._write()
