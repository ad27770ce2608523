"""Lexer: a query's text as tokens. Every text has some: what makes no sense as an operator is part of a word.

- A word ends at white space, at `|`, and at a bracket that closes an open group. Quotes in it, closed or not, take
  everything literally; `""` within quotes is one of them.
- A bracket opens a group at the start of a word only. Within one, `foo(1).txt`, it is literal, and so is the one
  that closes it. One that closes no open group of its kind is literal as well.
- `OR`, `||`, `AND`, `&&`, `NOT` are operators where they stand alone, in capitals; `!` is one at a word's start.
- Names of functions count at the start of a word. Where a comparison may stand, `<` and `>` belong to the value.
- A pattern goes on to the next white space outside of its brackets; `|` is part of it. In quotes it is like a word.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.index.query.functions import Behind, function
from fbrowser.index.query.nodes import Span

if TYPE_CHECKING:
    from collections.abc import Collection


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    PREFIX = auto()
    """A function before a term: `case:`, `file:`."""
    VALUE = auto()
    """A function with its value: `size:>1mb`."""
    NOT = auto()
    AND = auto()
    OR = auto()
    """`OR` or `||`, the loosest."""
    PIPE = auto()
    """`|`, which binds tighter than white space."""
    OPEN = auto()
    CLOSE = auto()


class Token(NamedTuple):
    """A piece of a query's text."""

    kind: TokenKind
    span: Span
    glued: bool = False
    """Whether no white space stands before it."""
    name: str = ""
    """Of a function, as it is called inside."""
    text: str = ""
    """Of a word or a value, without its quotes."""
    bare: str = ""
    """The part of that which is not in quotes."""
    unclosed: bool = False
    """Whether a quote is never closed."""


SPACE: Final = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space as Unicode defines it; Python's `\\s` would add four control characters."""

_SPACES: Final = re.compile(f"[{SPACE}]*")
_RUN: Final = re.compile(rf'[^{SPACE}"()<>|]+')
_QUOTED: Final = re.compile(r'"([^"]*(?:""[^"]*)*)("?)')
_NAME: Final = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):")
_OPERATOR: Final = re.compile(rf"(OR|\|\||AND|&&|NOT)(?=[{SPACE}()<>|]|\Z)")
_COMPARISON: Final = re.compile(r"[<>]?=?")
_PATTERN: Final = re.compile(rf"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]?|[^{SPACE}()<>\[\\]+|.", re.DOTALL)

_OPERATORS: Final = {
    "OR": TokenKind.OR,
    "||": TokenKind.OR,
    "AND": TokenKind.AND,
    "&&": TokenKind.AND,
    "NOT": TokenKind.NOT,
}
_CLOSING: Final = {"(": ")", "<": ">"}


def lex(text: str, filters: Collection[str] = ()) -> list[Token]:
    """Return the tokens of a text, in which the names of filters are functions as well. Never raises."""
    return _Lexer(text, filters).tokens()


def quote(text: str) -> str:
    """Return a query that looks for a text literally."""
    return '"' + text.replace('"', '""') + '"'


def quote_name(name: bytes) -> str:
    """Return a query, fit for a QString, that finds a raw name: a byte that is no text is any character."""
    text = name.decode("utf-8", "surrogateescape")
    parts = re.split("[\ud800-\udfff]", text)
    return quote(text) if len(parts) == 1 else "?".join(quote(part) if part else "" for part in parts)


