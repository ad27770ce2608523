"""A mistake is told in the window, and its report can be read, copied, saved and deleted by the keyboard alone."""

import errno
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fbrowser.app.main import take_care
from fbrowser.common import mistakes
from fbrowser.config import reports, safe_mode
from fbrowser.config.reports import Report, listed, write
from fbrowser.config.safe_mode import Safe
from fbrowser.config.settings import setting
from fbrowser.services import own_files
from fbrowser.services.reports_service import Told
from fbrowser.services.tasks import Tasks
from fbrowser.ui.care import Care
from fbrowser.ui.main_window import MainWindow
from fbrowser.ui.report_dialog import ReportDialog
from tests.helpers.trees import grow
from tests.helpers.windows import press

Key = Qt.Key


@pytest.fixture(autouse=True)
def own_hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    mistakes.forget()
    yield
    mistakes.forget()
    safe_mode.turn_on(Safe.NO)


def leave(*runs: str) -> None:
    """Leave what runs leave that crashed."""
    folder = Path(os.fsdecode(reports.folder()))
    folder.mkdir(parents=True)
    for number, text in enumerate(runs):
        (folder / f"crashed-{number}").write_text(f"after 0\n{text}Fatal Python error: Aborted\n/home/maria\n")


def window_on(qtbot: QtBot, root: Path) -> tuple[MainWindow, Care]:
    """Return a window on a folder, and what tells in it of what went wrong."""
    tasks = Tasks()
    window = MainWindow(tasks)
    window.commands.begin()
    qtbot.addWidget(window)
    window.open(os.fsencode(grow(root, {"a": 1})))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    take_care(window, tasks)
    assert window.care is not None
    return window, window.care


def offers(care: Care) -> list[str]:
    return [each.text() for each in care.banner.buttons()]


@pytest.mark.expects_log("a mistake in fbrowser|a background task failed")
@pytest.mark.parametrize("place", ["slot", "worker"])
def test_a_mistake_is_told_above_all_panes(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    window, care = window_on(qtbot, tmp_path / "Secret Plans")
    for _ in range(3):
        if place == "slot":
            mistakes.note(KeyError("Secret Plans"))
        else:
            window._tasks.run(lambda _: {}[str(tmp_path)])
    qtbot.waitUntil(care.banner.isVisible)
    assert care.banner.text() == "fbrowser made a mistake, and goes on. A report was written."
    assert offers(care) == ["Show"]
    (name,) = listed()
    text = reports.read(name)
    assert "KeyError: <message>" in text
    assert "Secret" not in text
    assert "Version: fbrowser " in text
    secret = "Secret Plans" if place == "slot" else str(tmp_path)
    assert secret in reports.read(name, with_paths=True)
    window.pane.go(os.fsencode(tmp_path))
    assert care.banner.isVisible(), "it stays as one goes on"
    press(window, Key.Key_Escape)
    assert not care.banner.isVisible()
    window.close()


def test_a_crash_is_told_and_safe_mode_offered(qtbot: QtBot, tmp_path: Path) -> None:
    leave("shown\nVersion: fbrowser 0\nRoots: 1\n")
    window, care = window_on(qtbot, tmp_path / "r")
    qtbot.waitUntil(care.banner.isVisible)
    assert care.banner.text() == "fbrowser crashed the last time. A report was written."
    assert offers(care) == ["Show", "Restart in safe mode"]
    text = reports.read(listed()[0])
    assert "Version: fbrowser 0\nRoots: 1\n" in text
    assert "maria" not in text
    care.banner.buttons()[1].click()
    assert window.restarts == ("--safe", str(tmp_path / "r"))
    assert not window.isVisible()


def test_safe_mode_says_so_and_shows_folders_live(qtbot: QtBot, tmp_path: Path) -> None:
    safe_mode.turn_on(Safe.ASKED)
    window, care = window_on(qtbot, tmp_path / "r")
    assert care.banner.text().startswith("Safe mode: ")
    assert offers(care) == ["Restart normally"]
    qtbot.waitUntil(lambda: window.pane.view.table.rowCount() == 1)
    window.toggle_setting("files.hidden")
    window.toggle_bookmark()
    window.pane.go_up()
    window.toggle_bookmark()
    assert len(window.bookmarks.value.items) == 2, "what is changed holds, and is not kept"
    assert window.settings.value(setting("hidden")) is False
    window.close()
    for kind in ("DATA", "CONFIG", "CACHE"):
        assert not os.path.exists(os.environ[f"FBROWSER_{kind}_DIR"])


def test_after_crashes_safe_mode_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    safe_mode.turn_on(Safe.CRASHED)
    leave("", "")
    window, care = window_on(qtbot, tmp_path / "r")
    qtbot.waitUntil(lambda: "Show" in offers(care))
    assert "crashed twice" in care.banner.text()
    assert offers(care) == ["Show", "Restart normally"]
    care.banner.buttons()[1].click()
    assert window.restarts == (str(tmp_path / "r"),)


# -- the dialog


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ReportDialog]:
    for number in range(2):
        write(Report(f"report {number}", f"report {number} of /home/maria"))
    tasks = Tasks()
    dialog = ReportDialog(tasks)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.page.toPlainText() == "report 1")
    yield dialog
    tasks.stop()


