"""The oracle: what a query finds, found by looking at every entry, plainly and slowly. It says what is right.

Names are decoded from UTF-8, undecodable bytes as lone surrogates, which match nothing but themselves.

Comparing texts, names and paths alike:
  by default      both are folded: `fbrowser.index.sorting.fold`
  `diacritics:`   accents count, capitals do not: both are case-folded, then NFC
  `case:`         capitals count, accents do not: both are NFD without nonspacing marks
  both            both are as they are; NFC and NFD differ
  A text that folds to nothing, an accent alone, is looked for as it is.
  `?` is one character of the folded name, so two of them are the ss of a ß, and one is an e with its accent.

The path of an entry is that below the root. A `/` stands before it for `inside`, `word` and `regex`, so that `/usr`
is what begins with usr; for the rest none does, and one that begins the text is dropped. In a path `*` and `?` do
not match `/`, and `**` does: `a/**/b` is also a/b, `a/**` is all below a, and not a.

A word has no letter or digit (of Unicode) right before or behind it.

A pattern is without accents unless they count, and is searched in the name as it is compared.

An extension is what follows the last dot of anything but a folder; a name that begins or ends with it has none.
A file is a regular file. Sizes and times are known ones. Only folders that were read have children.

A folder is found from the root, name by name, exactly if possible, else folded (and then there may be several);
`.` is where one is. All is below a folder around the root; elsewhere there is nothing.

The query is answered in three stages. First without looking at what is expensive: `content:`, negated or not, is
taken to say yes, and so is `dupe:`. Then `content:` is looked for in the regular files that are left, byte by
byte but for the case of ASCII letters, and what that rules out is gone. Then `dupe:` groups all that is left by
folded name, `sizedupe:` the regular files by size, and what is alone is ruled out.

The order is that of a snapshot: the entries of a folder, folders first, sorted as the index sorts names, then
folder by folder what is in each. `count:` cuts it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME
from fbrowser.index.query import parse
from fbrowser.index.query.nodes import (
    And,
    Child,
    Children,
    Content,
    Depth,
    Duplicate,
    Extension,
    Kind,
    Length,
    Modified,
    Node,
    Not,
    Nothing,
    Or,
    Size,
    Text,
    Within,
)
from fbrowser.index.query.patterns import compiled
from fbrowser.index.sorting import fold, name_key
from tests.helpers.query_tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tests.helpers.query_tree import Entry


@dataclass(frozen=True)
class Row:
    """An entry and where it is."""

    entry: Entry
    above: tuple[str, ...]
    """The names of the folders between the root and it."""

    @property
    def name(self) -> str:
        """The name, undecodable bytes as lone surrogates."""
        return self.entry.name.decode("utf-8", "surrogateescape")

    @property
    def path(self) -> str:
        """The path below the root."""
        return "/".join((*self.above, self.name))


def find(text: str, tree: Entry, now: datetime, root: str = ROOT) -> list[str]:
    """Return the paths, below the root, of what a query finds in a tree, in order."""
    query = parse(text, now=now)
    rows = list(walk(tree, ()))
    folders = {
        leaf: resolved(leaf.folder, tree, root, leaf.direct)
        for leaf in leaves(query.root)
        if isinstance(leaf, Within)
    }
    looking = Looking(folders)
    for late in (Content, Duplicate):
        base = [row for row in rows if looking.may_be(query.root, row)]
        looking.masks |= {leaf: masked(leaf, base) for leaf in leaves(query.root) if isinstance(leaf, late)}
    return [row.path for row in rows if looking.may_be(query.root, row)][: query.limit]


def walk(folder: Entry, above: tuple[str, ...]) -> Iterator[Row]:
    """Yield everything below a folder in the order of a snapshot."""
    children = sorted(folder.children or (), key=lambda child: (child.kind != "folder", *name_key(child.name)))
    rows = [Row(child, above) for child in children]
    yield from rows
    for row in rows:
        yield from walk(row.entry, (*above, row.name))


def leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves of a tree."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node


class Looking:
    """Looks at entries, knowing so much of what is expensive to know."""

    def __init__(self, folders: dict[Within, set[str]]) -> None:
        self.folders = folders
        self.masks: dict[Node, set[str]] = {}
        """For the leaves that were looked at late, the paths of what they say yes to."""

    def may_be(self, node: Node, row: Row, wanted: bool = True) -> bool:
        """Return whether a node says yes to an entry; what is not known yet says what is wanted of it."""
        match node:
            case And(parts):
                return all(self.may_be(part, row, wanted) for part in parts)
            case Or(parts):
                return any(self.may_be(part, row, wanted) for part in parts)
            case Not(part):
                return not self.may_be(part, row, not wanted)
            case Content() | Duplicate():
                return row.path in self.masks[node] if node in self.masks else wanted
            case Within():
                return any(is_below(row, folder, node.direct) for folder in self.folders[node])
            case _:
                return is_match(node, row)


def is_match(node: Node, row: Row) -> bool:
    """Return whether a leaf that looks at one entry alone says yes to it."""
    entry = row.entry
    match node:
        case Nothing():
            return False
        case Text():
            return is_text_in(node, row.name, row.path)
        case Kind(kind):
            return entry.kind == kind
        case Extension(extensions):
            return entry.kind != "folder" and extension(entry.name) in extensions
        case Child(text):
            names = [child.name.decode("utf-8", "surrogateescape") for child in entry.children or ()]
            return any(is_text_in(text, name, name) for name in names)
        case Size() | Modified() | Depth() | Length() | Children():
            number = measured(node, row)
            return number is not None and is_between(node.low, number, node.high)
        case _:
            raise TypeError(node)


def measured(node: Size | Modified | Depth | Length | Children, row: Row) -> int | None:
    """Return what of an entry an interval is about, None if it is not known."""
    entry = row.entry
    match node:
        case Size():
            return entry.size if entry.size != UNKNOWN_SIZE else None
        case Modified():
            return entry.mtime_ns if entry.mtime_ns != UNKNOWN_TIME else None
        case Depth():
            return len(row.above)
        case Length():
            return len(row.name)
        case Children():
            wanted = [child for child in entry.children or () if node.what in ("any", child.kind)]
            return len(wanted) if entry.children is not None else None


def is_between(low: int | None, number: int, high: int | None) -> bool:
    """Return whether a number lies in a closed interval."""
    return (low is None or low <= number) and (high is None or number <= high)


def extension(name: bytes) -> str:
    """Return a folded extension, "" if there is none."""
    stem, _, found = name.rpartition(b".")
    return fold(found).decode("utf-8", "surrogateescape") if stem else ""


# -- folders


def resolved(folder: str, tree: Entry, root: str, direct: bool) -> set[str]:
    """Return the folders that are meant, as paths below the root, "" for the root itself."""
    names = [name for name in folder.split("/") if name not in ("", ".")]
    if folder.startswith("/"):
        above = [name for name in root.split("/") if name]
        if names == above[: len(names)]:
            return {"" if not direct or names == above else "/"}
        if names[: len(above)] != above:
            return set()
        names = names[len(above) :]
    found = [(tree, "")]
    for name in names:
        found = [step for entry, path in found for step in steps(entry, path, name)]
    return {path for _, path in found}


def steps(folder: Entry, path: str, name: str) -> list[tuple[Entry, str]]:
    """Return the folders in a folder that a name means."""
    inside = [(Row(child, tuple(path.split("/")) if path else ())) for child in folder.children or ()]
    inside = [row for row in inside if row.entry.kind == "folder"]
    exact = [row for row in inside if row.name == name]
    wanted = fold(name.encode("utf-8", "surrogateescape"))
    return [(row.entry, row.path) for row in exact or inside if exact or fold(row.entry.name) == wanted]


def is_below(row: Row, folder: str, direct: bool) -> bool:
    """Return whether an entry lies in a folder, directly or anywhere."""
    parent = "/".join(row.above)
    return parent == folder or (not direct and (folder == "" or parent.startswith(f"{folder}/")))


# -- texts


def is_text_in(node: Text, name: str, path: str) -> bool:
    """Return whether a text is in a name, or in a path."""
    needle, where = node.text, path if node.on_path else name
    if node.on_path and node.how in ("inside", "word", "regex"):
        where = f"/{path}"
    if node.on_path and node.how in ("wild", "whole", "start", "end"):
        needle = needle.removeprefix("/")
    if node.how == "regex":
        return compiled(node).search(compared(where, node)) is not None
    if compared(needle, node):
        needle, where = compared(needle, node), compared(where, node)
    if node.how == "wild":
        return re.fullmatch(wildcard_pattern(needle, node.on_path), where, re.DOTALL) is not None
    return PLACES[node.how](needle, where)


def compared(text: str, node: Text) -> str:
    """Return a text in the form that it is compared in."""
    if node.case and node.diacritics:
        return text
    if node.diacritics:
        return unicodedata.normalize("NFC", text.casefold())
    if node.case:
        return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return fold(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")


def is_word_in(needle: str, where: str) -> bool:
    """Return whether a text stands somewhere with no letter or digit around it."""
    places = [at for at in range(len(where)) if where.startswith(needle, at)]
    ends = [(where[at - 1 : at], where[at + len(needle) :][:1]) for at in places]
    return any(not before.isalnum() and not behind.isalnum() for before, behind in ends)


PLACES: dict[str, Callable[[str, str], bool]] = {
    "inside": lambda needle, where: needle in where,
    "whole": lambda needle, where: needle == where,
    "start": lambda needle, where: where.startswith(needle),
    "end": lambda needle, where: where.endswith(needle),
    "word": is_word_in,
}


def wildcard_pattern(wild: str, on_path: bool) -> str:
    """Return wildcards as a regular expression."""
    if not on_path:
        return re.escape(wild).replace(r"\*", ".*").replace(r"\?", ".")
    pattern = re.escape(wild)
    pattern = re.sub(r"(?:^|(?<=/))\\\*\\\*/", "(?:.*/)?", pattern)
    pattern = re.sub(r"(?:\\\*){2,}", ".*", pattern)
    return pattern.replace(r"\*", "[^/]*").replace(r"\?", "[^/]")


# -- what is looked at late


def masked(leaf: Node, base: list[Row]) -> set[str]:
    """Return the paths of the entries, of those that may be results, that a late leaf says yes to."""
    files = [row for row in base if row.entry.kind == "file"]
    match leaf:
        case Content(text, case):
            needle = text.encode("utf-8", "surrogateescape")
            return {row.path for row in files if is_content_in(needle, row.entry.content, case)}
        case Duplicate("name"):
            names = Counter(fold(row.entry.name) for row in base)
            return {row.path for row in base if names[fold(row.entry.name)] > 1}
        case _:
            known = [row for row in files if row.entry.size >= 0]
            sizes = Counter(row.entry.size for row in known)
            return {row.path for row in known if sizes[row.entry.size] > 1}


def is_content_in(needle: bytes, content: bytes, case: bool) -> bool:
    """Return whether bytes contain others; unless capitals count, ASCII letters are the same in both cases."""
    return needle in content if case else needle.lower() in content.lower()
