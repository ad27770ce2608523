"""Finds what a test left behind: threads, child processes, and detached processes of ours."""

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil

PATIENCE_S = 2.0
"""How long what is already ending may take to end."""

T = TypeVar("T")


def threads() -> set[threading.Thread]:  # noqa: TID251 - only looks at them
    """Return Python's threads, without the records it keeps of pool threads of Qt that called in."""
    return {each for each in threading.enumerate() if not each.name.startswith("Dummy-")}


def processes(home: Path) -> set[psutil.Process]:
    """Return our children, and whatever else was started with `home` in its environment.

    The second finds what detached itself. Not the environments of others through psutil: too slow for
    a check around every test.
    """
    found = set(psutil.Process().children(recursive=True))
    mark = bytes(home)
    own = psutil.Process().pid
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError, psutil.Error):
            if mark in entry.read_bytes() and int(entry.parent.name) != own:
                found.add(psutil.Process(int(entry.parent.name)))
    return {each for each in found if _is_alive(each)}


def _is_alive(process: psutil.Process) -> bool:
    """Tell a running process from one that only waits for its parent to ask how it ended."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def settle(left: Callable[[], set[T]]) -> set[T]:
    """Return what is left behind, after some patience with what is just ending."""
    deadline = time.monotonic() + PATIENCE_S
    while (found := left()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def describe(process: psutil.Process) -> str:
    """Return a process's id and command line."""
    with contextlib.suppress(psutil.Error):
        return f"{process.pid}: {' '.join(process.cmdline())}"
    return f"{process.pid}: gone"


def kill(found: set[psutil.Process]) -> None:
    """End processes, so that the next test does not meet them."""
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(list(found), timeout=PATIENCE_S)
