"""What another program names is selected, also if the index does not know it yet; what calls do to the window."""

import copy
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fbrowser.app.answering import Answering
from fbrowser.app.call import Call, Wish
from fbrowser.app.on_bus import OnBus
from fbrowser.config.settings import Settings
from fbrowser.index.answer import ask
from fbrowser.models.search import Scope
from fbrowser.services.live_settings import live
from fbrowser.ui import file_view, pointing_out
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.pane import Pane
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

UNDECODABLE = b"rep\xffort"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "r", {"sub": {"x": 1}, "a": 1, "b": 2, "c": 3, **{f"m{at}": 1 for at in range(60)}})
    Path(os.fsdecode(os.fsencode(root) + b"/" + UNDECODABLE)).touch()
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return make_window(qtbot)


@pytest.fixture
def answering(window: MainWindow) -> Answering:
    return Answering(window, window._tasks, OnBus(window._tasks, window.settings, window))


def paths(folder: Path, *found: str | bytes) -> tuple[bytes, ...]:
    return tuple(os.path.join(os.fsencode(folder), os.fsencode(each)) for each in found)


def is_at_pane(window: MainWindow, folder: Path) -> Callable[[], bool]:
    return lambda: len(window.tabs) > 0 and is_at(window.pane, folder)()


def selected(pane: Pane) -> list[str]:
    shown = names(pane)
    return [shown[at] for first, last in pane.view.selected_ranges() for at in range(first, last + 1)]


def current(pane: Pane) -> str:
    return str(pane.view.currentIndex().data())


