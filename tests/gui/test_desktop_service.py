"""The files for the desktop follow their settings, wherever these are changed; what goes wrong is said."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fbrowser.app.on_bus import OnBus
from fbrowser.config import desktop_files
from fbrowser.config.desktop_files import DesktopFile, keep, path
from fbrowser.config.settings import Settings, setting
from fbrowser.services.desktop_service import DesktopService
from fbrowser.services.live_settings import live
from fbrowser.services.tasks import Tasks
from fbrowser.ui.main_window import MainWindow
from tests.helpers.windows import make_window

pytestmark = pytest.mark.parametrize("file", DesktopFile)


@pytest.fixture(autouse=True)
def program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop_files, "own_command", lambda: ["/usr/bin/fbrowser"])
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = make_window(qtbot)
    window.open(os.fsencode(tmp_path))
    return window


@pytest.fixture
def service(window: MainWindow) -> DesktopService:
    return DesktopService(window._tasks, window.settings, window)


def there(file: DesktopFile) -> bool:
    return place(file).exists()


def place(file: DesktopFile) -> Path:
    found = path(file)
    assert found is not None
    return Path(os.fsdecode(found))


def at_rest(qtbot: QtBot, tasks: Tasks) -> None:
    """Wait until everything that is on its way to the disk by now is there."""
    qtbot.waitUntil(lambda: not tasks._tokens)


def test_a_setting_that_is_changed_acts_at_once(
    qtbot: QtBot, window: MainWindow, service: DesktopService, file: DesktopFile
) -> None:
    service.follow()
    at_rest(qtbot, window._tasks)
    assert not there(file), "both are off by default"
    window.settings.set(setting(file.value), True)
    qtbot.waitUntil(lambda: there(file))
    other = next(each for each in DesktopFile if each is not file)
    assert not there(other)
    window.settings.set(setting(file.value), False)
    qtbot.waitUntil(lambda: not there(file))


def test_a_setting_that_is_changed_in_the_file_acts_as_well(
    qtbot: QtBot, window: MainWindow, service: DesktopService, file: DesktopFile, private_home: Path
) -> None:
    service.follow()
    settings = private_home / "config" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(f"[desktop]\n{file.value} = true\n")
    window.settings.look()
    qtbot.waitUntil(lambda: there(file))
    settings.write_text("")
    window.settings.look()
    qtbot.waitUntil(lambda: not there(file))


def test_it_is_looked_after_at_every_start(
    qtbot: QtBot, window: MainWindow, service: DesktopService, file: DesktopFile
) -> None:
    live.put(Settings(**{file.value: True}))  # type: ignore[arg-type] - a switch
    service.follow()
    qtbot.waitUntil(lambda: there(file))
    at_rest(qtbot, window._tasks)


def test_what_was_turned_off_without_a_window_goes_at_the_start_and_what_is_handmade_stays(
    qtbot: QtBot, window: MainWindow, service: DesktopService, file: DesktopFile
) -> None:
    other = next(each for each in DesktopFile if each is not file)
    keep(file)
    place(other).parent.mkdir(parents=True)
    place(other).write_text("Exec=fbrowser\n")
    service.follow()
    qtbot.waitUntil(lambda: not there(file))
    at_rest(qtbot, window._tasks)
    assert there(other)


def test_settings_that_cannot_be_read_take_nothing_away(
    qtbot: QtBot, window: MainWindow, service: DesktopService, file: DesktopFile, private_home: Path
) -> None:
    keep(file)
    settings = private_home / "config" / "settings.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text("[desktop\n")
    window.settings.look()
    qtbot.waitUntil(lambda: bool(window.settings.problems))
    service.follow()
    at_rest(qtbot, window._tasks)
    assert there(file)


def test_what_cannot_be_written_is_said_in_the_window(qtbot: QtBot, window: MainWindow, file: DesktopFile) -> None:
    on_bus = OnBus(window._tasks, window.settings, window)
    on_bus.failed.connect(window.say)
    place(file).parent.parent.mkdir(parents=True)
    place(file).parent.touch()
    on_bus.follow()
    window.settings.set(setting(file.value), True)
    qtbot.waitUntil(lambda: "could not be written" in window.pane.banner.text())
    assert "It is tried again when the program starts." in window.pane.banner.text()
    assert window.settings.value(setting(file.value)) is True
    place(file).parent.unlink()
    window.settings.set(setting(file.value), False)
    at_rest(qtbot, window._tasks)


def test_the_last_of_many_changes_counts(
    qtbot: QtBot, window: MainWindow, service: DesktopService, file: DesktopFile
) -> None:
    service.follow()
    for _ in range(5):
        for wanted in (True, False):
            live.put(Settings(**{file.value: wanted}))  # type: ignore[arg-type] - a switch
    live.put(Settings(**{file.value: True}))  # type: ignore[arg-type] - a switch
    at_rest(qtbot, window._tasks)
    assert there(file)
