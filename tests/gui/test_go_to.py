"""Go to: folders of every root while one types, and paths; no letter waits for a disk."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fbrowser.common.cancel import CancelToken
from fbrowser.config.visits import Visits
from fbrowser.config.visits import change as change_visits
from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from fbrowser.services import folder_finder, folder_names
from fbrowser.services.folder_finder import FolderFinder, Whereto
from fbrowser.services.tasks import Tasks
from fbrowser.services.visit_memory import VisitMemory
from fbrowser.ui.go_to import GoTo
from fbrowser.ui.picker_list import Item
from tests.helpers.covered import Covered
from tests.helpers.trees import grow

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    del qtbot  # the application is there
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def root(tmp_path: Path) -> bytes:
    """An indexed root."""
    root = os.fsencode(
        grow(tmp_path / "r", {"projects": {"src": {}, "docs": {"old": {}}}, "music": {}, "src.c": 1})
    )
    os.mkdir(os.path.join(root, b"rep\xffort"))
    claim = ask(root)[1]
    assert claim is not None
    rebuild(claim)
    return root


@pytest.fixture
def window(qtbot: QtBot) -> Covered:
    window = Covered()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus)
    return window


@pytest.fixture
def go_to(window: Covered, tasks: Tasks) -> GoTo:
    return GoTo(window, tasks, VisitMemory(tasks, window))


def rows(go_to: GoTo) -> list[Item]:
    return list(go_to.picker.list.items.items)


def paths(go_to: GoTo) -> list[object]:
    return [each.what for each in rows(go_to)]


def below(root: bytes, *names: bytes) -> bytes:
    return os.path.join(root, *names)


def test_any_folder_by_a_few_letters(go_to: GoTo, root: bytes, window: Covered, qtbot: QtBot) -> None:
    go_to.open(b"/")
    qtbot.keyClicks(go_to.picker.field, "pr sr")
    qtbot.waitUntil(lambda: paths(go_to) == [below(root, b"projects", b"src")])
    first = rows(go_to)[0]
    assert (first.title, first.quiet, first.spans) == ("src", os.fsdecode(below(root, b"projects")), ((0, 2),))
    with qtbot.waitSignal(go_to.folder_chosen, check_params_cb=lambda path: path == first.what):
        qtbot.keyClick(go_to.picker.field, Key.Key_Return)
    assert window.table.hasFocus()


def test_with_ctrl_in_a_new_tab_and_to_the_last_byte(go_to: GoTo, root: bytes, qtbot: QtBot) -> None:
    go_to.open(b"/")
    qtbot.keyClicks(go_to.picker.field, "rep")
    qtbot.waitUntil(lambda: paths(go_to) == [below(root, b"rep\xffort")])
    assert rows(go_to)[0].title == "rep\u27e8FF\u27e9ort"
    with qtbot.waitSignal(go_to.tab_wanted, check_params_cb=lambda path: path == below(root, b"rep\xffort")):
        qtbot.keyClick(go_to.picker.field, Key.Key_Return, CTRL)


def test_nothing_typed_is_where_one_goes_most(go_to: GoTo, root: bytes, qtbot: QtBot) -> None:
    often, once = below(root, b"music"), b"/elsewhere"
    visits = Visits().visited(once, 1e9)
    for _ in range(3):
        visits = visits.visited(often, 1e9)
    change_visits(lambda _: visits)
    go_to.open(b"/")
    home = os.fsencode(Path.home())
    qtbot.waitUntil(lambda: paths(go_to) == [often, once, home, root])


def test_no_folder_is_called_so(go_to: GoTo, root: bytes, qtbot: QtBot) -> None:
    go_to.open(b"/")
    qtbot.keyClicks(go_to.picker.field, "qqq")
    qtbot.waitUntil(lambda: "No folder" in go_to.picker.field.accessibleDescription())
    assert rows(go_to) == []
    assert root


def test_paths_may_be_typed_and_completed(go_to: GoTo, root: bytes, qtbot: QtBot) -> None:
    field = go_to.picker.field
    go_to.open(b"/")
    qtbot.keyClicks(field, os.fsdecode(root) + "/PRO")
    qtbot.waitUntil(lambda: paths(go_to)[:1] == [below(root, b"projects")])
    assert rows(go_to)[0].spans == ((0, 3),)
    qtbot.keyClick(field, Key.Key_Tab)
    assert field.text() == os.fsdecode(root) + "/projects/"
    qtbot.waitUntil(lambda: len(rows(go_to)) == 3)
    assert paths(go_to) == [
        below(root, b"projects"),
        *(below(root, b"projects", name) for name in (b"docs", b"src")),
    ]
    qtbot.keyClicks(field, "new")
    assert paths(go_to) == [below(root, b"projects", b"new")]
    assert rows(go_to)[0].quiet == "as typed"


def test_a_path_with_bytes_that_are_no_text_can_be_gone_on_from(go_to: GoTo, root: bytes, qtbot: QtBot) -> None:
    field = go_to.picker.field
    go_to.open(root)
    qtbot.keyClicks(field, "./re")
    qtbot.waitUntil(lambda: paths(go_to)[:1] == [below(root, b"rep\xffort")])
    qtbot.keyClick(field, Key.Key_Tab)
    qtbot.keyClicks(field, "x")
    qtbot.waitUntil(lambda: paths(go_to) == [below(root, b"rep\xffort", b"x")])


def test_who_has_left_is_not_told(go_to: GoTo, root: bytes, tasks: Tasks, qtbot: QtBot) -> None:
    go_to.open(b"/")
    go_to.picker.leave()
    qtbot.waitUntil(lambda: not tasks._tokens)
    assert not go_to.picker.isVisible()
    assert go_to._finder._snapshots is None
    assert not go_to._finder._indexes
    assert root


def test_visits_that_come_in_last_are_offered_all_the_same(tasks: Tasks, qtbot: QtBot) -> None:
    visits = VisitMemory(tasks)
    finder = FolderFinder(tasks, visits)
    finder.ask("")
    with qtbot.waitSignal(finder.found):
        pass
    visits.visit(b"/late")
    with qtbot.waitSignal(finder.found, check_params_cb=lambda found: found.folders[0] == b"/late"):
        pass
    qtbot.waitUntil(lambda: not tasks._tokens)


# -- the services


def test_a_root_that_is_indexed_meanwhile_is_looked_through(tmp_path: Path, tasks: Tasks, qtbot: QtBot) -> None:
    root = os.fsencode(grow(tmp_path / "new", {"reports": {}}))
    claim = ask(root)[1]
    assert claim is not None
    finder = FolderFinder(tasks, VisitMemory(tasks))
    finder.look()
    none, found = (Whereto("reports", folders, is_complete=True) for folders in ((), (below(root, b"reports"),)))
    with qtbot.waitSignal(finder.found, check_params_cb=lambda each: each == none):
        finder.ask("reports")
    rebuild(claim)
    with qtbot.waitSignal(finder.found, check_params_cb=lambda each: each == found):
        pass
    finder.let_go()


def test_the_latest_question_wins(tasks: Tasks, root: bytes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    finder = FolderFinder(tasks, VisitMemory(tasks))
    heard: list[Whereto] = []
    begun: list[str] = []
    finder.found.connect(heard.append)
    look = folder_finder._where_to

    def slow(typed: str, places: object, indexes: object, token: CancelToken) -> list[bytes]:
        begun.append(typed)
        while typed == "m" and not token.cancelled:
            time.sleep(0.005)
        return look(typed, places, indexes, token)  # type: ignore[arg-type]

    monkeypatch.setattr(folder_finder, "_where_to", slow)
    finder.ask("m")
    qtbot.waitUntil(lambda: begun == ["m"])
    finder.look()
    for typed in ("mu", "mus", "musi"):
        finder.ask(typed)
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].is_complete)
    assert {each.typed for each in heard} == {"musi"}
    assert heard[-1].folders == (below(root, b"music"),)
    assert set(begun) == {"m", "musi"}


def test_a_folder_that_does_not_answer_is_given_up(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[CancelToken] = []

    def hang(folder: bytes, token: CancelToken) -> tuple[bytes, ...]:
        tokens.append(token)
        while not token.cancelled:
            time.sleep(0.005)
        return (folder,)

    monkeypatch.setattr(folder_names, "_look", hang)
    names = folder_names.FolderNamesService(tasks)
    names._patience.setInterval(20)
    with qtbot.waitSignal(names.found, check_params_cb=lambda found: found.names == ()):
        names.ask(b"/dead")
    assert tokens[0].cancelled
    names.forget()


def test_names_are_read_live_outside_every_root(tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> None:
    grow(tmp_path / "live", {"b": {}, "a": {}, "c.txt": 1, "link": "a"})
    names = folder_names.FolderNamesService(tasks)
    with qtbot.waitSignal(names.found):
        names.ask(os.fsencode(tmp_path / "live"))
    assert names.last is not None
    assert names.last.names == (b"a", b"b", b"link")
    with qtbot.waitSignal(names.found, check_params_cb=lambda found: found.names == ()):
        names.ask(os.fsencode(tmp_path / "none"))