class _Lexer:
    """Reads one text from its start to its end."""

    def __init__(self, text: str, filters: Collection[str]) -> None:
        self.text = text
        self.filters = filters
        self.at = 0
        self.awaited: list[str] = []
        """What closes the groups that are open, the innermost last."""

    def tokens(self) -> list[Token]:
        """Return all tokens."""
        found: list[Token] = []
        while True:
            start = self.at
            self.at = _end(_SPACES, self.text, start)
            if self.at == len(self.text):
                return found
            before = found[-1].kind if found and self.at == start else None
            found.append(self._token(before)._replace(glued=before is not None))

    def _token(self, before: TokenKind | None) -> Token:
        """Return the token that starts here; what is glued before it tells operators from words."""
        start = self.at
        character = self.text[start]
        if (operator := self._operator(before)) is not None:
            return self._symbol(*operator)
        if character == "!":
            return self._symbol(TokenKind.NOT, 1)
        if character == "|":
            return self._symbol(TokenKind.PIPE, 1)
        if character in _CLOSING:
            self.awaited.append(_CLOSING[character])
            return self._symbol(TokenKind.OPEN, 1)
        if self._closes(character):
            self.awaited.pop()
            return self._symbol(TokenKind.CLOSE, 1)
        return self._function() or self._word(TokenKind.WORD, start)

    def _symbol(self, kind: TokenKind, length: int) -> Token:
        start = self.at
        self.at += length
        return Token(kind, Span(start, self.at))

    def _operator(self, before: TokenKind | None) -> tuple[TokenKind, int] | None:
        """Return the operator that is spelled out here and its length, if it stands alone."""
        match = _OPERATOR.match(self.text, self.at)
        if match is None or before in (TokenKind.PREFIX, TokenKind.NOT):  # `exact:OR` and `!OR` look for it
            return None
        behind = self.text[match.end() : match.end() + 1]
        if behind in (")", ">") and not self._closes(behind):
            return None
        return _OPERATORS[match[1]], len(match[1])

    def _closes(self, bracket: str) -> bool:
        return bool(self.awaited) and self.awaited[-1] == bracket

    def _function(self) -> Token | None:
        """Return the function that is named here, with its value if it takes one."""
        match = _NAME.match(self.text, self.at)
        called = function(match[1], self.filters) if match else None
        if match is None or called is None:
            return None
        start, self.at = self.at, match.end()
        if called.behind is Behind.TERM:
            return Token(TokenKind.PREFIX, Span(start, self.at), name=called.name)
        if called.behind is Behind.PATTERN and not self.text.startswith('"', self.at):
            return self._pattern(start, called.name)
        comparison = ""
        if called.behind is Behind.COMPARISON:
            comparison = self.text[self.at : _end(_COMPARISON, self.text, self.at)]
            self.at += len(comparison)
        value = self._word(TokenKind.VALUE, start)
        return value._replace(name=called.name, text=comparison + value.text, bare=comparison + value.bare)

    def _word(self, kind: TokenKind, start: int) -> Token:
        """Return a word, or what of a value begins here."""
        text: list[str] = []
        bare: list[str] = []
        inner: list[str] = []  # what closes the brackets that the word itself opens
        unclosed = False
        while self.at < len(self.text):
            if self.text[self.at] == '"':
                piece, unclosed = self._quoted()
                text.append(piece)
                continue
            piece = self._unquoted(inner)
            if not piece:
                break
            text.append(piece)
            bare.append(piece)
        return Token(kind, Span(start, self.at), text="".join(text), bare="".join(bare), unclosed=unclosed)

    def _quoted(self) -> tuple[str, bool]:
        """Return what is in the quotes that open here, and whether they are never closed."""
        match = _QUOTED.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        return match[1].replace('""', '"'), not match[2]

    def _unquoted(self, inner: list[str]) -> str:
        """Return the next piece of a word, "" at its end."""
        start = self.at
        self.at = _end(_RUN, self.text, start)
        if self.at == start:
            character = self.text[start]
            if inner and character == inner[-1]:
                inner.pop()
            elif character in _CLOSING:
                inner.append(_CLOSING[character])
            elif character not in (")", ">") or self._closes(character):
                return ""
            self.at += 1
        return self.text[start : self.at]

    def _pattern(self, start: int, name: str) -> Token:
        """Return a regular expression that is not in quotes."""
        begin, depth = self.at, 0
        while match := _PATTERN.match(self.text, self.at):
            piece = match[0]
            if not depth and (self._closes(piece) or _SPACES.fullmatch(piece)):
                break
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            self.at = match.end()
        pattern = self.text[begin : self.at]
        return Token(TokenKind.VALUE, Span(start, self.at), name=name, text=pattern, bare=pattern)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where a match that begins at a place ends; that place if there is none."""
    match = pattern.match(text, at)
    return match.end() if match else at
