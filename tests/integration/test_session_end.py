"""The desktop's session ends, by its manager or with the screen: what was open is kept, and nothing else said."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from fbrowser.config import reports, session
from tests.helpers.session_manager import SessionManager, session_manager
from tests.helpers.trees import grow
from tests.helpers.xsession import Screen, title, wait_for, x_screen

PROGRAM = [sys.executable, "-m", "fbrowser"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"a": {"x": 1}, "b": {"y": 1}})


@pytest.fixture
def own_screen() -> Iterator[Screen]:
    with x_screen() as screen:
        yield screen


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[SessionManager]:
    with session_manager(tmp_path) as manager:
        yield manager


@contextlib.contextmanager
def begin(screen: Screen, home: Path, *arguments: str | Path, **more: str) -> Generator["subprocess.Popen[str]"]:
    env = environment(screen, home) | more
    with subprocess.Popen([*PROGRAM, *arguments], env=env, stderr=subprocess.PIPE, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def call(screen: Screen, home: Path, folder: Path) -> None:
    assert (
        subprocess.run([*PROGRAM, folder], env=environment(screen, home), timeout=20, check=False).returncode == 0
    )


def environment(screen: Screen, home: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name.startswith("FBROWSER_")}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    return screen.env | ours | {"HOME": os.environ["HOME"], "XDG_RUNTIME_DIR": str(runtime)}


def folders() -> list[bytes]:
    return [tab.panes[0].place.folder for tab in session.load().tabs]


def test_the_session_manager_ends_it_and_the_next_one_starts_it_as_it_was(
    screen: Screen, manager: SessionManager, tmp_path: Path, root: Path
) -> None:
    with begin(screen, tmp_path, root / "a", SESSION_MANAGER=manager.address) as program:
        assert manager.meet("2abc") == ""
        window = screen.wait_for_window(program.pid)
        manager.ask_to_save(is_end=False)
        call(screen, tmp_path, root / "b")
        wait_for(lambda: title(screen, window) == "b \u2014 fbrowser")
        manager.ask_to_save(is_end=True)
        assert folders() == [os.fsencode(root / name) for name in "ab"]
        manager.say_end()
        manager.see_it_end()
        assert (program.communicate(timeout=10)[1], program.returncode) == ("", 0)
    command = [os.fsdecode(part) for part in manager.properties["RestartCommand"]]
    with begin(screen, tmp_path, *command[1:], SESSION_MANAGER=manager.address) as program:
        assert manager.meet("2abc") == "2abc"
        window = screen.wait_for_window(program.pid)
        wait_for(lambda: title(screen, window) == "b \u2014 fbrowser")
        program.terminate()
        manager.see_it_end()
        assert (program.communicate(timeout=10)[1], program.returncode) == ("", 0)


def test_a_session_manager_that_says_nothing_holds_up_nothing(
    screen: Screen, manager: SessionManager, tmp_path: Path, root: Path
) -> None:
    with begin(screen, tmp_path, root / "a", SESSION_MANAGER=manager.address) as program:
        client, _ = manager.listening.accept()
        window = screen.wait_for_window(program.pid)
        wait_for(lambda: title(screen, window) == "a \u2014 fbrowser")
        screen.close(window)
        client.close()
        assert (program.communicate(timeout=10)[1], program.returncode) == ("", 0)


def test_when_the_screen_is_gone_what_was_open_is_kept(own_screen: Screen, tmp_path: Path, root: Path) -> None:
    with begin(own_screen, tmp_path, root / "a") as program:
        window = own_screen.wait_for_window(program.pid)
        wait_for(lambda: folders() == [os.fsencode(root / "a")])
        call(own_screen, tmp_path, root / "b")
        wait_for(lambda: title(own_screen, window) == "b \u2014 fbrowser")
        own_screen.server.kill()
        _, said = program.communicate(timeout=10)
    assert folders() == [os.fsencode(root / name) for name in "ab"]
    assert said == "The X11 connection broke (error 1). Did the X11 server die?\n"
    assert not os.listdir(reports.folder()), "it is no crash"
