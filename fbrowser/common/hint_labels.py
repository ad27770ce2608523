"""Hint labels: short texts to type, none of which begins another, as few letters in all as can be."""

from __future__ import annotations

from itertools import product
from typing import Final

HOME_ROW: Final = "fjdkslagh"
"""Letters of the row that fingers rest on, the strongest ones first."""


def labels(count: int, letters: str = HOME_ROW) -> list[str]:
    """Return so many different labels, the shortest first, then in the order of the letters.

    Two lengths at most, one apart: each label of the shorter one that is given up makes room for as many of the
    longer one as there are letters. Raises ValueError if there are not two different letters.
    """
    if len(set(letters)) != len(letters) or len(letters) < 2:  # noqa: PLR2004 - of one letter each begins the next
        raise ValueError("at least two letters are needed, each once")
    length = 1
    while len(letters) ** length < count:
        length += 1
    room = len(letters) ** length
    short = (room - count) // (len(letters) - 1) if length > 1 else 0
    prefixes = ["".join(each) for each in product(letters, repeat=length - 1)]
    longer = (prefix + letter for prefix in prefixes[short:] for letter in letters)
    return [*prefixes[:short], *longer][:count]
