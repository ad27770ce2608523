"""Closest: names that are most like what was typed, for when nothing matches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from fbrowser.index.query.texts import folded

if TYPE_CHECKING:
    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.search.names import Names
    from fbrowser.index.search.scope import Scope

_LONGEST: Final = 48
"""Characters of what was typed that are compared."""
_CHUNK: Final = 1 << 9
"""Names compared at once: more would hold the interpreter lock for too long."""
_LIKE: Final = 65
"""How alike, of 100, a name must be."""
_SHARED: Final = 0.7
"""What part of the letters typed a name must have to be looked at."""


def closest(typed: str, names: Names, scope: Scope, limit: int, cancel: CancelToken) -> list[bytes]:
    """Return different names in a scope, the likest first, as they are written. Raises Cancelled."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 20 ms, and it is seldom needed

    wanted = folded(typed)[:_LONGEST]
    if not wanted.strip():
        return []
    texts = names.texts()
    is_there = np.zeros(len(texts), dtype=bool)
    is_there[scope.column("name")] = True
    numbers = np.flatnonzero(is_there & (texts.grams(1).shared(wanted) >= _SHARED))
    found: list[tuple[float, int, bytes]] = []
    for begin in range(0, len(numbers), _CHUNK):
        cancel.check()
        part = numbers[begin : begin + _CHUNK].tolist()
        choices = [texts.text(number) for number in part]
        cutoff = found[-1][0] if len(found) == limit else _LIKE
        alike = process.extract(wanted, choices, scorer=fuzz.WRatio, limit=limit, score_cutoff=cutoff)
        found += [(score, len(text), names.written(part[at])) for text, score, at in alike]
        found = sorted(found, key=lambda each: (-each[0], each[1]))[:limit]
    return [text for _, _, text in found]
