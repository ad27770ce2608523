"""Bookmark memory: the bookmarks, at hand; read and written on workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.config.bookmarks import Bookmarks, change, load
from fbrowser.services.memory import Memory

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from fbrowser.services.tasks import Tasks


class BookmarkMemory(Memory[Bookmarks]):
    """Keeps the bookmarks."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know none yet."""
        super().__init__(tasks, Bookmarks(), load, change, parent)

    def toggle(self, folder: bytes) -> None:
        """Keep a folder among the bookmarks, or no longer."""
        if self.value.find(folder) is None:
            self.change(lambda bookmarks: bookmarks.with_folder(folder))
        else:
            self.remove(folder)

    def remove(self, folder: bytes) -> None:
        """Keep a folder no longer."""
        self.change(lambda bookmarks: bookmarks.without(folder))

    def rename(self, folder: bytes, name: str) -> None:
        """Call a folder something else."""
        self.change(lambda bookmarks: bookmarks.renamed(folder, name))

    def move(self, folder: bytes, place: int) -> None:
        """Put a folder at another place, counted without it."""
        self.change(lambda bookmarks: bookmarks.moved(folder, place))
