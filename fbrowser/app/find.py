"""Find: the matches in the indexed roots, written out one by one."""

from __future__ import annotations

import itertools
import math
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fbrowser.app.output import FINE, NO_MATCH, NOT_READY, USAGE, complain, put, put_text
from fbrowser.app.refresh import built, refreshed, refreshed_for
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import absolute, relative_to
from fbrowser.config import current
from fbrowser.index.answer import STALE_AFTER_S, Answer, ask
from fbrowser.index.rebuild import rebuild_behind
from fbrowser.index.serving import check_folder, outer_roots, serving_root, unreadable
from fbrowser.models.export import as_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from fbrowser.index.query import Query
    from fbrowser.index.search import Order, Result
    from fbrowser.index.snapshot import Snapshot

_FOLDERS: Final = 1 << 14


class Found:
    """What was found below one folder."""

    def __init__(self, typed: bytes, result: Result) -> None:
        """Keep the folder as it was typed, and what was found in it."""
        self.typed = typed
        self.result = result
        self.snapshot = result.snapshot
        self.folder = self.snapshot.path(self.snapshot.row_of_folder(result.folder))
        self._prefix = lru_cache(maxsize=_FOLDERS)(self._written)

    def path(self, row: int) -> bytes:
        """Return a path as the user would have typed it: the folder as typed, and what is below it."""
        return self._prefix(self.snapshot.parent_row(row)) + self.snapshot.name(row)

    def _written(self, row: int) -> bytes:
        below = relative_to(self.snapshot.path(row), self.folder) or b""
        return os.path.join(self.typed, below, b"")  # noqa: PTH118 - bytes


def run_find(options: argparse.Namespace) -> int:
    """Print what matches; return the exit code."""
    query = understood(options.query)
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
            found.append(matches(typed, snapshot, query, order_of(options)))
    for problem in current.problems(""):
        complain(problem)
    limits = [limit for limit in (options.limit, query.limit) if limit is not None]
    limit = min(limits, default=None)
    count = sum(len(each.result.rows) for each in found)
    if not options.count:
        put(lines(found, limit, options))
    elif found or code == FINE:
        put_text(str(count if limit is None else min(count, limit)))
    return code or (FINE if count else NO_MATCH)


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


def understood(text: str) -> Query:
    """Return the query that a text is, and say what about it may surprise.

    Raises EnvironmentProblem for one with a part that cannot be read.
    """
    from fbrowser.index.query import parse  # noqa: PLC0415 - 30 ms, and the other commands do without

    query = parse(text)
    if query.problems:
        raise EnvironmentProblem(query.problems[0][1])
    for _, hint in query.hints:
        complain(EnvironmentProblem(hint))
    return query


def order_of(options: argparse.Namespace) -> Order:
    """Return the order that was asked for; for a mere count, the one that costs nothing."""
    from fbrowser.index.search import Order  # noqa: PLC0415 - numpy

    if options.count:
        return Order("row")
    key, is_descending = options.sort or ("best", False)
    return Order(key, is_descending)


def matches(typed: bytes, snapshot: Snapshot, query: Query, order: Order) -> Found:
    """Return what matches below a folder that the snapshot knows."""
    from fbrowser.index.search import Engine  # noqa: PLC0415 - numpy

    number = snapshot.find_folder(absolute(typed))
    assert number is not None
    return Found(typed, Engine(snapshot).find(query, number, order))


def lines(found: list[Found], limit: int | None, options: argparse.Namespace) -> Iterator[bytes]:
    """Yield the matches as they go out, each made when it is asked for."""
    end = b"\0" if options.null else b"\n"
    for where, row in itertools.islice(in_one_order(found), limit):
        path = where.path(row)
        yield (as_json(path, where.snapshot.entry(row)) if options.json else path) + end


def in_one_order(found: list[Found]) -> Iterator[tuple[Found, int]]:
    """Yield the rows of all, in the order that each is in."""
    from fbrowser.index.search.merging import merged  # noqa: PLC0415 - numpy

    which, rows = merged([each.result for each in found])
    for at, row in zip(which.data, rows.data, strict=True):
        yield found[at], row
