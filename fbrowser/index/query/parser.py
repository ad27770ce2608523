"""Parser: from a query's text to what it means. Every text means something; what cannot be read is never raised.

From the tightest to the loosest:

- Modifiers, filters and `!`, right before a term or a group, from the inside out: `!case:(a|b)`. Of two that
  contradict each other the inner one holds. `NOT`, and a `!` with a space behind it, take the next term as well.
- `a|b`: either.
- `a b`, `a AND b`, `a && b`: both.
- `a OR b`, `a || b`: either.

An operator with nothing before or behind it is ignored with a hint, and so is an empty group. A group that is never
closed reaches to the end. What cannot be read stays nothing if it is negated. `count:N` limits the whole result
wherever it stands, and the smallest one holds; it cannot be negated, nor be an alternative.

The parser is a stack of open groups, not a recursion: brackets may nest as they like, and the text is read once.
What nests in earnest, `!(a !(b ...))`, is cut where walking the tree would get too deep.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.translation import number, tr
from fbrowser.config.extension_sets import in_force
from fbrowser.index.query.leaves import Leaves, Manner
from fbrowser.index.query.lexer import Token, TokenKind, lex
from fbrowser.index.query.nodes import EVERYTHING, And, Child, Node, Not, Nothing, Or, Span, Text
from fbrowser.index.query.parsed import Pill, Query
from fbrowser.index.query.remarks import Remarks
from fbrowser.index.query.values import BadValue, read_number
from fbrowser.index.query.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HIGHEST: Final = 100
"""Nodes above each other in a tree: comparing and matching take some frames for each, of Python's 1,000."""
_OPERATORS: Final = (TokenKind.PIPE, TokenKind.AND, TokenKind.OR)


def parse(text: str, *, now: datetime | None = None, filters: Mapping[str, frozenset[str]] | None = None) -> Query:
    """Return what a query means. Never raises.

    now: the moment that dates are seen from; a naive one is local. filters: sets of extensions by lower-case names,
    by default those of the settings; a name that is a function already is out of reach.
    """
    return _Parser(text, now or datetime.now(UTC), in_force() if filters is None else filters).parse()


class _Part(NamedTuple):
    """A node in the making."""

    node: Node
    span: Span
    height: int = 1
    """At least the number of nodes above each other."""
    limit: int | None = None
    """Of a `count:`, which says nothing about an entry."""


class _Group:
    """What was read of an open group, or of the whole query."""

    def __init__(self, opened: Span, prefixes: list[Token], manner: Manner) -> None:
        self.opened = opened
        self.prefixes = prefixes
        """What stands before it."""
        self.manner = manner
        self.operator: Token | None = None
        """What will join the next part; a space if there is none."""
        self.parts: list[list[list[_Part]]] = [[]]
        """One of: all of: one of."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no part yet."""
        return not self.parts[0]

    def add(self, part: _Part) -> None:
        """Add a part, joined by the operator before it."""
        kind = self.operator.kind if self.operator else TokenKind.AND
        self.operator = None
        if kind is TokenKind.PIPE:
            self.parts[-1][-1].append(part)
        elif kind is TokenKind.OR:
            self.parts.append([[part]])
        else:
            self.parts[-1].append([part])


