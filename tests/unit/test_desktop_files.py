"""The files that tell the desktop to start us: what is in them, when they are written, and when they go."""

import contextlib
import errno
import os
import plistlib
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fbrowser import APP_ID
from fbrowser.common import own_command as commands
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.own_command import own_command
from fbrowser.config import desktop_files
from fbrowser.config.desktop_files import DesktopFile, keep, path, remove

HOSTILE = '/opt/a b/it\'s "$HOME" `x` 100%/fbrowser'


@pytest.fixture(autouse=True)
def program(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have the program be whatever is in this list."""
    command = ["/usr/bin/fbrowser"]
    monkeypatch.setattr(desktop_files, "own_command", lambda: command)
    monkeypatch.setattr(sys, "platform", "linux")
    return command


def place(file: DesktopFile) -> Path:
    found = path(file)
    assert found is not None
    return Path(os.fsdecode(found))


def test_they_lie_where_the_desktop_looks(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = private_home / ".local/share/dbus-1/services" / f"{APP_ID}.FileManager1.service"
    assert place(DesktopFile.ACTIVATION) == usual
    assert place(DesktopFile.AUTOSTART) == private_home / ".config/autostart" / f"{APP_ID}.desktop"
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative/does/not/count")
    assert place(DesktopFile.ACTIVATION) == Path(f"/data/dbus-1/services/{APP_ID}.FileManager1.service")
    assert place(DesktopFile.AUTOSTART) == private_home / ".config/autostart" / f"{APP_ID}.desktop"


def test_the_bus_is_told_how_to_start_us(private_home: Path) -> None:
    assert keep(DesktopFile.ACTIVATION)
    assert place(DesktopFile.ACTIVATION).read_text().splitlines() == [
        f"# made by fbrowser, as {private_home}/config/settings.toml says",
        "[D-BUS Service]",
        "Name=org.freedesktop.FileManager1",
        "Exec=/usr/bin/fbrowser --dbus-service",
    ]
    assert place(DesktopFile.ACTIVATION).stat().st_mode & 0o777 == 0o644


def test_the_session_is_told_how_to_start_us(private_home: Path) -> None:
    assert keep(DesktopFile.AUTOSTART)
    assert place(DesktopFile.AUTOSTART).read_text().splitlines() == [
        f"# made by fbrowser, as {private_home}/config/settings.toml says",
        "[Desktop Entry]",
        "Type=Application",
        "Name=fbrowser",
        "Icon=io.github.fbrowser.fbrowser",
        "Terminal=false",
        "NoDisplay=true",
        "X-GNOME-Autostart-enabled=true",
        "Exec=/usr/bin/fbrowser --background",
    ]


def test_a_mac_is_told_with_a_property_list(private_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert path(DesktopFile.ACTIVATION) is None
    assert not keep(DesktopFile.ACTIVATION)
    assert keep(DesktopFile.AUTOSTART)
    assert not keep(DesktopFile.AUTOSTART), "it is right already"
    assert place(DesktopFile.AUTOSTART) == private_home / "Library/LaunchAgents" / f"{APP_ID}.plist"
    told = plistlib.loads(place(DesktopFile.AUTOSTART).read_bytes())
    assert told == {"Label": APP_ID, "ProgramArguments": ["/usr/bin/fbrowser", "--background"], "RunAtLoad": True}
    assert remove(DesktopFile.AUTOSTART, if_marked=True)


RUN = ("user", r"Software\Microsoft\Windows\CurrentVersion\Run")


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Be on Windows, with the usual settings; return what is in the one key that we may touch."""
    values: dict[str, str] = {}

    def open_key(*key: object) -> contextlib.nullcontext[dict[str, str]]:
        assert key[:2] == RUN
        return contextlib.nullcontext(values)

    def value(key: dict[str, str], name: str) -> tuple[str, int]:
        if name not in key:
            raise FileNotFoundError
        return key[name], 1

    def delete(key: dict[str, str], name: str) -> None:
        if key.pop(name, None) is None:
            raise FileNotFoundError

    winreg = SimpleNamespace(
        HKEY_CURRENT_USER=RUN[0],
        KEY_SET_VALUE=2,
        REG_SZ=1,
        OpenKey=open_key,
        CreateKey=open_key,
        QueryValueEx=value,
        SetValueEx=lambda key, name, _, kind, line: key.update({name: line} if kind == 1 else {}),
        DeleteValue=delete,
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("FBROWSER_CONFIG_DIR")
    return values


def test_windows_is_told_in_the_registry(registry: dict[str, str], private_home: Path, program: list[str]) -> None:
    program[:] = [r"C:\Program Files\fbrowser.exe"]
    assert keep(DesktopFile.AUTOSTART)
    assert registry == {"fbrowser": r'"C:\Program Files\fbrowser.exe" --background'}
    assert not keep(DesktopFile.AUTOSTART), "it is right already"
    assert remove(DesktopFile.AUTOSTART, if_marked=True)
    assert not registry
    assert not remove(DesktopFile.AUTOSTART), "there is none"
    assert not keep(DesktopFile.ACTIVATION)
    assert not remove(DesktopFile.ACTIVATION)
    assert not list(private_home.iterdir())


def test_a_value_of_another_program_or_other_settings_is_left_alone(
    registry: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    registry["fbrowser"] = "another"
    assert not remove(DesktopFile.AUTOSTART, if_marked=True)
    monkeypatch.setenv("FBROWSER_CONFIG_DIR", "/another/profile")
    assert not keep(DesktopFile.AUTOSTART)
    assert not remove(DesktopFile.AUTOSTART)
    assert registry == {"fbrowser": "another"}


def test_what_the_registry_would_not_start_is_said(registry: dict[str, str], program: list[str]) -> None:
    program[:] = ["C:\\" + "x" * 260]
    with pytest.raises(EnvironmentProblem, match="cannot be told to start"):
        keep(DesktopFile.AUTOSTART)
    assert not registry


@pytest.mark.usefixtures("registry")
def test_a_registry_that_may_not_be_written_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "")

    for name in ("OpenKey", "CreateKey"):
        monkeypatch.setattr(sys.modules["winreg"], name, refuse)
    with pytest.raises(EnvironmentProblem, match=r"HKEY_CURRENT_USER.*Run could not be written: permission denied"):
        keep(DesktopFile.AUTOSTART)
    assert not remove(DesktopFile.AUTOSTART, if_marked=True)
    with pytest.raises(EnvironmentProblem, match=r"Run could not be removed: permission denied"):
        remove(DesktopFile.AUTOSTART)


def test_any_path_that_can_be_written_is_quoted(program: list[str]) -> None:
    program[:] = [HOSTILE]
    for file in DesktopFile:
        keep(file)
    (bus,) = lines(DesktopFile.ACTIVATION, "Exec=")
    assert shlex.split(bus) == [HOSTILE, "--dbus-service"]
    (session,) = lines(DesktopFile.AUTOSTART, "Exec=")
    quoted = r'"/opt/a b/it' + r"'" + r's \\"\\$HOME\\" \\`x\\` 100%%/fbrowser" --background'
    assert session == quoted


def lines(file: DesktopFile, begin: str) -> list[str]:
    found = place(file).read_text().splitlines()
    return [line.removeprefix(begin) for line in found if line.startswith(begin)]


@pytest.mark.parametrize("name", ["/opt/rep\udcff/fbrowser", "/opt/a\nb/fbrowser", "/opt/a\\b/fbrowser"])
def test_a_path_that_cannot_be_written_is_said(program: list[str], name: str) -> None:
    program[:] = [name]
    for file in DesktopFile:
        with pytest.raises(EnvironmentProblem, match=r"cannot be told to start .* Move the program"):
            keep(file)
        assert not place(file).exists()


@pytest.mark.parametrize("file", DesktopFile)
def test_one_that_starts_us_is_left_as_it_is_and_any_other_replaced(file: DesktopFile, program: list[str]) -> None:
    assert keep(file)
    switched_off = place(file).read_text() + "Hidden=true\n"
    place(file).write_text(switched_off)
    assert not keep(file)
    assert place(file).read_text() == switched_off, "a desktop has written that"
    program[:] = ["/elsewhere/fbrowser"]
    assert keep(file)
    assert "/elsewhere/fbrowser" in place(file).read_text()
    assert "Hidden" not in place(file).read_text()


@pytest.mark.parametrize("file", DesktopFile)
def test_one_made_by_hand_goes_only_when_the_setting_is_turned_off(file: DesktopFile) -> None:
    assert not remove(file), "there is none"
    place(file).parent.mkdir(parents=True)
    place(file).write_text("[Desktop Entry]\nExec=fbrowser\n")
    assert not remove(file, if_marked=True)
    assert place(file).exists()
    assert remove(file)
    assert not place(file).exists()


@pytest.mark.parametrize("file", DesktopFile)
def test_one_of_other_settings_is_left_alone(file: DesktopFile, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    mine = os.environ["FBROWSER_CONFIG_DIR"]
    monkeypatch.setenv("FBROWSER_CONFIG_DIR", "/another/profile")
    assert not remove(file, if_marked=True)
    monkeypatch.setenv("FBROWSER_CONFIG_DIR", mine)
    assert remove(file, if_marked=True)


@pytest.mark.parametrize("file", DesktopFile)
def test_what_cannot_be_written_or_removed_is_said_in_plain_words(file: DesktopFile) -> None:
    place(file).parent.parent.mkdir(parents=True)
    place(file).parent.touch()
    with pytest.raises(EnvironmentProblem, match=r"could not be written: .*\. It is tried again"):
        keep(file)
    place(file).parent.unlink()
    place(file).mkdir(parents=True)
    with pytest.raises(EnvironmentProblem, match=r"could not be removed: .*\. It is tried again"):
        remove(file)


# -- what is started


def script(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def test_the_script_that_started_us_starts_us_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = script(tmp_path / "bin" / "fbrowser")
    monkeypatch.setattr(sys, "argv", [str(started), "folder"])
    assert own_command() == [str(started)]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["bin/fbrowser"])
    assert own_command() == [str(started)]


def test_a_module_is_started_by_the_script_of_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "fbrowser" / "__main__.py")])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "bin" / "python"))
    beside = script(tmp_path / "venv" / "bin" / "fbrowser")
    assert own_command() == [str(beside)]
    with monkeypatch.context() as patch:
        script(tmp_path / "here" / "fbrowser")
        patch.chdir(tmp_path / "here")
        patch.setattr(sys, "argv", ["fbrowser"])
        assert own_command() == [str(beside)], "not what happens to lie where we are"
    beside.chmod(0o644)
    checkout = Path(commands.__file__).parents[2]
    python = str(tmp_path / "venv" / "bin" / "python")
    assert own_command() == ["/usr/bin/env", f"PYTHONPATH={checkout}", python, "-P", "-m", "fbrowser"]


def test_a_bundle_is_started_by_the_name_that_its_package_gave_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = script(tmp_path / "opt" / "fbrowser" / "fbrowser")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(commands, "_INSTALLED", tmp_path / "usr" / "fbrowser")
    assert own_command() == [str(program)]
    (tmp_path / "usr").mkdir()
    (tmp_path / "usr" / "fbrowser").symlink_to(program)
    assert own_command() == [str(tmp_path / "usr" / "fbrowser")]
    (tmp_path / "usr" / "fbrowser").unlink()
    script(tmp_path / "usr" / "fbrowser")
    assert own_command() == [str(program)], "that is another one"


def test_on_windows_it_is_what_opens_no_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "Scripts" / "fbrowser")])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    python, *rest = own_command()
    assert python == str(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()
    assert own_command() == [str(tmp_path / "pythonw.exe"), *rest]
    script(tmp_path / "Scripts" / "fbrowser-gui.exe")
    assert own_command() == [str(tmp_path / "Scripts" / "fbrowser-gui.exe")]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "fbrowser-cli.exe"))
    assert own_command() == [str(tmp_path / "fbrowser.exe")]
