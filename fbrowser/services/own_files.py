"""Own files: notices that the program was updated or removed while it runs: what is not loaded yet may not fit."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import fbrowser

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.services.tasks import Tasks

Mark = tuple[int, ...]
"""What changes when a file is replaced."""


class Fate(Enum):
    """What has become of the program on the disk."""

    UPDATED = "updated"
    REMOVED = "removed"


class OwnFiles(QObject):
    """Looks on a worker, when it is told to, and tells each change once."""

    changed = Signal(object)
    """Fate."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        """Take what is there now for what runs."""
        super().__init__(parent)
        self._tasks = tasks
        self._known: Mark | None = None
        self._is_looking = False
        self._look(self._begin)

    def look(self) -> None:
        """See whether the program is still what runs; not twice at once: its disk may not answer."""
        if not self._is_looking:
            self._look(self._compare)

    def _look(self, then: Callable[[Mark | None], None]) -> None:
        self._is_looking = True
        self._tasks.run(lambda _: mark(), on_result=then)

    def _begin(self, found: Mark | None) -> None:
        self._is_looking = False
        self._known = found

    def _compare(self, found: Mark | None) -> None:
        self._is_looking = False
        if found != self._known:
            self._known = found
            self.changed.emit(Fate.REMOVED if found is None else Fate.UPDATED)


def mark() -> Mark | None:
    """Return the mark of the one file that every update replaces; None: it is gone. Looks at the disk."""
    try:
        found = Path(sys.executable if getattr(sys, "frozen", False) else fbrowser.__file__).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
