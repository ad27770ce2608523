"""Highlight: which characters of a shown name a query has matched. Pure; asked for painted rows alone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.display import display
from fbrowser.index.query.nodes import And, Or, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fbrowser.common.spans import Spans
    from fbrowser.index.query import Query
    from fbrowser.index.query.nodes import Node

_WORD: Final = re.compile(r"\w")
_WILD: Final = re.compile(r"[*?]+")
_PATTERN_S: Final = 0.01
"""How long a regular expression may look at one name before it is painted plain."""


def matched_texts(query: Query) -> tuple[Text, ...]:
    """Return what a query wants to find in names; what it does not want, and paths, leave no mark."""
    return tuple(dict.fromkeys(_texts(query.root)))


def _texts(node: Node) -> Iterable[Text]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _texts(part)
    elif isinstance(node, Text) and node.text:
        yield from [node] if not node.on_path else _last_part(node)


def _last_part(node: Text) -> Iterable[Text]:
    """Return what a path is matched by in the name: behind the last separator, where that can be told."""
    last = node.text.rpartition("/")[2]
    if node.how in ("inside", "end") and last and "/" in node.text:
        yield Text(last, "start" if node.how == "inside" else "whole", case=node.case, diacritics=node.diacritics)
    elif node.how == "inside":
        yield Text(node.text, case=node.case, diacritics=node.diacritics)


@lru_cache(maxsize=4096)
def spans(name: bytes, texts: tuple[Text, ...]) -> Spans:
    """Return the parts (first, end) of `display(name)` that the texts match, ascending, none touching another."""
    raw = name.decode("utf-8", "surrogateescape")
    found = sorted(span for text in texts for span in _found(raw, text))
    place = _shown_places(raw)
    return tuple((place[first], place[end]) for first, end in _joined(found))


def _shown_places(raw: str) -> list[int] | range:
    """Return where each character of a name begins in its shown text, and the end."""
    if raw.isascii() and raw.isprintable():
        return range(len(raw) + 1)
    places = [0]
    for character in raw:
        places.append(places[-1] + len(display(character.encode("utf-8", "surrogateescape"))))
    return places


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, end in found:
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif end > first:
            joined.append((first, end))
    return joined


# -- one text in one name


class _Folded(NamedTuple):
    """A name as it is compared, and which of its characters each one comes from."""

    text: str
    source: list[int] | range
    length: int
    """Characters of the name itself."""

    def back(self, first: int, end: int) -> tuple[int, int]:
        """Return the characters of the name that a part of the folded one comes from, with marks that follow."""
        if first >= end:
            return 0, 0
        return self.source[first], self.source[end] if end < len(self.source) else self.length


def _found(raw: str, text: Text) -> Iterable[tuple[int, int]]:
    folded = _folded(raw, text)
    return [folded.back(*span) for span in _WAYS[text.how](folded.text, text)]


def _folded(raw: str, text: Text) -> _Folded:
    """Return a name without what does not count."""
    if raw.isascii():
        return _Folded(raw if text.case else raw.lower(), range(len(raw)), len(raw))
    parts: list[str] = []
    source: list[int] = []
    for at, character in enumerate(raw):
        folded = _fold(character, case=text.case, diacritics=text.diacritics)
        parts.append(folded)
        source += [at] * len(folded)
    return _Folded("".join(parts), source, len(raw))


@lru_cache(maxsize=4096)
def _fold(text: str, *, case: bool, diacritics: bool) -> str:
    """Return a text as it is compared; character by character this comes to the same."""
    folded = unicodedata.normalize("NFD", text)
    if not case:
        folded = unicodedata.normalize("NFD", folded.casefold())
    if diacritics:
        return folded
    return "".join(each for each in folded if unicodedata.category(each) != "Mn")


def _needle(text: Text) -> str:
    return _fold(text.text, case=text.case, diacritics=text.diacritics)


def _inside(name: str, text: Text) -> Iterable[tuple[int, int]]:
    needle = _needle(text)
    at = name.find(needle) if needle else -1
    while at >= 0:
        yield at, at + len(needle)
        at = name.find(needle, at + len(needle))


def _whole(name: str, text: Text) -> Iterable[tuple[int, int]]:
    if name == _needle(text):
        yield 0, len(name)


def _start(name: str, text: Text) -> Iterable[tuple[int, int]]:
    needle = _needle(text)
    if name.startswith(needle):
        yield 0, len(needle)


def _end(name: str, text: Text) -> Iterable[tuple[int, int]]:
    needle = _needle(text)
    if name.endswith(needle):
        yield len(name) - len(needle), len(name)


def _word(name: str, text: Text) -> Iterable[tuple[int, int]]:
    """Yield where a text stands as a word: no letter or digit goes on where it begins or ends with one."""
    for first, end in _inside(name, text):
        before, after = name[first - 1 : first], name[end : end + 1]
        opens = not (_WORD.match(name[first]) and _WORD.match(before))
        closes = not (_WORD.match(name[end - 1]) and _WORD.match(after))
        if opens and closes:
            yield first, end


def _wild(name: str, text: Text) -> Iterable[tuple[int, int]]:
    """Yield the runs between wildcards, each where it comes first."""
    at = 0
    for run in filter(None, _WILD.split(_needle(text))):
        at = name.find(run, at)
        if at < 0:
            return
        yield at, at + len(run)
        at += len(run)


def _pattern(name: str, text: Text) -> Iterable[tuple[int, int]]:
    from fbrowser.index.query.patterns import compiled  # noqa: PLC0415 - few queries have a pattern
    from fbrowser.index.query.values import BadValue  # noqa: PLC0415 - likewise

    try:
        return [match.span() for match in compiled(text).finditer(name, timeout=_PATTERN_S)]
    except (BadValue, TimeoutError):
        return []


_WAYS: Final[dict[str, Callable[[str, Text], Iterable[tuple[int, int]]]]] = {
    "inside": _inside,
    "whole": _whole,
    "start": _start,
    "end": _end,
    "word": _word,
    "wild": _wild,
    "regex": _pattern,
}


def elided_spans(text: str, elided: str, found: Spans) -> Spans:
    """Return what is left of the parts of a text when its middle, or its end, was replaced by an ellipsis.

    What was left out marks the ellipsis.
    """
    if text == elided:
        return found
    head = next((at for at, (a, b) in enumerate(zip(text, elided, strict=False)) if a != b), len(elided) - 1)
    tail = len(elided) - head - 1
    moved = len(elided) - len(text)
    kept = [(first, min(end, head)) for first, end in found if first < head]
    if any(first < len(text) - tail and end > head for first, end in found):
        kept.append((head, head + 1))  # the ellipsis itself stands for what is hidden
    kept += [(max(first, len(text) - tail) + moved, end + moved) for first, end in found if end > len(text) - tail]
    return tuple(_joined(kept))
