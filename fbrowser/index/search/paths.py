"""Paths: which rows a text matches in the path below the scope.

A needle is taken apart at its separators: all but its last part must be, one by one, the names of the folders above
an entry, and so no path is ever put together. What cannot be taken apart is looked for path by path.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from fbrowser.index.query.patterns import compiled
from fbrowser.index.search.lines import PATIENCE_S, one_by_one
from fbrowser.index.search.names import is_word_in, needle_of, too_slow

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.blob import Mask
    from fbrowser.index.query.nodes import How, Text
    from fbrowser.index.search.names import Names
    from fbrowser.index.search.scope import Scope
    from fbrowser.index.search.texts import Form

_ONE_BY_ONE: Final = 1 << 12
_SEPARATOR: Final = "/"
_KNOWN: Final = 1 << 12
"""Folders whose paths are kept at hand."""


class Paths:
    """Answers about the paths of one scope. Masks are bool (n,), over its rows."""

    def __init__(self, scope: Scope, names: Names, cancel: CancelToken) -> None:
        """Take what to look in."""
        self._scope = scope
        self._names = names
        self._cancel = cancel

    def matching(self, node: Text) -> Mask:
        """Return which paths a text matches. Raises Cancelled, EnvironmentProblem for a pattern without end."""
        if node.how == "regex":
            return self._pattern(node)
        needle, form = needle_of(_typed(node), node)
        parts = needle.split(_SEPARATOR)
        if node.how == "wild":
            return self._wild(node, needle, form)
        if node.how in ("inside", "word"):
            found = self._inside(parts, form)
            is_told = node.how == "inside"
            return found if is_told else self._where(found, form, lambda path: is_word_in(needle, f"/{path}"))
        if node.how == "end":
            return self._chain(parts, form, first="end", last="whole")
        last: How = "start" if node.how == "start" else "whole"
        found = self._chain(parts, form, first="whole", last=last, from_root=True)
        return found | self._scope.below(found) if last == "start" else found

    def _inside(self, parts: list[str], form: Form) -> Mask:
        """Return which paths contain a needle: it ends in the name, or in that of a folder above."""
        found = self._chain(parts, form, first="end", last="start" if len(parts) > 1 else "inside")
        return found | self._scope.below(found)

    def _chain(self, parts: list[str], form: Form, *, first: How, last: How, from_root: bool = False) -> Mask:
        """Return the rows whose name is the last part, those above it the others: each in its manner.

        An empty first part stands for whatever is before a separator, an empty last one for whatever is behind it.
        from_root: the first part is directly in the scope.
        """
        scope = self._scope
        if len(parts) == 1:
            found = self._having("end" if last == "whole" and not from_root else last, parts[0], form)
            return found & scope.directly_in(scope.none(), root=True) if from_root else found
        if parts[0] or from_root:
            found, root = self._having(first, parts[0], form), False
        else:
            found, root = scope.all(), last == "start"
        if from_root:
            found &= scope.directly_in(scope.none(), root=True)
        for part in parts[1:-1]:
            self._cancel.check()
            if not (root or found.any()):
                break
            found, root = self._having("whole", part, form) & scope.directly_in(found, root=root), False
        inside = scope.directly_in(found, root=root)
        if not parts[-1]:
            return inside if last == "start" else scope.none()
        return inside & self._having(last, parts[-1], form)

    def _having(self, how: How, part: str, form: Form) -> Mask:
        """Return the rows whose name has a needle."""
        return np.take(self._names.having(how, part, form, self._cancel), self._scope.column("name"))

    def _wild(self, node: Text, needle: str, form: Form) -> Mask:
        import regex  # noqa: PLC0415 - 30 ms, and few queries need it

        parts = re.sub(r"\*{2,}", "**", needle).split(_SEPARATOR)
        if any("**" in part and part != "**" for part in parts):
            pattern = regex.compile(_wildcards(needle), regex.DOTALL)
            return self._patient(node, form, lambda path: pattern.fullmatch(path, timeout=PATIENCE_S))
        scope = self._scope
        found, root = scope.none(), True
        for part in parts[:-1]:
            if part == "**":
                found = found | scope.below(found, root=root)
            elif not part:
                found, root = scope.none(), False
            else:
                found, root = self._having("wild", part, form) & scope.directly_in(found, root=root), False
        if parts[-1] == "**":
            return scope.below(found, root=root)
        inside = scope.directly_in(found, root=root)
        return inside & self._having("wild", parts[-1], form) if parts[-1] else scope.none()

    def _pattern(self, node: Text) -> Mask:
        pattern = compiled(node)
        _, form = needle_of("x", node)
        return self._patient(node, form, lambda path: pattern.search(f"/{path}", timeout=PATIENCE_S))

    def _patient(self, node: Text, form: Form, is_wanted: Callable[[str], object]) -> Mask:
        """Return which paths a function says yes to that may give up. Raises Cancelled, EnvironmentProblem."""
        try:
            return self._where(self._scope.all(), form, is_wanted)
        except TimeoutError as error:
            raise too_slow(node) from error

    def _where(self, mask: Mask, form: Form, is_wanted: Callable[[str], object]) -> Mask:
        """Return which of those in a mask a function says yes to, given the path in a form, one by one."""
        scope, found = self._scope, self._scope.none()
        rows = mask.nonzero()[0]
        above: dict[int, str] = {-1: ""}
        texts, name, parent = self._names.texts(form), scope.column("name"), scope.parent

        def path(row: int) -> str:
            holder = int(parent[row])
            unknown: list[int] = []
            while holder not in above:
                unknown.append(holder)
                holder = int(parent[holder])
            for folder in reversed(unknown):
                above[folder] = f"{above[int(parent[folder])]}{texts.text(int(name[folder]))}{_SEPARATOR}"
            return above[int(parent[row])] + texts.text(int(name[row]))

        for begin in range(0, len(rows), _ONE_BY_ONE):
            part = rows[begin : begin + _ONE_BY_ONE]
            found[part] = one_by_one(map(path, part.tolist()), is_wanted, self._cancel)
            if len(above) > _KNOWN:
                above = {-1: ""}
        return found


def _typed(node: Text) -> str:
    """Return the text with `/` as separator, without one before it where the path has none either."""
    text = node.text.replace(os.sep, _SEPARATOR)
    return text.removeprefix(_SEPARATOR) if node.how in ("wild", "whole", "start", "end") else text


def _wildcards(wild: str) -> str:
    """Return wildcards as a regular expression; only `**` matches a separator."""
    pattern = re.sub(r"(?:^|(?<=/))\\\*\\\*/", "(?:.*/)?", re.escape(wild))
    pattern = re.sub(r"(?:\\\*){2,}", ".*", pattern)
    return pattern.replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
