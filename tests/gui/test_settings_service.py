"""What is changed holds at once and then in the file; what changes in the file holds too, whoever changed it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.extension_sets import in_force
from fbrowser.config.settings import Setting, Settings, schema
from fbrowser.config.settings_file import load, path
from fbrowser.services import settings_service
from fbrowser.services.live_settings import live
from fbrowser.services.settings_service import SettingsService
from fbrowser.services.tasks import Tasks

BY_NAME = {each.name: each for each in schema()}
THEME, HIDDEN, DENSITY, PIC = (BY_NAME[name] for name in ("theme", "hidden", "density", "pic"))


@pytest.fixture
def file() -> Path:
    found = Path(os.fsdecode(path()))
    found.parent.mkdir()
    return found


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def service(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Iterator[SettingsService]:
    monkeypatch.setattr(settings_service, "LOOK_MS", 20)
    service = SettingsService(tasks)
    yield service
    service.deleteLater()


def in_file(setting: Setting) -> object:
    settings = load().settings
    assert settings is not None
    return settings.value(setting)


def test_a_change_holds_at_once_and_then_in_the_file(qtbot: QtBot, service: SettingsService) -> None:
    with qtbot.waitSignal(live.changed):
        service.set(THEME, "dark")
    assert live.now.theme == "dark"
    assert service.is_chosen(THEME)
    qtbot.waitUntil(lambda: in_file(THEME) == "dark")
    service.reset(THEME)
    assert live.now.theme == "system"
    qtbot.waitUntil(lambda: not load().chosen)
    qtbot.waitUntil(lambda: not service.is_chosen(THEME))


def test_many_changes_at_once_all_arrive_in_their_order(qtbot: QtBot, service: SettingsService) -> None:
    service.set(PIC, ("x",))
    for theme in ("dark", "light", "dark", "system", "light"):
        service.set(THEME, theme)
    service.set(HIDDEN, value=False)
    service.set(DENSITY, "roomy")
    service.reset(DENSITY)
    assert live.now == Settings(theme="light", hidden=False, pic=("x",))
    qtbot.waitUntil(lambda: load().settings == Settings(theme="light", hidden=False, pic=("x",)))
    qtbot.waitUntil(lambda: not service._is_busy)
    assert live.now == Settings(theme="light", hidden=False, pic=("x",)), (
        "what was written before does not come back"
    )


def test_the_file_is_followed_however_it_is_written(qtbot: QtBot, service: SettingsService, file: Path) -> None:
    service.watch()
    file.write_text('[appearance]\ntheme = "dark"\n')
    qtbot.waitUntil(lambda: live.now.theme == "dark")
    beside = file.with_name("new")
    beside.write_text('[appearance]\ntheme = "light"\n')
    beside.replace(file)
    qtbot.waitUntil(lambda: live.now.theme == "light")
    file.unlink()
    qtbot.waitUntil(lambda: live.now.theme == "system")


def test_a_folder_that_comes_later_is_noticed(qtbot: QtBot, service: SettingsService) -> None:
    service.watch()
    place = Path(os.fsdecode(path()))
    with qtbot.waitSignal(live.changed):
        place.parent.mkdir()
        place.write_text("[files]\nhidden = false\n")
    assert not live.now.hidden


def test_two_windows_do_not_take_away_each_others(qtbot: QtBot, service: SettingsService, tasks: Tasks) -> None:
    other = SettingsService(tasks)
    service.set(THEME, "dark")
    other.set(HIDDEN, value=False)
    qtbot.waitUntil(lambda: load().settings == Settings(theme="dark", hidden=False))
    other.look()
    qtbot.waitUntil(lambda: other.is_chosen(THEME))
    other.deleteLater()


def test_a_file_that_breaks_leaves_what_was_in_force(qtbot: QtBot, service: SettingsService, file: Path) -> None:
    service.watch()
    file.write_text('[appearance]\ntheme = "dark"\n')
    qtbot.waitUntil(lambda: live.now.theme == "dark")
    with qtbot.waitSignal(service.changed):
        file.write_text('[appearance\ntheme = "light"\n')
    assert live.now.theme == "dark"
    assert len(service.problems) == 1
    assert service.problems[0].startswith("settings.toml is not TOML")
    with qtbot.waitSignal(service.changed):
        file.write_text('[appearance]\ntheme = "light"\n')
    assert (live.now.theme, service.problems) == ("light", ())


def test_what_cannot_be_written_holds_here(qtbot: QtBot, service: SettingsService, file: Path) -> None:
    file.mkdir()
    with qtbot.waitSignal(service.failed) as failed:
        service.set(THEME, "dark")
    assert isinstance((failed.args or [None])[0], EnvironmentProblem)
    assert live.now.theme == "dark"
    file.rmdir()
    file.write_text("[files]\nhidden = false\n")
    service.look()
    qtbot.waitUntil(lambda: not live.now.hidden)
    assert live.now.theme == "dark", "until it is changed again"
    service.set(THEME, "light")
    qtbot.waitUntil(lambda: in_file(THEME) == "light")


def test_an_unchanged_file_is_not_read_again(
    qtbot: QtBot, service: SettingsService, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("[files]\nhidden = false\n")
    service.look()
    qtbot.waitUntil(lambda: not live.now.hidden)
    monkeypatch.setattr(settings_service, "load", lambda: pytest.fail("it was read"))
    for _ in range(3):
        service.look()
        qtbot.waitUntil(lambda: not service._is_busy)


def test_queries_mean_the_filters_of_the_settings(qtbot: QtBot, service: SettingsService) -> None:
    from fbrowser.index.query import parse  # noqa: PLC0415 - beside what it is about

    before = parse("pic:").root
    service.set(PIC, ("xyz",))
    assert in_force()["pic"] == {"xyz"}
    assert parse("pic:").root != before
    assert parse("pic:").root == parse("pic:", filters={"pic": frozenset({"xyz"})}).root
    qtbot.waitUntil(lambda: in_file(PIC) == ("xyz",))
