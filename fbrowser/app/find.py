"""Find: the matches in the indexed roots, written out one by one."""

from __future__ import annotations

import heapq
import itertools
import math
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fbrowser.app.output import FINE, NO_MATCH, NOT_READY, USAGE, complain, put, put_text
from fbrowser.app.refresh import built, check_folder, refreshed, refreshed_for, serving_root, unreadable
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import absolute, relative_to
from fbrowser.index.answer import STALE_AFTER_S, Answer, ask
from fbrowser.index.rebuild import rebuild_behind
from fbrowser.index.store import all_roots
from fbrowser.models.export import as_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from fbrowser.index.snapshot import Snapshot

_FOLDERS: Final = 1 << 14


class Found:
    """What was found below one folder."""

    def __init__(self, typed: bytes, folder: bytes, snapshot: Snapshot, rows: NDArray[np.int32]) -> None:
        """Keep the folder, as it was typed and as an absolute path, and the rows in order, (k,)."""
        self.typed = typed
        self.folder = folder
        self.snapshot = snapshot
        self.rows = rows
        self._prefix = lru_cache(maxsize=_FOLDERS)(self._written)

    def __iter__(self) -> Iterator[tuple[Found, int]]:
        """Yield each row, with where it was found."""
        return ((self, row) for row in self.rows.data)

    def path(self, row: int) -> bytes:
        """Return a path as the user would have typed it: the folder as typed, and what is below it."""
        return self._prefix(self.snapshot.parent_row(row)) + self.snapshot.name(row)

    def _written(self, row: int) -> bytes:
        below = relative_to(self.snapshot.path(row), self.folder) or b""
        return os.path.join(self.typed, below, b"")  # noqa: PTH118 - bytes


def run_find(options: argparse.Namespace) -> int:
    """Print what matches; return the exit code."""
    code = FINE
    found: list[Found] = []
    for typed in [os.fsencode(options.root)] if options.root is not None else outer_roots():
        try:
            snapshot = indexed(absolute(typed), options)
        except EnvironmentProblem as problem:
            complain(problem)
            code = USAGE
            continue
        if snapshot is None:
            code = code or NOT_READY
        else:
            found.append(matches(typed, snapshot, options))
    count = sum(len(each.rows) for each in found)
    if not options.count:
        put(lines(found, options))
    elif found or code == FINE:
        put_text(str(count if options.limit is None else min(count, options.limit)))
    return code or (FINE if count else NO_MATCH)


def outer_roots() -> list[bytes]:
    """Return every indexed root that no other one answers for."""
    return [root for root in all_roots() if serving_root(root) == root]


# -- the index


def indexed(folder: bytes, options: argparse.Namespace) -> Snapshot | None:
    """Return a checked snapshot that knows a folder; None if there is none yet and we should not wait.

    Raises EnvironmentProblem if there is no such folder, or it cannot be read.
    """
    if options.fresh and not options.no_wait:
        refreshed_for(folder)
    answer = opened(serving_root(folder), options)
    if answer.snapshot is None or answer.snapshot.find_folder(folder) is not None:
        return answer.snapshot
    problem = unreadable(answer.snapshot, folder)
    if problem is None and options.no_wait and answer.rebuilding:
        return None
    if problem is None and not options.no_wait and not options.fresh:
        refreshed_for(folder)  # made since
        answer = opened(serving_root(folder), options)
    if answer.snapshot is not None:
        check_folder(answer.snapshot, folder)
    return answer.snapshot


def opened(root: bytes, options: argparse.Namespace) -> Answer:
    """Return an answer with a checked snapshot, and without one only if we should not wait.

    Raises EnvironmentProblem if there is no index, and none can be made.
    """
    stale_after_s = -1 if options.fresh and options.no_wait else STALE_AFTER_S
    answer, claim = ask(root, private=True, stale_after_s=stale_after_s)
    if answer.snapshot is None and not options.no_wait:
        if claim is not None:
            built(claim)
        else:
            refreshed(root)
        answer, claim = ask(root, private=True, stale_after_s=math.inf)
    if claim is not None:
        rebuild_behind(claim)
    elif answer.snapshot is None and answer.failure and not answer.rebuilding:
        raise answer.failure
    return answer


# -- the matches


def matches(typed: bytes, snapshot: Snapshot, options: argparse.Namespace) -> Found:
    """Return what matches below a folder that the snapshot knows."""
    from fbrowser.index.orders import in_order  # noqa: PLC0415 - status and --help do without numpy
    from fbrowser.index.search.old import search  # noqa: PLC0415

    folder = absolute(typed)
    number = snapshot.find_folder(folder)
    assert number is not None
    rows = search(snapshot, os.fsencode(options.query), snapshot.descendants(number))
    if options.sort and not options.count:
        key, is_descending = options.sort
        rows = in_order(snapshot, rows, key, number)
        rows = rows[::-1] if is_descending else rows
    return Found(typed, folder, snapshot, rows)


def lines(found: list[Found], options: argparse.Namespace) -> Iterator[bytes]:
    """Yield the matches as they go out, each made when it is asked for."""
    end = b"\0" if options.null else b"\n"
    for where, row in itertools.islice(merged(found, options.sort), options.limit):
        path = where.path(row)
        yield (as_json(path, where.snapshot.entry(row)) if options.json else path) + end


def merged(found: list[Found], sort: tuple[str, bool] | None) -> Iterator[tuple[Found, int]]:
    """Yield the rows of all, in the order that each is in."""
    if sort is None or len(found) <= 1:
        yield from itertools.chain.from_iterable(found)
        return
    from fbrowser.index.orders import sort_key  # noqa: PLC0415

    name, is_descending = sort

    def key(item: tuple[Found, int]) -> tuple[Any, ...]:
        return sort_key(item[0].snapshot, item[1], name)

    yield from heapq.merge(*found, key=key, reverse=is_descending)
