"""Functions: the names that may stand before a colon, and what may stand behind it."""

from __future__ import annotations

import difflib
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection


class Behind(Enum):
    """What stands behind the colon."""

    TERM = auto()
    """A term or a group, or nothing: `case:foo`, `file:(a|b)`, `file:`."""
    VALUE = auto()
    """A value."""
    COMPARISON = auto()
    """A value that may begin with a comparison."""
    PATTERN = auto()
    """A regular expression."""


class Function(NamedTuple):
    """A function as it is called inside, whatever alias was typed."""

    name: str
    behind: Behind


_NAMES: Final = {
    Behind.TERM: """
        path nopath case nocase diacritics nodiacritics
        ww=wholeword exact=wfn=wholefilename startwith=startswith endwith=endswith
        file=files folder=folders link=links root empty child dupe sizedupe
    """,
    Behind.VALUE: "ext in parent=infolder content",
    Behind.COMPARISON: """
        size dm=datemodified=modified dc=datecreated=created da=dateaccessed=accessed
        depth len childcount childfilecount childfoldercount count
    """,
    Behind.PATTERN: "regex",
}
_FUNCTIONS: Final = {
    alias: Function(names.split("=")[0], behind)
    for behind, table in _NAMES.items()
    for names in table.split()
    for alias in names.split("=")
}
_LONGEST: Final = 20
"""Letters of a name that is worth a guess."""
_ALIKE: Final = 0.65
"""Share of letters that a misspelt name has in common with what was meant: three of four, two of three."""


def function(name: str, filters: Collection[str]) -> Function | None:
    """Return what a name calls, whatever its case; a filter is called like a function, and comes after those."""
    name = name.lower()
    return _FUNCTIONS.get(name) or (Function(name, Behind.TERM) if name in filters else None)


def meant(name: str, filters: Collection[str]) -> str | None:
    """Return the function that a misspelt name is closest to, None if none is close."""
    if len(name) > _LONGEST:
        return None
    close = difflib.get_close_matches(name.lower(), [*_FUNCTIONS, *filters], n=1, cutoff=_ALIKE)
    return close[0] if close else None
