"""Opening: hands a file to the program the system has for it; never runs it."""

from __future__ import annotations

import os
import stat
from typing import Final
from urllib.parse import quote_from_bytes

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QDesktopServices

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem

_PROGRAMS: Final = (b".desktop", b".exe", b".msi", b".bat", b".cmd", b".com", b".appimage", b".jar", b".lnk")


def file_url(path: bytes) -> QUrl:
    """Return the URL of a path, whatever bytes it is made of."""
    return QUrl.fromEncoded(QByteArray(b"file://" + quote_from_bytes(path).encode()))


def refusal(path: bytes, mode: int) -> EnvironmentProblem | None:
    """Return why a file, no link, is not opened: it might run, or it is nothing that a program could show."""
    name = os.path.basename(path)
    if not stat.S_ISREG(mode):
        return EnvironmentProblem(f"{display(name)} is no ordinary file and was not opened.")
    if (mode & 0o111 and os.name == "posix") or name.lower().endswith(_PROGRAMS):
        what = f"{display(name)} is a program and was not run."
        return EnvironmentProblem(what, "Programs are started from a terminal, or by the menu of the desktop.")
    return None


def open_file(path: bytes, mode: int) -> EnvironmentProblem | None:
    """Open a file, no link, with the system's program for it; return why not if it was not."""
    problem = refusal(path, mode)
    if problem is None and not QDesktopServices.openUrl(file_url(path)):
        problem = EnvironmentProblem(f"No program was found to open {display(os.path.basename(path))}.")
    return problem
