"""Session manager: hears from the one of an X11 desktop when the session ends, and has the next one start us."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from fbrowser.common.own_command import own_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.xsmp import Connection
    from fbrowser.services.tasks import Tasks

_ADDRESS: Final = "SESSION_MANAGER"
"""The variable of the environment that says where the session manager listens; without it there is none."""


class SessionManager(QObject):
    """Connects on a worker, for a session manager may not answer, and then hears it on our thread."""

    ended = Signal()
    """The session has ended, and we are to end with it."""

    def __init__(self, tasks: Tasks, keep: Callable[[bool], bool], known_as: str, parent: QObject) -> None:
        """Connect to none yet.

        keep: keeps what is open, given whether the session ends, and returns whether the next one is to start us.
        known_as: what we were called in the session before; empty: we were not.
        """
        super().__init__(parent)
        self._tasks = tasks
        self._keep = keep
        self._known_as = known_as
        self._connection: Connection | None = None
        self._notifier: QSocketNotifier | None = None

    def begin(self) -> None:
        """Connect, if there is a session manager: who has none loads nothing for it."""
        if os.environ.get(_ADDRESS):
            self._tasks.run(self._connect, on_result=self._listen)

    def close(self) -> None:
        """Tell the session manager that we end, and hear it no more."""
        if (connection := self._let_go()) is not None:
            connection.close()

    def _connect(self, _report: object) -> Connection | None:
        from fbrowser.common.xsmp import Connection  # noqa: PLC0415 - ctypes, and of use on X11 alone

        try:
            return Connection(own_command(), self._keep, self.ended.emit, self._known_as)
        except OSError:  # it is gone or refuses us, or there is no libSM: what we lose is only to be started again
            return None

    def _listen(self, connection: Connection | None) -> None:
        if connection is None:
            return
        self._connection = connection
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        if self._connection is not None and not self._connection.hear():
            self._let_go()

    def _let_go(self) -> Connection | None:
        connection, notifier = self._connection, self._notifier
        self._connection = self._notifier = None
        if notifier is not None:
            notifier.setEnabled(False)
        return connection
