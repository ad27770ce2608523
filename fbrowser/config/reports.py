"""Reports: what is kept of mistakes and crashes, in the folder `reports` of the data folder; the latest ten.

Each is two plain text files for us alone: NAME.txt, without a path or a name of the user's, which can be sent, and
NAME.paths.txt, with all that is known, which stays here unless somebody wants it.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import Final, NamedTuple

from fbrowser.common.errors import EnvironmentProblem, not_written, reason
from fbrowser.common.translation import later
from fbrowser.config.places import data_folder
from fbrowser.config.small_file import read_file

KEPT: Final = 10
LARGEST: Final = 1 << 16
"""Bytes of one of its files at most."""
_PLAIN: Final = ".txt"
_PATHS: Final = ".paths.txt"
_NAME: Final = re.compile(r"\d{8}-\d{6}(-\d+)?")
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Report(NamedTuple):
    """What is to be kept."""

    text: str
    """Without anything that is the user's."""
    with_paths: str


def folder() -> bytes:
    """Return where they are. Raises EnvironmentProblem, see fbrowser.config.places."""
    return os.path.join(data_folder(), b"reports")


def write(report: Report) -> str:
    """Keep a report, and only so many; return its name. Raises EnvironmentProblem."""
    place = folder()
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        name = _new_name()
        for ending, text in ((_PLAIN, report.text), (_PATHS, report.with_paths)):
            with os.fdopen(os.open(_file(name, ending), _CREATE, 0o600), "wb") as file:
                file.write(text.encode("utf-8", "backslashreplace")[:LARGEST])
    except OSError as error:
        raise not_written(place, error, later("What went wrong was not written down.")) from error
    for old in listed()[KEPT:]:
        delete(old)
    return name


def listed() -> list[str]:
    """Return the names of all, the latest first. Raises EnvironmentProblem, see fbrowser.config.places."""
    try:
        names = [os.fsdecode(each).removesuffix(_PLAIN) for each in os.listdir(folder())]
    except OSError:
        return []
    return sorted(filter(_NAME.fullmatch, names), key=_age, reverse=True)


def read(name: str, *, with_paths: bool = False) -> str:
    """Return what a report says. Raises EnvironmentProblem."""
    path = _file(name, _PATHS if with_paths else _PLAIN)
    try:
        return read_file(path, LARGEST).decode("utf-8", "replace")
    except OSError as error:
        why = reason(error.errno or 0)
        raise EnvironmentProblem("The report could not be read: {why}.", why=why) from error


def delete(name: str) -> None:
    """Keep a report no longer."""
    for ending in (_PLAIN, _PATHS):
        with contextlib.suppress(OSError):
            os.unlink(_file(name, ending))


def _file(name: str, ending: str) -> bytes:
    return os.path.join(folder(), f"{name}{ending}".encode())


def _new_name() -> str:
    """Return a name that comes after all of the same second, also after those deleted since."""
    now = time.strftime("%Y%m%d-%H%M%S")
    number = max((_age(each)[1] for each in listed() if each.startswith(now)), default=0) + 1
    return f"{now}-{number}" if number > 1 else now


def _age(name: str) -> tuple[str, int]:
    date, clock, *number = name.split("-")
    return f"{date}{clock}", int(number[0]) if number else 1
