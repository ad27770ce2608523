"""Background tasks: the only place where work leaves the UI thread, with one way in and one way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.mistakes import note

if TYPE_CHECKING:
    from collections.abc import Callable

_MERCY_MS = 1500
_MOST_THREADS = 8  # most of them wait for children or disks, not for a core


class Tasks(QObject):
    """Runs functions on a thread pool and hands what they return to callbacks on the thread it lives in.

    It owns the signal; a runnable is given only the bound signal, because a signal object inside a runnable dies
    on the pool's thread. Once stopped, nothing is called back any more.
    """

    _came_back = Signal(object, object)

    def __init__(self, parent: QObject | None = None, pool: QThreadPool | None = None) -> None:
        """Start with no work, on a pool of their own unless one is given."""
        super().__init__(parent)
        if pool is None:
            pool = QThreadPool(self)
            pool.setMaxThreadCount(_MOST_THREADS)
        self._pool = pool
        self._tokens: set[CancelToken] = set()
        self._stopped = False
        self.is_stuck = False
        """Whether a worker did not end when everything was stopped: it hangs in the kernel."""
        self._came_back.connect(self._call_back)

    def run(
        self,
        function: Callable[[Callable[[object], None]], Any],
        *,
        on_result: Callable[[Any], None] | None = None,
        on_error: Callable[[EnvironmentProblem], None] | None = None,
        on_progress: Callable[[Any], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        """Run `function(report)` on a worker; whatever it reports goes to on_progress.

        A function that raises EnvironmentProblem ends in on_error; one that raises Cancelled, or whose token is
        cancelled, ends in silence; any other exception is our mistake: it is noted, and ends in on_error as well.
        """
        if self._stopped:
            return
        token = cancel or CancelToken()
        self._tokens.add(token)

        def ended(outcome: object) -> None:
            self._tokens.discard(token)
            if isinstance(outcome, EnvironmentProblem):
                if on_error:
                    on_error(outcome)
            elif on_result and not isinstance(outcome, Cancelled) and not token.cancelled:
                on_result(outcome)

        self._pool.start(_Runnable(function, self._came_back, ended, on_progress or _ignore))

    def branch(self) -> Tasks:
        """Return tasks on the same pool that can be given up alone, as whoever wants them ends before us.

        It lives as long as we do: a signal must not die before its runnable.
        """
        return Tasks(self, self._pool)

    def give_up(self) -> None:
        """Cancel everything; nothing is called back after this. Do not wait."""
        self._stopped = True
        for token in self._tokens:
            token.cancel()
        self._tokens.clear()

    def stop(self) -> None:
        """Cancel everything and wait, not for long, until the pool is empty; nothing is called back after this."""
        for tasks in (self, *self.findChildren(Tasks)):
            tasks.give_up()
        self.is_stuck = not self._pool.waitForDone(_MERCY_MS)

    @Slot(object, object)
    def _call_back(self, callback: Callable[[object], None], value: object) -> None:
        if not self._stopped:
            callback(value)


class _Runnable(QRunnable):
    """One function, and the bound signal that takes what it says to the thread of its owner."""

    def __init__(
        self,
        function: Callable[[Callable[[object], None]], object],
        came_back: SignalInstance,
        ended: Callable[[Any], None],
        on_progress: Callable[[Any], None],
    ) -> None:
        super().__init__()
        self._function = function
        self._came_back = came_back
        self._ended = ended
        self._on_progress = on_progress

    def run(self) -> None:
        """Run the function, on a thread of the pool."""
        try:
            outcome: object = self._function(lambda value: self._came_back.emit(self._on_progress, value))
        except (EnvironmentProblem, Cancelled) as ending:
            outcome = ending
        except Exception as error:  # noqa: BLE001 - our mistake, whatever it is; the program goes on
            note(error, "a background task failed")
            outcome = EnvironmentProblem(
                "Something went wrong inside fbrowser; what you see may be out of date.", "Refresh to try again."
            )
        self._came_back.emit(self._ended, outcome)
        # PySide's pool does not always let go of a runnable; what it knows, snapshots among it, must go.
        del self._function, self._ended, self._on_progress, outcome


def _ignore(_value: object) -> None:
    """Take a report that nobody asked for."""
