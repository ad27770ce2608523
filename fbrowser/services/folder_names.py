"""Folder names: which folders lie in a folder, from the index that covers it, else read live, with a time-out."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.common.cancel import CancelToken

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks

TIMEOUT_MS: Final = 3000
"""How long a folder that is read live may take: a mount may never answer."""
_MOST: Final = 20_000
"""Names that are told."""


@dataclass(frozen=True)
class FolderNames:
    """What lies in a folder, and is one, or a link that may lead to one."""

    folder: bytes
    names: tuple[bytes, ...]
    """In natural order."""


class FolderNamesService(QObject):
    """Looks into one folder at a time; the latest question wins. What was found last is at hand.

    Single-threaded: its state is changed on the UI thread alone.
    """

    found = Signal(object)
    """FolderNames, of what was asked last; none if it cannot be read, or does not answer in time."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Look nowhere yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._asking = CancelToken()
        self._patience = QTimer(self, singleShot=True, interval=TIMEOUT_MS)
        self._patience.timeout.connect(self._give_up)
        self._asked = b""
        self.last: FolderNames | None = None
        """What was found last; None: it is not known, or out of date."""

    def ask(self, folder: bytes) -> None:
        """Ask what lies in a folder (an absolute path), unless that is being asked, or was just found."""
        if folder == self._asked and (self._patience.isActive() or self.last is not None):
            return
        self.forget()
        self._asked = folder
        token = self._asking = CancelToken()
        self._patience.start()
        self._tasks.run(
            lambda _: _look(folder, token),
            on_result=lambda names: self._take(FolderNames(folder, names)),
            on_error=lambda _: None if token.cancelled else self._give_up(),
            cancel=token,
        )

    def forget(self) -> None:
        """Want to know nothing any more."""
        self._asking.cancel()
        self._patience.stop()
        self._asked, self.last = b"", None

    def _take(self, names: FolderNames) -> None:
        self._patience.stop()
        self.last = names
        self.found.emit(names)

    def _give_up(self) -> None:
        self._asking.cancel()
        self._take(FolderNames(self._asked, ()))


def _look(folder: bytes, token: CancelToken) -> tuple[bytes, ...]:
    """Return the names, on a worker. Raises EnvironmentProblem, Cancelled."""
    from fbrowser.index.answer import ask, covering  # noqa: PLC0415 - not before the first page
    from fbrowser.index.listing import list_folder  # noqa: PLC0415 - likewise

    root = covering(folder)
    # Not private: names alone are read, here on a worker, where a page that has to come from the disk does no harm.
    snapshot = ask(root, claim=False)[0].snapshot if root else None
    number = snapshot.find_folder(folder) if snapshot is not None else None
    if snapshot is None or number is None:
        snapshot, number = list_folder(folder, token), 0
    return _folders_in(snapshot, number, token)


def _folders_in(snapshot: Snapshot, folder: int, token: CancelToken) -> tuple[bytes, ...]:
    names: list[bytes] = []
    for row in snapshot.children(folder):
        token.check()
        entry = snapshot.entry(row)
        if stat.S_ISDIR(entry.mode) or stat.S_ISLNK(entry.mode):
            names.append(entry.name)
        if len(names) == _MOST:
            break
    return tuple(names)
