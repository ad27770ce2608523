r"""Leaves: what a single word, or a function with its value, means.

A text with `/` (on Windows, `\` outside of quotes too) is looked for in the path, unless `nopath:` says no. `*` and
`?` outside of quotes are wildcards, unless a modifier says where the text must be; if a word has some, those in
its quotes are wildcards too, with a hint. An empty text, or pattern, is in everything.
"""

from __future__ import annotations

import os
import re
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.translation import later, tr
from fbrowser.index.query.dates import date_reader
from fbrowser.index.query.filters import clean
from fbrowser.index.query.functions import meant
from fbrowser.index.query.nodes import (
    EVERYTHING,
    Children,
    Content,
    Depth,
    Duplicate,
    Extension,
    Kind,
    Length,
    Modified,
    Or,
    Size,
    Text,
    Within,
)
from fbrowser.index.query.patterns import compiled, is_in_everything
from fbrowser.index.query.texts import shown
from fbrowser.index.query.values import BadValue, Reader, intervals, read_number, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from fbrowser.index.query.lexer import Token
    from fbrowser.index.query.nodes import How, Leaf, Node, Span
    from fbrowser.index.query.remarks import Remarks

_UNKNOWN: Final = re.compile(r"([A-Za-z]{2,}):(?!//)")
"""What looks like a function; `C:`, `12:30` and `http://` do not."""
_PLACES: Final[dict[str, How]] = {"ww": "word", "exact": "whole", "startwith": "start", "endwith": "end"}
_NOT_KEPT: Final = {
    "dc": later("the index does not keep when a file was created"),
    "da": later("the index does not keep when a file was last opened"),
}
_ALONE: Final[dict[str, Callable[[Span], Leaf]]] = {
    "file": lambda span: Kind("file", span),
    "folder": lambda span: Kind("folder", span),
    "link": lambda span: Kind("link", span),
    "root": lambda span: Depth(0, 0, span),
    "empty": lambda span: Children("any", 0, 0, span),
    "dupe": lambda span: Duplicate("name", span),
    "sizedupe": lambda span: Duplicate("size", span),
}
_RANGES: Final[dict[str, Callable[[int | None, int | None, Span], Leaf]]] = {
    "size": Size,
    "dm": Modified,
    "depth": Depth,
    "len": Length,
    "childcount": partial(Children, "any"),
    "childfilecount": partial(Children, "file"),
    "childfoldercount": partial(Children, "folder"),
}


class Manner(NamedTuple):
    """How a text is meant, by the modifiers around it."""

    how: How | None = None
    on_path: bool | None = None
    case: bool = False
    diacritics: bool = False

    def within(self, name: str) -> Manner:
        """Return how it is meant behind one more function, most of which change nothing about it."""
        match name:
            case "path" | "nopath":
                return self._replace(on_path=name == "path")
            case "case" | "nocase":
                return self._replace(case=name == "case")
            case "diacritics" | "nodiacritics":
                return self._replace(diacritics=name == "diacritics")
            case "child":
                return self._replace(on_path=False)
            case _:
                return self._replace(how=_PLACES[name]) if name in _PLACES else self


