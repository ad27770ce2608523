"""Every text that is seen, or told to a screen reader, is one that translators get; also when it changes."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.commands.command import Menu
from fbrowser.commands.keys import NAMES
from fbrowser.common import translation
from fbrowser.config.bookmarks import Bookmark, Bookmarks
from fbrowser.services.live_settings import live
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.run_question import RunQuestion
from fbrowser.ui.settings_dialog import SettingsDialog
from tests.helpers.desktop import make, make_desktop
from tests.helpers.pseudo import LANGUAGE, Pseudo, of_menu, seen, unmarked
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, press

TREE = {"11": {"12": {"13.txt": 5}, "14.tar.gz": 20_000}, "15.png": 0, "16": 1, "17.c": 2}
Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(params=["from the start", "changed meanwhile"])
def speak(request: pytest.FixtureRequest) -> Iterator[Callable[[], None]]:
    """Return what has the language changed, if it was not already."""
    pseudo = Pseudo()

    def change() -> None:
        if translation.language() != LANGUAGE:
            translation.use_catalogue(LANGUAGE, pseudo)
            live.language_changed.emit()

    if request.param == "from the start":
        change()
    yield change
    translation.use_catalogue(translation.ENGLISH, None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = grow(tmp_path / "10", TREE)
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path, speak: Callable[[], None]) -> MainWindow:
    del speak  # before the window is made
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root), timeout=10_000)
    qtbot.waitUntil(window.pane.view.hasFocus)
    return window


def names(root: Path) -> list[str]:
    """Return what are names: of files, paths, and what the query language is made of."""
    return [str(root), os.environ["HOME"], os.environ["FBROWSER_CONFIG_DIR"], "settings.toml", *_within(root)]


def _within(root: Path) -> list[str]:
    return [str(each.relative_to(root)) for each in root.rglob("*")]


def check(widget: QWidget, root: Path) -> None:
    texts = list(seen(widget))
    assert any("\u27e6" in text for _, text in texts), "nothing is marked"
    assert unmarked(texts, names(root)) == []


def test_of_a_folder(qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None]) -> None:
    window.new_tab()
    window.toggle_second_pane()
    qtbot.waitUntil(is_at(window.pane, root), timeout=10_000)
    window.pane.view.select_all()
    speak()
    check(window, root)
    assert "\u27e6" in window.pane.status.text()


def test_of_a_folder_with_nothing_in_it(
    qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None]
) -> None:
    (root / "18").mkdir()
    build(root)
    window.pane.refresh()
    window.pane.go(os.fsencode(root / "18"))
    qtbot.waitUntil(lambda: window.pane.view.listing is not None and not window.pane.view.isVisible())
    speak()
    check(window, root)


def test_of_a_folder_that_is_not_there(
    qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None]
) -> None:
    window.pane.go(os.fsencode(root / "99"))
    qtbot.waitUntil(lambda: "99" in window.pane.status.window().windowTitle())
    qtbot.waitUntil(window.pane.view.isHidden)
    speak()
    check(window, root)


def test_of_the_places(qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None]) -> None:
    window.bookmarks.change(lambda _: Bookmarks((Bookmark(os.fsencode(root)), Bookmark(b"/98"))))
    window.go_to_places()
    qtbot.waitUntil(lambda: window.places is not None and window.places.list.places.rowCount() > 4)
    speak()
    assert window.places is not None
    drives = [each.path for each in window.places._service.machine.drives]
    names_of_drives = [os.fsdecode(each) for each in drives] + [
        os.fsdecode(each.source + b" " + each.name) for each in window.places._service.machine.drives
    ]
    texts = list(seen(window.places))
    assert unmarked(texts, [*names(root), *names_of_drives]) == []


QUERIES = [
    "1 size:>1kb dm:2020..2030 ext:png;c",
    "nothing-like-this depth:1..2 len:>3 file: !folder:",
    "size:abc dm:nonsense foo:bar ( | childcount:3 regex:(",
    "case:A|diacritics:b path:1/2 ww:c exact:d startwith:e endwith:f regex:g",
    "child:a childfilecount:2.. childfoldercount:..3 empty: dupe: sizedupe: in:11 parent:12 count:9 pic: link:",
]


@pytest.mark.parametrize("query", QUERIES)
def test_of_a_search(qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None], query: str) -> None:
    window.pane.searching.begin()
    searching = window.pane.searching

    def is_answered() -> bool:
        found, listing = searching._found, window.pane.view.listing
        is_shown = listing is not None and listing.query is searching._query
        return found is not None and found.result.is_complete and is_shown

    window.pane.search.show_text(query)
    qtbot.waitUntil(is_answered, timeout=10_000)
    speak()
    qtbot.waitUntil(is_answered, timeout=10_000)
    assert unmarked(seen(window), [*names(root), query]) == []
    tools = searching.tools
    assert tools is not None
    for menu in (tools.kinds, tools.history):
        menu.aboutToShow.emit()
        assert unmarked(of_menu(menu), [query]) == []


@pytest.mark.parametrize("selected", [None, True, False])
def test_of_the_bar_above_the_list(
    qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None], selected: bool | None
) -> None:
    speak()
    if selected is None:
        window.pane.list_query.filter()
    else:
        window.pane.list_query.select(selected=selected)
    bar = window.pane.list_query.bar
    assert bar is not None
    qtbot.keyClicks(bar.field, "1")
    qtbot.waitUntil(lambda: bool(bar.said()))
    check(window, root)


@pytest.mark.parametrize("opens", ["show_palette", "show_key_help", "show_go_to"])
def test_of_what_lies_over_the_window(
    qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None], opens: str
) -> None:
    getattr(window, opens)()
    press(window, Key.Key_Escape)
    speak()
    getattr(window, opens)()
    check(window, root)
    if opens == "show_key_help":
        press(window, Key.Key_F1)
        press(window, Key.Key_F, Held.ControlModifier)
        check(window, root)
    qtbot.keyClicks(window.focusWidget(), "qqq")
    check(window, root)
    press(window, Key.Key_Escape)


def test_of_what_is_wrong_with_our_files(
    qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None]
) -> None:
    folder = Path(os.environ["FBROWSER_CONFIG_DIR"])
    folder.mkdir(exist_ok=True)
    (folder / "settings.toml").write_text('[appearance]\ntheme = "blue"\nthem = 1\n[files]\nhidden = 3\n')
    (folder / "keys.toml").write_text('[keys]\n"Ctrl+Foo" = "go.up"\n"F9" = "go.nowhere"\n"F8" = "tab.new 3"\nx\n')
    services = window.settings, window.commands.keys
    for each in services:
        each.look()
    qtbot.waitUntil(lambda: all(each.problems for each in services))
    speak()
    qtbot.waitUntil(lambda: all("\u27e6" in each.problems[0] for each in services))
    own = [
        "appearance them blue files hidden keys toml line Ctrl Foo go nowhere F9 tab new up system light dark",
        "true false",
    ]
    texts = [("", problem) for each in services for problem in each.problems]
    assert unmarked(texts, [*own, *NAMES]) == []


def test_of_the_hints(window: MainWindow, root: Path, speak: Callable[[], None]) -> None:
    speak()
    window.show_hints()
    check(window, root)
    press(window, Key.Key_Escape)


def test_of_the_menus(window: MainWindow, root: Path, speak: Callable[[], None]) -> None:
    actions = window.commands._parts.actions
    before = [actions.menu(each, window) for each in Menu]
    speak()
    for menu in (*(actions.menu(each, window) for each in Menu), window.pane.view.columns.menu()):
        assert unmarked(of_menu(menu), names(root)) == []
    assert unmarked((each for menu in before for each in of_menu(menu) if each[0] != "title"), ()) == []


def test_of_the_settings(qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None]) -> None:
    dialog = SettingsDialog(window.settings, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    with qtbot.waitActive(dialog):
        dialog.open()
    speak()
    typed = next(each for each in dialog.rows if each.setting.name == "workers")
    typed.control.setFocus()
    qtbot.keyClicks(typed.control, "x")
    check(dialog, root)
    dialog.search.setText("qqq")
    texts = seen(dialog)
    assert unmarked(texts, names(root)) == []
    dialog._ask_to_reset_all()
    box = QApplication.activeModalWidget()
    assert box is not None
    own = [each for each in seen(box) if "Button" not in each[0] and each[1] != "fbrowser"]
    assert unmarked(own, ()) == [], "the buttons are Qt's"
    box.close()
    dialog.close()


def test_of_the_question_before_something_runs(
    qtbot: QtBot, window: MainWindow, root: Path, speak: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = make_desktop(root.with_name("19"), monkeypatch)
    desktop.knows("text/plain")
    make(root / "16", "#!/bin/20\n")
    window.pane.view.setCurrentIndex(window.pane.view.table.index(2, 0))
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(RunQuestion)))
    (question,) = window.findChildren(RunQuestion)
    speak()
    texts = list(seen(question))
    assert len(texts) > 6
    assert unmarked(texts, [*names(root), "/bin/20"]) == []
    qtbot.waitUntil(question.run_button.isEnabled)
    question.run_button.click()
    qtbot.waitUntil(lambda: "16" in window.pane.status.text())
    check(window, root)
