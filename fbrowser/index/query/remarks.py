"""Remarks: sentences about places in a query, collected while it is read."""

from __future__ import annotations

from typing import Final, TypeAlias

from fbrowser.index.query.nodes import Nothing, Span

Remark: TypeAlias = tuple[Span, str]

_HINTS: Final = 50
"""Hints that are kept: nobody reads more, and a guess at what was meant takes a millisecond."""


class Remarks:
    """Problems, which leave a part of the query unread, and hints."""

    def __init__(self) -> None:
        self.problems: list[Remark] = []
        self.hints: list[Remark] = []

    def problem(self, span: Span, sentence: str) -> Nothing:
        """Keep a problem; return the node that stands for it."""
        self.problems.append((span, sentence))
        return Nothing(sentence, span)

    def hint(self, span: Span, sentence: str) -> None:
        """Keep a hint."""
        if self.want_hints:
            self.hints.append((span, sentence))

    @property
    def want_hints(self) -> bool:
        """Whether one more hint would be kept."""
        return len(self.hints) < _HINTS
