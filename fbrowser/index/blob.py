"""Blob: texts of any length in one array, and where a needle is in them.

Every place of a needle is found in a millisecond for 3 MB: three of its bytes, the rarest, are compared with all of
the blob at once, and the others only where those are right. Nothing here holds the interpreter lock for long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Places = NDArray[np.intp]

_ITEMS: Final = 1 << 14
"""Items that are copied at once: it takes an index for each byte."""
_CHUNK: Final = 1 << 18
"""Bytes that are looked at at once: they stay in the processor's cache."""
_AT_ONCE: Final = 3
"""Bytes of a needle that are compared with all of a blob."""
_WORD: Final = 8
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)


class Hits(NamedTuple):
    """Where a needle is in a blob, ascending: (k,) each."""

    places: Places
    """Where it begins."""
    owners: Places
    """Number of the item that is in."""


class Blob(NamedTuple):
    """Items in one array."""

    items: NDArray[np.uint8]
    """With a NUL after each."""
    start: NDArray[np.uint32]
    """Where each begins, and the last ends: (size + 1,)."""

    @classmethod
    def of(cls, data: bytes | bytearray) -> Blob:
        """Return the blob of NUL-ended items."""
        items = np.frombuffer(data, dtype=np.uint8)
        ends = np.flatnonzero(items == 0).astype(np.uint32)
        return cls(items, np.concatenate([np.zeros(1, dtype=np.uint32), ends + np.uint32(1)]))

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.start) - 1

    def item(self, number: int) -> bytes:
        """Return one item."""
        return self.items[self.start[number] : self.start[number + 1] - 1].tobytes()

    def take(self, numbers: NDArray[np.integer]) -> Blob:
        """Return some items, in that order.

        Quicker by far than to join a million bytes objects that lie all over the memory.
        """
        length = np.diff(self.start)[numbers]
        start = np.zeros(len(numbers) + 1, dtype=np.uint32)
        np.cumsum(length, out=start[1:])
        found = np.empty(int(start[-1]), dtype=np.uint8)
        for first in range(0, len(numbers), _ITEMS):
            last = min(first + _ITEMS, len(numbers))
            begin, end = start[first], start[last]
            shift = self.start[numbers[first:last]].astype(np.int64) - start[first:last]
            found[begin:end] = self.items[np.repeat(shift, length[first:last]) + np.arange(begin, end)]
        return Blob(found, start)

    def joined(self, numbers: NDArray[np.integer]) -> bytes:
        """Return some items, ascending and at least one, with a NUL after each."""
        first, last = int(numbers[0]), int(numbers[-1])
        if last - first + 1 == len(numbers):
            return self.items[self.start[first] : self.start[last + 1]].tobytes()
        return self.take(numbers).items.tobytes()

    # -- needles, which hold no NUL

    def hits(self, needle: bytes, rarity: NDArray[np.integer]) -> Hits:
        """Return where a needle, not empty, is. rarity: how often each byte occurs."""
        order = sorted(range(len(needle)), key=lambda at: int(rarity[needle[at]]))
        found: list[Places] = []
        match, other = np.empty((2, _CHUNK), dtype=bool)
        last = len(self.items) - len(needle) + 1
        for begin in range(0, last, _CHUNK):
            end = min(begin + _CHUNK, last)
            match[end - begin :] = False
            here, there = match[: end - begin], other[: end - begin]
            np.equal(self.items[begin + order[0] : end + order[0]], needle[order[0]], out=here)
            for at in order[1:_AT_ONCE]:
                np.equal(self.items[begin + at : end + at], needle[at], out=there)
                np.logical_and(here, there, out=here)
            found.append(_set(match) + begin)
        places = np.concatenate(found) if found else np.empty(0, dtype=np.intp)
        for at in order[_AT_ONCE:]:
            places = places[np.take(self.items, places + at) == needle[at]]
        return Hits(places, self.owners(places))

    def hits_in(self, numbers: NDArray[np.integer], needle: bytes, rarity: NDArray[np.integer]) -> Hits:
        """Return where a needle is in some of the items, ascending numbers: quick if they are few."""
        part = self.take(numbers)
        places, owners = part.hits(needle, rarity)
        at = numbers[owners].astype(np.intp)
        return Hits(places - part.start[owners].astype(np.intp) + self.start[at], at)

    def narrowed(self, hits: Hits, needle: bytes, shift: int) -> Hits:
        """Return where a needle is, from where the part of it is that begins at `shift`."""
        places = hits.places - shift
        inside = (places >= 0) & (places <= len(self.items) - len(needle))
        places, owners = places[inside], hits.owners[inside]
        for at, byte in enumerate(needle):
            is_right = self.items[places + at] == byte
            places, owners = places[is_right], owners[is_right]
        return Hits(places, owners)

    def owners(self, places: Places) -> Places:
        """Return the item at each place."""
        return np.searchsorted(self.start, places.astype(np.uint32), side="right") - 1

    def mask(self, numbers: NDArray[np.integer]) -> Mask:
        """Return which items are among some numbers; bool (size,)."""
        found = np.zeros(self.size, dtype=bool)
        found[numbers] = True
        return found

    def with_byte(self, byte: int) -> Mask:
        """Return which items a byte is in; bool (size,)."""
        found = np.zeros(self.size, dtype=bool)
        start = self.start.astype(np.intp)
        for first in range(0, self.size, _ITEMS):
            last = min(first + _ITEMS, self.size)
            begin, end = start[first], start[last]
            np.logical_or.reduceat(self.items[begin:end] == byte, start[first:last] - begin, out=found[first:last])
        return found

    def starting(self, needle: bytes) -> Mask:
        """Return which items start with a needle."""
        return self._at(needle, self.start[:-1].astype(np.intp), np.flatnonzero(self._lengths >= len(needle)))

    def ending(self, needle: bytes) -> Mask:
        """Return which items end with a needle."""
        places = self.start[1:].astype(np.intp) - 1 - len(needle)
        return self._at(needle, places, np.flatnonzero(self._lengths >= len(needle)))

    def equal(self, needle: bytes) -> Mask:
        """Return which items are a needle."""
        return self._at(needle, self.start[:-1].astype(np.intp), np.flatnonzero(self._lengths == len(needle)))

    @property
    def _lengths(self) -> NDArray[np.uint32]:
        return np.diff(self.start) - np.uint32(1)

    def _at(self, needle: bytes, places: Places, live: Places) -> Mask:
        """Return which of some items have a needle at their places, which are in the item."""
        for at, byte in enumerate(needle):
            live = live[np.take(self.items, np.take(places, live) + at) == byte]
        return self.mask(live)

    def lowered(self) -> Blob:
        """Return the items with ASCII letters in lower case."""
        items = np.empty_like(self.items)
        for begin in range(0, len(items), _CHUNK):
            part = self.items[begin : begin + _CHUNK]
            is_capital = (part - np.uint8(ord("A"))) < 26  # noqa: PLR2004 - what is below "A" wraps round
            np.add(part, is_capital.view(np.uint8) << 5, out=items[begin : begin + _CHUNK])
        return Blob(items, self.start)

    def hashes(self, numbers: range) -> NDArray[np.uint64]:
        """Return a 64-bit hash of each of a range of items; that two of a million share one: 1 in 40 million."""
        start = self.start[numbers.start : numbers.stop + 1].astype(np.int64)
        blob = np.concatenate([self.items[start[0] : start[-1]], np.zeros(_WORD, dtype=np.uint8)])
        words = np.lib.stride_tricks.sliding_window_view(blob, _WORD)
        at = start[:-1] - start[0]
        left = np.diff(start)
        found = left.astype(np.uint64) * _PRIME
        live = np.arange(len(at))
        while len(live):
            word = words[at[live]].view(np.uint64).ravel().copy()
            # Little-endian: drops the bytes of the next item; big-endian machines are refused (generation).
            word <<= np.maximum(_WORD - left[live], 0).astype(np.uint64) * np.uint64(8)
            mixed = (found[live] ^ word) * _PRIME
            found[live] = mixed ^ (mixed >> np.uint64(29))
            at[live] += _WORD
            left[live] -= _WORD
            live = live[left[live] > 0]
        return found


def _set(mask: Mask) -> Places:
    """Return what is set in a mask of whole words: eight at a time, as little is."""
    words = mask.view(np.uint64)
    at = np.flatnonzero(words != 0)
    inside = np.flatnonzero(words[at].view(bool))
    return at[inside >> 3] * 8 + (inside & 7)
