"""In a real window nothing runs by Enter alone; what is chosen to run runs on when the window is closed."""

import os
from pathlib import Path

import psutil
import pytest

from tests.helpers.desktop import Desktop, make, make_desktop, wait_for
from tests.helpers.reading import Reader, reading
from tests.helpers.xsession import wait_for as wait_until

SCRIPT = """#!/bin/sh
echo "$$ $PPID $(pwd)" > '{report}.part'
mv '{report}.part' '{report}'
exec sleep 60
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "report"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return make_desktop(tmp_path / "desktop", monkeypatch)


@pytest.fixture
def root(tmp_path: Path, report: Path) -> Path:
    root = tmp_path / "r"
    root.mkdir()
    make(root / "run.sh", SCRIPT.format(report=report))
    return root


def is_asked(reader: Reader) -> bool:
    return str(reader.ask("description", "question")).startswith("Run \u201crun.sh\u201d?")


def test_enter_alone_never_runs_it(root: Path, report: Path, desktop: Desktop) -> None:
    with reading(root) as reader:
        wait_until(lambda: reader.names() == ["run.sh"])
        for pressed, answer in (("Return", "Return"), ("ctrl+Return", "Escape")):
            reader.screen.key(pressed)
            assert is_asked(reader)
            assert reader.ask("role", "Cancel") == "push button"
            reader.screen.key(answer)
            wait_until(lambda: reader.ask("cursor") == "run.sh")
        for _ in range(3):
            reader.screen.key(*["Return"] * 9)
    assert not report.exists()
    assert not desktop.log.exists()


def test_what_is_chosen_runs_apart_and_runs_on(root: Path, report: Path, desktop: Desktop) -> None:
    desktop.knows("text/plain")
    with reading(root) as reader:
        wait_until(lambda: reader.names() == ["run.sh"])
        reader.screen.key("Return")
        assert is_asked(reader)
        assert reader.ask("press", "Open as text")
        assert wait_for(desktop.log).splitlines()[:2] == [str(desktop.editor), str(root / "run.sh")]
        assert not report.exists()
        wait_until(lambda: reader.ask("cursor") == "run.sh")
        reader.screen.key("Return")
        assert is_asked(reader)
        wait_until(lambda: bool(reader.ask("is_enabled", "Run")))
        reader.screen.key("Tab", "Return")
        number, parent, folder = wait_for(report).split()
        wait_until(lambda: reader.status().startswith("run.sh was started."))
    process = psutil.Process(int(number))
    assert os.getsid(process.pid) == process.pid
    assert folder == str(root)
    assert process.is_running(), "the window is closed, and everything of its session has ended"
    assert not any("fbrowser" in " ".join(each.cmdline()) for each in process.parents()), parent
    process.kill()