class Leaves:
    """Makes the leaves of one query, and remarks on them."""

    def __init__(self, text: str, now: datetime, filters: Mapping[str, frozenset[str]], remarks: Remarks) -> None:
        self._text = text
        self._filters = filters
        self._remarks = remarks
        self._readers: dict[str, Reader] = {"size": read_size, "dm": date_reader(now)}

    def word(self, token: Token, manner: Manner) -> Node:
        """Return what a word means."""
        self._check_quotes(token)
        self._check_name(token.span)
        if token.bare.count(")") > token.bare.count("("):
            self._remarks.hint(token.span, tr("This bracket closes no group, and is looked for as a text"))
        how = manner.how or ("wild" if _wildcards(token.bare) else "inside")
        if how == "wild" and _wildcards(token.text) > _wildcards(token.bare):
            self._remarks.hint(token.span, tr("* and ? in quotes are wildcards too, as the word has others"))
        if not token.text and how != "whole":
            self._remarks.hint(token.span, tr("An empty text is in everything"))
            return EVERYTHING
        return _text(token, how, manner)

    def alone(self, token: Token) -> Leaf | None:
        """Return what a function means by itself, whatever stands behind it; None of a modifier."""
        if token.name in _ALONE:
            return _ALONE[token.name](token.span)
        if token.name in self._filters:
            return Extension(clean(self._filters[token.name]), token.name, token.span)
        return None

    def value(self, token: Token, manner: Manner) -> Node:
        """Return what a function with a value means. A value that cannot be read is a problem, and nothing."""
        self._check_quotes(token)
        try:
            return self._read(token, manner)
        except BadValue as problem:
            return self._remarks.problem(token.span, f"{token.name}: {problem}")

    def _read(self, token: Token, manner: Manner) -> Node:
        if token.name in _NOT_KEPT:
            raise BadValue(tr(_NOT_KEPT[token.name]))
        if token.name in _RANGES:
            return self._ranges(token)
        if token.name == "regex":
            return self._pattern(token, manner)
        if token.bare.startswith(("(", "<")):
            self._remarks.hint(token.span, _takes_no_group(token.name))
        if token.name == "ext":
            return self._extensions(token)
        if not token.text:
            raise BadValue(tr("a value is missing right behind the colon"))
        if token.name == "content":
            return Content(token.text, manner.case, token.span)
        return Within(token.text, token.name == "parent", token.span)

    def _ranges(self, token: Token) -> Node:
        found = intervals(token.text, self._readers.get(token.name, read_number))
        for each in found:
            if each.hint:
                self._remarks.hint(token.span, each.hint)
        leaves = tuple(_RANGES[token.name](each.low, each.high, token.span) for each in found)
        return leaves[0] if len(leaves) == 1 else Or(leaves)

    def _extensions(self, token: Token) -> Node:
        extensions = clean([each for each in token.text.split(";") if each] or [""])
        for each in extensions:
            if "." in each:
                last = each.rpartition(".")[2]
                self._remarks.hint(
                    token.span, tr("An extension is what follows the last dot: {right}", right=f"ext:{last}")
                )
        return Extension(extensions, span=token.span)

    def _pattern(self, token: Token, manner: Manner) -> Node:
        node = _text(token, "regex", manner)
        if is_in_everything(compiled(node)):
            self._remarks.hint(token.span, tr("This pattern is in everything"))
        return node if node.text else EVERYTHING

    def _check_quotes(self, token: Token) -> None:
        if token.unclosed:
            self._remarks.hint(token.span, tr("This quote is never closed: it reaches to the end"))

    def _check_name(self, span: Span) -> None:
        """Remark on what looks like a function but is none."""
        match = _UNKNOWN.match(self._text, *span)
        if match is None or not self._remarks.want_hints:
            return
        guess = meant(match[1], self._filters)
        if guess:
            said = tr(
                "{name} is no function, and looked for as a text; did you mean {guess}?",
                name=shown(match[0]),
                guess=f"{guess}:",
            )
        else:
            said = tr("{name} is no function, and looked for as a text", name=shown(match[0]))
        self._remarks.hint(span, said)


def _text(token: Token, how: How, manner: Manner) -> Text:
    has_separator = "/" in token.text or (os.sep == "\\" and "\\" in token.bare and how != "regex")
    on_path = has_separator if manner.on_path is None else manner.on_path
    return Text(token.text, how, on_path, manner.case, manner.diacritics, token.span)


def _takes_no_group(function: str) -> str:
    return tr("The bracket is part of the value: {function} takes no group", function=f"{function}:")


def _wildcards(text: str) -> int:
    return text.count("*") + text.count("?")
