"""Nodes: the tree that a query means, as frozen, hashable values: a result can be kept under its node.

Two nodes are equal if they mean the same by the same words; where they stand in the text does not count. `And(())`
is everything and `Or(())` nothing; what could not be read is a `Nothing`, which stays nothing when it is negated.

Intervals are closed, of whole numbers, within the 64 bits of a column; None leaves an end open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

How: TypeAlias = Literal["inside", "wild", "whole", "start", "end", "word", "regex"]
"""Where a text must be: inside, all of it with wildcards, all of it, at an end, as a word; or it is a pattern."""
Kinds: TypeAlias = Literal["file", "folder", "link"]
Counted: TypeAlias = Literal["any", "file", "folder"]


class Span(NamedTuple):
    """A place in the query's text, in characters, the end not included."""

    start: int
    end: int


NOWHERE: Final = Span(0, 0)


# -- what joins


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts; everything, if there are none."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts; nothing, if there are none."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever is not the part."""

    part: Node


# -- leaves


@dataclass(frozen=True, slots=True)
class Nothing:
    """A part that could not be read, and why."""

    reason: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the name, or in the path relative to the root; as typed, undecodable bytes as lone surrogates."""

    text: str
    how: How = "inside"
    on_path: bool = False
    case: bool = False
    """Whether capitals count."""
    diacritics: bool = False
    """Whether accents count."""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """Regular files, folders, or links."""

    kind: Kinds
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Extension:
    """Anything but a folder with one of the extensions: folded, without the dot, "" for having none."""

    extensions: frozenset[str]
    name: str = field(default="", compare=False)
    """The filter they come from, "" if they were typed."""
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Size:
    """Known sizes, in bytes."""

    low: int | None
    high: int | None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Modified:
    """Known times of modification, in nanoseconds since 1970."""

    low: int | None
    high: int | None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Depth:
    """How many folders lie between the root and the entry."""

    low: int | None
    high: int | None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters (code points) the name has."""

    low: int | None
    high: int | None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Children:
    """Folders that could be read, by how many entries, regular files or folders are directly in them."""

    what: Counted
    low: int | None
    high: int | None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """What lies below a folder, or directly in it; the folder as typed, absolute or relative to the root."""

    folder: str
    direct: bool
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Child:
    """Folders with an entry directly in them whose name the text is in."""

    text: Text
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What has the name, or the size, of something else in the result."""

    by: Literal["name", "size"]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Content:
    """Regular files whose bytes contain a text."""

    text: str
    case: bool = False
    span: Span = field(default=NOWHERE, compare=False)


Leaf: TypeAlias = (
    Nothing
    | Text
    | Kind
    | Extension
    | Size
    | Modified
    | Depth
    | Length
    | Children
    | Within
    | Child
    | Duplicate
    | Content
)
Node: TypeAlias = And | Or | Not | Leaf

EVERYTHING: Final = And(())


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield the leaves of a tree."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part):
            yield from leaves_of(part)
        case _:
            yield node
