"""Trace: tells a benchmark when the window was painted and filled, and how long the event loop ever stood still.

Only for a process that was given a file descriptor to write to in FBROWSER_TRACE_FD.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Final

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
        from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415 - only where somebody measures

        tracer = self
        self.fd = fd
        self.window = window
        self.painted = self.populated = False
        self.longest_ms = 0.0
        self.last = time.monotonic()

        class Filter(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, tracer.was_painted)
                return super().eventFilter(watched, event)

        self.filter = Filter(window)
        window.installEventFilter(self.filter)
        window.view.viewport().installEventFilter(self.filter)
        self.timer = QTimer(window)
        self.timer.setInterval(_BEAT_MS)
        self.timer.timeout.connect(self.beat)
        self.timer.start()

    def say(self, word: str, value: float) -> None:
        """Write one line."""
        with contextlib.suppress(BrokenPipeError):  # who wanted to know has heard enough
            os.write(self.fd, f"{word} {value}\n".encode())

    def was_painted(self) -> None:
        """Note the first painted frame, and the first with rows in it."""
        if not self.painted:
            self.painted = True
            self.say("painted", time.monotonic_ns())
        if not self.populated and self.window.view.isVisible() and self.window.view.table.rowCount():
            self.populated = True
            self.say("populated", time.monotonic_ns())

    def beat(self) -> None:
        """Note how long ago the last beat was; the first ones belong to the start."""
        now = time.monotonic()
        gap_ms = (now - self.last) * 1000
        self.last = now
        if self.populated and gap_ms > self.longest_ms:
            self.longest_ms = gap_ms
            self.say("gap", round(gap_ms, 1))
