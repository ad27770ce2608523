"""Trace: tells a benchmark when the window was painted and filled, and how long the event loop ever stood still.

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
_BEAT_MS: Final = 4


def trace(window: MainWindow) -> None:
    """Watch a window, if someone wants to know: lines of a word and monotonic nanoseconds, or milliseconds."""
    if VARIABLE in os.environ:
        Tracer(window, int(os.environ[VARIABLE]))


class Tracer:
    """Writes `painted`, `populated`, `gap` (a new longest one, ms) lines."""

    def __init__(self, window: MainWindow, fd: int) -> None:
        """Start to watch."""
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - only where somebody measures

        self.fd = fd
        self.window = window
        self.populated = False
        self.longest_ms = 0.0
        self.last = time.monotonic()
        after_paint(window, lambda: self.say("painted", time.monotonic_ns()))
        self.wait_for_rows()
        self.timer = QTimer(window)
        self.timer.setInterval(_BEAT_MS)
        self.timer.timeout.connect(self.beat)
        self.timer.start()

    def wait_for_rows(self) -> None:
        """Note the first painted table with rows in it."""
        if self.window.view.isVisible() and self.window.view.table.rowCount():
            self.populated = True
            self.say("populated", time.monotonic_ns())
        else:
            after_paint(self.window.view.viewport(), self.wait_for_rows)

    def say(self, word: str, value: float) -> None:
        """Write one line."""
        with contextlib.suppress(BrokenPipeError):  # who wanted to know has heard enough
            os.write(self.fd, f"{word} {value}\n".encode())

    def beat(self) -> None:
        """Note how long ago the last beat was; the first ones belong to the start."""
        now = time.monotonic()
        gap_ms = (now - self.last) * 1000
        self.last = now
        if self.populated and gap_ms > self.longest_ms:
            self.longest_ms = gap_ms
            self.say("gap", round(gap_ms, 1))
