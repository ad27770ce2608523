"""Grams: which of 64 letters, or pairs of letters, each name has and begins words with: what is typed first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.blob import Blob, Mask

    Codes = NDArray[np.integer]

_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyz0123456789._- ()[]{}+,=@#$%&~!';"
_BITS: Final = 64
_SAMPLE: Final = 1 << 20
"""Bytes by which it is judged how common each pair is."""
_ITEMS: Final = 1 << 13
WHOLE, START, WORD, INSIDE = range(4)
"""How well a name is matched: it is the needle, begins with it, has a word that does, has it somewhere."""
_ASCII: Final = 128
IN_WORDS: Final = np.array([bytes([byte]).isalnum() or byte >= _ASCII for byte in range(256)])
"""Whether a byte of a folded name belongs to a word."""


class Grams:
    """For each gram, the names it is in, and those that have a word it begins: a bit a name, uint8 (64, u / 8).

    A million names are asked about in a tenth of a millisecond, and what has all grams of a text in little more.
    """

    def __init__(self, blob: Blob, length: int) -> None:
        """Look at every name: 0.2 s for a million. length: 1 for the letters, 2 for the 64 commonest pairs."""
        self._length = length
        self._size = blob.size
        self._bit = _bits(_LETTERS if length == 1 else _common_pairs(blob), length)
        self._inside = np.empty((_BITS, -(-blob.size // 8)), dtype=np.uint8)
        self._words = np.empty_like(self._inside)
        self._first = _codes(np.append(blob.items, np.zeros(2, dtype=np.uint8)), length)[blob.start[:-1]]
        self._alone = np.flatnonzero(np.diff(blob.start) == length + 1)  # the gram and the NUL
        start = blob.start.astype(np.intp)
        for first in range(0, blob.size, _ITEMS):
            last = min(first + _ITEMS, blob.size)
            items, places = blob.items[start[first] : start[last]], start[first:last] - start[first]
            bits = self._bit[_codes(np.append(items, np.zeros(length - 1, dtype=np.uint8)), length)]
            part = slice(first // 8, -(-last // 8))
            self._inside[:, part] = _turned(np.bitwise_or.reduceat(bits, places))
            bits[1:] *= ~IN_WORDS[items[:-1]]
            self._words[:, part] = _turned(np.bitwise_or.reduceat(bits, places))

    def knows(self, needle: bytes) -> bool:
        """Return whether a text is a gram that there is an answer for."""
        return len(needle) == self._length and bool(self._bits_of(needle))

    def inside(self, needle: bytes) -> Mask:
        """Return which names have all the grams of a text; bool (u,). Of those unknown nothing is said."""
        known = self._known(needle)
        if not known:
            return np.ones(self._size, dtype=bool)
        return self._unpacked(np.bitwise_and.reduce(self._inside[known])).view(bool)

    def ranks(self, needle: bytes) -> NDArray[np.uint8]:
        """Return how well each name is matched by a gram that is known and in it; uint8 (u,)."""
        found = self._unpacked(self._words[self._known(needle)[0]])
        np.subtract(np.uint8(INSIDE), found, out=found)  # a word is one better
        is_first = self._first == self._codes_of(needle)[0]
        np.copyto(found, np.uint8(START), where=is_first)
        found[self._alone[is_first[self._alone]]] = WHOLE
        return found

    def shared(self, text: str) -> NDArray[np.float64]:
        """Return what part of the grams of a folded text each name has; float64 (u,), 1 if it has none."""
        known = self._known(text.encode("utf-8", "replace"))
        if not known:
            return np.ones(self._size)
        count = np.zeros(self._size, dtype=np.uint8)
        for gram in known:
            count += self._unpacked(self._inside[gram])
        return count / len(known)

    def _unpacked(self, bits: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.unpackbits(bits, count=self._size, bitorder="little")

    def _known(self, text: bytes) -> list[int]:
        """Return the numbers of the grams of a text that are known."""
        bits = int(self._bits_of(text))
        return [number for number in range(_BITS) if bits >> number & 1]

    def _bits_of(self, text: bytes) -> np.uint64:
        return np.bitwise_or.reduce(self._bit[self._codes_of(text)], initial=np.uint64(0))

    def _codes_of(self, text: bytes) -> Codes:
        return _codes(np.frombuffer(text, dtype=np.uint8), self._length)


def _turned(bits: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return the bits of some numbers as numbers for each bit: uint8 (64, n / 8)."""
    each = np.unpackbits(bits.view(np.uint8).reshape(-1, _BITS // 8), axis=1, bitorder="little")
    return np.packbits(each, axis=0, bitorder="little").T


def _codes(items: NDArray[np.uint8], length: int) -> Codes:
    """Return a number for the gram at each place where one fits."""
    return items if length == 1 else items[:-1] | items[1:].astype(np.uint16) << np.uint16(8)


def _bits(grams: bytes | Codes, length: int) -> NDArray[np.uint64]:
    """Return the bit of each code, none for those of no gram; uint64 (256 or 65,536,)."""
    codes = np.frombuffer(grams, dtype=np.uint8) if isinstance(grams, bytes) else grams
    found = np.zeros(1 << 8 * length, dtype=np.uint64)
    found[codes] = np.uint64(1) << np.arange(len(codes), dtype=np.uint64)
    return found


def _common_pairs(blob: Blob) -> Codes:
    """Return the codes of the pairs that there are most of, none across the end of a name; (64,) at most."""
    count = np.bincount(_codes(blob.items[:_SAMPLE], 2), minlength=1 << 16).reshape(256, 256)
    count[0] = count[:, 0] = 0
    common = np.argsort(-count.ravel(), kind="stable")[:_BITS]
    return common[count.ravel()[common] > 0]
