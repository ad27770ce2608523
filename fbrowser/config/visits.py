"""Visits: which folders were gone to, how often and when, in one small file of the data folder.

A folder is worth the sum of its visits, each of which loses half its worth in HALF_LIFE_S: so what counts is how
often and how lately, in one number, and nothing has to be aged.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from fbrowser.common.translation import later
from fbrowser.config.data_file import DataFile, named

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 500
"""Folders that are remembered: those that are worth the most."""
HALF_LIFE_S: Final = 14 * 86400.0


class Visit(NamedTuple):
    """A folder that was gone to."""

    folder: bytes
    worth: float
    """When it was gone to last."""
    last_s: float
    """Then, seconds since 1970."""

    def worth_at(self, now_s: float) -> float:
        """Return what it is worth at a time; before the last visit (the clock was set back) as much as then."""
        return self.worth * 0.5 ** (max(0.0, now_s - self.last_s) / HALF_LIFE_S)


@dataclass(frozen=True)
class Visits:
    """Folders, each once, in no order."""

    visits: tuple[Visit, ...] = ()

    def visited(self, folder: bytes, now_s: float) -> Visits:
        """Return them with one more visit."""
        before = next((each.worth_at(now_s) for each in self.visits if each.folder == folder), 0.0)
        others = [each for each in self.visits if each.folder != folder]
        if len(others) >= MOST:
            others = sorted(others, key=lambda each: -each.worth_at(now_s))[: MOST - 1]
        return Visits((*others, Visit(folder, before + 1, now_s)))

    def forgotten(self, folder: bytes) -> Visits:
        """Return them without a folder."""
        return Visits(tuple(each for each in self.visits if each.folder != folder))

    def ranked(self, now_s: float) -> list[tuple[bytes, float]]:
        """Return the folders with what each is worth at a time, the most first."""
        worth = [(each.folder, each.worth_at(now_s)) for each in self.visits]
        return sorted(worth, key=lambda each: (-each[1], each[0]))


def load() -> Visits:
    """Return what is kept; what is damaged in the file is left out. Raises EnvironmentProblem, see places."""
    return _FILE.load()


def change(*changes: Callable[[Visits], Visits]) -> Visits:
    """Make changes to what is kept by now; return what is kept then. Raises EnvironmentProblem, see data_file."""
    return _FILE.change(*changes)


def _read(data: dict[str, Any]) -> Visits:
    rows = data.get("visits")
    listed = cast("list[object]", rows) if isinstance(rows, list) else []
    found = {each.folder: each for each in map(_read_visit, listed) if each is not None}
    return Visits(tuple(found.values())[:MOST])


def _read_visit(data: object) -> Visit | None:
    """Return what a row of the file says, if that is a visit."""
    try:
        name, worth, last_s = cast("tuple[Any, Any, Any]", data)
        visit = Visit(os.fsencode(name), float(worth), float(last_s))
    except (TypeError, ValueError, OverflowError):
        return None
    is_sound = os.path.isabs(visit.folder) and b"\0" not in visit.folder and 0 < visit.worth < math.inf
    return visit if isinstance(data, list) and is_sound and math.isfinite(visit.last_s) else None


def _written(visits: Visits) -> dict[str, object]:
    """Return what a file says that has them; what is no text in a name stands there as lone surrogates."""
    return {"visits": [(os.fsdecode(each.folder), each.worth, each.last_s) for each in visits.visits]}


_FILE: Final = DataFile[Visits](
    b"visits.json",
    (named("visits"),),
    _read,
    _written,
    later("Where you go is remembered until the window is closed."),
)
