"""Other programs have their files shown: by a running window, by one that the bus starts, and never unasked."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fbrowser.config.desktop_files import DesktopFile, path
from tests.helpers.reading import SYSTEM_PYTHON, reading
from tests.helpers.session_bus import ADDRESS, owner, session_bus, show, uri
from tests.helpers.trees import grow
from tests.helpers.xsession import Screen, title, wait_for

PROGRAM = [sys.executable, "-m", "fbrowser"]
_ANOTHER = """
import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib
say = lambda *_: print("has it", flush=True)
Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.FileManager1", 0, None, say, None)
GLib.MainLoop().run()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"sub": {"x": 1}, "a b": 1, "c": 2, **{f"m{at}": 1 for at in range(60)}})


@pytest.fixture
def env(screen: Screen, private_home: Path) -> Iterator[dict[str, str]]:
    """Return the environment of a session with a bus of its own."""
    del private_home  # is in os.environ by now
    with tempfile.TemporaryDirectory(dir="/tmp") as runtime:
        ours = {name: value for name, value in os.environ.items() if name.startswith(("FBROWSER_", "HOME"))}
        own = {"XDG_RUNTIME_DIR": runtime, "XDG_DATA_HOME": f"{os.environ['HOME']}/.local/share"}
        with session_bus(screen.env | ours | own) as env:
            yield env


def turn(*, on: bool) -> None:
    """Turn the setting on or off, in the file."""
    settings = Path(os.environ["FBROWSER_CONFIG_DIR"], "settings.toml")
    settings.parent.mkdir(exist_ok=True)
    new = settings.with_name("new")
    new.write_text(f"[desktop]\nshow_in_folder = {str(on).lower()}\n")
    new.replace(settings)


def activation() -> Path:
    found = path(DesktopFile.ACTIVATION)
    assert found is not None
    return Path(os.fsdecode(found))


def cursor() -> tuple[str, str] | None:
    """Return the folder and the name that the cursor is on, as they are kept for the next time."""
    file = Path(os.environ["FBROWSER_DATA_DIR"], "session.json")
    if not file.exists():
        return None
    session = json.loads(file.read_bytes())
    tab = session["tabs"][session["active"]]
    place = tab["panes"][tab["active"]]["place"]
    return os.path.basename(place["folder"]), place["current"]


def listens(env: dict[str, str]) -> bool:
    """Return whether there is a window that takes calls."""
    for each in Path(env["XDG_RUNTIME_DIR"], "fbrowser").glob("window-*"):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(str(each))
            return True
    return False


@contextmanager
def program(env: dict[str, str], *arguments: str | Path) -> Generator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([*PROGRAM, *arguments], env=env)
    try:
        yield process
        wait_for(lambda: listens(env))  # from then on it hears signals as well
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def test_a_running_window_selects_what_another_program_names(root: Path) -> None:
    turn(on=True)
    with reading(root) as reader:
        bus = reader.screen.env | {ADDRESS: reader.bus}
        wait_for(lambda: owner(bus) > 0)
        (root / "just made").touch()
        said = show(bus, "ShowItems", uri(root / "just made"), "http://example.org/", uri(root / "c"))
        assert said.returncode == 0, said.stderr
        wait_for(lambda: reader.ask("cursor") == "just made")
        wait_for(lambda: "2 selected" in " ".join(reader.texts("labels", "status")))
        assert show(bus, "ShowFolders", uri(root / "sub")).returncode == 0
        wait_for(lambda: reader.names() == ["x"])
        assert show(bus, "ShowItemProperties", uri(root / "a b")).returncode == 0
        wait_for(lambda: reader.ask("cursor") == "a b")
        assert show(bus, "ShowItems", "nonsense").returncode == 0
        assert reader.ask("cursor") == "a b"


def test_the_bus_starts_the_program_which_shows_the_item_alone(
    screen: Screen, env: dict[str, str], root: Path
) -> None:
    turn(on=True)
    with program(env, root):
        wait_for(activation().exists)
    assert owner(env) == 0
    said = show(env, "ShowItems", uri(root / "sub" / "x"))
    assert said.returncode == 0, said.stderr
    window = screen.wait_for_window(owner(env))
    wait_for(lambda: title(screen, window).startswith("sub"))
    wait_for(lambda: cursor() == ("sub", "x"))
    screen.close(window)
    wait_for(lambda: owner(env) == 0)


def test_a_name_that_somebody_has_is_not_taken_and_then_handed_to_the_running_window(
    screen: Screen, env: dict[str, str], root: Path
) -> None:
    turn(on=True)
    pipe = subprocess.PIPE
    with subprocess.Popen([SYSTEM_PYTHON, "-c", _ANOTHER], env=env, stdout=pipe, text=True) as another:
        assert another.stdout is not None
        assert another.stdout.readline() == "has it\n"
        with program(env, root) as running:
            window = screen.wait_for_window(running.pid)
            wait_for(activation().exists)
            assert owner(env) == another.pid
            another.kill()
            wait_for(lambda: owner(env) == 0)
            said = show(env, "ShowItems", uri(root / "c"))
            assert said.returncode == 0, said.stderr
            assert owner(env) == running.pid
            wait_for(lambda: cursor() == ("r", "c"))
            assert title(screen, window).startswith("r")


def test_turned_on_and_off_it_acts_at_once(screen: Screen, env: dict[str, str], root: Path) -> None:
    with program(env, root) as running:
        screen.wait_for_window(running.pid)
        turn(on=True)
        wait_for(lambda: owner(env) == running.pid)
        wait_for(activation().exists)
        turn(on=False)
        wait_for(lambda: owner(env) == 0)
        wait_for(lambda: not activation().exists())
        assert show(env, "ShowItems", uri(root / "c")).returncode != 0


def test_with_the_setting_off_the_bus_is_refused_at_once(screen: Screen, env: dict[str, str], root: Path) -> None:
    alone = subprocess.run([*PROGRAM, "--dbus-service"], env=env, timeout=20, check=False)
    assert alone.returncode == 1
    with program(env, root) as running:
        screen.wait_for_window(running.pid)
        beside = subprocess.run([*PROGRAM, "--dbus-service"], env=env, timeout=20, check=False)
        assert beside.returncode == 1
        assert owner(env) == 0


def test_without_a_bus_there_is_a_window_all_the_same(screen: Screen, env: dict[str, str], root: Path) -> None:
    turn(on=True)
    for address in ("unix:path=/nowhere", ""):
        with program(env | {ADDRESS: address}, root) as running:
            window = screen.wait_for_window(running.pid)
            wait_for(lambda window=window: title(screen, window).startswith("r"))
            wait_for(activation().exists)
