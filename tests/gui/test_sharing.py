"""Panes on one root share its snapshot, its engine and its questions; what nobody sees asks for nothing."""

import gc
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fbrowser.index.answer import Answer
from fbrowser.index.forest_search import engine_for
from fbrowser.index.search import Engine
from fbrowser.index.snapshot import Snapshot
from fbrowser.services import talks
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.pane import Pane
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names

TREE = {"sub": {"inner": {"deep": 1}, "report": 2}, "other": {"report 2": 1}, "a.txt": 5}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", TREE)
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> Iterator[MainWindow]:
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    yield window
    window.close()


def panes(qtbot: QtBot, window: MainWindow, root: Path) -> list[Pane]:
    """Return two panes of the first tab, and those of two tabs in the background, all on the root."""
    window.switch_pane()
    for folder in ("sub", "other"):
        window.new_tab(os.fsencode(root / folder))
        qtbot.waitUntil(is_at(window.pane, root / folder))
    window.show_tab(1)
    return [pane for tab in window.tabs.all for pane in tab.panes]


def shown(pane: Pane) -> Snapshot | None:
    return pane.view.listing.snapshot if pane.view.listing else None


def test_all_panes_on_a_root_have_one_snapshot_and_one_talk(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    every = panes(qtbot, window, root)
    qtbot.waitUntil(lambda: len({id(shown(pane)) for pane in every}) == 1)
    assert len(every) == 4
    assert shown(every[0]) is not None
    assert len(window._talks._talks) == 1
    assert len({id(pane._service._talk) for pane in every}) == 1


def test_a_rebuild_that_one_asked_for_gives_all_the_same_new_snapshot_and_frees_the_old(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    every = panes(qtbot, window, root)
    old = weakref.ref(shown(every[0]))  # type: ignore[arg-type]
    (root / "sub" / "new").touch()
    every[0].refresh()
    qtbot.waitUntil(lambda: {shown(pane).generation for pane in every if shown(pane)} == {2})  # type: ignore[union-attr]
    assert len({id(shown(pane)) for pane in every}) == 1
    assert "new" in names(every[2]), "in the background as well"

    def is_gone() -> bool:
        gc.collect()
        return old() is None

    qtbot.waitUntil(is_gone)


def test_who_asks_for_it_anew_when_answered_has_one_question_asked(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = window._talks.about(os.fsencode(root))
    talk._timer.stop()
    qtbot.waitUntil(lambda: not talk.is_asking)
    asked = Mock(wraps=talks.follow)
    monkeypatch.setattr(talks, "follow", asked)

    def refresh_once(_: Answer) -> None:
        talk.answered.disconnect(refresh_once)
        asked.reset_mock()
        talk.refresh()

    (root / "new").touch()
    build(root)
    talk.answered.connect(refresh_once)
    talk.look()
    qtbot.waitUntil(lambda: talk.answer is not None and talk.answer.generation == 2 and not talk.is_asking)
    asked.assert_called_once()


def test_all_who_search_a_snapshot_share_one_engine(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Snapshot] = []
    real = Engine.__init__

    def count(engine: Engine, snapshot: Snapshot) -> None:
        made.append(snapshot)
        real(engine, snapshot)

    monkeypatch.setattr(Engine, "__init__", count)
    every = panes(qtbot, window, root)
    for at, tab in enumerate(window.tabs.all):
        window.tabs.show_at(at)
        for pane in tab.panes:
            tab.activate(pane)
            pane.begin_search()
            pane.search.show_text("report")
            qtbot.waitUntil(lambda pane=pane: pane.view.is_result_shown and len(names(pane)) > 0)
    assert len(made) == 1
    assert {len(names(pane)) for pane in every} == {1, 2}
    engines = {id(pane.searching.service._where.engine()) for pane in every if pane.searching.service._where}
    assert engines == {id(engine_for(made[0]))}


def test_when_a_search_is_over_its_snapshot_and_engine_are_let_go(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    pane = window.pane
    pane.begin_search()
    qtbot.keyClicks(pane.search, "report")
    qtbot.waitUntil(lambda: len(names(pane)) == 2)
    old = weakref.ref(shown(pane))  # type: ignore[arg-type]
    (root / "report 3").touch()
    pane.refresh()
    qtbot.waitUntil(lambda: len(names(pane)) == 3)
    assert pane.searching._aside._kept is not None

    def is_gone() -> bool:
        gc.collect()
        return old() is None

    qtbot.waitUntil(is_gone)  # not even what was set aside keeps it
    pane.view.setFocus()
    pane.search.show_text("")
    qtbot.waitUntil(is_at(pane, root))
    assert "report 3" in names(pane)
    old = weakref.ref(shown(pane))  # type: ignore[arg-type]
    (root / "report 4").touch()
    pane.refresh()
    qtbot.waitUntil(lambda: "report 4" in names(pane))
    qtbot.waitUntil(is_gone)


def test_what_nobody_sees_asks_for_nothing_and_at_once_when_it_is_seen_again(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(talks, "POLL_MS", 20)
    asked: list[bytes] = []
    real = talks.follow

    def follow(root: bytes, *more: object, **named: object) -> object:
        asked.append(root)
        return real(root, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(talks, "follow", follow)
    apart = grow(tmp_path / "apart", {"z": 1})
    build(apart)
    first = window.pane
    talk = first._service._talk
    assert talk is not None
    assert talk.is_polling
    window.new_tab(os.fsencode(apart))
    qtbot.waitUntil(is_at(window.pane, apart))
    assert not talk.is_polling
    assert not first.status._clock.isActive()
    asked.clear()
    qtbot.waitUntil(lambda: asked.count(os.fsencode(apart)) > 3)
    assert os.fsencode(root) not in asked
    build(root)
    window.show_tab(1)
    assert talk.is_asking, "it does not wait for the next turn of the clock"
    assert talk.is_polling
    assert first.status._clock.isActive()


def test_a_minimised_window_asks_for_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.switch_pane()
    talk = window.pane._service._talk
    assert talk is not None
    assert talk.is_polling
    every = window.tabs.current.panes
    for pane in every:
        # What Qt tells the widgets of a window that the window manager minimises; offscreen has none.
        QApplication.sendEvent(pane, QHideEvent())
    assert not talk.is_polling
    QApplication.sendEvent(every[0], QShowEvent())
    assert talk.is_polling
    assert talk.is_asking


def test_of_two_panes_on_a_root_only_one_question_is_on_its_way(
    qtbot: QtBot, window: MainWindow, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.switch_pane()
    qtbot.waitUntil(is_at(window.pane, root))
    talk = window.pane._service._talk
    assert talk is not None
    talk._timer.stop()
    qtbot.waitUntil(lambda: not talk.is_asking)
    asked: list[object] = []
    monkeypatch.setattr(window._tasks, "run", lambda *what, **_: asked.append(what))
    for pane in window.tabs.current.panes:
        pane.refresh()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert len(asked) == 1
    talk._asking = None
    assert window.pane._service.is_rebuilding_here is False


def test_files_are_not_read_again_for_a_search_that_nobody_sees(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    pane = window.pane
    (root / "a.txt").write_text("needle")
    pane.begin_search()
    qtbot.keyClicks(pane.search, "content:needle")
    qtbot.waitUntil(lambda: names(pane) == ["a.txt"], timeout=10_000)
    before = shown(pane)
    window.new_tab(os.fsencode(root))
    (root / "b.txt").write_text("needle")
    window.pane.refresh()
    qtbot.waitUntil(lambda: "b.txt" in names(window.pane))
    assert not pane.searching.service.is_busy
    assert shown(pane) is before
    window.show_tab(1)
    qtbot.waitUntil(lambda: set(names(pane)) == {"a.txt", "b.txt"}, timeout=10_000)


def test_a_closed_pane_leaves_its_talk_and_its_snapshot(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    apart = grow(tmp_path / "apart", {"z": 1})
    build(apart)
    window.new_tab(os.fsencode(apart))
    qtbot.waitUntil(is_at(window.pane, apart))
    old = weakref.ref(shown(window.pane))  # type: ignore[arg-type]
    window.close_tab()
    qtbot.waitUntil(lambda: os.fsencode(apart) not in window._talks._talks)

    def is_gone() -> bool:
        gc.collect()
        return old() is None

    qtbot.waitUntil(is_gone)
