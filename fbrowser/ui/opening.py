"""Opening: leads into folders and hands a file to the program the system has for it; never runs it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from fbrowser.common.cancel import CancelToken
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.entry import Entry
from fbrowser.index.kinds import kind_of

if TYPE_CHECKING:
    from fbrowser.services.tasks import Tasks

_PROGRAMS: Final = (b".desktop", b".exe", b".msi", b".bat", b".cmd", b".com", b".appimage", b".jar", b".lnk")

_PASSIVE: Final = frozenset(
    [
        "3d",
        "audio",
        "document",
        "font",
        "image",
        "pdf",
        "powerpoint",
        "subtitles",
        "svg",
        "table",
        "video",
        "word",
        "zip",
    ]
)
"""Kinds that are shown and never run; on a stick or a share every file may look executable."""


class Opener(QObject):
    """Opens entries: a folder is gone to, a link is followed on a worker, a file goes to the system's program."""

    folder_wanted = Signal(object)
    """Path, bytes."""
    tab_wanted = Signal(object)
    """Path, bytes, of a folder that should be opened apart, in a tab of its own."""
    refused = Signal(object)
    """EnvironmentProblem."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Open nothing yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._following = CancelToken()

    def cancel(self) -> None:
        """Stop following a link: one has gone elsewhere."""
        self._following.cancel()

    def open(self, path: bytes, entry: Entry, *, apart: bool = False) -> None:
        """Open the entry at a path; apart: in a tab of its own, if it is a folder."""
        if entry.is_folder:
            self._want(path, apart=apart)
        elif stat.S_ISLNK(entry.mode) or not entry.mode:  # a link, or not known because only names were readable
            self._following.cancel()
            token = self._following = CancelToken()
            self._tasks.run(
                lambda _: follow(path, token),
                on_result=lambda found: self._followed(path, *found, apart=apart),
                on_error=lambda problem: None if token.cancelled else self.refused.emit(problem),
                cancel=token,
            )
        else:
            self._open_file(path, entry.mode)

    def _want(self, folder: bytes, *, apart: bool) -> None:
        (self.tab_wanted if apart else self.folder_wanted).emit(folder)

    def _followed(self, link: bytes, target: bytes, mode: int, *, apart: bool) -> None:
        if stat.S_ISDIR(mode):
            self._want(link, apart=apart)
        else:
            self._open_file(target, mode)

    def _open_file(self, path: bytes, mode: int) -> None:
        problem = open_file(path, mode)
        if problem:
            self.refused.emit(problem)


def follow(link: bytes, cancel: CancelToken) -> tuple[bytes, int]:
    """Return real path and mode of what a link leads to; on a worker. Raises EnvironmentProblem, Cancelled."""
    from fbrowser.index.listing import follow_link  # noqa: PLC0415 - not before the first page

    return follow_link(link, cancel)


def file_url(path: bytes) -> QUrl:
    """Return the URL of a path, whatever bytes it is made of."""
    from urllib.parse import quote_from_bytes  # noqa: PLC0415 - not before the first page

    return QUrl.fromEncoded(QByteArray(b"file://" + quote_from_bytes(path).encode()))


def refusal(path: bytes, mode: int) -> EnvironmentProblem | None:
    """Return why a file, no link, is not opened: it might run, or it is nothing that a program could show."""
    name = os.path.basename(path)
    if not stat.S_ISREG(mode):
        return EnvironmentProblem("{name} is no ordinary file and was not opened.", name=display(name))
    might_run = mode & 0o111 and os.name == "posix" and kind_of(Entry(name, 0, 0, mode)).icon not in _PASSIVE
    if might_run or name.lower().endswith(_PROGRAMS):
        return EnvironmentProblem(
            "{name} is a program and was not run.",
            "Programs are started from a terminal, or by the menu of the desktop.",
            name=display(name),
        )
    return None


def open_file(path: bytes, mode: int) -> EnvironmentProblem | None:
    """Open a file, no link, with the system's program for it; return why not if it was not."""
    problem = refusal(path, mode)
    if problem is None and not QDesktopServices.openUrl(file_url(path)):
        problem = EnvironmentProblem("No program was found to open {name}.", name=display(os.path.basename(path)))
    return problem
