"""Fuzzy: how well a short typed text fits a longer one, and which of its characters it stands for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.common.spans import Spans

BEST: Final = 100.0
_LEAST: Final = 45.0
"""What letters that do not stand side by side must be worth: strewn over a text they are no match."""
_LONGEST: Final = 256
"""Characters of a text that are looked at; of a typed word a quarter."""
_CLOSE: Final = 78
"""How alike, of 100, what was mistyped must be."""

# What a character of the typed text adds where it is found.
_FOUND: Final = 4
_NEXT: Final = 6
"""Right behind the one before."""
_FIRST: Final = 10
"""At the beginning of the text."""
_WORD: Final = 8
"""At the beginning of a word in it."""
_GAP: Final = -4
_LENGTH: Final = 0.15
"""What each character takes away that the text has and the typed one has not; no more than MOST_LENGTH of all."""
_MOST_LENGTH: Final = 8.0
_NOWHERE: Final = float("-inf")


class Match(NamedTuple):
    """How a typed text fits another one."""

    score: float
    """0 to BEST: of what begins the text, or the words in it, and goes on without a gap."""
    spans: Spans
    """Characters of the text that it stands for."""


class Ranked(NamedTuple):
    """One of several texts that fits."""

    place: int
    """Which one, counted from 0."""
    score: float
    spans: Spans


def match(typed: str, text: str) -> Match | None:
    """Return how well a typed text fits: all its words, in any order; None if one of them does not.

    The letters of a word stand in the text in the same order, not always next to each other: `ntp` is in `new tab
    page`. Neither case nor accents count. What is typed of nothing fits everything.
    """
    words = typed.split()
    if not words:
        return Match(0.0, ())
    folded = _folded(text[:_LONGEST])
    found = [_match_word(fold(word)[: _LONGEST // 4], folded) for word in words]
    score, places = 0.0, set[int]()
    for each in found:
        if each is None:
            return None
        score += each[0] / len(words)
        places |= each[1]
    unused = max(0, len(folded.text) - sum(map(len, words)))
    return Match(max(0.0, score - min(_MOST_LENGTH, _LENGTH * unused)), spans_of(places))


def rank(typed: str, texts: Sequence[str]) -> list[Ranked]:
    """Return which of some texts fit, the best first; of equals that which comes first.

    If none does, those that are most like what was typed: it may be mistyped.
    """
    matches = [(place, match(typed, text)) for place, text in enumerate(texts)]
    found = [Ranked(place, each.score, each.spans) for place, each in matches if each is not None]
    found = found or _mistyped(typed, texts)
    return sorted(found, key=lambda each: -each.score)


def _mistyped(typed: str, texts: Sequence[str]) -> list[Ranked]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 20 ms, and only who mistypes needs it

    alike = process.extract(typed, texts, scorer=fuzz.WRatio, processor=fold, limit=5, score_cutoff=_CLOSE)
    return [Ranked(place, score, ()) for _, score, place in alike]


# -- what is compared


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text as it is compared: without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return "".join(each for each in apart if unicodedata.category(each) != "Mn")


class _Folded(NamedTuple):
    text: str
    source: Sequence[int]
    """Which character of the text itself each one comes from."""
    bonus: Sequence[int]
    """What it adds to be there."""


@lru_cache(maxsize=4096)
def _folded(text: str) -> _Folded:
    if text.isascii():
        folded, source = text.lower(), list(range(len(text)))
    else:
        parts = [fold(each) for each in text]
        folded = "".join(parts)
        source = [at for at, part in enumerate(parts) for _ in part]
    starts = [_bonus(text, at) for at in range(len(text))]
    return _Folded(folded, source, [starts[at] for at in source])


def _bonus(text: str, at: int) -> int:
    """Return what it adds to be found at a place."""
    if at == 0:
        return _FIRST
    before, here = text[at - 1], text[at]
    if not here.isalnum():
        return 0
    starts_word = (
        not before.isalnum() or (before.islower() and here.isupper()) or (here.isdigit() and not before.isdigit())
    )
    return _WORD if starts_word else 0


# -- one word


def _match_word(word: str, folded: _Folded) -> tuple[float, set[int]] | None:
    """Return worth, 0 to BEST, and places of the best way to find a word's letters in a text."""
    text, bonus = folded.text, folded.bonus
    if not word or not _is_subsequence(word, text):
        return None
    # best[j]: of all ways to find the letters so far with the last of them at j.
    best: list[float] = []
    ways: list[list[int]] = []
    for number, letter in enumerate(word):
        row, way = [_NOWHERE] * len(text), [-1] * len(text)
        farther, far_at = _NOWHERE, -1
        """The best before the character right before this one."""
        for at, here in enumerate(text):
            if number and at > 1 and best[at - 2] > farther:
                farther, far_at = best[at - 2], at - 2
            if here != letter:
                continue
            if not number:
                row[at] = _FOUND + bonus[at]
                continue
            near = best[at - 1] + _NEXT if at else _NOWHERE
            far = farther + _GAP + bonus[at]
            row[at], way[at] = (near, at - 1) if near >= far else (far, far_at)
            row[at] += _FOUND
        best = row
        ways.append(way)
    score = max(best)
    ideal = _FIRST + _FOUND + (len(word) - 1) * (_FOUND + _NEXT)
    worth, places = min(BEST, BEST * score / ideal), _places(ways, best.index(score), folded.source)
    return (worth, places) if worth >= _LEAST or len(spans_of(places)) == 1 else None


def _is_subsequence(word: str, text: str) -> bool:
    at = 0
    for letter in word:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True


def _places(ways: list[list[int]], last: int, source: Sequence[int]) -> set[int]:
    """Return the characters of the text itself that the letters were found at."""
    found = set[int]()
    for way in reversed(ways):
        found.add(source[last])
        last = way[last]
    return found
