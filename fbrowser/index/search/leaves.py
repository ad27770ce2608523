"""Leaves: which rows each kind of leaf says yes to."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.index.entry import UNKNOWN_TIME
from fbrowser.index.query.nodes import (
    Child,
    Children,
    Depth,
    Extension,
    Kind,
    Length,
    Modified,
    Size,
    Text,
    Within,
)
from fbrowser.index.query.texts import to_bytes
from fbrowser.index.search.paths import Paths
from fbrowser.index.sorting import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.blob import Mask
    from fbrowser.index.query.nodes import Leaf
    from fbrowser.index.search.names import Names
    from fbrowser.index.search.scope import Scope

_KINDS: Final = {"file": stat.S_IFREG, "folder": stat.S_IFDIR, "link": stat.S_IFLNK}


class Leaves:
    """Answers for one scope. Masks of names are bool (u,), those of rows bool (n,)."""

    def __init__(self, scope: Scope, names: Names, cancel: CancelToken) -> None:
        """Take what to look in."""
        self._scope = scope
        self._names = names
        self._cancel = cancel

    def names(self, leaf: Text | Length) -> Mask:
        """Return which names a leaf that looks at nothing else says yes to."""
        match leaf:
            case Text():
                return self._names.matching(leaf, self._cancel)
            case Length():
                return between(self._names.lengths, leaf.low, leaf.high)

    def rows(self, leaf: Leaf) -> Mask:
        """Return which rows a leaf says yes to that is neither about names alone nor late."""
        scope = self._scope
        match leaf:
            case Text():
                return Paths(scope, self._names, self._cancel).matching(leaf)
            case Children():
                return self._children(leaf)
            case Within():
                return self._within(leaf)
            case Child():
                return scope.holding(np.take(self._names.matching(leaf.text, self._cancel), scope.column("name")))
            case _:
                return self._each(leaf)

    def _each(self, leaf: Leaf) -> Mask:
        """Return what a leaf says that looks at each row by itself."""
        scope = self._scope
        match leaf:
            case Kind():
                return scope.kind == _KINDS[leaf.kind]
            case Extension():
                return self._extension(leaf) & (scope.kind != stat.S_IFDIR)
            case Size():
                size = scope.column("size")
                return between(size, leaf.low, leaf.high) & (size >= 0)
            case Modified():
                time = scope.column("mtime_ns")
                return between(time, leaf.low, leaf.high) & (time != UNKNOWN_TIME)
            case Depth():
                return between(scope.depth, leaf.low, leaf.high)
            case _:
                return scope.none()

    def _extension(self, leaf: Extension) -> Mask:
        numbers, _ = self._names.extensions
        wanted = np.array([text in leaf.extensions for text in self._names.extension_texts], dtype=bool)
        return np.take(np.take(wanted, numbers), self._scope.column("name"))

    def _children(self, leaf: Children) -> Mask:
        rows, count = self._scope.count_children(leaf.what)
        found = self._scope.none()
        found[rows] = between(count, leaf.low, leaf.high)
        return found

    def _within(self, leaf: Within) -> Mask:
        scope = self._scope
        found = scope.none()
        for folder in self._folders(to_bytes(leaf.folder), direct=leaf.direct):
            found |= scope.range(
                scope.snapshot.children(folder) if leaf.direct else scope.snapshot.descendants(folder)
            )
        return found

    def _folders(self, path: bytes, *, direct: bool) -> list[int]:
        """Return the numbers of the folders that are meant: exactly if possible, else whatever case and accents."""
        names = _parts(path)
        if os.path.isabs(path):
            above = _parts(self._scope.snapshot.path(self._scope.own))
            if names == above[: len(names)] and not direct:
                return [self._scope.folder]  # around the scope: all of it is below
            if names[: len(above)] != above:
                return []
            names = names[len(above) :]
        found = [self._scope.folder]
        for name in names:
            found = [step for each in found for step in self._steps(each, name)]
        return found

    def _steps(self, folder: int, name: bytes) -> list[int]:
        """Return the folders in a folder that a name means."""
        snapshot = self._scope.snapshot
        row = snapshot.child(folder, name)
        exact = snapshot.folder_at(row) if row is not None else None
        if exact is not None:
            return [exact]
        wanted = fold(name)
        folders = [row for row in snapshot.children(folder) if snapshot.folder_at(row) is not None]
        alike = [row for row in folders if fold(snapshot.name(row)) == wanted]
        return [number for row in alike if (number := snapshot.folder_at(row)) is not None]


def _parts(path: bytes) -> list[bytes]:
    return [name for name in path.split(os.sep.encode()) if name not in (b"", b".")]


def between(numbers: NDArray[Any], low: int | None, high: int | None) -> Mask:
    """Return which numbers lie in a closed interval."""
    found = np.ones(len(numbers), dtype=bool)
    if low is not None:
        found &= numbers >= low
    if high is not None:
        found &= numbers <= high
    return found
