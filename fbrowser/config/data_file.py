"""Data file: a small file of ours in the data folder, JSON, read whatever became of it and changed as a whole.

What is there and cannot be read is never replaced; what makes no sense is put aside first.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final, TypeVar

from fbrowser.common.errors import EnvironmentProblem, not_written
from fbrowser.common.translation import later
from fbrowser.config.places import data_folder
from fbrowser.config.small_file import change_file, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
LARGEST: Final = 1 << 20
_ASIDE: Final = b".damaged"


class PutAside(EnvironmentProblem):
    """A file made no sense and has another name now: the same change can be made once more, to a new one."""


def load_data(name: bytes, read: Callable[[Any], T], most: int = LARGEST) -> T:
    """Return what a file says; nothing, if there is none, or it cannot be read or makes no sense.

    read: returns what something that JSON can say means, None: nothing; raises ValueError if it makes no sense.
    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    path = os.path.join(data_folder(), name)
    try:
        return _meant(read_file(path, most), read)
    except (OSError, ValueError, RecursionError):
        return read(None)


def change_data(
    name: bytes,
    changes: Iterable[Callable[[T], T]],
    read: Callable[[Any], T],
    written: Callable[[T], bytes],
    remedy: str,
    most: int = LARGEST,
) -> T:
    """Make changes to what a file says by now, for us alone, all or nothing; return what it says then.

    read: as for `load_data`; written: returns what a file says that means as much. Raises PutAside if the file made
    no sense, and EnvironmentProblem with the remedy, a text yet to be translated, if it cannot be read or written.
    """
    path = os.path.join(data_folder(), name)

    def meant(content: bytes) -> T:
        try:
            return _meant(content, read)
        except (ValueError, RecursionError) as error:
            raise _put_aside(os.path.realpath(path)) from error

    try:
        return change_file(path, most, meant, written, changes)
    except OSError as error:
        raise not_written(path, error, remedy) from error


def compact(data: object) -> bytes:
    """Return something as JSON, in one line."""
    return json.dumps(data, separators=(",", ":")).encode()


def _meant(content: bytes, read: Callable[[Any], T]) -> T:
    return read(json.loads(content) if content.strip() else None)


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
