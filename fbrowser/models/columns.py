"""Columns: which columns a kind of view has, in which order and how wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from fbrowser.config.view_state import ColumnWidth
from fbrowser.models.listing import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.config.view_state import Columns

Kind = Literal["folder", "result"]
"""Kinds of view: one folder, or what was found."""
Shown = list[tuple[Column, int]]
"""Columns from the left, and how wide they are, pixels; 0: as wide as they are by default."""

WIDTHS: Final = {
    Column.NAME: 180,
    Column.SIZE: 96,
    Column.MODIFIED: 150,
    Column.KIND: 150,
    Column.FOLDER: 260,
    Column.EXTENSION: 90,
    Column.ITEMS: 90,
    Column.PERMISSIONS: 110,
}
"""Width by default, or that of the title if it is wider; of names: the least, for they have what is left."""
NARROWEST: Final = 60
_NARROWEST_FOLDER: Final = 120
_DEFAULT: Final[dict[Kind, tuple[Column, ...]]] = {
    "folder": (Column.NAME, Column.SIZE, Column.MODIFIED, Column.KIND),
    "result": (Column.NAME, Column.FOLDER, Column.SIZE, Column.MODIFIED, Column.KIND),
}
_SELDOM: Final = (Column.PERMISSIONS, Column.EXTENSION, Column.ITEMS)
_SPARED: Final[dict[Kind, tuple[Column, ...]]] = {
    "folder": (*_SELDOM, Column.KIND, Column.MODIFIED, Column.SIZE),
    "result": (*_SELDOM, Column.SIZE, Column.MODIFIED, Column.KIND, Column.FOLDER),
}
"""Columns that a narrow table goes without, the first of them first; where they lie tells equal names apart."""


def offered(kind: Kind) -> list[Column]:
    """Return the columns that can be chosen, in the order they are offered; the name is always there."""
    left_out = {Column.NAME} if kind == "result" else {Column.NAME, Column.FOLDER}
    return [column for column in Column if column not in left_out]


def arranged(kept: Columns | None, kind: Kind) -> Shown:
    """Return the columns of a kind of view as they were kept, the name first; None: as by default."""
    if kept is None:
        return [(column, 0) for column in _DEFAULT[kind]]
    allowed = {column.name.lower(): column for column in offered(kind)}
    chosen = {allowed[each.name]: each.width for each in kept if each.name in allowed}
    others = [(column, max(width, NARROWEST) if width else 0) for column, width in chosen.items()]
    return [(Column.NAME, 0), *others]


def fitting(columns: Sequence[tuple[Column, int]], room: int, kind: Kind) -> Shown:
    """Return as many of some columns, whose widths are known, as leave room for names.

    Before a result goes without the folder as well, that is as narrow as it may be.
    """
    found = list(columns)
    for spared in _SPARED[kind]:
        over = sum(width for _, width in found) - room
        if over <= 0:
            break
        at, width = next(((at, width) for at, (column, width) in enumerate(found) if column is spared), (-1, 0))
        if spared is Column.FOLDER and width - over >= _NARROWEST_FOLDER:
            found[at] = spared, width - over
        elif at >= 0:
            del found[at]
    return found


def toggled(columns: Sequence[tuple[Column, int]], column: Column) -> Shown:
    """Return columns with one more, as the last, or without it."""
    others = [each for each in columns if each[0] is not column]
    return others if len(others) < len(columns) else [*others, (column, 0)]


def moved(columns: Sequence[tuple[Column, int]], column: Column, by: int) -> Shown:
    """Return columns with one moved some places to the end, to the beginning if negative; the first stays."""
    found = list(columns)
    at = next((at for at, (each, _) in enumerate(found) if each is column), 0)
    if at:
        found.insert(min(max(at + by, 1), len(found) - 1), found.pop(at))
    return found


def resized(columns: Sequence[tuple[Column, int]], column: Column, width: int) -> Shown:
    """Return columns with another width of one of them."""
    return [(each, max(width, NARROWEST) if each is column else before) for each, before in columns]


def seen(before: Sequence[tuple[Column, int]], now: Sequence[tuple[Column, int]]) -> Shown:
    """Return columns as they are seen now; those that are not seen keep width and place, as far as that goes."""
    found = list(now)
    there = {column for column, _ in now}
    for at, (column, width) in enumerate(before):
        if column not in there:
            found.insert(at, (column, width))
    return found


def to_keep(columns: Sequence[tuple[Column, int]], kind: Kind) -> Columns | None:
    """Return columns as they are kept; None: they are as by default."""
    if list(columns) == arranged(None, kind):
        return None
    return tuple(ColumnWidth(column.name.lower(), width) for column, width in columns)
