"""Last run: whether the program crashed the last time, and what is known of it.

A run has a file `running-PID-RANDOM` in the folder of the reports, locked as long as it lives: numbers of processes
come again, in a sandbox at every start. At first there is a line in it that says how many runs before it crashed
without having shown anything; when it has shown something, what may be said of it is added; Python's fault handler,
or whoever sees an exception end it, adds how it died. A run that ends well removes it. So a file that nobody holds
is of a run that was ended: by a mistake of ours, if that stands in it; then it is called `crashed-PID-RANDOM` until
somebody has written a report of it. Else it was killed, or the power went, which is nobody's fault.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
from typing import Final, NamedTuple

from fbrowser.common.descriptors import BINARY
from fbrowser.common.lock import try_lock
from fbrowser.config.reports import LARGEST, folder

_RUNNING: Final = b"running-"
_CRASHED: Final = b"crashed-"
_NAME: Final = re.compile(rb"running-[0-9a-f-]+")
_LEFT: Final = re.compile(rb"crashed-[0-9a-f-]+")
_FIRST: Final = re.compile(r"after ([0-9]{1,6})\n")
_SHOWN: Final = "shown\n"
_ENDED: Final = "Ended by an exception\n"
IN_FULL: Final = "\nIn full:\n"
"""Between what names nothing of the user's, of an exception that ended a run, and all of it."""
_SHOWN_LINE: Final = re.compile(rf"^{_SHOWN}", re.MULTILINE)
_ENDED_LINE: Final = re.compile(rf"^{_ENDED}", re.MULTILINE)
_DIED: Final = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (?!code 0x(?!c0000))", re.MULTILINE)
"""What the fault handler begins with; on Windows it tells as well what libraries have raised and caught, by numbers
that are no errors of the system."""
_TOLD: Final = re.compile(r"^(?:Fatal Python error: |Windows fatal exception: )", re.MULTILINE)
"""The same with what was caught."""
_OPEN: Final = os.O_RDONLY | BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Crash(NamedTuple):
    """A run that crashed."""

    facts: str
    """What it said of itself; empty: it came to nothing."""
    how: str
    """What was written when it died."""
    was_shown: bool
    """Whether it had shown its first page."""

    @property
    def told(self) -> str:
        """How it died, without what would name something of the user's."""
        from fbrowser.common.anonymous import dump  # noqa: PLC0415 - few runs have crashed

        ended, in_full, _ = self.how.partition(IN_FULL)
        return ended if in_full else dump(self.how)


class _Run:
    """The file of this run."""

    fd = -1
    path = b""


_run: Final = _Run()


def begin() -> int:
    """Have it written from now on how this run dies; return how many have crashed before anything was shown.

    Those that did so one after the other, the last ones. Once in a process, on a worker. Whatever the disk says,
    the program goes on: then nothing is known.
    """
    in_a_row = 0
    with contextlib.suppress(OSError):
        place = folder()
        os.makedirs(place, mode=0o700, exist_ok=True)
        in_a_row = _look(place)
        path = os.path.join(place, b"%s%d-%s" % (_RUNNING, os.getpid(), os.urandom(4).hex().encode()))
        try:
            fd = try_lock(path)
        except OSError:  # its disk has no locks: nobody would know that it is of a run that is over
            os.unlink(path)
            raise
        if fd is not None:
            _run.fd, _run.path = fd, path
            faulthandler.enable(fd)  # first: what says nothing of how it died is of no crash
            os.write(fd, f"after {in_a_row}\n".encode())
    return in_a_row


def shown(facts: str) -> None:
    """Note that the first page was shown, and what may be said of the run. On a worker."""
    _add(f"{_SHOWN}{facts}\n")


def died(told: str, whole: str) -> None:
    """Note that an exception ends the run; told: without what would name something of the user's."""
    _add(f"{_ENDED}{told}{IN_FULL}{whole}")


def end() -> None:
    """End well. What goes wrong from here on, while Python takes everything apart, nobody has to know."""
    if _run.fd >= 0:
        faulthandler.disable()
        fd, _run.fd = _run.fd, -1
        with contextlib.suppress(OSError):
            os.close(fd)  # first: Windows removes no file that is open
            os.unlink(_run.path)


def crashes() -> list[tuple[bytes, Crash]]:
    """Return the runs that crashed, each with a file to be removed when it was reported. On a worker."""
    place = folder()
    found: list[tuple[bytes, Crash]] = []
    with contextlib.suppress(OSError):
        for name in filter(_LEFT.fullmatch, sorted(os.listdir(place))):
            path = os.path.join(place, name)
            crash = _parsed(_read(path))[1]
            if crash is not None:
                found.append((path, crash))
    return found


def forget(path: bytes) -> None:
    """Remove the file of a run that was reported."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def _read(path: bytes) -> str:
    fd = os.open(path, _OPEN)
    try:
        return _ends(fd)
    finally:
        os.close(fd)


def _ends(fd: int) -> str:
    """Return how a file begins and how it ends, which is all of it but for what was caught in between."""
    begin = os.read(fd, LARGEST)
    os.lseek(fd, max(len(begin), os.fstat(fd).st_size - LARGEST), os.SEEK_SET)
    return (begin + os.read(fd, LARGEST)).decode("utf-8", "replace")


def _add(text: str) -> None:
    if _run.fd >= 0:
        with contextlib.suppress(OSError):
            os.write(_run.fd, text.encode("utf-8", "backslashreplace")[:LARGEST])


def _look(place: bytes) -> int:
    """Go through what is left of runs that are over; return how many crashed in a row before anything was shown.

    Raises OSError.
    """
    in_a_row = 0
    for name in filter(_NAME.fullmatch, sorted(os.listdir(place))):
        path = os.path.join(place, name)
        with contextlib.suppress(OSError):  # another one looks as well, and was faster
            text = _left(path)
            if text is None:
                continue
            row, crash = _parsed(text)
            in_a_row = max(in_a_row, row)
            if crash is None:
                os.unlink(path)
            else:
                os.rename(path, os.path.join(place, _CRASHED + name.removeprefix(_RUNNING)))
    return in_a_row


def _left(path: bytes) -> str | None:
    """Return what is in the file of a run that is over; None: it runs. Raises OSError."""
    fd = try_lock(path)
    if fd is None:
        return None
    try:
        return _ends(fd)
    finally:
        os.close(fd)


def _parsed(text: str) -> tuple[int, Crash | None]:
    """Return how many runs in a row have crashed by now, and how this one did."""
    first = _FIRST.match(text)
    row = int(first[1]) if first else 0
    rest = text[first.end() :] if first else text
    ended = _ENDED_LINE.search(rest)
    shown = _SHOWN_LINE.search(rest, 0, ended.start() if ended else len(rest))
    after = shown.end() if shown else 0  # what it had met before it was shown, it has survived
    died = ended or _DIED.search(rest, after)
    how = rest[died.start() :] if died else ""
    facts = _TOLD.split(rest[after : ended.start() if ended else len(rest)], maxsplit=1)[0].strip() if shown else ""
    if not how:
        return (0 if shown else row), None
    return (0 if shown else row + 1), Crash(facts, how, shown is not None)
