"""Nothing runs but what one was asked about, in the window, and chose to run; whatever way it was opened."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fbrowser.common.programs import Opens, Program, Way
from fbrowser.config.settings import setting
from fbrowser.fileops import opening as looking
from fbrowser.fileops.opening import Looked
from fbrowser.ui import run_question
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.opening import Opener
from fbrowser.ui.run_question import RunQuestion
from fbrowser.ui.status_line import StatusLine
from tests.helpers.children import SILENT, replace_children
from tests.helpers.covered import Covered
from tests.helpers.desktop import Desktop, make, make_desktop, wait_for
from tests.helpers.trees import grow
from tests.helpers.windows import build, is_at, make_window, names, press

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be asked so that it can be run at once, but for the test that is about that."""
    monkeypatch.setattr(run_question, "ARMED_MS", 0)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return make_desktop(tmp_path / "desktop", monkeypatch)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was handed to the system."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(bytes(url.toEncoded().data()).decode().removeprefix("file://"))
        return True

    monkeypatch.setattr("fbrowser.ui.opening.QDesktopServices.openUrl", open_url)
    return opened


@pytest.fixture
def root(tmp_path: Path, desktop: Desktop, opened: list[str]) -> Path:
    del desktop, opened  # they are there before anything is opened
    root = grow(tmp_path / "r", {"sub": {}})
    make(root / "run.sh", f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    make(root / "text.txt", "x", 0o644)
    (root / "to run").symlink_to("run.sh")
    build(root)
    return root


@pytest.fixture
def window(qtbot: QtBot, root: Path) -> MainWindow:
    window = make_window(qtbot)
    window.open(os.fsencode(root))
    qtbot.waitUntil(is_at(window.pane, root))
    qtbot.waitUntil(window.pane.view.hasFocus)
    return window


def put_cursor_on(window: MainWindow, name: str) -> None:
    row = names(window.pane).index(name)
    window.pane.view.setCurrentIndex(window.pane.view.table.index(row, 0))


def question_of(window: MainWindow) -> RunQuestion | None:
    return next((each for each in window.findChildren(RunQuestion) if each.isVisible()), None)


def asked(qtbot: QtBot, window: MainWindow) -> RunQuestion:
    qtbot.waitUntil(lambda: question_of(window) is not None)
    question = question_of(window)
    assert question is not None
    return question


def answered(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is asked any more."""
    qtbot.waitUntil(lambda: not window.findChildren(RunQuestion))


def click(window: MainWindow, name: str, *, twice: bool) -> None:
    view = window.pane.view
    place = view.visualRect(view.table.index(names(window.pane).index(name), 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def by_enter(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    put_cursor_on(window, "run.sh")
    press(window, Key.Key_Return)


def by_control_enter(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    put_cursor_on(window, "run.sh")
    press(window, Key.Key_Return, CONTROL)


def by_double_click(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    click(window, "run.sh", twice=True)


def by_single_click(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    window.settings.set(setting("click"), "single")
    click(window, "run.sh", twice=False)


def by_middle_click(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    view = window.pane.view
    place = view.visualRect(view.table.index(names(window.pane).index("run.sh"), 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, pos=place)


def by_link(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    put_cursor_on(window, "to run")
    press(window, Key.Key_Return)


def by_hint(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    view = window.pane.view
    place = view.visualRect(view.table.index(names(window.pane).index("run.sh"), 0)).center()
    there = view.viewport().mapTo(window, place)
    window.show_hints(opens=True)
    targets = window.commands.overlays._hints._targets
    letters = next(each for each, target in targets.items() if target.is_row and target.box.contains(there))
    QTest.keyClicks(window.focusWidget() or window, letters)


def by_command(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    put_cursor_on(window, "run.sh")
    window.commands._parts.actions.run("go.open")


def by_search(qtbot: QtBot, window: MainWindow) -> None:
    window.pane.searching.begin()
    window.pane.search.show_text("run.sh")
    press(window, Key.Key_Return)  # to the list, as soon as there is one
    qtbot.waitUntil(lambda: names(window.pane) == ["run.sh"] and window.pane.view.hasFocus())
    press(window, Key.Key_Return)


def by_vim(qtbot: QtBot, window: MainWindow) -> None:
    del qtbot
    window.use_keymap("vim")
    put_cursor_on(window, "run.sh")
    QTest.keyClicks(window.focusWidget() or window, "l")


WAYS = [
    by_enter,
    by_control_enter,
    by_double_click,
    by_single_click,
    by_middle_click,
    by_link,
    by_hint,
    by_command,
    by_search,
    by_vim,
]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_open_it_asks(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, opened: list[str], way: Callable[[QtBot, MainWindow], None]
) -> None:
    way(qtbot, window)
    question = asked(qtbot, window)
    assert "run.sh" in question.text() or "to run" in question.text()
    assert question.cancel_button.hasFocus()
    press(window, Key.Key_Return)
    answered(qtbot, window)
    assert not (tmp_path / "ran").exists()
    assert opened == []
    qtbot.waitUntil(window.pane.view.hasFocus)


def test_what_was_chosen_to_run_runs_and_that_is_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    by_enter(qtbot, window)
    question = asked(qtbot, window)
    qtbot.waitUntil(question.run_button.isEnabled)
    press(window, Key.Key_Tab)
    assert question.run_button.hasFocus()
    press(window, Key.Key_Return)
    wait_for(tmp_path / "ran")
    answered(qtbot, window)
    qtbot.waitUntil(lambda: window.pane.status.text().startswith("run.sh was started."))
    assert window.pane.view.hasFocus()


def test_what_could_not_be_run_is_said_in_the_status_line(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    make(root / "run.sh", "#!/no/such/program\n")
    by_enter(qtbot, window)
    question = asked(qtbot, window)
    make(root / "run.sh", "#!/bin/sh\n# changed\n")
    qtbot.waitUntil(question.run_button.isEnabled)
    question.run_button.click()
    qtbot.waitUntil(lambda: "has changed since you were asked, and was not run" in window.pane.status.text())
    make(root / "run.sh", "#!/no/such/program\n")
    by_enter(qtbot, window)
    question = asked(qtbot, window)
    qtbot.waitUntil(question.run_button.isEnabled)
    question.run_button.click()
    qtbot.waitUntil(lambda: "the program that should run it is not there." in window.pane.status.text())
    assert not window.pane.banner.isVisible()


def test_it_is_read_as_a_text_if_that_is_chosen(
    qtbot: QtBot, window: MainWindow, root: Path, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.knows("text/plain")
    by_enter(qtbot, window)
    question = asked(qtbot, window)
    assert question.open_button.text() == "Open as text"
    press(window, Key.Key_Left)
    assert question.open_button.hasFocus()
    press(window, Key.Key_Space)
    assert wait_for(desktop.log).splitlines()[:2] == [str(desktop.editor), str(root / "run.sh")]
    answered(qtbot, window)
    desktop.fail()
    by_enter(qtbot, window)
    asked(qtbot, window).open_button.click()
    qtbot.waitUntil(lambda: "run.sh could not be opened" in window.pane.status.text())
    assert not (tmp_path / "ran").exists()


def test_ordinary_files_are_opened_without_a_question(
    qtbot: QtBot, window: MainWindow, root: Path, opened: list[str]
) -> None:
    make(root / "text.txt", "x", 0o755)  # as all files are on a stick
    put_cursor_on(window, "text.txt")
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: opened == [str(root / "text.txt")])
    assert question_of(window) is None


def test_what_the_index_says_of_a_file_is_not_believed(
    qtbot: QtBot, window: MainWindow, root: Path, opened: list[str]
) -> None:
    make(root / "text.txt", "#!/bin/sh\n", 0o755)
    put_cursor_on(window, "text.txt")
    press(window, Key.Key_Return)
    asked(qtbot, window)
    press(window, Key.Key_Escape)
    answered(qtbot, window)
    (root / "text.txt").unlink()
    os.mkfifo(root / "text.txt")
    press(window, Key.Key_Return)
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert "is no ordinary file and was not opened" in window.pane.banner.text()
    (root / "text.txt").unlink()
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: "is no longer there" in window.pane.banner.text())
    assert opened == []


def test_programs_of_another_system_are_opened_only_if_that_is_chosen(
    qtbot: QtBot, window: MainWindow, root: Path, desktop: Desktop, opened: list[str]
) -> None:
    make(root / "text.txt", "x")
    make(root / "setup.exe", "MZ", 0o644)
    press(window, Key.Key_F5)
    qtbot.waitUntil(lambda: "setup.exe" in names(window.pane), timeout=10_000)
    put_cursor_on(window, "setup.exe")
    press(window, Key.Key_Return)
    qtbot.waitUntil(window.pane.banner.isVisible)
    assert "setup.exe is made to be run, but not by this system" in window.pane.banner.text()
    desktop.knows("application/x-ms-dos-executable")
    press(window, Key.Key_Return)
    question = asked(qtbot, window)
    assert (question.run_button.isVisible(), question.open_button.text()) == (False, "Open")
    assert "What opens it may run it" in question.text()
    press(window, Key.Key_Return)
    answered(qtbot, window)
    assert opened == []
    press(window, Key.Key_Return)
    question = asked(qtbot, window)
    qtbot.waitUntil(question.open_button.isEnabled)
    question.open_button.click()
    assert opened == [str(root / "setup.exe")]


def test_a_file_that_does_not_answer_is_asked_about_and_holds_up_nothing(
    qtbot: QtBot, window: MainWindow, root: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_children(monkeypatch, SILENT)
    monkeypatch.setattr(looking, "PATIENCE_S", 0.3)
    put_cursor_on(window, "text.txt")
    press(window, Key.Key_Return)
    press(window, Key.Key_Return)
    press(window, Key.Key_Home)
    assert window.pane.view.currentIndex().row() == 0, "one can go on"
    question = asked(qtbot, window)
    assert "does not answer" in question.text()
    assert (question.run_button.isVisible(), question.open_button.isVisible()) == (False, True)
    assert len(window.findChildren(RunQuestion)) == 1, "it was asked for twice, and asks once"
    qtbot.waitUntil(question.open_button.isEnabled)
    question.open_button.click()
    assert opened == [str(root / "text.txt")]


def test_a_link_does_not_lead_away_from_where_one_has_gone_meanwhile(
    qtbot: QtBot, window: MainWindow, root: Path, opened: list[str]
) -> None:
    (root / "to sub").symlink_to("sub")
    press(window, Key.Key_F5)
    qtbot.waitUntil(lambda: "to sub" in names(window.pane), timeout=10_000)
    opener = window.pane.findChild(Opener)
    assert opener is not None
    for name in ("to sub", "text.txt"):
        put_cursor_on(window, name)
        press(window, Key.Key_Return)
    press(window, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not opener._looking)
    assert window.pane.folder == os.fsencode(root.parent)
    assert opened == [str(root / "text.txt")], "a file is opened all the same"


def test_a_folder_is_gone_into_whatever_it_is_called(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    grow(root / "x.desktop", {"in": 1})
    press(window, Key.Key_F5)
    qtbot.waitUntil(lambda: "x.desktop" in names(window.pane), timeout=10_000)
    put_cursor_on(window, "x.desktop")
    press(window, Key.Key_Return)
    assert window.pane.folder == os.fsencode(root / "x.desktop")


def test_a_folder_that_is_a_program_there_is_asked_about(qtbot: QtBot, window: MainWindow, root: Path) -> None:
    opener = window.pane.findChild(Opener)
    assert opener is not None
    path = os.fsencode(root / "sub")
    program = Program("a macOS program", Way.SHELL, Opens.FOLDER)
    opener._decide(Looked(path, path, 0o40755, (1,), program, can_run=True), apart=False)
    question = asked(qtbot, window)
    assert (question.run_button.isVisible(), question.open_button.text()) == (True, "Open the folder")
    question.open_button.click()
    assert window.pane.folder == path


# -- the question itself


class Asked(NamedTuple):
    """A question over a window, and what came of it."""

    window: Covered
    question: RunQuestion
    said: list[str]


SCRIPT = Program("a script", Way.KERNEL, Opens.TEXT)


def looked(name: bytes = b"run.sh", **more: object) -> Looked:
    known = Looked(
        b"/home/me/" + name, b"/home/me/" + name, 0o100755, (1,), SCRIPT, True, b"/bin/sh", b"/ed.desktop"
    )
    return known._replace(**more)  # type: ignore[arg-type] - whatever a test needs


@pytest.fixture
def ask(qtbot: QtBot) -> Callable[..., Asked]:
    def ask(found: Looked) -> Asked:
        window, said = Covered(), list[str]()
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        window.table.setFocus()
        qtbot.waitUntil(window.table.hasFocus)
        question = RunQuestion(window, found)
        question.run_wanted.connect(lambda: said.append("run"))
        question.open_wanted.connect(lambda: said.append("open"))
        question.closed.connect(lambda: said.append("closed"))
        question.ask()
        return Asked(window, question, said)

    return ask


def key(window: Covered, key: Qt.Key, *, held_down: bool = False) -> None:
    widget = window.focusWidget()
    assert widget is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", held_down, 1))


def test_it_cannot_be_run_by_any_key_in_the_first_moments(
    qtbot: QtBot, ask: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_question, "ARMED_MS", 60_000)
    window, question, said = ask(looked())
    for _ in range(5):
        key(window, Key.Key_Tab)
        assert not question.run_button.hasFocus()
    QTest.mouseClick(question.run_button, Qt.MouseButton.LeftButton)
    assert (said, question.isVisible()) == ([], True)
    while not question.cancel_button.hasFocus():
        key(window, Key.Key_Tab)
    for each in (Key.Key_R, Key.Key_Y, Key.Key_A):
        key(window, each)
    qtbot.keyClick(question.cancel_button, Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert said == []
    key(window, Key.Key_Return)
    assert said == ["closed"]


@pytest.mark.parametrize(
    ("found", "is_at_once"),
    [
        (looked(), True),
        (looked(program=Program("a Java program", Way.NOBODY, Opens.OWN), can_run=False, opener=b""), False),
        (looked(program=None, mode=0, can_run=False, opener=None), False),
    ],
)
def test_nor_be_opened_by_what_may_run_it(
    qtbot: QtBot, ask: Callable[..., Asked], found: Looked, is_at_once: bool
) -> None:
    question = ask(found).question
    assert question.open_button.isVisible()
    assert question.open_button.isEnabled() is is_at_once
    qtbot.waitUntil(question.open_button.isEnabled)


@pytest.mark.parametrize("pressed", [Key.Key_Return, Key.Key_Enter, Key.Key_Escape, Key.Key_Space])
def test_enter_and_esc_choose_neither(ask: Callable[..., Asked], pressed: Qt.Key) -> None:
    window, question, said = ask(looked())
    assert question.cancel_button.hasFocus()
    key(window, pressed)
    assert said == ["closed"]
    assert window.table.hasFocus()


def test_a_key_that_is_held_down_chooses_nothing(qtbot: QtBot, ask: Callable[..., Asked]) -> None:
    window, question, said = ask(looked())
    qtbot.waitUntil(question.run_button.isEnabled)
    for _ in range(3):
        key(window, Key.Key_Return, held_down=True)
        key(window, Key.Key_Space, held_down=True)
        key(window, Key.Key_Tab)
    assert said == []


def test_arrows_and_tab_go_round(qtbot: QtBot, ask: Callable[..., Asked]) -> None:
    window, question, said = ask(looked())
    qtbot.waitUntil(question.run_button.isEnabled)
    walked: list[str] = []
    for pressed in (Key.Key_Tab, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up):
        key(window, pressed)
        focused = window.focusWidget()
        assert isinstance(focused, QPushButton)
        walked.append(focused.text())
    assert walked == ["Run", "Open as text", "Cancel", "Open as text", "Run"]
    key(window, Key.Key_Return)
    assert said == ["closed", "run"]


def test_right_to_left_arrows_go_where_they_point(qtbot: QtBot, ask: Callable[..., Asked]) -> None:
    window, question, _ = ask(looked())
    question.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(question.run_button.isEnabled)
    assert question.cancel_button.x() < question.open_button.x() < question.run_button.x()
    key(window, Key.Key_Right)
    assert question.open_button.hasFocus()


def test_a_click_beside_it_chooses_neither_and_one_on_it_nothing(ask: Callable[..., Asked]) -> None:
    _, question, said = ask(looked())
    for place, came in ((question._box.center(), []), (QPoint(2, 2), ["closed"])):
        where = QPointF(place)
        left = Qt.MouseButton.LeftButton
        question.mousePressEvent(
            QMouseEvent(QEvent.Type.MouseButtonPress, where, where, left, left, Qt.KeyboardModifier.NoModifier)
        )
        assert said == came


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (looked(), "Run \u201crun.sh\u201d? It is a script, which is run by \u201c/bin/sh\u201d."),
        (looked(says=b""), "Run \u201crun.sh\u201d? It is a script."),
        (
            looked(
                b"x.desktop",
                program=Program("a desktop entry", Way.DESKTOP, Opens.TEXT),
                says=b"sh -c \xe2\x80\xaex",
            ),
            "It is a desktop entry, which starts \u201csh -c \u27e8U+202E\u27e9x\u201d.",
        ),
        (
            looked(b"a.AppImage", program=Program("an AppImage program", Way.KERNEL, Opens.OWN), can_run=False),
            "Open \u201ca.AppImage\u201d? It is an AppImage program, not marked as executable.",
        ),
        (looked(program=None, mode=0, can_run=False), "It does not answer, so nobody knows what it is"),
    ],
)
def test_it_says_what_it_is_and_what_it_could_do(ask: Callable[..., Asked], found: Looked, said: str) -> None:
    question = ask(found).question
    assert said in question.text()
    assert "can do all that you can: read, change and delete your files" in question.text()
    read = QAccessible.queryAccessibleInterface(question.cancel_button)
    assert read.text(QAccessible.Text.Description) == question.text(), "it is read where the keyboard is"
    assert any("In /home/me" in each.text() for each in question.findChildren(QLabel))


@pytest.mark.parametrize(
    "name",
    [
        b"<b>bold</b><img src='/tmp/x'>",
        "inv\u202egpj.sh".encode(),
        b"a\nb\xff",
        b"n" * 255,
        b" " * 200 + b".sh",
        b"&Run",
    ],
)
def test_no_name_can_lie_or_widen_it(ask: Callable[..., Asked], name: bytes) -> None:
    window, question, _ = ask(looked(name))
    for label in question.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
    assert question._box.width() <= 500
    assert question.rect().contains(question._box)
    assert question.text().isprintable()
    assert name[-3:].decode("utf-8", "replace")[-1:] in question.text() or b"\xff" in name
    window.resize(320, 300)
    assert question._box.left() >= 0
    assert question._box.right() < 320


def test_a_note_is_said_before_all_else_for_a_while(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show_contents(3, 10)
    status.say("x was started.")
    assert status.text().startswith("x was started.  \u00b7  3 items")
    status._silence.setInterval(1)
    status.say("y was started.")
    qtbot.waitUntil(lambda: status.text().startswith("3 items"))
