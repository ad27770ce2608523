"""What holds for every test: private folders, no screen, and nothing left running or logged behind.

No Qt is imported here: tests/unit must pass where Qt is not installed.
"""

import logging
import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import leaks
from tests.helpers.offscreen import PLATFORM

os.environ["QT_QPA_PLATFORM"] = PLATFORM  # before anything imports Qt
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # also under nohup: programs that ignore it are ended otherwise
os.environ["LANGUAGE"] = "en"  # whatever whoever runs the tests reads best


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Accept pytest-qt's settings where the plugin is switched off (`-p no:pytest-qt`)."""
    if not pluginmanager.has_plugin("pytest-qt"):
        for name in ("qt_api", "qt_default_raising", "qt_log_level_fail"):
            parser.addini(name, "not used without pytest-qt")
        parser.addini("qt_log_ignore", "not used without pytest-qt", type="linelist")


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test, and all processes it starts, their own home, cache, config and data folders.

    They lie beside tmp_path, not in it: tests index tmp_path and must find only what they put there.
    """
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    home.mkdir()
    for kind in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"FBROWSER_{kind}_DIR", str(home / kind.lower()))
        monkeypatch.delenv(f"XDG_{kind}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_leaks(private_home: Path) -> Iterator[None]:
    """Fail a test that leaves threads or processes behind, and end those processes."""
    threads = leaks.threads()
    processes = leaks.processes(private_home)
    yield
    left = leaks.settle(lambda: leaks.threads() - threads)
    running = leaks.settle(lambda: leaks.processes(private_home) - processes)
    described = [leaks.describe(process) for process in running]
    leaks.kill(running)
    if left:
        pytest.fail(f"threads left behind: {sorted(thread.name for thread in left)}")
    if described:
        pytest.fail(f"processes left behind: {described}")


class _Loud(logging.Handler):
    """Collects every record of level WARNING and above, whatever the test does with caplog."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record as a line."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or an error it did not announce with @pytest.mark.expects_log."""
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    loud = _Loud()
    logging.getLogger().addHandler(loud)
    yield
    logging.getLogger().removeHandler(loud)
    unexpected = [line for line in loud.lines if not any(re.search(each, line) for each in expected)]
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected))
