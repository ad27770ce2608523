"""Search memory: what was searched for, at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.config.searches import Saved, Searches, change, load
from fbrowser.services.memory import Memory

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from fbrowser.services.tasks import Tasks


class SearchMemory(Memory[Searches]):
    """Keeps the searches."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(tasks, Searches(), load, change, parent)

    @property
    def searches(self) -> Searches:
        """What is kept."""
        return self.value

    def remember(self, text: str) -> None:
        """Note what was searched for."""
        if text.strip() and (self.searches.history[:1] != (text,)):
            self.change(lambda searches: searches.remembered(text))

    def toggle(self, search: Saved) -> None:
        """Save a search, or do not keep it any more."""
        if self.value.find(search) is None:
            self.change(lambda searches: searches.with_search(search))
        else:
            self.remove(search)

    def remove(self, search: Saved) -> None:
        """Do not keep a saved search any more."""
        self.change(lambda searches: searches.without(search))

    def rename(self, search: Saved, name: str) -> None:
        """Call a saved search something else."""
        self.change(lambda searches: searches.renamed(search, name))

    def move(self, search: Saved, place: int) -> None:
        """Put a saved search at another place, counted without it."""
        self.change(lambda searches: searches.moved(search, place))
