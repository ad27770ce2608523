"""Own files: notices that the program was updated or removed while it runs: what is not loaded yet may not fit."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import fbrowser

if TYPE_CHECKING:
    from fbrowser.services.tasks import Tasks

Mark = tuple[int, ...]
"""What changes when a file is replaced; empty: there is none."""


class Fate(Enum):
    """What has become of the program on the disk."""

    KEPT = "kept"
    UPDATED = "updated"
    REMOVED = "removed"


class OwnFiles(QObject):
    """Looks on a worker, when it is told to; the first mark that it sees is that of the program that runs."""

    changed = Signal(object)
    """Fate."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        """See what is there now."""
        super().__init__(parent)
        self._tasks = tasks
        self._first: Mark | None = None
        self._fate = Fate.KEPT
        self._is_looking = False
        self.look()

    def look(self) -> None:
        """See whether the program is still what runs; not twice at once: its disk may not answer."""
        if not self._is_looking:
            self._is_looking = True
            self._tasks.run(lambda _: mark(), on_result=self._compare)

    def _compare(self, found: Mark | None) -> None:
        self._is_looking = False
        if found is None:
            return
        if self._first is None:
            self._first = found
        fate = Fate.KEPT if found == self._first else Fate.UPDATED if found else Fate.REMOVED
        if fate is not self._fate:
            self._fate = fate
            self.changed.emit(fate)


def mark() -> Mark | None:
    """Return the mark of the one file that every update replaces; None: its disk cannot say. Looks at the disk."""
    try:
        found = Path(sys.executable if getattr(sys, "frozen", False) else fbrowser.__file__).stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
