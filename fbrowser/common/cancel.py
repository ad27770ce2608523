"""Cancel token: how anyone tells a running piece of work to stop."""

from __future__ import annotations

import threading


class Cancelled(Exception):  # noqa: N818 - it is no error: someone asked for it
    """The work was stopped because its token was cancelled."""


class CancelToken:
    """A flag that is set once, from any thread."""

    def __init__(self) -> None:
        """Start uncancelled."""
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; asking again does nothing."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone asked the work to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled if someone asked the work to stop."""
        if self.cancelled:
            raise Cancelled
