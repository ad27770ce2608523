"""Data file: a small file of ours in the data folder, JSON, read whatever became of it and changed as a whole.

Each carries the number of its format. What is older is brought forward when it is read, step by step; what a newer
program wrote is neither read nor changed. What is there and cannot be read is never replaced; what makes no sense
is put aside first.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

from fbrowser.common.errors import EnvironmentProblem, not_written
from fbrowser.common.translation import later
from fbrowser.config.places import data_folder
from fbrowser.config.small_file import change_file, read_file

T = TypeVar("T")
_LARGEST: Final = 1 << 20
_ASIDE: Final = b".damaged"
VERSION: Final = "version"
Steps = tuple[Callable[[Any], dict[str, Any]], ...]
"""Functions that bring data one format forward each; the first from files that have no number."""


class PutAside(EnvironmentProblem):
    """A file made no sense and has another name now: the same change can be made once more, to a new one."""


class Newer(EnvironmentProblem):
    """A newer program has written a file: no change to it can be made."""


def named(key: str) -> Callable[[Any], dict[str, Any]]:
    """Return a step for a file that was a list alone: it gets a name."""

    def step(data: object) -> dict[str, Any]:
        if not isinstance(data, list):
            raise ValueError(key)  # noqa: TRY004 - what a damaged file raises
        return {key: data}

    return step


def as_it_is(data: object) -> dict[str, Any]:
    """Return what needs nothing but its number. Raises ValueError for what is no table."""
    if not isinstance(data, dict):
        raise ValueError(VERSION)  # noqa: TRY004 - what a damaged file raises
    return cast("dict[str, Any]", data)


@dataclass(frozen=True)
class DataFile(Generic[T]):
    """One such file, and what it means."""

    name: bytes
    steps: Steps
    """As many as the number of its format."""
    read: Callable[[dict[str, Any]], T]
    """Returns what a table means that JSON can say, {}: nothing; raises ValueError if it makes no sense."""
    written: Callable[[T], Mapping[str, object]]
    """Returns a table that means as much."""
    remedy: str
    """What holds though it could not be written: a sentence, yet to be translated."""
    most: int = _LARGEST
    """Bytes that it may have."""

    def load(self) -> T:
        """Return what it says; nothing, if it is not there, cannot be read, makes no sense or is newer.

        Raises EnvironmentProblem, see fbrowser.config.places.
        """
        try:
            return self._meant(read_file(self._path(), self.most))
        except (OSError, ValueError, RecursionError, Newer):
            return self.read({})

    def change(self, *changes: Callable[[T], T]) -> T:
        """Make changes to what it says by now, for us alone, all or nothing; return what it says then.

        Raises Newer, PutAside if it made no sense, and EnvironmentProblem if it cannot be read or written.
        """
        path = self._path()

        def meant(content: bytes) -> T:
            try:
                return self._meant(content)
            except (ValueError, RecursionError) as error:
                raise _put_aside(os.path.realpath(path)) from error

        def packed(value: T) -> bytes:
            return json.dumps({VERSION: len(self.steps), **self.written(value)}, separators=(",", ":")).encode()

        try:
            return change_file(path, self.most, meant, packed, changes)
        except OSError as error:
            raise not_written(path, error, self.remedy) from error

    def _meant(self, content: bytes) -> T:
        """Return what some content says. Raises ValueError, RecursionError, and Newer."""
        if not content.strip():
            return self.read({})
        found = json.loads(content)
        number = _number(found)
        if number > len(self.steps):
            raise newer(self._path())
        for step in self.steps[number:]:
            found = step(found)
        return self.read(as_it_is(found))

    def _path(self) -> bytes:
        return os.path.join(data_folder(), self.name)


def newer(path: bytes) -> Newer:
    """Return the problem of a file that a newer program has written."""
    from fbrowser.common.display import display  # noqa: PLC0415 - regular expressions, which few need

    return Newer(
        later("{path} was written by a newer fbrowser, and is left as it is."),
        later("Here all of it is as by default, and no change to it is kept."),
        path=display(path),
    )


def _put_aside(path: bytes) -> PutAside:
    """Give a file a name that no other has beside it; return the problem that says so. Raises OSError."""
    from fbrowser.common.display import display  # noqa: PLC0415 - regular expressions, which few need

    aside, number = path + _ASIDE, 2
    while os.path.lexists(aside):
        aside, number = b"%s%s-%d" % (path, _ASIDE, number), number + 1
    os.rename(path, aside)
    return PutAside(
        later("{path} is damaged. It is called {name} now, and a new one is begun."),
        later("What is still good in it can be copied from there."),
        path=display(path),
        name=display(os.path.basename(aside)),
    )


def _number(data: object) -> int:
    """Return the number of a format; 0: it has none."""
    number = cast("dict[str, Any]", data).get(VERSION) if isinstance(data, dict) else 0
    return number if type(number) is int and number > 0 else 0
