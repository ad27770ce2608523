"""Trace: tells a benchmark when the window was painted and filled.

Only for a process that was given a file descriptor to write to in FBROWSER_TRACE_FD.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Final

from fbrowser.app.after_paint import after_paint

if TYPE_CHECKING:
    from fbrowser.ui.main_window import MainWindow

VARIABLE: Final = "FBROWSER_TRACE_FD"


def trace(window: MainWindow) -> None:
    """Watch a window, if someone wants to know."""
    if VARIABLE in os.environ:
        Tracer(window, int(os.environ[VARIABLE]))


class Tracer:
    """Writes the lines `painted` and `populated`, each with monotonic nanoseconds."""

    def __init__(self, window: MainWindow, fd: int) -> None:
        """Start to watch."""
        self.fd = fd
        self.window = window
        after_paint(window, self.painted)

    def painted(self) -> None:
        """Note the first frame, and wait for rows if there are none in it."""
        self.say("painted")
        self.wait_for_rows()

    def wait_for_rows(self) -> None:
        """Note the first painted table with rows in it."""
        view = self.window.pane.view
        if view.isVisible() and view.table.rowCount():
            self.say("populated")
        else:
            after_paint(view.viewport(), self.wait_for_rows)

    def say(self, word: str) -> None:
        """Write one line."""
        with contextlib.suppress(BrokenPipeError):  # who wanted to know has heard enough
            os.write(self.fd, f"{word} {time.monotonic_ns()}\n".encode())
