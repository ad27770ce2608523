r"""Lines: which of many texts a pattern is in, as lines of one text: a fourth of the time that one by one takes.

A pattern may match over several lines: each of those is then looked at by itself. It must not be able to miss a
line because of what follows it: patterns that could are tried on the texts one by one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regex import Pattern

PATIENCE_S: Final = 0.5
"""How long a pattern may look at one text, or some thousands."""
_ALONE: Final = re.compile(r"\(\?(?!:)|\\[AGKRXZzN]|[*+?}]\+")
r"""Flags, lookaround, atomic groups; ends of the whole text; possessive repetition."""


class Lines:
    """A pattern that is tried on many texts at once."""

    def __init__(self, pattern: Pattern[str]) -> None:
        """Take a compiled pattern."""
        import regex  # noqa: PLC0415 - 30 ms, and few queries have a pattern

        self._pattern = pattern
        self._lines: Pattern[str] | None = None
        if not _ALONE.search(pattern.pattern):
            self._lines = regex.compile(pattern.pattern, pattern.flags | regex.MULTILINE)

    def search(self, texts: list[str]) -> list[bool]:
        """Return which texts the pattern is in. Raises TimeoutError."""
        if self._lines is None or not texts or any("\n" in text for text in texts):
            return [self._is_in(text) for text in texts]
        found = [False] * len(texts)
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        for match in self._lines.finditer("\n".join(texts), concurrent=True, timeout=PATIENCE_S):
            begin, end = match.span()
            first = bisect_right(starts, begin) - 1
            if end < starts[first + 1]:
                found[first] = True
                continue
            for line in range(first, min(bisect_right(starts, end), len(texts))):
                found[line] = found[line] or self._is_in(texts[line])
        return found

    def _is_in(self, text: str) -> bool:
        return self._pattern.search(text, timeout=PATIENCE_S) is not None
