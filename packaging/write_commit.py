"""Writes down which commit is built, for the program to name it: called by the build of the wheel and the bundle.

A source distribution has it among its sources; where there is neither that nor git, nobody knows.
"""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent


def write_commit(folder: Path = ROOT / "build") -> Path | None:
    """Return the file, made in a folder; None: nobody knows the commit, and none is to be carried."""
    version = runpy.run_path(str(ROOT / "fbrowser" / "common" / "version.py"))
    commit = version["commit"]()
    if commit == version["UNKNOWN"]:
        return None
    folder.mkdir(exist_ok=True)
    file = folder / version["COMMIT_FILE"]
    file.write_text(f"{commit}\n", "ascii")
    return file
