"""Orders: the rows of a snapshot by whatever they can be sorted by.

An order of all rows is made once, in some 50 ms for a million, and then serves every result: a large one picks its
rows out of the order, a small one sorts the places of its rows in it, and each place names its row again.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.index.kinds import extension_of, kind_of
from fbrowser.index.search.extensions import kind_ranks, ranks_of
from fbrowser.index.search.permutations import by_path, stable_argsort
from fbrowser.index.search.texts import decoded
from fbrowser.index.sorting import name_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fbrowser.index.blob import Mask
    from fbrowser.index.search.names import Names
    from fbrowser.index.search.result import Key, Order, Result
    from fbrowser.index.search.scope import Scope
    from fbrowser.index.search.texts import Ranks

    Rows = NDArray[np.int32]

_FEW: Final = 4
"""What part of all rows a result must be smaller than to be sorted by itself, as 1/n."""
_NONE: Final = np.uint8(255)
"""Rank of what is not wanted at all."""
_RANK_BITS: Final = 8
_CHUNK: Final = 1 << 17
"""Rows that are looked at at once: they stay in the processor's cache."""


class Orders:
    """The orders of one snapshot, each made when it is first asked for."""

    def __init__(self, everywhere: Scope, names: Names) -> None:
        """Know none yet."""
        self._snapshot = snapshot = everywhere.snapshot
        self._everywhere = everywhere
        self._names = names
        self._orders: dict[Key, Rows] = {}
        self._places: dict[Key, Rows] = {}
        self._names_in: dict[Key, Rows] = {}
        self._makers: dict[Key, Callable[[], NDArray[np.integer]]] = {
            "best": self._best,
            "row": lambda: np.arange(len(snapshot)),
            "name": lambda: self._by_column("name"),
            "path": lambda: by_path(snapshot),
            "size": lambda: self._by_column("size"),
            "modified": lambda: self._by_column("mtime_ns"),
            "kind": self._by_kind,
            "ext": self._by_extension,
            "items": lambda: stable_argsort(snapshot.items()),
            "mode": lambda: self._by_column("mode"),
        }

    def arrange(self, mask: Mask, scope: Scope, order: Order, ranks: Ranks | None) -> Rows:
        """Return the rows in a mask over a scope, in order; int32 (k,).

        ranks: for `best`, how well each name is matched; None if nothing is said about names.
        """
        key = "row" if order.key == "best" and ranks is None else order.key
        if key != "row" and np.count_nonzero(mask) * _FEW >= len(self._snapshot):
            rows = self._pick(mask, scope, key, ranks)
        else:
            rows = _set_in(mask, scope.rows.start)
            rows = rows if key == "row" else self._sort(rows, key, ranks)
        return rows[::-1] if order.descending else rows

    def arrange_names(self, mask: Mask, order: Order, ranks: Ranks | None) -> Rows:
        """Return the rows whose name is in a mask over names, in order, as `arrange` does; int32 (k,)."""
        key = "row" if order.key == "best" and ranks is None else order.key
        numbers = np.flatnonzero(mask)
        if len(numbers) * _FEW < len(mask):
            rows = self._named(numbers)
            rows = np.sort(rows) if key == "row" else self._sort(rows, key, ranks)
        elif key == "row":
            rows = _set_in(np.take(mask, self._snapshot.column("name")))
        else:
            rows = _by_rank(self.order(key), _where(mask, ranks if key == "best" else None), self.names_in(key))
        return rows[::-1] if order.descending else rows

    def prepare(self) -> None:
        """Find out what the best order takes, beforehand."""
        self.places("best")
        self.names_in("best")
        self._named(np.zeros(0, dtype=np.intp))  # of none: from then on it is known where the rows of each begin

    def _named(self, numbers: NDArray[np.intp]) -> Rows:
        """Return the rows that have some names, few."""
        begin = self._begin[numbers]
        count = self._begin[numbers + 1] - begin
        before = np.cumsum(count) - count
        return self.order("name")[np.repeat(begin - before, count) + np.arange(count.sum())]

    @cached_property
    def _begin(self) -> NDArray[np.int64]:
        """Where the rows of each name begin in the order of names, and the last end; int64 (u + 1,)."""
        return np.concatenate([[0], np.cumsum(self._everywhere.per_name)])

    def _sort(self, rows: Rows, key: Key, ranks: Ranks | None) -> Rows:
        """Return some rows in order: numbers are sorted ten times as quickly as what they stand for."""
        bits = len(self._snapshot).bit_length()
        number = np.uint32 if bits + _RANK_BITS <= 32 else np.uint64  # noqa: PLR2004 - bits
        place = np.take(self.places(key), rows).astype(number)
        if key == "best" and ranks is not None:
            place |= np.take(ranks, np.take(self._snapshot.column("name"), rows)).astype(number) << number(bits)
        place.sort()
        return np.take(self.order(key), place & number((1 << bits) - 1))

    def _pick(self, mask: Mask, scope: Scope, key: Key, ranks: Ranks | None) -> Rows:
        """Return the rows in a mask, many, picked out of the order of all."""
        everywhere = np.zeros(len(self._snapshot), dtype=bool)
        everywhere[scope.rows.start : scope.rows.stop] = mask
        ordered = self.order(key)
        if key == "best" and ranks is not None:
            ranks = np.take(ranks, self._snapshot.column("name"))
        return _by_rank(ordered, _where(everywhere, ranks if key == "best" else None), ordered)

    def order(self, key: Key) -> Rows:
        """Return all rows in an order; int32 (n,)."""
        if key not in self._orders:
            self._orders[key] = self._makers[key]().astype(np.int32)
        return self._orders[key]

    def places(self, key: Key) -> Rows:
        """Return the place of each row in an order; int32 (n,)."""
        if key not in self._places:
            order = self.order(key)
            place = np.empty_like(order)
            place[order] = np.arange(len(order), dtype=np.int32)
            self._places[key] = place
        return self._places[key]

    def names_in(self, key: Key) -> Rows:
        """Return the number of each row's name in an order; int32 (n,)."""
        if key not in self._names_in:
            self._names_in[key] = self._snapshot.column("name")[self.order(key)]
        return self._names_in[key]

    # -- the orders

    def _by_column(self, column: str) -> NDArray[np.integer]:
        return stable_argsort(self._snapshot.column(column))

    def _by_extension(self) -> NDArray[np.integer]:
        numbers, extensions = self._names.extensions
        return self._by_rank_of_name(ranks_of(extensions, name_key)[numbers])

    def _by_kind(self) -> NDArray[np.integer]:
        numbers, extensions = self._names.extensions
        mode, name = (self._snapshot.column(each) for each in ("mode", "name"))
        rank = kind_ranks(mode, numbers[name], extensions)
        by_name = self.order("name")
        return by_name[stable_argsort(rank[by_name])]

    def _by_rank_of_name(self, rank: NDArray[np.integer]) -> NDArray[np.integer]:
        by_name = self.order("name")
        return by_name[stable_argsort(rank[self._snapshot.column("name")[by_name]])]

    def _best(self) -> NDArray[np.integer]:
        """Return the shorter names first, of these the newer."""
        newest = stable_argsort(~self._snapshot.column("mtime_ns"))
        length = self._names.lengths[self._snapshot.column("name")]
        return newest[stable_argsort(length[newest])]


