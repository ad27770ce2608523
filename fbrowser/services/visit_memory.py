"""Visit memory: which folders were gone to, at hand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from fbrowser.config.visits import Visits, change, load
from fbrowser.services.memory import Memory

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from fbrowser.services.tasks import Tasks


class VisitMemory(Memory[Visits]):
    """Keeps the visits."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(tasks, Visits(), load, change, parent)

    def visit(self, folder: bytes) -> None:
        """Note that somebody went to a folder (an absolute path)."""
        now_s = time.time()
        self.change(lambda visits: visits.visited(folder, now_s))

    def forget(self, folder: bytes) -> None:
        """Forget a folder: it is not there any more."""
        self.change(lambda visits: visits.forgotten(folder))
