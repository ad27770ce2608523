"""No screen: where no window can be shown it is said in one line, and nobody takes that for a crash."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import TYPE_CHECKING, Final

from fbrowser.app.output import USAGE, complain, put_error
from fbrowser.config import last_run

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtCore import QMessageLogContext, QtMsgType

_LINE: Final = "no screen here{}; try fbrowser find QUERY FOLDER"
_VARIABLES: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_REFUSED: Final = re.compile(r"could not connect to display .*|Failed to create wl_display .*")
"""What Qt says of an X server and of a Wayland compositor that is not there, or not for us."""


def is_said() -> bool:
    """Return whether nothing names a screen; then that has been said."""
    if sys.platform != "linux" or any(os.environ.get(name) for name in _VARIABLES):
        return False
    complain(_LINE.format(""))
    return True


@contextlib.contextmanager
def ending_if_refused() -> Generator[None]:
    """Make the application in this block: if Qt finds no screen to show anything on, the process ends at once.

    Qt would abort. What it says of a screen that refuses is passed over then, as all of it comes to one line;
    what else it says, of a library that is missing or when it has found a screen after all, is there to read.
    """
    from PySide6.QtCore import QtMsgType, qFormatLogMessage, qInstallMessageHandler  # noqa: PLC0415 - loaded by now

    texts: list[str] = []
    lines: list[str] = []

    def heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        texts.append(text)
        lines.append(qFormatLogMessage(kind, context, text))
        if kind == QtMsgType.QtFatalMsg:
            refused = ", ".join(dict.fromkeys(filter(_REFUSED.fullmatch, texts)))
            if not refused:
                put_error("\n".join(lines))
            complain(_LINE.format(f" ({refused})" if refused else ""))
            last_run.end()
            os._exit(USAGE)

    qInstallMessageHandler(heard)
    try:
        yield
    finally:
        qInstallMessageHandler(None)
        if lines:
            put_error("\n".join(lines))