def sort_key(result: Result, row: int) -> tuple[Any, ...]:
    """Return what to compare a row of a result with the rows of others by, which are in the same order."""
    snapshot, entry = result.snapshot, result.snapshot.entry(row)
    keys: dict[Key, Callable[[], tuple[Any, ...]]] = {
        "name": lambda: name_key(entry.name),
        "path": lambda: tuple(name_key(part) for part in snapshot.path(row).split(os.sep.encode())),
        "size": lambda: (entry.size,),
        "modified": lambda: (entry.mtime_ns,),
        "ext": lambda: (name_key(extension_of(entry.name)), name_key(entry.name)),
        "kind": lambda: (kind_of(entry).key, name_key(entry.name)),
        "items": lambda: (snapshot.items_below(row),),
        "mode": lambda: (entry.mode,),
        "best": lambda: _goodness(result, row),
        "row": lambda: (),
    }
    return keys[result.order.key]()


def _goodness(result: Result, row: int) -> tuple[int, int, int]:
    if result.ranks is None:
        return 0, 0, 0
    number = result.snapshot.columns["name"][row]
    entry = result.snapshot.entry(row)
    return int(result.ranks[number]), len(decoded(entry.name)), -entry.mtime_ns


def _set_in(mask: Mask, start: int = 0) -> Rows:
    """Return what is set in a mask, counted from `start`."""
    parts = range(0, len(mask), _CHUNK)
    found = [np.flatnonzero(mask[at : at + _CHUNK]).astype(np.int32) + np.int32(at + start) for at in parts]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int32)


def _where(mask: Mask, ranks: Ranks | None) -> Ranks:
    """Return the ranks of what is in a mask, all alike if there are none, and `_NONE` elsewhere."""
    elsewhere = mask.view(np.uint8) - np.uint8(1)
    return elsewhere if ranks is None else ranks | elsewhere  # ten times as quick as np.where


def _by_rank(rows: Rows, ranks: Ranks, numbers: NDArray[np.int32]) -> Rows:
    """Return those of some rows that have a rank, by it, equal ones as they are; numbers: what each has it by."""
    most = int((ranks + np.uint8(1)).max(initial=0))  # none at all becomes 0
    found: list[list[Rows]] = [[rows[:0]] for _ in range(most)]
    for begin in range(0, len(rows), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        rank = np.take(ranks, numbers[part])
        for each, there in enumerate(found):
            there.append(np.take(rows[part], np.flatnonzero(rank == each)))
    return np.concatenate([part for there in found for part in there]) if found else rows[:0]
