"""Language: has Qt speak the language in force, and lay everything out from the side that it is read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from fbrowser.common import translation
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QTranslator
    from PySide6.QtWidgets import QApplication


def worded(word: Callable[[], None]) -> None:
    """Have texts said, now and whenever the language changes; word: a method of a QObject, forgotten with that."""
    word()
    live.language_changed.connect(word)


class Language(QObject):
    """Follows the language of the settings for the application, from now on."""

    def __init__(self, app: QApplication) -> None:
        """Let the language of the settings be in force; in English nothing is to be done."""
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        live.language_changed.connect(self._follow)  # first of all: widgets that hear of it ask Qt for directions
        live.use_language()

    def _follow(self) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if translation.language() != translation.ENGLISH:
            self._translator = self._install(translation.language())
        is_mirrored = translation.is_right_to_left()
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
        )

    def _install(self, language: str) -> QTranslator:
        """Have Qt's own texts, of buttons and menus of text fields, translated."""
        from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415 - English does without

        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(translator)
        return translator
