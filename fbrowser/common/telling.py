"""Telling: what of a path tells it from the paths beside it, where there is no room for all of it."""

from __future__ import annotations

import os
from itertools import takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SEP: Final = os.sep
_LEFT_OUT: Final = "\u2026"


def shortened(path: str, beside: Iterable[str]) -> Iterator[str]:
    """Yield a path, then shorter forms: without the folders that those beside it begin, or end, with as well."""
    yield path
    parts = path.split(_SEP)
    others = [other.split(_SEP) for other in beside if other != path]
    begin = max((_alike(parts, other) for other in others), default=0)
    end = max((_alike(parts[::-1], other[::-1]) for other in others), default=0)
    if begin + end >= len(parts):
        return
    last = len(parts) - end
    for first, behind in ((begin, len(parts)), (0, last), (begin, last)):
        kept = parts[first:behind]
        yield _SEP.join([_LEFT_OUT] * (first > 0) + kept + [_LEFT_OUT] * (behind < len(parts)))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many parts of two paths are the same, from the first."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