def test_reports_are_walked_and_paths_shown_only_if_asked_for(dialog: ReportDialog, qtbot: QtBot) -> None:
    assert dialog.reports.hasFocus()
    assert not dialog.paths.isChecked()
    press(dialog, Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.page.toPlainText() == "report 0")
    dialog.paths.setFocus()
    press(dialog, Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.page.toPlainText() == "report 0 of /home/maria")
    press(dialog, Key.Key_Tab)
    assert dialog.copy_button.hasFocus()
    press(dialog, Key.Key_Space)
    assert QGuiApplication.clipboard().text() == "report 0 of /home/maria"


def test_what_is_shown_is_what_is_saved(dialog: ReportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.save(os.fsencode(tmp_path / "x.txt"), dialog.page.toPlainText())
    qtbot.waitUntil(lambda: dialog.banner.text().startswith("The report is in "))
    assert (tmp_path / "x.txt").read_text() == "report 1"
    dialog.save(os.fsencode(tmp_path / "no" / "x.txt"), "x")
    qtbot.waitUntil(lambda: "could not be written" in dialog.banner.text())


def test_they_are_deleted_one_by_one(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: dialog.page.toPlainText() == "report 0")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: not dialog.reports.count())
    assert not listed()
    assert not dialog.copy_button.isEnabled()
    assert dialog.close_button.hasFocus()
    press(dialog, Key.Key_Space)
    assert not dialog.isVisible()


def test_its_parts_have_names(dialog: ReportDialog) -> None:
    named = {each.accessibleName() for each in (dialog.reports, dialog.page, dialog.paths)}
    assert named == {"reports", "report", "with the paths"}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a file that stands for the program's."""
    program = tmp_path / "fbrowser"
    program.write_text("1")
    monkeypatch.setattr(own_files, "fbrowser", SimpleNamespace(__file__=str(program)))
    return program


def come_back(qtbot: QtBot, window: MainWindow) -> None:
    """Have the window looked at again, and what that begins come to its end."""
    cast("QGuiApplication", QGuiApplication.instance()).applicationStateChanged.emit(
        Qt.ApplicationState.ApplicationActive
    )
    qtbot.waitUntil(lambda: not window._tasks._tokens)


@pytest.mark.expects_log("a mistake in fbrowser")
def test_that_the_program_was_updated_is_told_once(qtbot: QtBot, tmp_path: Path, program: Path) -> None:
    window, care = window_on(qtbot, tmp_path / "r")
    come_back(qtbot, window)
    assert not care.banner.isVisible()
    (tmp_path / "new").write_text("22")
    (tmp_path / "new").rename(program)
    come_back(qtbot, window)
    assert "was updated" in care.banner.text()
    assert offers(care) == ["Restart"]
    mistakes.note(ImportError("what came of it"))
    qtbot.waitUntil(lambda: offers(care) == ["Show", "Restart"])
    assert "was updated" in care.banner.text(), "the cause, not what came of it"
    again = care.banner.buttons()[1]
    window.dismiss()
    come_back(qtbot, window)
    assert not care.banner.isVisible(), "put away"
    again.click()
    assert window.restarts == (), "with what was open"


def test_a_disk_that_fails_for_a_moment_is_no_removal(
    qtbot: QtBot, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, care = window_on(qtbot, tmp_path / "r")
    come_back(qtbot, window)

    def fail(_path: Path) -> None:
        raise OSError(errno.EIO, "no answer")

    with monkeypatch.context() as failing:
        failing.setattr(Path, "stat", fail)
        come_back(qtbot, window)
    assert not care.banner.isVisible()
    program.rename(tmp_path / "aside")
    come_back(qtbot, window)
    assert "was removed" in care.banner.text()
    (tmp_path / "aside").rename(program)
    come_back(qtbot, window)
    assert not care.banner.isVisible(), "it is the one that runs"


@pytest.mark.expects_log("a background task failed")
@pytest.mark.parametrize("kind", [ImportError, AttributeError])
def test_what_cannot_be_told_any_more_ends_its_task_and_has_the_removal_told(
    qtbot: QtBot, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    window, care = window_on(qtbot, tmp_path / "r")
    qtbot.waitUntil(lambda: not window._tasks._tokens)
    program.unlink()
    safe_mode.turn_on(Safe.ASKED)

    def fail(_: object) -> None:
        raise kind("not there")

    monkeypatch.setattr(Told, "of", fail)
    failed: list[object] = []
    window._tasks.run(fail, on_error=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    qtbot.waitUntil(lambda: "was removed" in care.banner.text())
    assert not offers(care), "there is nothing that could be started"
