r"""Lines: which of many texts a pattern is in, as lines of one text: a fourth of the time that one by one takes.

A pattern may match over several lines: each of those is then looked at by itself. It must not be able to miss a
line because of what follows it: patterns that could are tried on the texts one by one.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray
    from regex import Pattern

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.blob import Mask

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

    def search(self, texts: str, cancel: CancelToken) -> Mask:
        """Return which of some texts, with a NUL after each, the pattern is in. Raises TimeoutError, Cancelled."""
        if self._lines is None or "\n" in texts:
            return np.array(one_by_one(texts.split("\0")[:-1], self._is_in, cancel), dtype=bool)
        cancel.check()
        joined = texts[:-1].replace("\0", "\n")
        matches = self._lines.finditer(joined, concurrent=True, timeout=PATIENCE_S)
        spans = np.array([match.span() for match in matches], dtype=np.intp).reshape(-1, 2)
        start = _starts(joined)
        first, last = (np.searchsorted(start, edge, side="right") - 1 for edge in spans.T)
        found = np.zeros(len(start), dtype=bool)
        found[first[first == last]] = True
        if len(across := np.flatnonzero(first < last)):
            lines = joined.split("\n")
            for begin, end in zip(first[across].tolist(), last[across].tolist(), strict=True):
                for line in range(begin, end + 1):
                    found[line] = found[line] or self._is_in(lines[line])
        return found

    def _is_in(self, text: str) -> bool:
        return self._pattern.search(text, timeout=PATIENCE_S) is not None


def _starts(joined: str) -> NDArray[np.intp]:
    """Return where each line of a text begins, in characters."""
    code = "ascii" if joined.isascii() else "utf-32-le"
    characters = np.frombuffer(joined.encode(code, "surrogatepass"), np.uint8 if code == "ascii" else np.uint32)
    return np.concatenate([[0], np.flatnonzero(characters == ord("\n")) + 1])
