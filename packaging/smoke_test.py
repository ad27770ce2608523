"""Smoke test of a bundle, the same on every system: its version, an index, what is found, and a window that opens.

    python packaging/smoke_test.py PROGRAM [WINDOW_PROGRAM]

PROGRAM answers on the command line; WINDOW_PROGRAM, by default the same, shows the window. Standard library only.
Nothing of the user's own is read or written: index, settings and data lie in a folder of the test's own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

FILES: Final = ("summer/beach.jpg", "summer/boat.jpg", "winter/snow.png", "Überblick.txt")
PATIENCE_S: Final = 90.0
"""How long anything may take: the first start is slow where a scanner looks at every file."""
OPEN_S: Final = 3.0
"""How long the window stays open after it has indexed its folder."""
_PAUSE_S: Final = 0.5


class Failed(Exception):  # noqa: N818 - a finding about the bundle
    """The bundle does not do what it should."""


def make_folder(folder: Path) -> Path:
    """Make a folder with some files; return its path."""
    for name in FILES:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    return folder


def environment(own: Path) -> dict[str, str]:
    """Return the environment of the program: our own folders, no screen, nothing that leads to another Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FBROWSER_"))}
    places = {f"FBROWSER_{kind}_DIR": str(own / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")}
    return kept | places | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(own)}


def call(program: Path, env: dict[str, str], *arguments: str | Path) -> str:
    """Return what the program prints. Raises Failed."""
    command = [str(program), *map(str, arguments)]
    try:
        done = subprocess.run(command, env=env, check=False, capture_output=True, timeout=PATIENCE_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{command}: {error}") from error
    printed, complaint = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    if done.returncode:
        raise Failed(f"{command} ended with {done.returncode}: {printed}{complaint}")
    return printed


def check_version(program: Path, env: dict[str, str]) -> None:
    """Check that the program names its version. Raises Failed."""
    said = call(program, env, "--version").strip()
    if not re.match(r"fbrowser \d+\.\d+\S* \(commit ", said):
        raise Failed(f"--version says {said!r}")


def check_finding(program: Path, env: dict[str, str], folder: Path) -> None:
    """Check that a folder is indexed, by children of the bundle, and searched. Raises Failed."""
    call(program, env, "index", folder)
    for query, wanted in (("bea", FILES[:1]), ("ext:jpg", FILES[:2]), ("ÜBER", FILES[3:])):
        lines = call(program, env, "find", query, folder).splitlines()
        found = sorted(os.path.normpath(line) for line in lines)
        if found != sorted(str(folder / name) for name in wanted):
            raise Failed(f"find {query} finds {found} of {list(wanted)}")


def entries_of(program: Path, env: dict[str, str], folder: Path) -> int:
    """Return how many entries the index of a folder has. Raises Failed."""
    told = json.loads(call(program, env, "status", folder, "--json"))
    return sum(each["entries"] for each in told)


def check_window(program: Path, shower: Path, env: dict[str, str], folder: Path) -> None:
    """Check that a window opens on a folder, indexes it, stays open, and closes when told. Raises Failed."""
    if entries_of(program, env, folder):
        raise Failed(f"{folder} is indexed already")
    log = folder.parent / "window.log"
    with log.open("wb") as output:
        window = subprocess.Popen([str(shower), str(folder)], env=env, stdout=output, stderr=output)
    try:
        ends = time.monotonic() + PATIENCE_S
        while not entries_of(program, env, folder):
            check_alive(window, log)
            if time.monotonic() > ends:
                raise Failed(f"the window has not indexed its folder: {said(log)}")
            time.sleep(_PAUSE_S)
        time.sleep(OPEN_S)
        check_alive(window, log)
        window.terminate()
        code = window.wait(PATIENCE_S)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"the window does not close: {said(log)}") from error
    finally:
        window.kill()
        window.wait()
    if os.name == "posix" and code:  # on Windows nothing but a screen can tell a program to close: it was ended
        raise Failed(f"the window ended with {code}: {said(log)}")


def check_alive(window: subprocess.Popen[bytes], log: Path) -> None:
    """Check that the window runs. Raises Failed."""
    if window.poll() is not None:
        raise Failed(f"the window ended by itself with {window.returncode}: {said(log)}")


def said(log: Path) -> str:
    """Return what the window wrote."""
    return log.read_text("utf-8", "replace")


def main(arguments: list[str]) -> int:
    """Test the program; return the exit code."""
    program, shower = Path(arguments[0]).resolve(), Path(arguments[-1]).resolve()
    # Windows keeps what was open a moment longer than its program.
    with tempfile.TemporaryDirectory(prefix="fbrowser smoke ", ignore_cleanup_errors=True) as name:
        own = Path(name).resolve()
        env = environment(own)
        try:
            check_version(program, env)
            print("its version: ok", flush=True)
            check_finding(program, env, make_folder(own / "Pictures"))
            print("index and find: ok", flush=True)
            check_window(program, shower, env, make_folder(own / "Photos"))
            print("a window: ok", flush=True)
        except Failed as failed:
            print(f"FAILED: {failed}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
