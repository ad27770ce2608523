"""Collects the wheels that the Flatpak is built from: those that are pinned, and ours of ./dev dist.

Run by hand, with the Python of .venv. pip asks whatever index it is set up for, and the build itself asks none.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
WHEELS: Final = ROOT / "build" / "flatpak" / "wheels"
PYTHON: Final = "3.13"
"""Of the runtime that the manifest names."""
_NEWEST_GLIBC: Final = 39


def main() -> None:
    """Put all wheels into an empty folder, and print where it is."""
    ours = sorted((ROOT / "dist").glob("fbrowser-*-py3-none-any.whl"))
    if len(ours) != 1:
        sys.exit("flatpak: one wheel of ours is wanted in dist; run ./dev dist")
    shutil.rmtree(WHEELS, ignore_errors=True)
    WHEELS.mkdir(parents=True)
    subprocess.run(download(), check=True)
    shutil.copy(ours[0], WHEELS)
    print(WHEELS)


def download() -> list[str]:
    """Return the call of pip. It must be told every platform that the runtime's glibc can load."""
    machine = platform.machine()
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in range(17, _NEWEST_GLIBC)]
    platforms += [f"manylinux2014_{machine}", "any"]
    short = PYTHON.replace(".", "")
    target = ["--python-version", PYTHON, "--implementation", "cp", "--abi", f"cp{short}", "--abi", "abi3"]
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    checked = ["--require-hashes", "--only-binary=:all:", "-r", str(ROOT / "packaging" / "requirements.txt")]
    where = [word for each in platforms for word in ("--platform", each)]
    return [*pip, *checked, *target, "--abi", "none", *where, "-d", str(WHEELS)]


if __name__ == "__main__":
    main()
