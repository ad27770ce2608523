"""Live settings: those in force. Whoever shows something by them asks here, and listens for changes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from fbrowser.config.settings import Settings


class LiveSettings(QObject):
    """The settings of the process, changed on the UI thread alone."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with what holds where nothing was set."""
        super().__init__()
        self.now = Settings()

    def put(self, settings: Settings) -> None:
        """Let other settings be in force."""
        if settings != self.now:
            self.now = settings
            self.changed.emit()


live: Final = LiveSettings()
"""One for the process, as the palette and the font are."""
