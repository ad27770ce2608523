"""Going: where somebody may want to go who types a few letters: folders gone to before, and those of every root."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from fbrowser.common.display import display
from fbrowser.common.fuzzy import match
from fbrowser.common.paths import SEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.search.folders import Folders

_MOST_BONUS: Final = 30.0
"""Worth that a folder has beyond that of its match, if it is gone to all the time."""
_HALF_BONUS: Final = 4.0
"""Worth of visits that comes to half of that."""


def words_of(typed: str) -> list[str]:
    """Return what is looked for, one after the other: words, or parts of a path."""
    return typed.replace(os.sep, " ").split()


def where_to(
    typed: str, places: Iterable[tuple[bytes, float]], indexes: Sequence[Folders], limit: int, cancel: CancelToken
) -> list[bytes]:
    """Return the paths of folders, the best first, each once; nothing typed: of places alone, the most used first.

    places: folders that may be in no index, or were gone to, with what their visits are worth. Raises Cancelled.
    """
    words = words_of(typed)
    worth = dict(places)
    if not words:
        return sorted(worth, key=lambda path: -worth[path])[:limit]
    best: dict[bytes, float] = {}
    for index in indexes:
        best |= {each.path: each.score for each in index.find(words, limit, cancel)}
    for path, visits in worth.items():
        cancel.check()
        score = best.get(path) or score_of(words, path)
        if score is not None:
            best[path] = score + _MOST_BONUS * visits / (visits + _HALF_BONUS)
    return sorted(best, key=lambda path: (-best[path], len(path), path))[:limit]


def score_of(words: Sequence[str], path: bytes) -> float | None:
    """Return how well words fit a path as `Folders` would say: the last one its name; None if they do not."""
    *above, name = [display(part) for part in path.split(SEP)] if path != SEP else [display(SEP)]
    found = match(words[-1], name)
    if found is None:
        return None
    at = 0
    for word in words[:-1]:
        at = next((place + 1 for place in range(at, len(above)) if match(word, above[place])), -1)
        if at < 0:
            return None
    return found.score
