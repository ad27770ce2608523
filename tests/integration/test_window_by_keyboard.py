"""The window as a user meets it: a real process on a real screen, driven by keys alone."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.helpers.trees import grow, many
from tests.helpers.xsession import Screen, title, wait_for


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(many(tmp_path / "r", 3, 2), {"zebra": {"stripes": {}}})


def environment(screen: Screen, session: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name.startswith(("FBROWSER_", "HOME"))}
    return screen.env | ours | {"XDG_RUNTIME_DIR": str(session)}


def test_a_walk_through_folders_and_a_second_call(screen: Screen, root: Path, session: Path) -> None:
    command = [sys.executable, "-m", "fbrowser"]
    env = environment(screen, session)
    program = subprocess.Popen([*command, str(root)], env=env)
    try:
        window = screen.wait_for_window(program.pid)
        screen.activate(window)
        wait_for(lambda: title(screen, window).startswith("r"))
        time.sleep(0.5)
        screen.type("ze")
        screen.key("Return")
        wait_for(lambda: title(screen, window).startswith("zebra"))
        time.sleep(0.3)
        screen.key("Return")
        wait_for(lambda: title(screen, window).startswith("stripes"))
        screen.key("BackSpace")
        wait_for(lambda: title(screen, window).startswith("zebra"))
        screen.key("alt+Up")
        wait_for(lambda: title(screen, window).startswith("r"))
        screen.key("ctrl+l")
        screen.type("folder 1")
        screen.key("Return")
        wait_for(lambda: title(screen, window).startswith("folder 1"))
        assert screen.colours(window) > 20, "the window is blank"

        begun = time.monotonic()
        second = subprocess.run([*command, str(root / "zebra")], env=env, timeout=10, check=False)
        assert second.returncode == 0
        wait_for(lambda: title(screen, window).startswith("zebra"))
        assert time.monotonic() - begun < 10

        screen.close(window)
        assert program.wait(timeout=10) == 0
    finally:
        program.kill()
        program.wait()


def test_after_a_kill_the_next_call_has_its_own_window(screen: Screen, root: Path, session: Path) -> None:
    env = environment(screen, session)
    for _ in range(2):
        program = subprocess.Popen([sys.executable, "-m", "fbrowser", str(root)], env=env)
        try:
            screen.wait_for_window(program.pid)
            wait_for(lambda: any(path.name.startswith("window-") for path in (session / "fbrowser").glob("*")))
        finally:
            program.kill()
            program.wait()


def test_two_first_calls_at_once_have_one_window(screen: Screen, root: Path, session: Path) -> None:
    env = environment(screen, session)
    programs = [subprocess.Popen([sys.executable, "-m", "fbrowser", str(root)], env=env) for _ in range(2)]
    try:
        wait_for(lambda: any(program.poll() is not None for program in programs))
        (first,) = [program for program in programs if program.poll() is None]
        window = screen.wait_for_window(first.pid)
        again = subprocess.run([sys.executable, "-m", "fbrowser"], env=env, timeout=10, check=False)
        assert again.returncode == 0
        assert title(screen, window).startswith("r"), "a call without a folder only raises the window"
        assert sorted(program.poll() or 0 for program in programs) == [0, 0]
    finally:
        for program in programs:
            program.kill()
            program.wait()


def test_a_search_by_keys_alone(screen: Screen, root: Path, session: Path) -> None:
    program = subprocess.Popen([sys.executable, "-m", "fbrowser", str(root)], env=environment(screen, session))
    try:
        window = screen.wait_for_window(program.pid)
        screen.activate(window)
        wait_for(lambda: title(screen, window).startswith("r"))
        time.sleep(0.5)
        screen.key("ctrl+f")
        screen.type("stripes")
        wait_for(lambda: title(screen, window).startswith("\u201cstripes\u201d in r"))
        screen.key("Down")
        time.sleep(0.5)
        screen.key("Return")
        wait_for(lambda: title(screen, window).startswith("stripes"))
        screen.key("alt+Left")
        wait_for(lambda: title(screen, window).startswith("\u201cstripes\u201d in r"))
        time.sleep(0.5)
        assert screen.colours(window) > 20, "the window is blank"
        for _ in range(3):  # from the results to the field, the query away, the field left
            screen.key("Escape")
        wait_for(lambda: title(screen, window).startswith("r"))
        screen.type("ze")
        screen.key("Return")
        wait_for(lambda: title(screen, window).startswith("zebra"))
        screen.close(window)
        assert program.wait(timeout=10) == 0
    finally:
        program.kill()
        program.wait()


def kept_folders() -> list[list[str]]:
    """Return the folders of the panes of the tabs that are kept; none before anything is."""
    file = Path(os.environ["FBROWSER_DATA_DIR"], "session.json")
    if not file.exists():
        return []
    tabs = json.loads(file.read_bytes())["tabs"]
    return [[os.path.basename(pane["place"]["folder"]) for pane in tab["panes"]] for tab in tabs]


def open_several(screen: Screen, window: str) -> None:
    """Open, at a root with a folder `zebra`, a second tab with two panes, and a third one that is closed again."""
    screen.activate(window)
    wait_for(lambda: title(screen, window).startswith("r"))
    time.sleep(0.5)
    screen.type("ze")
    screen.key("ctrl+t")
    time.sleep(0.3)
    screen.key("Return")
    wait_for(lambda: title(screen, window).startswith("zebra"))
    screen.key("F6")
    time.sleep(0.3)
    screen.key("Return")
    wait_for(lambda: title(screen, window).startswith("stripes"))
    screen.key("ctrl+t")
    time.sleep(0.3)
    screen.key("alt+Home")
    wait_for(lambda: not title(screen, window).startswith("stripes"))
    screen.key("ctrl+w")
    wait_for(lambda: title(screen, window).startswith("stripes"))


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_tabs_and_panes_are_there_again(screen: Screen, root: Path, session: Path, how: str) -> None:
    command, env = [sys.executable, "-m", "fbrowser"], environment(screen, session)
    expected = [["r"], ["zebra", "stripes"]]
    program = subprocess.Popen([*command, str(root)], env=env)
    try:
        window = screen.wait_for_window(program.pid)
        open_several(screen, window)
        if how == "closed":
            screen.close(window)
            assert program.wait(timeout=10) == 0
        else:
            wait_for(lambda: kept_folders() == expected)
            program.send_signal(signal.SIGKILL)
            program.wait()
        assert kept_folders() == expected

        program = subprocess.Popen(command, env=env)
        window = screen.wait_for_window(program.pid)
        wait_for(lambda: title(screen, window).startswith("stripes"))
        screen.activate(window)
        time.sleep(0.5)
        screen.key("F6")
        wait_for(lambda: title(screen, window).startswith("zebra"))
        screen.key("ctrl+Tab")
        wait_for(lambda: title(screen, window).startswith("r"))
        time.sleep(0.3)
        screen.key("Return")
        wait_for(lambda: title(screen, window).startswith("zebra"))  # the cursor was on it
        second = subprocess.run([*command, str(root / "folder 0")], env=env, timeout=10, check=False)
        assert second.returncode == 0
        wait_for(lambda: title(screen, window).startswith("folder 0"))
        screen.activate(window)  # a second call raises it, and the window manager takes its time
        time.sleep(0.5)
        screen.key("ctrl+shift+t", "ctrl+Prior", "alt+9", "ctrl+w")
        wait_for(lambda: len(kept_folders()) == 3)
        assert screen.colours(window) > 20, "the window is blank"
        screen.close(window)
        assert program.wait(timeout=10) == 0
    finally:
        program.kill()
        program.wait()
