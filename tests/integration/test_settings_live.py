"""Settings in real processes: held from the start, followed from outside, changed by keys, the same in find."""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.trees import grow
from tests.helpers.xsession import Screen, title, wait_for


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"a.png": 1, "b.xyz": 2, ".hidden": 3})


@pytest.fixture
def file() -> Path:
    folder = Path(os.environ["FBROWSER_CONFIG_DIR"])
    folder.mkdir()
    return folder / "settings.toml"


@contextmanager
def window_of(screen: Screen, *arguments: str) -> Generator[tuple[str, subprocess.Popen[bytes]]]:
    """Open a window of a process of its own; its socket's folder must have a short path."""
    with tempfile.TemporaryDirectory(dir="/tmp") as session:
        ours = {name: value for name, value in os.environ.items() if name.startswith(("FBROWSER_", "HOME"))}
        env = screen.env | ours | {"XDG_RUNTIME_DIR": session}
        program = subprocess.Popen([sys.executable, "-m", "fbrowser", *arguments], env=env)
        try:
            window = screen.wait_for_window(program.pid)
            screen.activate(window)
            yield window, program
            program.terminate()
            assert program.wait(10) in (0, -signal.SIGTERM), "after the first page, or before"
        finally:
            program.kill()
            program.wait()


def ground(screen: Screen, window: str) -> int:
    """Return how light most of a window is, 0 to 255."""
    taken = ["import", "-window", window, "-depth", "8", "gray:-"]
    pixels = subprocess.run(taken, env=screen.env, check=True, capture_output=True, timeout=30).stdout
    return Counter(pixels).most_common(1)[0][0]


def test_a_theme_holds_from_the_start_and_follows_the_file(screen: Screen, root: Path, file: Path) -> None:
    file.write_text('[appearance]\ntheme = "dark"\n')
    with window_of(screen, str(root)) as (window, _):
        wait_for(lambda: ground(screen, window) < 80)
        file.with_name("new").write_text('[appearance]\ntheme = "light"\n')
        file.with_name("new").replace(file)
        wait_for(lambda: ground(screen, window) > 200)


def test_two_windows_follow_each_other(screen: Screen, root: Path, file: Path) -> None:
    with window_of(screen, str(root)) as (first, _), window_of(screen, str(root)) as (second, _program):
        for window, left in ((first, 10), (second, 650)):  # beside each other: what is covered cannot be looked at
            screen.place(window, left, 30, 600, 400)
        wait_for(lambda: ground(screen, first) > 200 and ground(screen, second) > 200)
        screen.key("ctrl+comma")
        wait_for(lambda: screen.active_title().startswith("Settings"))
        screen.type("theme")
        screen.key("Down", "Return", "Down", "Down", "Return")
        wait_for(lambda: file.exists() and 'theme = "dark"' in file.read_text())
        wait_for(lambda: ground(screen, second) < 80)
        wait_for(lambda: ground(screen, first) < 80)
        screen.key("Escape", "Escape", "Escape")


def test_a_window_starts_where_the_settings_say(screen: Screen, root: Path, file: Path) -> None:
    file.write_text(f'[opening]\nstartup_folder = "{root}"\n')
    with window_of(screen) as (window, _):
        wait_for(lambda: title(screen, window).startswith("r"))


def test_a_file_that_is_none_does_not_stop_a_start(screen: Screen, root: Path, file: Path) -> None:
    os.mkfifo(file)
    with window_of(screen, str(root)) as (window, _):
        wait_for(lambda: screen.colours(window) > 10)


def test_find_means_what_the_settings_say(root: Path, file: Path) -> None:
    assert found(root, "pic:") == ["a.png"]
    file.write_text('[extensions]\npic = ["xyz"]\n')
    assert found(root, "pic:") == ["b.xyz"]
    file.write_text("[extensions\n")
    assert found(root, "pic:") == ["a.png"], "a file that cannot be read is as none"


def found(root: Path, query: str, *options: str) -> list[str]:
    """Return the names that find prints."""
    asked = [sys.executable, "-m", "fbrowser", "find", query, str(root), *options]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return sorted(os.path.relpath(line, root) for line in said.splitlines())


_API = """
import sys
from fbrowser.index import Engine, parse, request
for line in sys.stdin:
    snapshot = request(sys.argv[1]).snapshot
    rows = Engine(snapshot).find(parse(line.strip())).rows.tolist() if snapshot is not None else []
    print(len(rows), flush=True)
"""


@contextmanager
def api(root: Path) -> Generator[Callable[[str], int]]:
    """Start a program that uses the Python interface; give a function that has it count what a query finds."""
    command = [sys.executable, "-c", _API, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None

        def count(query: str) -> int:
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(f"{query}\n")
            program.stdin.flush()
            return int(program.stdout.readline())

        yield count
        program.stdin.close()


def test_the_window_find_and_the_interface_leave_out_the_same(screen: Screen, tmp_path: Path, file: Path) -> None:
    root = grow(tmp_path / "r", {"out": {"deep": {"a.png": 1}}, "in": {"a.png": 1}, "b.xyz": 1})
    ways = ["in", "in/a.png", "out"]
    assert found(root, "a.png") == ["in/a.png", "out/deep/a.png"]
    with api(root) as count, window_of(screen, str(root)) as (window, _):
        assert (count("a.png"), count("pic:")) == (2, 2)
        settings = '[appearance]\ntheme = "dark"\n[index]\nleft_out = ["out"]\n[extensions]\npic = ["xyz"]\n'
        file.with_name("new").write_text(settings)
        file.with_name("new").replace(file)
        wait_for(lambda: count("a.png") == 1)
        assert found(root, "!.xyz") == ways
        assert (found(root, "pic:"), count("pic:")) == (["b.xyz"], 1), "a program that runs on follows as well"
        wait_for(lambda: ground(screen, window) < 80)  # it has read the file
        screen.key("ctrl+comma")
        wait_for(lambda: screen.active_title().startswith("Settings"))
        screen.type("patterns")
        screen.key("Down", "ctrl+a")
        screen.type("in")
        screen.key("Return", "Escape", "Escape", "Escape")
        wait_for(lambda: 'left_out = ["in"]' in file.read_text())
        wait_for(lambda: found(root, "a.png") == ["out/deep/a.png"])
        assert count("a.png") == 1
        assert title(screen, window).startswith("r")
        said = subprocess.run(
            [sys.executable, "-m", "fbrowser", "index", str(root)], capture_output=True, text=True, check=True
        )
        assert "5 entries, 1 left out, unchanged" in said.stdout
