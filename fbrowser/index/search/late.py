"""Late: what is looked at last, in what is left then: the content of files, and what there is twice."""

from __future__ import annotations

import stat
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

import numpy as np

from fbrowser.index.query.texts import to_bytes
from fbrowser.index.search.content import holding
from fbrowser.index.search.permutations import stable_argsort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.blob import Mask
    from fbrowser.index.query.nodes import Content, Duplicate
    from fbrowser.index.search.names import Names
    from fbrowser.index.search.scope import Scope

SAY_EVERY_S: Final = 0.2


def left_to_read(scope: Scope, base: Mask) -> Sequence[bytes]:
    """Return the paths of the regular files of a base, in order of rows; what else is in it is taken off."""
    base &= scope.kind == stat.S_IFREG
    return _Paths(scope, np.flatnonzero(base))


def read(leaf: Content, paths: Sequence[bytes], cancel: CancelToken) -> Iterator[list[bool]]:
    """Yield of files, as soon as it is known, whether they hold a text. Raises what `holding` does."""
    return holding(to_bytes(leaf.text), paths, cancel, case=leaf.case)


def having_content(answers: Iterator[list[bool]], found: Mask, left: Mask, on_found: Callable[[], None]) -> None:
    """Note in `found` which rows of those left are said to hold a text, and take them off; say so now and then.

    Raises what the answers do.
    """
    rows = np.flatnonzero(left)
    at = 0
    told_s = time.monotonic()
    for some in answers:
        looked = rows[at : at + len(some)]
        found[looked] = some
        left[looked] = False
        at += len(some)
        if time.monotonic() - told_s > SAY_EVERY_S:
            on_found()
            told_s = time.monotonic()


class _Paths(Sequence[bytes]):
    """The paths of rows, each made when it is asked for."""

    def __init__(self, scope: Scope, rows: NDArray[np.intp]) -> None:
        self._scope = scope
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        path, start = self._scope.snapshot.path, self._scope.rows.start
        if isinstance(at, slice):
            return [path(start + row) for row in self._rows[at].tolist()]
        return path(start + int(self._rows[at]))


def duplicates(leaf: Duplicate, base: Mask, scope: Scope, names: Names) -> Mask:
    """Return what of a base has the folded name of something else in it, or, of regular files, the size."""
    found = scope.none()
    if leaf.by == "size":
        size = scope.column("size")
        rows = np.flatnonzero(base & (scope.kind == stat.S_IFREG) & (size >= 0))
        values: NDArray[np.integer] = size[rows]
    else:
        rows = np.flatnonzero(base)
        values = names.hashes[scope.column("name")[rows]]
    order = stable_argsort(values)
    ordered = values[order]
    is_same = np.flatnonzero(ordered[1:] == ordered[:-1])
    found[rows[order[is_same]]] = True
    found[rows[order[is_same + 1]]] = True
    return found