def test_one_item_is_selected_and_in_sight(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    assert answering.take(Call(Wish.SHOW, paths(root, "m59")))
    qtbot.waitUntil(is_at_pane(window, root))
    qtbot.waitUntil(lambda: (current(window.pane), selected(window.pane)) == ("m59", ["m59"]))
    view = window.pane.view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    qtbot.waitUntil(view.hasFocus)


def test_several_are_selected_with_the_cursor_on_the_first(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    answering.take(Call(Wish.SHOW, paths(root, "c", UNDECODABLE, "a")))
    qtbot.waitUntil(lambda: len(selected(window.pane)) == 3)
    assert selected(window.pane) == ["a", "c", "rep\u27e8FF\u27e9ort"]
    assert current(window.pane) == "c"
    assert len(window.tabs) == 1, "the folder is shown already"
    press(window, Qt.Key.Key_Down)
    assert selected(window.pane) == [current(window.pane)], "they are selected as by hand, not marked"


def test_neighbours_are_one_piece_and_the_cursor_is_in_what_is_selected(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_view, "MOST_PIECES", 2)
    many = [f"m{at}" for at in range(60)]
    answering.take(Call(Wish.SHOW, paths(root, "m30", *many)))
    qtbot.waitUntil(lambda: len(window.tabs) > 0 and sorted(selected(window.pane)) == sorted(many))
    assert current(window.pane) == "m30"
    answering.take(Call(Wish.SHOW, paths(root, "m59", "a", "c", "m2")))
    qtbot.waitUntil(lambda: current(window.pane) == "m59")
    assert selected(window.pane) == ["a", "m59"], "as many pieces as there may be"


def test_items_of_several_folders_have_a_tab_each(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    wanted = (*paths(root, "b"), *paths(root / "sub", "x"), *paths(root, "c"))
    answering.take(Call(Wish.SHOW, wanted))
    qtbot.waitUntil(lambda: len(window.tabs) == 2)
    assert [tab.title() for tab in window.tabs.all] == ["r", "sub"]
    qtbot.waitUntil(lambda: window.tabs.at == 0)
    qtbot.waitUntil(lambda: selected(window.pane) == ["b", "c"])
    window.show_tab(2)
    qtbot.waitUntil(lambda: selected(window.pane) == ["x"])


def test_what_the_index_does_not_know_is_read_and_selected_and_stays_so(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    before = window.pane.view.listing
    assert before is not None
    (root / "download").touch()
    answering.take(Call(Wish.SHOW, paths(root, "download")))
    qtbot.waitUntil(lambda: selected(window.pane) == ["download"])

    def is_in_index() -> bool:
        assert selected(window.pane) == ["download"], "never lost, not even for a moment"
        listing = window.pane.view.listing
        return listing is not None and listing.snapshot.generation > before.snapshot.generation

    qtbot.waitUntil(is_in_index)
    assert current(window.pane) == "download"


def test_an_index_that_is_told_of_meanwhile_keeps_nothing_from_being_read(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    service = window.pane._service
    known = service.answer
    assert known is not None
    (root / "download").touch()
    window.show_items(os.fsencode(root), [b"download"])
    service._take(known._replace(snapshot=copy.copy(known.snapshot)))
    qtbot.waitUntil(lambda: selected(window.pane) == ["download"])


def test_a_first_index_that_was_read_too_early_is_read_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    fresh = grow(tmp_path / "fresh", {"a": 1, "b": 1})
    window.show_items(os.fsencode(fresh), [])
    qtbot.waitUntil(lambda: names(window.pane) == ["a", "b"])
    build(fresh)
    (early, _) = ask(os.fsencode(fresh), private=True, claim=False)
    (fresh / "download").touch()
    window.pane.point_out([b"download"])
    qtbot.waitUntil(lambda: selected(window.pane) == ["download"])
    assert window.pane._service.root is None
    window.pane._service.open(os.fsencode(fresh), known=early)

    def is_in_index() -> bool:
        assert selected(window.pane) == ["download"], "never lost, not even for a moment"
        listing = window.pane.view.listing
        return listing is not None and listing.snapshot.generation > early.generation

    qtbot.waitUntil(is_in_index)


def test_what_is_made_later_is_selected_as_soon_as_it_is_there(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    answering.take(Call(Wish.SHOW, paths(root, "b", "late")))
    qtbot.waitUntil(lambda: selected(window.pane) == ["b"])
    (root / "late").touch()
    window.pane.refresh()
    qtbot.waitUntil(lambda: selected(window.pane) == ["b", "late"])


def test_who_has_moved_the_cursor_is_left_in_peace(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    answering.take(Call(Wish.SHOW, paths(root, "b", "late")))
    qtbot.waitUntil(lambda: selected(window.pane) == ["b"])
    press(window, Qt.Key.Key_Down)
    (root / "late").touch()
    window.pane.refresh()
    qtbot.waitUntil(lambda: "late" in names(window.pane))
    assert selected(window.pane) == ["c"]


def test_a_folder_that_no_index_has_is_shown_live_and_not_indexed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, answering: Answering
) -> None:
    other = grow(tmp_path / "other", {"x": 1, "y": 1})
    answering.take(Call(Wish.SHOW, paths(other, "y")))
    qtbot.waitUntil(lambda: len(window.tabs) > 0 and selected(window.pane) == ["y"])
    assert window.pane._service.root is None


def test_what_is_filtered_away_is_shown_again(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering
) -> None:
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    window.pane.filter_list()
    bar = window.pane.list_query.bar
    assert bar is not None
    qtbot.keyClicks(bar.field, "a")
    qtbot.waitUntil(lambda: "b" not in names(window.pane))
    answering.take(Call(Wish.SHOW, paths(root, "b")))
    qtbot.waitUntil(lambda: selected(window.pane) == ["b"])


# -- what else is called


def test_a_file_is_shown_in_its_folder_and_a_folder_opened(
    qtbot: QtBot, window: MainWindow, root: Path, tmp_path: Path, answering: Answering
) -> None:
    answering.take(Call(Wish.OPEN, paths(root, "c")))
    qtbot.waitUntil(lambda: len(window.tabs) > 0 and selected(window.pane) == ["c"])
    assert window.pane.folder == os.fsencode(root)
    answering.take(Call(Wish.OPEN, paths(root, "sub")))
    qtbot.waitUntil(is_at_pane(window, root / "sub"))
    fresh = grow(tmp_path / "fresh", {"y": 1})
    answering.take(Call(Wish.OPEN, (os.fsencode(fresh),)))
    qtbot.waitUntil(is_at_pane(window, fresh))
    assert window.pane._service.root == os.fsencode(fresh), "who names a folder wants it indexed"


def test_of_many_folders_only_the_first_is_made_ready(
    qtbot: QtBot, window: MainWindow, root: Path, tmp_path: Path, answering: Answering
) -> None:
    others = [grow(tmp_path / f"other{at}", {"y": 1, "z": 1}) for at in range(30)]
    answering.take(Call(Wish.OPEN, (*paths(root, "sub"), os.fsencode(others[0]), *paths(root, "c"))))
    qtbot.waitUntil(lambda: sorted(tab.title() for tab in window.tabs.all) == ["other0", "r", "sub"])
    answering.take(Call(Wish.SHOW, (*paths(root, "b"), *(path for each in others for path in paths(each, "z")))))
    qtbot.waitUntil(lambda: len(window.tabs) == 32)
    qtbot.waitUntil(lambda: selected(window.pane) == ["b"])
    assert [tab.is_awake for tab in window.tabs.all].count(True) == 2, "what each call shows"
    window.tabs.show_folder(os.fsencode(others[-1]))
    qtbot.waitUntil(lambda: selected(window.pane) == ["z"])


def test_it_is_said_that_something_is_hidden_or_not_there(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pointing_out, "_PATIENCE_MS", 50)
    (root / ".secret").touch()
    build(root)
    live.put(Settings(hidden=False))
    for name, said in ((".secret", "\u201c.secret\u201d is hidden"), ("gone", "\u201cgone\u201d is not here")):
        answering.take(Call(Wish.SHOW, paths(root, name)))
        qtbot.waitUntil(lambda said=said: len(window.tabs) > 0 and said in window.pane.status.text())
    answering.take(Call(Wish.SHOW, paths(root, "b")))
    qtbot.waitUntil(lambda: selected(window.pane) == ["b"])
    assert "gone" not in window.pane.status.text()


def test_a_search_is_for_all_that_is_indexed(
    qtbot: QtBot, window: MainWindow, root: Path, tmp_path: Path, answering: Answering
) -> None:
    build(grow(tmp_path / "other", {"unique": 1}))
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    answering.take(Call(Wish.SEARCH))
    qtbot.waitUntil(window.pane.search.hasFocus)
    assert window.pane.searching.scope.scope is Scope.ALL
    qtbot.keyClicks(window.pane.search, "unique")
    qtbot.waitUntil(lambda: names(window.pane) == ["unique"])


def test_who_only_waits_changes_nothing(qtbot: QtBot, window: MainWindow, root: Path, answering: Answering) -> None:
    window.open(os.fsencode(root))
    window.hide()
    assert answering.take(Call(Wish.WAIT))
    assert not answering.take(Call(Wish.SERVE)), "the setting is off"
    qtbot.waitUntil(is_at(window.pane, root))
    assert not window.isVisible()
    live.put(Settings())
    answering.take(Call())
    qtbot.waitUntil(window.isVisible)


def test_the_desktops_token_is_there_while_the_window_comes_to_the_front(
    qtbot: QtBot, window: MainWindow, root: Path, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []
    monkeypatch.setattr(window, "activateWindow", lambda: seen.append(os.environ.get("XDG_ACTIVATION_TOKEN")))
    window.open(os.fsencode(root))
    answering.take(Call(Wish.RAISE, (), "tok"))
    qtbot.waitUntil(lambda: seen == ["tok"])
    assert "XDG_ACTIVATION_TOKEN" not in os.environ, "no child of ours may use it"
    qtbot.waitUntil(is_at(window.pane, root))
