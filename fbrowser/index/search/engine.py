"""Engine: answers queries about one snapshot, and keeps what it costs to know.

A query is a tree. What looks at names alone is answered for the different names first, which are fewer than the
rows; what is dear, only if something is left. `content:` and `dupe:` come last, in this order: until then they are
taken to say what is wanted of them.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.common.cancel import CancelToken
from fbrowser.index.query.nodes import (
    And,
    Content,
    Duplicate,
    Length,
    Not,
    Or,
    Text,
    leaves_of,
)
from fbrowser.index.search.closest import closest
from fbrowser.index.search.late import duplicates, having_content, left_to_read, read
from fbrowser.index.search.leaves import Leaves
from fbrowser.index.search.names import Names
from fbrowser.index.search.orders import Orders
from fbrowser.index.search.result import Order, Result
from fbrowser.index.search.scope import Scope
from fbrowser.index.search.turns import Turns
from fbrowser.index.snapshot import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fbrowser.index.blob import Mask
    from fbrowser.index.query import Query
    from fbrowser.index.query.nodes import Node
    from fbrowser.index.search.names import Ranks
    from fbrowser.index.search.result import Key
    from fbrowser.index.snapshot import Snapshot

BEST: Final = Order()
_WORST: Final = np.uint8(254)
_KEPT: Final = 16
"""Answers of leaves that are kept: the next query is mostly the last one and a letter."""


class Engine:
    """Searches one snapshot. Threads take turns: two panes may share what it costs to know.

    Who reads files for `content:` lets others go first meanwhile, and `prepare` goes on beside them.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        """Know nothing about it yet."""
        self.snapshot = snapshot
        self.names = Names(snapshot)
        self._everywhere = self._scope = Scope(snapshot, ROOT)
        self._orders = Orders(self._everywhere, self.names)
        self._known: OrderedDict[tuple[object, int], NDArray[Any]] = OrderedDict()
        self._turns = Turns()
        self._preparing = Turns()

    def find(
        self,
        query: Query,
        folder: int = ROOT,
        order: Order = BEST,
        *,
        cancel: CancelToken | None = None,
        on_partial: Callable[[Result], None] | None = None,
    ) -> Result:
        """Return what a query finds below a folder (its number).

        on_partial is given what was found so far, some times a second, while files are read for `content:`.
        Raises Cancelled, and EnvironmentProblem for a pattern that takes too long.
        """
        cancel = cancel or CancelToken()
        with self._turns.taken(cancel):
            return self._found(query, folder, order, cancel, on_partial)

    def _found(
        self,
        query: Query,
        folder: int,
        order: Order,
        cancel: CancelToken,
        on_partial: Callable[[Result], None] | None,
    ) -> Result:
        look = self._look(folder, cancel)

        def result(*, is_complete: bool = True) -> Result:
            ranks = look.ranks(query.root) if order.key == "best" else None
            rows = self._arranged(look, query.root, order, ranks)
            is_one = len(query.pills) == 1 and query.pills[0].node == query.root
            counts = (len(rows),) if is_one else tuple(look.count(pill.node) for pill in query.pills)
            return Result(self.snapshot, folder, query, order, rows[: query.limit], counts, ranks, is_complete)

        look.settle(query.root, lambda: on_partial(result(is_complete=False)) if on_partial else None)
        cancel.check()
        return result()

    def _arranged(self, look: _Look, root: Node, order: Order, ranks: Ranks | None) -> NDArray[np.int32]:
        """Return what a query finds, in order."""
        if is_about_names(root) and look.scope.folder == ROOT:
            return self._orders.arrange_names(look.names(root), order, ranks)
        return self._orders.arrange(look.rows(root, wanted=True), look.scope, order, ranks)

    def explain(self, query: Query, row: int, folder: int = ROOT) -> tuple[bool, ...]:
        """Return, for each pill of a query, whether it says yes to a row: what says no has removed it.

        Raises EnvironmentProblem for a pattern that takes too long.
        """
        cancel = CancelToken()
        with self._turns.taken(cancel):
            look = self._look(folder, cancel)
            at = row - look.scope.rows.start
            look.settle(query.root, lambda: None, only=at)
            return tuple(bool(look.rows(pill.node, wanted=True)[at]) for pill in query.pills)

    def closest(
        self, query: Query, folder: int = ROOT, limit: int = 5, *, cancel: CancelToken | None = None
    ) -> list[bytes]:
        """Return raw names below a folder that are most like what was typed, the likest first. Raises Cancelled."""
        typed = [leaf.text for leaf in leaves_of(query.root) if isinstance(leaf, Text) and leaf.how != "regex"]
        cancel = cancel or CancelToken()
        with self._turns.taken(cancel):
            return closest(" ".join(typed), self.names, self._scope_of(folder), limit, cancel)

    def prepare(self, cancel: CancelToken | None = None) -> None:
        """Find out beforehand what searches will have to know: 1 s for a million entries, in steps of up to 0.3.

        Raises Cancelled; called again it goes on from there.
        """
        texts = self.names.texts
        steps: list[Callable[[], object]] = [lambda: texts().grams(1), lambda: self._orders.order("best")]
        steps += [lambda: texts().grams(2), self._orders.prepare]
        steps += [lambda: self.names.extensions]
        keys: tuple[Key, ...] = ("name", "size", "modified", "path", "kind")
        steps += [partial(self._orders.order, key) for key in keys]
        cancel = cancel or CancelToken()
        with self._preparing.taken(cancel):
            for step in steps:
                cancel.check()
                step()

    def forget(self) -> None:
        """Forget what earlier queries found: for measuring."""
        self._known.clear()
        self.names.forget()

    def _look(self, folder: int, cancel: CancelToken) -> _Look:
        return _Look(self._scope_of(folder), self.names, self._known, self._turns, cancel)

    def _scope_of(self, folder: int) -> Scope:
        if folder == ROOT:
            return self._everywhere
        if self._scope.folder != folder:
            self._scope = Scope(self.snapshot, folder)
        return self._scope


