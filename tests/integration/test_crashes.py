"""A window that really crashes leaves a report without a name in it; one that is ended leaves nothing."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.helpers import leaks
from tests.helpers.trees import grow
from tests.helpers.xsession import Screen

PATIENCE_S = 60
"""A start takes long where many run at once."""


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "Secret Plans", {"a.png": 1})


def reports() -> list[Path]:
    """Return what was written, without what is of a run that goes on."""
    found = Path(os.environ["FBROWSER_DATA_DIR"], "reports").glob("*.txt")
    return sorted(each for each in found if not each.name.endswith(".paths.txt"))


def running(number: int | str = "*") -> list[str]:
    """Return what the runs that go on have said of themselves by now; number: of one process alone."""
    found = Path(os.environ["FBROWSER_DATA_DIR"], "reports").glob(f"running-{number}-*")
    return [each.read_text() for each in found]


@pytest.fixture
def start(screen: Screen, private_home: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Give a function that starts a window; what is left at the end is killed."""
    programs: list[subprocess.Popen[bytes]] = []
    there = leaks.processes(private_home)
    with tempfile.TemporaryDirectory(dir="/tmp") as session:  # the path of a socket is short

        def run(*arguments: str) -> "subprocess.Popen[bytes]":
            ours = {name: value for name, value in os.environ.items() if name.startswith(("FBROWSER_", "HOME"))}
            env = screen.env | ours | {"XDG_RUNTIME_DIR": session}
            programs.append(subprocess.Popen([sys.executable, "-m", "fbrowser", *arguments], env=env))
            return programs[-1]

        yield run
        for each in programs:
            each.kill()
            each.wait()
        wait_for(lambda: leaks.processes(private_home) <= there)  # children notice that they are alone


def end(program: "subprocess.Popen[bytes]", number: signal.Signals) -> int:
    os.kill(program.pid, number)
    return program.wait(PATIENCE_S)


def run_until_shown(start: Callable[..., "subprocess.Popen[bytes]"], *arguments: str) -> "subprocess.Popen[bytes]":
    program = start(*arguments)
    wait_for(lambda: any("\nEntries: " in each for each in running(program.pid)))
    wait_for(lambda: is_at_rest(program.pid))
    return program


def is_at_rest(number: int) -> bool:
    """Return whether a process does nothing for a moment: the fault handler may stumble over a thread that runs."""
    process = psutil.Process(number)
    before = process.cpu_times().user
    time.sleep(0.2)
    return process.cpu_times().user - before < 0.02


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
def test_a_crash_is_reported_by_the_next_start(
    start: Callable[..., "subprocess.Popen[bytes]"], root: Path, number: signal.Signals
) -> None:
    assert end(run_until_shown(start, str(root)), number) == -number
    program = run_until_shown(start, str(root))
    wait_for(lambda: len(reports()) == 1)
    assert end(program, signal.SIGTERM) == 0
    (report,) = reports()
    text = report.read_text()
    assert "What happened: a crash\n" in text
    assert "Fatal Python error: " in text
    assert "fbrowser/app/main.py:" in text
    for line in (
        "Version: fbrowser ",
        "System: ",
        "Desktop: ",
        "Language: en",
        "Keymap: desktop",
        "Scale: 1",
        "Roots: ",
    ):
        assert f"\n{line}" in text
    for secret in ("Secret", str(root.parent), os.environ["HOME"], os.uname().nodename):
        assert secret not in text
    assert str(Path(__file__).parents[2]) in report.with_suffix(".paths.txt").read_text()
    assert {each.stat().st_mode & 0o777 for each in report.parent.iterdir()} == {0o600}
    assert not running(), "one that was closed leaves nothing"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_who_is_ended_has_not_crashed(
    start: Callable[..., "subprocess.Popen[bytes]"], root: Path, number: signal.Signals
) -> None:
    end(run_until_shown(start, str(root)), number)
    end(run_until_shown(start, str(root)), signal.SIGTERM)
    assert not reports()
    assert not running()


def test_a_window_beside_it_has_not_crashed(start: Callable[..., "subprocess.Popen[bytes]"], root: Path) -> None:
    first = run_until_shown(start, str(root))
    second = run_until_shown(start, "--safe", str(root))
    assert len(running()) == 2
    assert first.poll() is None
    for each in (second, first):
        assert end(each, signal.SIGTERM) == 0
    assert not reports()


def crash_at_once(start: Callable[..., "subprocess.Popen[bytes]"], root: Path) -> None:
    """Start a window, and have it crash before it has shown anything."""
    program = start(str(root))
    deadline = time.monotonic() + PATIENCE_S
    while not any(running(program.pid)):
        assert time.monotonic() < deadline
    assert end(program, signal.SIGSEGV) == -signal.SIGSEGV


def test_after_two_crashes_before_the_first_page_it_is_safe_mode(
    start: Callable[..., "subprocess.Popen[bytes]"], root: Path
) -> None:
    crash_at_once(start, root)
    program = run_until_shown(start, str(root))
    assert "Safe mode: no" in running()[0]
    end(program, signal.SIGTERM)
    crash_at_once(start, root)
    crash_at_once(start, root)
    program = run_until_shown(start, str(root))
    wait_for(lambda: len(reports()) == 3)
    assert "Safe mode: yes" in running()[0]
    assert end(program, signal.SIGTERM) == 0
    assert all("a crash before anything was shown" in each.read_text() for each in reports())
    program = run_until_shown(start, str(root))
    assert "Safe mode: no" in running()[0], "it has shown itself since"
    end(program, signal.SIGTERM)


def test_safe_mode_reads_and_writes_nothing(start: Callable[..., "subprocess.Popen[bytes]"], root: Path) -> None:
    config, data, cache = (Path(os.environ[f"FBROWSER_{each}_DIR"]) for each in ("CONFIG", "DATA", "CACHE"))
    for folder in (config, data):
        folder.mkdir()
    (config / "settings.toml").write_text('[keys]\nkeymap = "vim"\n')
    (data / "session.json").write_text("{}")
    program = run_until_shown(start, "--safe", str(root))
    assert "Keymap: desktop\n" in running()[0]
    assert "Safe mode: yes\nRoots: 0\nEntries: 0\n" in running()[0]
    time.sleep(2)  # the session is written 1.5 s after a change
    assert end(program, signal.SIGTERM) == 0
    assert (data / "session.json").read_text() == "{}"
    assert (config / "settings.toml").read_text() == '[keys]\nkeymap = "vim"\n'
    assert sorted(each.name for each in (*data.iterdir(), *config.iterdir())) == [
        "reports", "session.json", "settings.toml"
    ]  # fmt: skip
    assert not list(cache.glob("roots*")), "nothing is indexed"
