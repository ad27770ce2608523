"""Spans: places that follow each other, taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]
"""Parts of a text or a list, first and end, ascending, none touching another."""


def spans_of(places: Iterable[int]) -> Spans:
    """Return the spans that some places are of, which may come in any order, and more than once."""
    spans: list[tuple[int, int]] = []
    for at in sorted(set(places)):
        if spans and spans[-1][1] == at:
            spans[-1] = spans[-1][0], at + 1
        else:
            spans.append((at, at + 1))
    return tuple(spans)
