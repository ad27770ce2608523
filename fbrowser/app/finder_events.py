"""Finder events: macOS hands a folder to open over as an event, not as an argument, and to what runs already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from fbrowser.common.uris import path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent


class FinderApplication(QApplication):
    """An application that hears such events, and keeps those that come before there is anyone to take them."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._early: list[bytes] = []
        self._on_folder: Callable[[bytes], object] = self._early.append

    def begin(self, on_folder: Callable[[bytes], object]) -> None:
        """Hand over the folders that have come, and those that will."""
        self._on_folder = on_folder
        for folder in self._early:
            on_folder(folder)
        self._early.clear()

    def event(self, event: QEvent) -> bool:
        """Take a folder that is to be opened."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        path = path_of(bytes(event.url().toEncoded().data()))
        if path is not None:
            self._on_folder(path)
        return path is not None
