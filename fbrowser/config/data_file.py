"""Data file: a small file of ours in the data folder, JSON, read whatever became of it and replaced as a whole.

Each carries the number of its format. What is older is brought forward when it is read, step by step; what a newer
program wrote is neither read nor written over: that is said once, and what would be kept there is not.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final, cast

from fbrowser.common.errors import EnvironmentProblem, not_written
from fbrowser.config.places import data_folder
from fbrowser.config.small_file import read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LARGEST: Final = 1 << 20
VERSION: Final = "version"
Steps = tuple["Callable[[Any], dict[str, Any]]", ...]
"""Functions that bring data one format forward each; the first from files that have no number."""

_said: Final[set[bytes]] = set()
"""Newer files that were spoken of."""


def named(key: str) -> Callable[[Any], dict[str, Any]]:
    """Return a step for a file that was a list alone: it gets a name."""
    return lambda data: {key: data}


def as_it_is(data: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever somebody has put there
    """Return what needs nothing but its number."""
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}


def read_data(name: bytes, steps: Steps, *, most: int = _LARGEST) -> dict[str, Any]:
    """Return what a file says, brought forward; nothing if there is none, or it cannot be read, or is newer.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    found = _found(os.path.join(data_folder(), name), most)
    number = _number(found)
    if found is None or number > len(steps):
        return {}
    for step in steps[number:]:
        found = step(found)
    return as_it_is(found)


def write_data(name: bytes, steps: Steps, data: Mapping[str, object], remedy: str, *, most: int = _LARGEST) -> None:
    """Keep something that JSON can say, for us alone, all or nothing, in our format.

    Raises EnvironmentProblem with that remedy, a text yet to be translated; or, once, that the file is newer.
    """
    path = os.path.join(data_folder(), name)
    if _number(_found(path, most)) > len(steps):
        if path not in _said:
            _said.add(path)
            raise newer(path)
        return
    try:
        written = json.dumps({VERSION: len(steps), **data}, separators=(",", ":"))
        replace_file(path, written.encode())
    except OSError as error:
        raise not_written(path, error, remedy) from error


def newer(path: bytes) -> EnvironmentProblem:
    """Return the problem of a file that a newer program has written."""
    from fbrowser.common.display import display  # noqa: PLC0415 - regular expressions, which few need

    return EnvironmentProblem(
        "{path} was written by a newer fbrowser, and is left as it is.",
        "Here all of it is as by default, and no change to it is kept.",
        path=display(path),
    )


def _found(path: bytes, most: int) -> Any:  # noqa: ANN401 - whatever somebody has put there
    try:
        return json.loads(read_file(path, most))
    except (OSError, ValueError, RecursionError):
        return None


def _number(data: object) -> int:
    """Return the number of a format; 0: it has none."""
    number = cast("dict[str, Any]", data).get(VERSION) if isinstance(data, dict) else 0
    return number if type(number) is int and number > 0 else 0
