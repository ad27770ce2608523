"""Live settings: those in force. Whoever shows something by them asks here, and listens for changes."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QObject, Signal

from fbrowser.common import translation
from fbrowser.config.settings import Settings


class LiveSettings(QObject):
    """The settings of the process, changed on the UI thread alone."""

    changed = Signal()
    language_changed = Signal()
    """Texts are to be said anew; comes before `changed`."""

    def __init__(self) -> None:
        """Begin with what holds where nothing was set."""
        super().__init__()
        self.now = Settings()

    def put(self, settings: Settings) -> None:
        """Let other settings be in force."""
        if settings != self.now:
            self.now = settings
            self.use_language()
            self.changed.emit()

    def use_language(self) -> None:
        """Let texts be in the language of the settings."""
        if translation.use(self.now.language, _asked):
            self.language_changed.emit()


def _asked() -> list[str]:
    """Return the languages that a system wants which sets no variables."""
    if sys.platform == "linux":
        return []
    from PySide6.QtCore import QLocale  # noqa: PLC0415 - where there are variables nobody needs it

    return QLocale.system().uiLanguages()


live: Final = LiveSettings()
"""One for the process, as the palette and the font are."""
