"""Output: what the commands write to stdout and stderr, wherever these lead, and the exit codes."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, Final

from fbrowser.common.errors import EnvironmentProblem, reason

if TYPE_CHECKING:
    from collections.abc import Iterable

FINE: Final = 0
NO_MATCH: Final = 1
USAGE: Final = 2
NOT_READY: Final = 75
INTERRUPTED: Final = 130

_STREAMS: Final = (0, 1, 2)


def prepare_streams() -> None:
    """Make stdout and stderr take any text. Raises EnvironmentProblem if stdout is closed.

    Closed streams lead nowhere from then on: else a file of ours, the lock perhaps, would get their number.
    """
    has_stdout, has_stderr = (isinstance(each, io.TextIOWrapper) for each in (sys.stdout, sys.stderr))
    while (fd := os.open(os.devnull, os.O_RDWR)) in _STREAMS:
        os.set_inheritable(fd, True)
    os.close(fd)
    if not has_stderr:
        sys.stderr = os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not has_stdout:
        raise EnvironmentProblem("There is nowhere to write to: stdout is closed.")


def put(items: Iterable[bytes]) -> None:
    """Write items to stdout as they come, behind what was printed.

    Raises EnvironmentProblem if that fails, BrokenPipeError if the reader, `head` perhaps, has enough.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(items)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the rest is written at exit
        if isinstance(error, BrokenPipeError):
            raise
        why = reason(error.errno or 0)
        raise EnvironmentProblem(f"The output could not be written: {why}.") from error


def put_text(text: str) -> None:
    """Write a line of text to stdout; raises what `put` does."""
    put([f"{text}\n".encode(sys.stdout.encoding, "backslashreplace")])


def complain(what: object) -> None:
    """Write a line of ours to stderr."""
    put_error(f"fbrowser: {what}")


def put_error(text: str) -> None:
    """Write lines to stderr; nobody may be there to read them, and Windows may have given us none."""
    with contextlib.suppress(OSError, AttributeError):
        sys.stderr.write(f"{text}\n")
