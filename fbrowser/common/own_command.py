"""Own command: what a desktop must run to start this very program, wherever it is installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

KNOWN_AS: Final = "--sm-client-id"
"""The option with which a session manager starts us: before what it called us in the session before."""
_INSTALLED: Final = Path("/usr/bin/fbrowser")
_NAMES: Final = ("fbrowser", "fbrowser-gui")


def own_command() -> list[str]:
    """Return the argv, beginning with an absolute path. Looks at the disk: call it on a worker.

    The bundle by the name that a package gave it; else the script that started us, or that stands beside the Python
    of its environment: that of pip, or of a checkout; where there is none, Python itself. On Windows always what
    opens no console.
    """
    if sys.platform == "win32":
        return _without_console()
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        return [str(_INSTALLED if _INSTALLED.resolve() == program.resolve() else program)]
    beside = Path(sys.executable).with_name(_NAMES[0])
    for script in (*_started(), beside):
        if script.name in _NAMES and os.access(script, os.X_OK) and script.is_file():
            return [str(script)]
    package = Path(__file__).absolute().parents[1]
    return ["/usr/bin/env", f"PYTHONPATH={package.parent}", sys.executable, "-P", "-m", package.name]


def _started() -> list[Path]:
    """Return what started us, if that has a path: a mere name could be anything's that lies where we are."""
    return [Path(sys.argv[0]).absolute()] if os.path.dirname(sys.argv[0]) else []  # noqa: PTH120 - of a relative one


def _without_console() -> list[str]:
    """Return the argv on Windows, where a program with a console has another one without beside it."""
    from fbrowser.common.child import again_command  # noqa: PLC0415 - every start comes by here

    python = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(python.with_name("fbrowser.exe"))]
    for started in (*_started(), python):
        if (script := started.with_name("fbrowser-gui.exe")).is_file():
            return [str(script)]
    command = again_command()
    quiet = python.with_name("pythonw.exe")
    return [str(quiet), *command[1:]] if quiet.is_file() else command
