"""Folders: which folders of a snapshot fit what was typed.

The last word is for their names, the others for the names of those they lie in: `proj src` is a folder like `src`
somewhere below one like `proj`, as zoxide reads it.
"""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from fbrowser.common.display import display
from fbrowser.common.fuzzy import Match, fold, match
from fbrowser.index.sorting import fold_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.snapshot import Snapshot

    Mask = NDArray[np.bool_]

_CHUNK: Final = 1 << 12
"""Names looked at between two looks at the token: it is the interpreter that looks."""
_ENOUGH: Final = 400
"""Different names that are looked at closely."""
_DEEPER: Final = 0.5
"""Worth that each level takes away."""
_MOST_DEPTH: Final = 20


class FoundFolder(NamedTuple):
    """A folder that fits."""

    score: float
    path: bytes


class Folders:
    """The folders of one snapshot, by their different names. Not to be used by two threads at once."""

    def __init__(self, snapshot: Snapshot, cancel: CancelToken) -> None:
        """Look at all folders: 0.1 s for a hundred thousand. Raises Cancelled."""
        self.snapshot = snapshot
        rows = snapshot.column("folder_row")[1:]  # the first is the root, which has no row
        self._rows = rows
        numbers = snapshot.column("name")[rows]
        is_used = np.zeros(len(snapshot.column("name_start")) - 1, dtype=bool)
        is_used[numbers] = True
        different = np.flatnonzero(is_used)
        place = np.cumsum(is_used, dtype=np.int32) - 1
        self._name = place[numbers]
        """Which of the texts is the name of each folder, int32 (f - 1,)."""
        self._texts: list[str] = []
        self._numbers = different
        for first in range(0, len(different), _CHUNK):
            cancel.check()
            names = [snapshot.name_of(number) for number in different[first : first + _CHUNK].tolist()]
            self._texts += [each.decode("utf-8", "surrogateescape") for each in fold_names(names)]
        self._depth = self._covered(np.ones(len(rows), dtype=bool))[rows]
        """How many folders each lies in, the root not counted, int32 (f - 1,)."""

    def find(self, words: Sequence[str], limit: int, cancel: CancelToken) -> list[FoundFolder]:
        """Return the folders that fit some words, the best first; of equals the shallowest. Raises Cancelled."""
        *above, last = words
        allowed = np.ones(len(self._rows), dtype=bool)
        for word in above:
            fits = self._fitting(word, limit=len(self._texts), cancel=cancel)
            is_like = np.zeros(len(self._texts), dtype=bool)
            is_like[list(fits)] = True
            allowed = self._covered(is_like[self._name] & allowed)[self._rows] > 0
        there = np.zeros(len(self._texts), dtype=bool)
        there[self._name[allowed]] = True
        scores = np.full(len(self._texts), -1.0)
        for place in self._fitting(last, limit=_ENOUGH, cancel=cancel, among=there):
            cancel.check()
            found = self._match(last, place)
            if found is not None:
                scores[place] = found.score
        score = np.where(allowed, scores[self._name], -1.0)
        at = np.flatnonzero(score >= 0)
        worth = score[at] - _DEEPER * np.minimum(self._depth[at], _MOST_DEPTH)
        first = np.lexsort((self._rows[at], -worth))[:limit]
        at, worth = at[first], worth[first]
        return [
            FoundFolder(each, self.snapshot.path(row))
            for each, row in zip(worth.tolist(), self._rows[at].tolist(), strict=True)
        ]

    def _covered(self, chosen: Mask) -> NDArray[np.int32]:
        """Return in how many of some folders, int32 (f - 1,) chosen, each row lies, int32 (n + 1,)."""
        snapshot = self.snapshot
        steps = np.zeros(len(snapshot) + 1, dtype=np.int32)
        np.add.at(steps, snapshot.column("folder_first")[1:][chosen], 1)
        np.add.at(steps, snapshot.column("folder_end")[1:][chosen], -1)
        return np.cumsum(steps, dtype=np.int32)

    def _match(self, word: str, place: int) -> Match | None:
        return match(word, display(self.snapshot.name_of(int(self._numbers[place]))))

    def _fitting(self, word: str, *, limit: int, cancel: CancelToken, among: Mask | None = None) -> list[int]:
        """Return names that a word fits, the likeliest first: in which it stands, then those with its letters."""
        wanted = fold(word)
        inside: list[int] = []
        for first, texts in self._chunks(cancel):
            inside += [first + at for at, text in enumerate(texts) if wanted in text]
        if among is not None:
            inside = [place for place in inside if among[place]]
        if len(inside) >= limit:
            return nsmallest(limit, inside, key=lambda place: self._cheap(wanted, place))
        known = set(inside)
        strewn = [place for place in self._strewn(wanted, cancel) if place not in known]
        if among is not None:
            strewn = [place for place in strewn if among[place]]
        best = nsmallest(limit - len(inside), strewn, key=lambda place: self._cheap(wanted, place))
        # Above, whatever has the word in it will do: with its letters alone, nearly every path would.
        return inside + best if among is not None or not inside else inside

    def _strewn(self, wanted: str, cancel: CancelToken) -> list[int]:
        """Return the names that have the letters of a word, in that order."""
        from rapidfuzz import process  # noqa: PLC0415 - 20 ms
        from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - likewise

        found: list[int] = []
        for first, texts in self._chunks(cancel):
            alike = process.extract(wanted, texts, scorer=LCSseq.similarity, score_cutoff=len(wanted), limit=None)
            found += [first + at for _, _, at in alike]
        return found

    def _chunks(self, cancel: CancelToken) -> Iterator[tuple[int, list[str]]]:
        """Return the names part by part, with the place of the first. Raises Cancelled."""
        for first in range(0, len(self._texts), _CHUNK):
            cancel.check()
            yield first, self._texts[first : first + _CHUNK]

    def _cheap(self, wanted: str, place: int) -> tuple[int, int]:
        """Return what names are put in order by before any of them is looked at closely."""
        text = self._texts[place]
        first_letter = text[:1] != wanted[:1]
        return (0 if text == wanted else 1 if text.startswith(wanted) else 2 + first_letter), len(text)
