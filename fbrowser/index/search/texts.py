"""Texts: the different names of a snapshot in one of the forms they are compared in, and which match a needle.

A form is a blob of all names but the few that it changes the length of: their texts are in a second blob.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from fbrowser.common.cancel import CancelToken
from fbrowser.index.blob import Blob
from fbrowser.index.query.texts import folded, to_bytes
from fbrowser.index.search.grams import IN_WORDS, INSIDE, START, WHOLE, WORD, Grams
from fbrowser.index.search.lines import one_by_one
from fbrowser.index.sorting import without_accents

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fbrowser.index.blob import Hits, Mask
    from fbrowser.index.snapshot import Snapshot

    Ranks = NDArray[np.uint8]

_ONE_BY_ONE: Final = 1 << 12
_KEPT: Final = 6
"""Needles whose places are kept: those of a query of some words, while the last grows."""
_RARE: Final = 24
"""What part of all names must have the grams of a needle, as 1/n, for it to be looked for in them alone."""
_SAMPLE: Final = 1 << 20
"""Bytes by which it is judged how rare each is."""


class Form(NamedTuple):
    """What counts when names are compared."""

    case: bool = False
    diacritics: bool = False

    def of(self, text: str) -> str:
        """Return a text in this form; undecodable bytes are lone surrogates."""
        if self.case:
            return text if self.diacritics else without_accents(text)
        if self.diacritics:
            return unicodedata.normalize("NFC", text.casefold())
        return folded(text)


FOLDED: Final = Form()


class Texts:
    """The names of a snapshot in one form. Masks are bool (u,)."""

    def __init__(self, plain: Blob, other: NDArray[np.int32], others: Blob) -> None:
        """Take the blob of all names, and the numbers of those whose text is in a second one instead."""
        self.plain = plain
        self.other = other
        self.others = others
        self.rarity = np.bincount(plain.items[:_SAMPLE], minlength=256)
        self._hits: dict[bytes, tuple[Hits, Hits]] = {}
        self._grams: dict[int, Grams] = {}
        """By their length, once somebody has looked for them."""

    @classmethod
    def of(cls, snapshot: Snapshot, form: Form) -> Texts:
        """Return the names of a snapshot in a form."""
        names = snapshot.names()
        if form == FOLDED:
            others = Blob(snapshot.column("folded_names"), snapshot.column("folded_start"))
            return cls(names.lowered(), snapshot.column("folded_name"), others)
        plain = names if form.case else names.lowered()
        wide = not_ascii(names)
        texts = [form.of(decoded(names.item(number))) for number in wide.tolist()]
        data = b"".join(text.encode("utf-8", "surrogateescape") + b"\0" for text in texts)
        return cls(plain, wide.astype(np.int32), Blob.of(data))

    def __len__(self) -> int:
        """Return how many there are."""
        return self.plain.size

    def text(self, number: int) -> str:
        """Return one text, undecodable bytes as lone surrogates."""
        at = int(np.searchsorted(self.other, number))
        is_other = at < len(self.other) and self.other[at] == number
        return decoded(self.others.item(at) if is_other else self.plain.item(number))

    def inside(self, needle: str) -> Mask:
        """Return which contain a needle."""
        data = to_bytes(needle)
        if b"\0" in data:
            return self._none()
        if (grams := self._grams.get(len(data))) and grams.knows(data):
            found = self.join(grams.inside(data), self.others.mask(self.others.hits(data, self.rarity).owners))
        elif len(data) == 1:
            found = self._both(lambda blob: blob.with_byte(data[0]))
        else:
            plain, others = self.hits(data)
            found = self.join(self.plain.mask(plain.owners), self.others.mask(others.owners))
        return self._checked(found, needle, lambda text: needle in text)

    def starting(self, needle: str) -> Mask:
        """Return which start with a needle."""
        data = to_bytes(needle)
        found = self._none() if b"\0" in data else self._both(lambda blob: blob.starting(data))
        return self._checked(found, needle, lambda text: text.startswith(needle))

    def ending(self, needle: str) -> Mask:
        """Return which end with a needle."""
        data = to_bytes(needle)
        found = self._none() if b"\0" in data else self._both(lambda blob: blob.ending(data))
        return self._checked(found, needle, lambda text: text.endswith(needle))

    def equal(self, needle: str) -> Mask:
        """Return which are a needle."""
        data = to_bytes(needle)
        return self._none() if b"\0" in data else self._both(lambda blob: blob.equal(data))

    def where(self, mask: Mask, is_wanted: Callable[[str], object], cancel: CancelToken | None = None) -> Mask:
        """Return which of those in a mask a function says yes to, one by one. Raises Cancelled, TimeoutError."""
        found = self._none()
        numbers = np.flatnonzero(mask)
        for begin in range(0, len(numbers), _ONE_BY_ONE):
            part = numbers[begin : begin + _ONE_BY_ONE]
            found[part] = one_by_one(map(self.text, part.tolist()), is_wanted, cancel or CancelToken())
        return found

    def ranks(self, needle: str) -> Ranks:
        """Return how well each text that a needle is inside of is matched; uint8 (u,), of the others anything."""
        data = to_bytes(needle)
        if (grams := self._grams.get(len(data))) and grams.knows(data):
            hits = self.others.hits(data, self.rarity)
            return self.join(grams.ranks(data), _ranks(self.others, hits, len(data)))
        both = zip((self.plain, self.others), self.hits(data), strict=True)
        return self.join(*(_ranks(blob, hits, len(data)) for blob, hits in both))

    def grams(self, length: int) -> Grams:
        """Return the grams of a length; of the few other texts they know nothing."""
        if length not in self._grams:
            self._grams[length] = Grams(self.plain, length)
        return self._grams[length]

    def hits(self, needle: bytes) -> tuple[Hits, Hits]:
        """Return where a needle is in both blobs; within a known answer if the needle only grew."""
        if needle not in self._hits:
            self._hits[needle] = self._look(needle)
            if len(self._hits) > _KEPT:
                del self._hits[next(iter(self._hits))]
        return self._hits[needle]

    def forget(self) -> None:
        """Forget where needles were found."""
        self._hits.clear()

    def _look(self, needle: bytes) -> tuple[Hits, Hits]:
        known = max((each for each in self._hits if each in needle), key=len, default=None)
        if known is None:
            return self._look_everywhere(needle), self.others.hits(needle, self.rarity)
        plain, others = self._hits[known]
        shift = needle.find(known)
        return self.plain.narrowed(plain, needle, shift), self.others.narrowed(others, needle, shift)

    def _look_everywhere(self, needle: bytes) -> Hits:
        """Return where a needle is in the blob of all names: of those that have its grams, if they are few."""
        if self._grams:
            has_all = [grams.inside(needle) for grams in list(self._grams.values())]  # another thread may add to it
            numbers = np.flatnonzero(np.logical_and.reduce(has_all))
            if len(numbers) * _RARE < len(self):
                return self.plain.hits_in(numbers, needle, self.rarity)
        return self.plain.hits(needle, self.rarity)

    def tried(self, mask: Mask, search: Callable[[str, CancelToken], Mask], cancel: CancelToken) -> Mask:
        """Return which of those in a mask a search finds, given some thousands at a time, with a NUL after each.

        Raises what the search raises.
        """
        found = self._none()
        numbers = np.flatnonzero(mask)
        for begin in range(0, len(numbers), _ONE_BY_ONE):
            part = numbers[begin : begin + _ONE_BY_ONE]
            found[part] = search(decoded(self.plain.joined(part)), cancel)
        for number in self.other[mask[self.other]].tolist():
            found[number] = search(f"{self.text(number)}\0", cancel)[0]
        return found

    def _both(self, look: Callable[[Blob], Mask]) -> Mask:
        return self.join(look(self.plain), look(self.others))

    def join(self, plain: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
        """Return values for both blobs as values for all names; the first is changed."""
        plain[self.other] = others
        return plain

    def _none(self) -> Mask:
        return np.zeros(len(self), dtype=bool)

    def _checked(self, found: Mask, needle: str, is_wanted: Callable[[str], bool]) -> Mask:
        """Look again at what a needle was found in whose bytes may be half a character."""
        return found if is_whole(needle) else self.where(found, is_wanted)


def _ranks(blob: Blob, hits: Hits, length: int) -> Ranks:
    """Return how well each item is matched by a needle of a length."""
    places, owners = hits
    start = blob.start[owners]
    found = np.full(blob.size, INSIDE, dtype=np.uint8)
    begins_word = ~IN_WORDS[blob.items[np.maximum(places - 1, 0)]]
    found[owners[begins_word]] = WORD
    begins = places == start
    found[owners[begins]] = START
    found[owners[begins & (blob.start[owners + 1] - start == length + 1)]] = WHOLE
    return found


def not_ascii(names: Blob) -> NDArray[np.intp]:
    """Return the numbers of the names that are not ASCII."""
    return np.flatnonzero(names.mask(names.owners(np.flatnonzero(names.items >= 128))))  # noqa: PLR2004 - no ASCII


def is_whole(text: str) -> bool:
    """Return whether a text has no undecodable bytes, so that it is where its bytes are."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def decoded(name: bytes) -> str:
    """Return a name as text, undecodable bytes as lone surrogates."""
    return name.decode("utf-8", "surrogateescape")
