r"""Lines: which of many texts a pattern is in, as lines of one text: a fourth of the time that one by one takes.

A pattern may match over several lines: each of those is then looked at by itself. It must not be able to miss a
line because of what follows it: patterns that could are tried on the texts one by one.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regex import Pattern

    from fbrowser.common.cancel import CancelToken

PATIENCE_S: Final = 0.5
"""How long a pattern may look at one text, or some thousands."""
TIRED_S: Final = 2.0
"""How long a pattern may look at some thousands of texts, one by one."""
_ALONE: Final = re.compile(r"\(\?(?!:)|\(\*|\\[AGKRXZzN]|[*+?}]\+|\{[^}]*[a-z]")
r"""Flags, lookaround, atomic groups; verbs; ends of the whole text; possessive repetition; fuzzy matching."""


def one_by_one(texts: Iterable[str], is_wanted: Callable[[str], object], cancel: CancelToken) -> list[bool]:
    """Return which texts a function says yes to, some thousands. Raises Cancelled, TimeoutError after TIRED_S."""
    ends_s = time.monotonic() + TIRED_S
    found: list[bool] = []
    for text in texts:
        cancel.check()
        found.append(bool(is_wanted(text)))
        if time.monotonic() > ends_s:
            raise TimeoutError
    return found


class Lines:
    """A pattern that is tried on many texts at once."""

    def __init__(self, pattern: Pattern[str]) -> None:
        """Take a compiled pattern."""
        import regex  # noqa: PLC0415 - 30 ms, and few queries have a pattern

        self._pattern = pattern
        self._lines: Pattern[str] | None = None
        if not _ALONE.search(pattern.pattern):
            self._lines = regex.compile(pattern.pattern, pattern.flags | regex.MULTILINE)

    def search(self, texts: list[str], cancel: CancelToken) -> list[bool]:
        """Return which texts the pattern is in. Raises TimeoutError, Cancelled."""
        if self._lines is None or not texts or any("\n" in text for text in texts):
            return one_by_one(texts, self._is_in, cancel)
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
