"""Threads that share an engine take turns; who waits for files lets others go first."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.index.forest import Forest
from fbrowser.index.forest_search import engine_for
from fbrowser.index.query import parse
from fbrowser.index.search import Engine
from fbrowser.index.search.leaves import Leaves
from fbrowser.index.search.turns import Turns
from tests.helpers.snapshots import make_snapshot

TREE = {"report.txt": 1, "sub": {"report 2.txt": 5, "other": 7}, "repo": {}}


def test_an_engine_is_never_used_by_two_threads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, inside, most, real = Engine(make_snapshot(TREE)), 0, 0, Leaves.names

    def counted(leaves: Leaves, node: Any) -> Any:  # noqa: ANN401
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        threading.Event().wait(0.002)
        inside -= 1
        return real(leaves, node)

    monkeypatch.setattr(Leaves, "names", counted)
    with ThreadPoolExecutor(8) as pool:
        found = [len(result.rows) for result in pool.map(lambda n: engine.find(parse(f"rep !{n}")), range(40))]
    assert most == 1
    assert found == [len(Engine(engine.snapshot).find(parse(f"rep !{n}")).rows) for n in range(40)]


def test_while_files_are_read_another_thread_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(make_snapshot(TREE))
    is_reading, may_go_on = threading.Event(), threading.Event()

    def read(_leaf: object, paths: Any, _cancel: object) -> Iterator[list[bool]]:  # noqa: ANN401
        is_reading.set()
        assert may_go_on.wait(10)
        yield [True] * len(paths)

    monkeypatch.setattr("fbrowser.index.search.engine.read", read)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(engine.find, parse("content:x report"))
        assert is_reading.wait(10)
        assert len(engine.find(parse("rep")).rows) == 3
        may_go_on.set()
        assert len(slow.result().rows) == 2


def test_who_is_not_wanted_any_more_stops_waiting_for_the_turn() -> None:
    turns, token = Turns(), CancelToken()

    def wait() -> None:
        with turns.taken(token):
            pass

    with ThreadPoolExecutor(1) as pool, turns.taken(CancelToken()):
        waiting = pool.submit(wait)
        token.cancel()
        with pytest.raises(Cancelled):
            waiting.result(10)


def test_all_who_look_in_a_snapshot_share_one_engine() -> None:
    one, other = make_snapshot(TREE), make_snapshot({"x": 1})
    engine = engine_for(one)
    assert engine_for(one) is engine
    assert engine_for(other) is not engine
    forest = engine_for(Forest((one, other)))
    assert forest._engines[0] is engine  # type: ignore[attr-defined]
    assert engine.snapshot is one
