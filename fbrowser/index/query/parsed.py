"""Parsed: what a query's text was found to mean, and how to take one part of it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from fbrowser.index.query.nodes import Content, leaves_of

if TYPE_CHECKING:
    from fbrowser.index.query.nodes import Node, Span
    from fbrowser.index.query.remarks import Remark


class Pill(NamedTuple):
    """One of the parts that a result must all have."""

    span: Span
    words: str
    """What it means, in plain English."""
    node: Node
    is_negated: bool = False
    is_problem: bool = False
    """Whether something in it could not be read."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query. Nothing about it depends on what is in an index."""

    text: str
    root: Node
    limit: int | None = None
    """How many results there may be at most."""
    problems: tuple[Remark, ...] = ()
    """What could not be read, in the order of the text; `find` refuses such a query."""
    hints: tuple[Remark, ...] = ()
    """What was read in a way that may surprise, in the order of the text."""
    pills: tuple[Pill, ...] = ()
    """In the order of the text; a single one if `OR` joins the whole."""

    @property
    def reads_files(self) -> bool:
        """Whether files must be read to answer it."""
        return any(isinstance(leaf, Content) for leaf in leaves_of(self.root))


def without(query: Query, pill: Pill) -> str:
    """Return the text of a query without one of its pills.

    What is left is joined by single spaces; an `AND` between parts, which says no more, goes as well.
    """
    return " ".join(query.text[slice(*each.span)] for each in query.pills if each is not pill)
