r"""Literals: texts that must be in whatever a pattern matches, so that it is only tried where they are.

They are read off the pattern without understanding it: whatever is not a plain character ends a literal, and with
alternatives, groups or flags there are none. Too few only costs time; one too many would lose results.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fbrowser.index.query.patterns import as_compiled

if TYPE_CHECKING:
    from fbrowser.index.query.nodes import Text

_OPTIONAL: Final = "*?{"
_LONG_ESCAPE: Final = re.compile(r"\\[^\WbBdDwWsSnrtfvAZ]")
r"""An escape that may go on: `\x61`, `\p{Lu}`, a back reference. Harmless where the backslash itself is escaped."""


def required(node: Text) -> list[str]:
    """Return the literals of a `regex` text, in lower case unless capitals count, as ASCII."""
    pattern = as_compiled(node)
    if any(character in pattern for character in "|()\0") or _LONG_ESCAPE.search(pattern):
        return []
    found: list[str] = []
    literal = ""
    at = 0
    while at < len(pattern):
        character, at = _character(pattern, at)
        if pattern[at : at + 1] and pattern[at] in _OPTIONAL:
            character = ""
        if character and character.isascii():
            literal += character
            if pattern[at : at + 1] != "+":
                continue
        found.append(literal)
        literal = ""
    found.append(literal)
    return [each if node.case else each.lower() for each in found if each]


def _character(pattern: str, at: int) -> tuple[str, int]:
    """Return the plain character at a place, "" if there is none, and where the next thing begins."""
    character = pattern[at]
    if character == "\\":
        following = pattern[at + 1 : at + 2]
        return ("" if following.isalnum() else following), at + 2
    if character == "[":
        return "", _end_of_set(pattern, at)
    if character == "{":
        end = pattern.find("}", at)
        return "", end + 1 if end >= 0 else len(pattern)
    return ("" if character in ".^$*?+" else character), at + 1


def _end_of_set(pattern: str, at: int) -> int:
    """Return where a set of characters ends, or the pattern if that cannot be told."""
    first = at + 2 if pattern[at + 1 : at + 2] == "^" else at + 1
    end = pattern.find("]", first + 1)  # one that comes first is in the set
    simple = end >= 0 and "[" not in pattern[first:end] and "\\" not in pattern[first:end]
    return end + 1 if simple else len(pattern)
