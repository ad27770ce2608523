"""The bundle in dist/ works as an installed program: command line, crawl children, and window.

Left out of an ordinary run; after ./dev bundle: ./dev test -m bundle
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import PySide6
import pytest
from PySide6.QtCore import qVersion

import fbrowser
from fbrowser.common.messages import arrived, pack
from tests.helpers.desktop import make, wait_for
from tests.helpers.session_bus import owner, session_bus, show, uri
from tests.helpers.xsession import title, x_screen
from tests.helpers.xsession import wait_for as wait_until

pytestmark = pytest.mark.bundle

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "dist" / "fbrowser" / "fbrowser"


def plain_env() -> dict[str, str]:
    """Return an environment without anything that could lead the bundle to the checkout's Python."""
    kept = ("HOME", "LANG", "TMPDIR", "FBROWSER_CACHE_DIR", "FBROWSER_CONFIG_DIR", "FBROWSER_DATA_DIR")
    return {"PATH": "/usr/bin:/bin"} | {name: os.environ[name] for name in kept if name in os.environ}


def call(*arguments: str | Path) -> str:
    done = subprocess.run(
        [PROGRAM, *arguments], env=plain_env(), check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Pictures"
    for name in ("summer/beach.jpg", "summer/boat.jpg", "winter/snow.png", "notes.txt"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return root


def test_names_version_commit_and_qt() -> None:
    (line,) = call("--version").splitlines()
    found = re.fullmatch(r"fbrowser (\S+) \(commit ([0-9a-f]+), [0-9-]+\), Python ([0-9.]+), (.*)", line)
    assert found, line
    number, commit, _, rest = found.groups()
    assert number == fbrowser.__version__
    assert rest == f"Qt {qVersion()}, PySide6 {PySide6.__version__}"
    asked = ["git", "cat-file", "-t", commit]
    assert subprocess.run(asked, cwd=PROGRAM.parent, capture_output=True, check=True).stdout == b"commit\n"


def test_has_a_licence_for_everything_in_it() -> None:
    inner = PROGRAM.parent / "_internal"
    rows = json.loads((inner / "fbrowser" / "resources" / "licences" / "parts.json").read_text())
    assert {"fbrowser", "Python", "Qt", "ICU", "numpy", "PyInstaller's starter"} <= {each["name"] for each in rows}
    for each in rows:
        assert len((inner / "fbrowser" / "resources" / "licences" / each["file"]).read_text()) > 500, each["name"]
    named = {library for each in rows for library in each["libraries"]}
    files = [each.relative_to(inner) for each in inner.rglob("*.so*") if not each.is_symlink()]
    assert files
    assert not [str(each) for each in files if str(each) not in named]


def test_indexes_with_its_own_children_and_finds(folder: Path) -> None:
    call("index", folder)
    assert sorted(call("find", "b", folder).splitlines()) == [
        f"{folder}/summer/beach.jpg",
        f"{folder}/summer/boat.jpg",
    ]


def test_passes_the_test_that_bundles_of_all_systems_pass() -> None:
    test = [sys.executable, "-I", ROOT / "packaging" / "smoke_test.py", PROGRAM]
    done = subprocess.run(test, env=plain_env(), check=False, capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["its version: ok", "index and find: ok", "a window: ok"]


def order(*what: object) -> dict[str, Any]:
    """Return what the child that opens files answers to an order."""
    command = [PROGRAM, "--child", "fbrowser.fileops.open_worker"]
    env = plain_env() | {"LD_LIBRARY_PATH": "/mine"}
    done = subprocess.run(command, env=env, input=pack(what), check=True, capture_output=True, timeout=60)
    *_, (answer,) = arrived(bytearray(done.stdout))
    return answer


def test_what_it_runs_finds_nothing_of_the_bundle(folder: Path) -> None:
    report = folder / "report"
    script = make(folder / "run.sh", f"#!/bin/sh\nenv > '{report}.part'; mv '{report}.part' '{report}'\n")
    looked = order("look", os.fsencode(script))
    assert looked["can_run"]
    assert order("run", os.fsencode(script), looked["identity"], "kernel") == {"wrong": 0}
    said = wait_for(report)
    assert "LD_LIBRARY_PATH=/mine\n" in said
    assert str(PROGRAM.parent) not in said
    assert not [line for line in said.splitlines() if line.startswith(("_PYI", "_MEI", "PYINSTALLER"))]


def test_shows_a_folder_in_a_window_and_closes(folder: Path, tmp_path: Path) -> None:
    with x_screen() as screen:
        env = plain_env() | {"DISPLAY": screen.env["DISPLAY"], "XDG_RUNTIME_DIR": str(tmp_path)}
        log = tmp_path / "window.log"
        with log.open("wb") as output:
            program = subprocess.Popen([PROGRAM, folder], env=env, stdout=output, stderr=output)
        try:
            window = screen.wait_for_window(program.pid)
            screen.photograph(tmp_path / "window.png")
            shown = screen.colours(window)
            screen.close(window)
            code = program.wait(timeout=10)
        except BaseException:
            program.kill()
            sys.stderr.write(log.read_text())  # pytest shows it with the failure
            raise
        assert shown > 20, "the window is blank"
        assert code == 0, log.read_text()


def test_the_session_bus_starts_it_to_show_a_file(folder: Path, tmp_path: Path) -> None:
    settings = Path(os.environ["FBROWSER_CONFIG_DIR"], "settings.toml")
    settings.parent.mkdir()
    settings.write_text("[desktop]\nshow_in_folder = true\n")
    data = tmp_path / "data"
    with x_screen() as screen:
        own = {"XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_HOME": str(data), "DISPLAY": screen.env["DISPLAY"]}
        with session_bus(plain_env() | own) as env:
            program = subprocess.Popen([PROGRAM, folder], env=env)
            wait_until(lambda: any(data.rglob("*.service")))
            program.terminate()
            assert program.wait(timeout=10) == 0
            (file,) = data.rglob("*.service")
            assert f"Exec={PROGRAM} --dbus-service" in file.read_text().splitlines()
            said = show(env, "ShowItems", uri(folder / "summer" / "boat.jpg"))
            assert said.returncode == 0, said.stderr
            window = screen.wait_for_window(owner(env))
            wait_until(lambda: title(screen, window).startswith("summer"))
            screen.close(window)
            wait_until(lambda: owner(env) == 0)