class _Parser:
    """Reads one query, token by token."""

    def __init__(self, text: str, now: datetime, filters: Mapping[str, frozenset[str]]) -> None:
        self.text = text
        self.filters = filters
        self.remarks = Remarks()
        self.leaves = Leaves(text, now, filters, self.remarks)
        self.limits: list[int] = []
        self.prefixes: list[Token] = []
        """What waits for the term that it stands before."""
        self.groups = [_Group(Span(0, 0), [], Manner())]

    def parse(self) -> Query:
        """Return what the text means."""
        for token in lex(self.text, self.filters):
            self._take(token)
        self._settle()
        while len(self.groups) > 1:
            self.remarks.hint(
                self.groups[-1].opened, tr("This bracket is never closed: the group reaches to the end")
            )
            self._close(len(self.text))
        conjunctions = self._conjunctions(self.groups[0])
        whole = self._whole(conjunctions)
        top = conjunctions[0] if len(conjunctions) == 1 else [whole] if whole else []
        problems = sorted(self.remarks.problems)
        starts = [span.start for span, _ in problems]
        return Query(
            text=self.text,
            root=whole.node if whole else EVERYTHING,
            limit=min(self.limits, default=None),
            problems=tuple(problems),
            hints=tuple(sorted(self.remarks.hints)),
            pills=tuple(_pill(part, starts) for part in top),
        )

    def _take(self, token: Token) -> None:
        """Go on by one token."""
        if self.prefixes and not _belongs_to(token, self.prefixes[-1]):
            self._settle()
        match token.kind:
            case TokenKind.NOT | TokenKind.PREFIX:
                self.prefixes.append(token)
            case TokenKind.OPEN:
                self.groups.append(_Group(token.span, self.prefixes, self._manner()))
                self.prefixes = []
            case TokenKind.CLOSE:
                self._close(token.span.end)
            case TokenKind.WORD:
                self._add(_Part(self.leaves.word(token, self._manner()), token.span))
            case TokenKind.VALUE if token.name == "count":
                self._add(self._limit(token))
            case TokenKind.VALUE:  # several values are alternatives: one node above the leaves
                self._add(_Part(self.leaves.value(token, self._manner()), token.span, height=2))
            case TokenKind.PIPE | TokenKind.AND | TokenKind.OR:
                self._operator(token)

    def _manner(self) -> Manner:
        """Return how a text is meant here."""
        manner = self.groups[-1].manner
        for prefix in self.prefixes:
            manner = manner.within(prefix.name)
        return manner

    def _limit(self, token: Token) -> _Part:
        try:
            limit = read_number(token.text).low
        except BadValue as problem:
            return _Part(self.remarks.problem(token.span, f"count: {problem}"), token.span)
        assert limit is not None
        self.limits.append(limit)
        return _Part(EVERYTHING, token.span, limit=limit)

    # -- operators and groups

    def _operator(self, token: Token) -> None:
        group = self.groups[-1]
        if group.is_empty:
            self.remarks.hint(
                token.span, tr("{text} has nothing before it, and is ignored", text=self._typed(token))
            )
            return
        self._drop_operator(group)
        group.operator = token

    def _drop_operator(self, group: _Group) -> None:
        if group.operator:
            self._hint_ignored(group.operator)
            group.operator = None

    def _hint_ignored(self, token: Token) -> None:
        self.remarks.hint(token.span, tr("{text} has nothing behind it, and is ignored", text=self._typed(token)))

    def _typed(self, token: Token) -> str:
        return self.text[slice(*token.span)]

    def _close(self, end: int) -> None:
        """Close the innermost group, which ends there, and make it a part of the one around it."""
        group = self.groups.pop()
        part = self._whole(self._conjunctions(group))
        self.prefixes = group.prefixes
        if part is None:
            self.remarks.hint(Span(group.opened.start, end), tr("An empty group is ignored"))
            self._settle()
        else:
            self._add(part._replace(span=Span(group.opened.start, end)))

    def _conjunctions(self, group: _Group) -> list[list[_Part]]:
        """Return a group as what `OR` joins, each as what spaces join; none if it is empty."""
        self._drop_operator(group)
        return [[self._joined(Or, either) for either in every] for every in group.parts if every]

    def _whole(self, conjunctions: list[list[_Part]]) -> _Part | None:
        if not conjunctions:
            return None
        return self._joined(Or, [self._joined(And, every) for every in conjunctions])

    def _joined(self, kind: type[And | Or], parts: list[_Part]) -> _Part:
        span = Span(parts[0].span.start, parts[-1].span.end)
        telling = [part for part in parts if part.limit is None] or parts[:1]
        if len(telling) == 1:
            return telling[0]._replace(span=span)
        return self._part(kind(tuple(part.node for part in telling)), span, telling)

    def _part(self, node: Node, span: Span, below: Iterable[_Part]) -> _Part:
        """Return a part with a node above others, unless it gets too high."""
        height = 1 + max(part.height for part in below)
        if height <= _HIGHEST:
            return _Part(node, span, height)
        return _Part(
            self.remarks.problem(span, tr("This is nested more than {count} deep", count=number(_HIGHEST))), span
        )

    # -- what stands before a term

    def _settle(self) -> None:
        """Let functions with nothing right behind them stand by themselves."""
        prefixes, self.prefixes = self.prefixes, []
        while prefixes and prefixes[-1].kind is TokenKind.NOT:
            self._hint_ignored(prefixes.pop())
        if prefixes:
            last = prefixes.pop()
            self.prefixes = prefixes
            self._add(_Part(self._alone(last), last.span))

    def _alone(self, token: Token) -> Node:
        """Return what a function with nothing behind it means."""
        if token.name == "child":
            return self.remarks.problem(
                token.span, tr("{function} a name is missing right behind the colon", function="child:")
            )
        leaf = self.leaves.alone(token)
        if leaf is None:
            self.remarks.hint(token.span, _stands_alone(token.name))
        return leaf or EVERYTHING

    def _add(self, part: _Part) -> None:
        """Add a part, with what waits for it, to the innermost group."""
        for prefix in reversed(self.prefixes):
            part = self._wrapped(prefix, part)
        self.prefixes = []
        self.groups[-1].add(part)

    def _wrapped(self, prefix: Token, part: _Part) -> _Part:
        """Return a part with what stands right before it."""
        span = Span(prefix.span.start, part.span.end)
        if part.limit is not None:
            self.remarks.hint(span, _limits_all())
            return part._replace(span=span)
        if prefix.kind is TokenKind.NOT:
            return self._negated(part, span)
        if prefix.name == "child":
            return part._replace(node=self._child(part.node, span), span=span)
        leaf = self.leaves.alone(prefix)
        if leaf is None:
            return part._replace(span=span)
        return self._part(And((leaf, part.node)), span, [part])

    def _negated(self, part: _Part, span: Span) -> _Part:
        match part.node:
            case Nothing():
                return part._replace(span=span)
            case Not(inner):
                return _Part(inner, span, part.height - 1)
            case node:
                return self._part(Not(node), span, [part])

    def _child(self, node: Node, span: Span) -> Node:
        match node:
            case Nothing():
                return node
            case Text(on_path=False) if node.how == "regex" or "/" not in node.text:
                return Child(node, span)
            case _:
                return self.remarks.problem(
                    span,
                    tr(
                        "{function} it takes one name; try {first} or {second}",
                        function="child:",
                        first="child:a|child:b",
                        second="child:*.txt",
                    ),
                )


def _stands_alone(function: str) -> str:
    return tr("{function} has nothing right behind it, and is ignored", function=f"{function}:")


def _limits_all() -> str:
    return tr("{function} limits the whole result, whatever stands before it", function="count:")


def _belongs_to(token: Token, prefix: Token) -> bool:
    """Return whether a prefix stands before a token: a function right before it, `!` and `NOT` at any distance."""
    if token.kind in _OPERATORS or token.kind is TokenKind.CLOSE:
        return False
    return token.glued or prefix.kind is TokenKind.NOT


def _pill(part: _Part, problems: list[int]) -> Pill:
    """Return a part as a pill; problems: where they start, in order."""
    meaning = words(part.node) if part.limit is None else tr("at most {count}", count=number(part.limit))
    first = bisect_left(problems, part.span.start)
    is_problem = first < len(problems) and problems[first] < part.span.end
    return Pill(part.span, meaning, part.node, isinstance(part.node, Not), is_problem)
