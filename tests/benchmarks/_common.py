"""What the benchmarks share: a table on the screen and as JSON, and the machine it was measured on."""

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OUT = Path("build/bench")
FBROWSER = [sys.executable, "-m", "fbrowser"]

# As installed: compiled once. Where Python is told to keep no byte code, every process compiles all of the program.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(Path("build/bytecode").absolute())


def report(name: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table, and write it to build/bench/NAME.json."""
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    OUT.mkdir(parents=True, exist_ok=True)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    content: dict[str, Any] = {
        "machine": machine,
        "command": " ".join(["./dev bench", name, *sys.argv[1:]]),
        "rows": [dict(zip(header, row, strict=True)) for row in rows],
    }
    (OUT / f"{name}.json").write_text(json.dumps(content, indent=2, default=str) + "\n")


def median(values: Sequence[float]) -> float:
    """Return the median, rounded to milliseconds."""
    return round(statistics.median(values), 3)


def grow(root: Path, files: int, per_folder: int = 12) -> Path:
    """Make a tree of empty files, twelve a folder, folders three deep."""
    for number in range(0, files, per_folder):
        folder = root / f"area {number // 2400}" / f"part {number // 240}" / f"folder {number // per_folder}"
        folder.mkdir(parents=True, exist_ok=True)
        for file in range(number, min(number + per_folder, files)):
            (folder / f"picture {file}.jpg").touch()
    return root


def grow_flat(root: Path, files: int) -> Path:
    """Make one folder of empty files."""
    root.mkdir(parents=True)
    for number in range(files):
        (root / f"picture {number}.jpg").touch()
    return root


def index(root: Path, env: dict[str, str]) -> None:
    """Build or refresh an index."""
    subprocess.run([*FBROWSER, "index", str(root)], check=True, env=env, stdout=subprocess.DEVNULL)
