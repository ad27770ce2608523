"""Version: which build of the program this is, and what it runs on, in one line for people and for reports."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

UNKNOWN: Final = "unknown"
COMMIT_FILE: Final = "commit.txt"
"""In the package, of whatever was built: wheel, bundle and source distribution."""
_COMMIT: Final = re.compile(r"[0-9a-f]{7,40}, \d{4}-\d\d-\d\d")
_PATIENCE_S: Final = 5.0


def version_line() -> str:
    """Return program, commit, Python and Qt. May ask git: not on the UI thread."""
    from fbrowser import __version__  # noqa: PLC0415 - a build looks into this file alone, see packaging/

    python = ".".join(map(str, sys.version_info[:3]))
    pyside = _pyside()
    # PySide is numbered as the Qt that it comes with; a fourth number is its own.
    qt = ".".join(pyside.split(".")[:3])
    return f"fbrowser {__version__} (commit {commit()}), Python {python}, Qt {qt}, PySide6 {pyside}"


def commit() -> str:
    """Return hash and date of the commit that this was made from, `1a2b3c4d, 2026-11-28`, or that it is unknown.

    What was built has it in a file; a checkout asks git, which may take a while.
    """
    package = Path(__file__).absolute().parents[1]
    try:
        said = (package / COMMIT_FILE).read_text("ascii")
    except (OSError, ValueError):
        said = _asked(package.parent)
    return said.strip() if _COMMIT.fullmatch(said.strip()) else UNKNOWN


def _asked(checkout: Path) -> str:
    """Return what git says of a checkout, nothing if it is none: in somebody else's it would name their commit."""
    if not (checkout / ".git").exists():
        return ""
    import subprocess  # noqa: PLC0415 - what was built does without

    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(checkout), "log", "-1", "--abbrev=8", "--format=%h, %cs"]
    try:
        return subprocess.run(
            command, env=own, capture_output=True, text=True, check=False, timeout=_PATIENCE_S
        ).stdout
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


def _pyside() -> str:
    """Return the version of PySide without loading it, which takes ten times as long."""
    from importlib import metadata  # noqa: PLC0415 - 30 ms

    try:
        return metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return UNKNOWN
