"""Behind: a function called behind the caller's back, where there is no Qt. The window has services/tasks.py."""

from __future__ import annotations

import _thread
import atexit
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_running: set[_thread.LockType] = set()


def behind(function: Callable[[], object]) -> None:
    """Call a function on a thread of its own, which only the end of the program waits for.

    Not `threading.Thread`: starting one waits until it has had a processor, 12 ms where all are busy; this 0.1.
    """
    running = _thread.allocate_lock()
    running.acquire()
    _running.add(running)

    def run() -> None:
        try:
            function()
        finally:
            _running.discard(running)
            running.release()

    try:
        _thread.start_new_thread(run, ())
    except BaseException:
        _running.discard(running)
        raise


@atexit.register
def wait_for_all() -> None:
    """Wait until all that was begun has ended."""
    for running in [*_running]:
        running.acquire()
