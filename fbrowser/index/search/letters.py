"""Letters: which single letters each name has, and begins words with: what is typed first is answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.blob import Blob, Mask

_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz0123456789._- ()[]{}+,=@#$%&~!';"
_ITEMS: Final = 1 << 13
_BIT: Final = np.zeros(256, dtype=np.uint64)
_BIT[np.frombuffer(_LETTERS, dtype=np.uint8)] = np.uint64(1) << np.arange(len(_LETTERS), dtype=np.uint64)
WHOLE, START, WORD, INSIDE = range(4)
"""How well a name is matched: it is the needle, begins with it, has a word that does, has it somewhere."""
IN_WORDS: Final = np.array([bytes([byte]).isalnum() or byte >= 128 for byte in range(256)])  # noqa: PLR2004
"""Whether a byte of a folded name belongs to a word."""


class Letters:
    """One 64-bit number a name for the letters in it, and one for those that words begin with: uint64 (u,) each."""

    def __init__(self, blob: Blob) -> None:
        """Look at every letter of every name: 0.1 s for a million."""
        self._inside = np.empty(blob.size, dtype=np.uint64)
        self._words = np.empty(blob.size, dtype=np.uint64)
        self._first = np.append(blob.items, np.uint8(0))[blob.start[:-1]]
        self._alone = np.flatnonzero(np.diff(blob.start) == 2)  # noqa: PLR2004 - one letter and the NUL
        self._scratch = np.empty_like(self._inside)
        start = blob.start.astype(np.intp)
        for first in range(0, blob.size, _ITEMS):
            last = min(first + _ITEMS, blob.size)
            items, places = blob.items[start[first] : start[last]], start[first:last] - start[first]
            bits = _BIT[items]
            np.bitwise_or.reduceat(bits, places, out=self._inside[first:last])
            bits[1:] *= ~IN_WORDS[items[:-1]]
            np.bitwise_or.reduceat(bits, places, out=self._words[first:last])

    @staticmethod
    def knows(letter: bytes) -> bool:
        """Return whether a text is a letter that there is an answer for."""
        return len(letter) == 1 and letter in _LETTERS

    def inside(self, letters: bytes) -> Mask:
        """Return which names have some letters, in whatever order; bool (u,). Of those unknown nothing is said."""
        bits = np.bitwise_or.reduce(_BIT[np.frombuffer(letters, dtype=np.uint8)])
        return np.bitwise_and(self._inside, bits, out=self._scratch) == bits

    def ranks(self, letter: bytes) -> NDArray[np.uint8]:
        """Return how well each name is matched by a letter that is in it; uint8 (u,)."""
        found = np.where(self._words & _BIT[letter[0]], np.uint8(WORD), np.uint8(INSIDE))
        is_first = self._first == letter[0]
        found[is_first] = START
        found[self._alone[is_first[self._alone]]] = WHOLE
        return found

    def shared(self, text: str) -> NDArray[np.float64]:
        """Return what part of the letters of a folded text each name has; float64 (u,), 1 if it has none."""
        letters = np.bitwise_or.reduce(_BIT[np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)])
        count = max(int(letters).bit_count(), 1)
        return np.bitwise_count(self._inside & letters) / count if letters else np.ones(len(self._inside))