class _Look:
    """One look at a scope. Masks are bool (n,), over its rows, but where they are said to be over names."""

    def __init__(
        self,
        scope: Scope,
        names: Names,
        known: OrderedDict[tuple[object, int], NDArray[Any]],
        turns: Turns,
        cancel: CancelToken,
    ) -> None:
        self.scope = scope
        self._turns = turns
        self._names = names
        self._known = known
        self._cancel = cancel
        self._leaves = Leaves(scope, names, cancel)
        self._late: dict[Node, Mask] = {}
        self._open: dict[Node, Mask] = {}
        """Of `content:`, the rows that were not looked at yet."""

    def settle(self, root: Node, on_content: Callable[[], None], only: int | None = None) -> None:
        """Answer what comes late. only: for one row alone."""
        duplicate = [leaf for leaf in leaves_of(root) if isinstance(leaf, Duplicate)]
        has_duplicate = bool(duplicate)
        contents = [leaf for leaf in leaves_of(root) if isinstance(leaf, Content)]
        for leaf in dict.fromkeys(contents):
            base = self.rows(root, wanted=True)
            if only is not None and not has_duplicate:
                base &= self.scope.only(only)
            self._late[leaf], self._open[leaf] = self.scope.none(), base
            paths = left_to_read(self.scope, base)
            answers = self._turns.let_others_between(read(leaf, paths, self._cancel))
            having_content(answers, self._late[leaf], base, on_content)
        if has_duplicate:
            base = self.rows(root, wanted=True)
            self._late |= {leaf: duplicates(leaf, base, self.scope, self._names) for leaf in duplicate}

    def rows(self, node: Node, *, wanted: bool) -> Mask:
        """Return what a node says yes to; what is not known yet says what is wanted of it."""
        if is_about_names(node):
            return np.take(self.names(node), self.scope.column("name"))
        match node:
            case And(parts) | Or(parts):
                return self._join(node, parts, wanted=wanted)
            case Not(part):
                return ~self.rows(part, wanted=not wanted)
            case Content() | Duplicate():
                if node in self._late:  # what is still open is in no result, whatever is wanted
                    return self._late[node] if wanted else self._late[node] | self._open.get(node, False)
                return self.scope.all() if wanted else self.scope.none()
            case _:
                return self._keep((node, self.scope.folder), lambda: self._leaves.rows(node))

    def _join(self, node: And | Or, parts: tuple[Node, ...], *, wanted: bool) -> Mask:
        """Return what all the parts, or any of them, say yes to: those about names together, and first."""
        about_names = tuple(part for part in parts if is_about_names(part))
        rest = [part for part in parts if not is_about_names(part)]
        is_and = isinstance(node, And)
        found = self.scope.all() if is_and else self.scope.none()
        if about_names:
            found = self.rows(type(node)(about_names), wanted=wanted)
        for part in sorted(rest, key=lambda part: isinstance(part, Text)):  # paths last
            self._cancel.check()
            if is_and and not found.any():
                break
            found = (np.logical_and if is_and else np.logical_or)(found, self.rows(part, wanted=wanted))
        return found

    def names(self, node: Node) -> Mask:
        """Return which names a node that is about nothing else says yes to; over names."""
        self._cancel.check()
        match node:
            case And(parts):
                found = self.names(parts[0]).copy()
                for part in parts[1:]:
                    found &= self.names(part)
                return found
            case Or(parts):
                found = self.names(parts[0]).copy()
                for part in parts[1:]:
                    found |= self.names(part)
                return found
            case Not(part):
                return ~self.names(part)
            case Text() | Length():
                return self._keep((node, -1), lambda: self._leaves.names(node))
            case _:
                raise TypeError(node)

    def count(self, node: Node) -> int:
        """Return how many rows a node says yes to."""
        if is_about_names(node):
            return int(self.scope.per_name[self.names(node)].sum())
        return int(np.count_nonzero(self.rows(node, wanted=True)))

    def ranks(self, node: Node) -> Ranks | None:
        """Return how well each name is matched by what is wanted of it; None if nothing is. Over names."""
        match node:
            case And(parts):
                return self._rank_all(parts, lambda one, two: np.minimum(one, _WORST - two) + two)
            case Or(parts):
                return self._rank_all(parts, np.minimum)
            case Text(how="inside", on_path=False):
                return self._keep((node, -2), lambda: self._names.ranks(node))
            case _:
                return None

    def _rank_all(self, parts: tuple[Node, ...], join: Callable[[Ranks, Ranks], Ranks]) -> Ranks | None:
        found: Ranks | None = None
        for part in parts:
            ranks = self.ranks(part)
            if ranks is not None:
                found = ranks if found is None else join(found, ranks)
        return found

    def _keep(self, key: tuple[object, int], look: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        if key not in self._known:
            self._known[key] = look()
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


def is_about_names(node: Node) -> bool:
    """Return whether a node looks at nothing but the name."""
    match node:
        case And(parts) | Or(parts):
            return bool(parts) and all(map(is_about_names, parts))
        case Not(part):
            return is_about_names(part)
        case Text():
            return not node.on_path
        case _:
            return isinstance(node, Length)
