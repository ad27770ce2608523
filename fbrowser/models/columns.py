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
"""Columns from the left, and how wide they are, pixels."""

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
"""Width by default; of names: what they should have at least, for they have what is left."""
NARROWEST: Final = 60
_DEFAULT: Final[dict[Kind, tuple[Column, ...]]] = {
    "folder": (Column.NAME, Column.SIZE, Column.MODIFIED, Column.KIND),
    "result": (Column.NAME, Column.FOLDER, Column.SIZE, Column.MODIFIED, Column.KIND),
}
_SPARED: Final = (
    Column.PERMISSIONS,
    Column.EXTENSION,
    Column.ITEMS,
    Column.KIND,
    Column.MODIFIED,
    Column.FOLDER,
    Column.SIZE,
)
"""Columns that a narrow table goes without, the first of them first."""


def offered(kind: Kind) -> list[Column]:
    """Return the columns that can be chosen, in the order they are offered; the name is always there."""
    left_out = {Column.NAME} if kind == "result" else {Column.NAME, Column.FOLDER}
    return [column for column in Column if column not in left_out]


def arranged(kept: Columns | None, kind: Kind) -> Shown:
    """Return the columns of a kind of view as they were kept, the name first; None: as by default."""
    if kept is None:
        return [(column, WIDTHS[column]) for column in _DEFAULT[kind]]
    allowed = {column.name.lower(): column for column in offered(kind)}
    chosen = {allowed[each.name]: each.width for each in kept if each.name in allowed}
    others = [(column, max(width, NARROWEST) if width else WIDTHS[column]) for column, width in chosen.items()]
    return [(Column.NAME, WIDTHS[Column.NAME]), *others]


def fitting(columns: Sequence[tuple[Column, int]], room: int) -> Shown:
    """Return as many of some columns as leave room for names."""
    found = list(columns)
    for spared in _SPARED:
        if sum(width for _, width in found) <= room:
            break
        found = [(column, width) for column, width in found if column is not spared]
    return found


def toggled(columns: Sequence[tuple[Column, int]], column: Column) -> Shown:
    """Return columns with one more, as the last, or without it."""
    others = [each for each in columns if each[0] is not column]
    return others if len(others) < len(columns) else [*others, (column, WIDTHS[column])]


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
    return tuple(
        ColumnWidth(column.name.lower(), 0 if column is Column.NAME else width) for column, width in columns
    )
