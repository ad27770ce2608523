"""The bundle in dist/: how large, how quick to a filled table, and beside other file managers: ./dev bench bundle.

After ./dev bundle. Start is told by the program itself, as for ./dev bench start, in turns with the checkout's
Python; of all it is seen when their window is there and when they have come to rest, on a folder seen before.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks._common import FBROWSER, grow, grow_flat, index, median, report
from tests.benchmarks.start import MANAGERS, at_rest, traced
from tests.helpers.xsession import x_screen

DIST = Path(__file__).parents[2] / "dist"
PROGRAM = DIST / "fbrowser" / "fbrowser"
PARTS = {
    "Qt and PySide": ("PySide6", "shiboken6", "libQt6", "libpyside6", "libshiboken6", "libicu"),
    "numpy": ("numpy",),
}


def megabytes(*files: Path) -> float:
    """Return the size of files, links not counted, in millions of bytes."""
    return round(sum(each.stat().st_size for each in files if each.is_file() and not each.is_symlink()) / 1e6, 1)


def sizes() -> list[list[object]]:
    """Return a row for the bundle, for its large parts, and for the packages made of it."""
    inside = PROGRAM.parent / "_internal"
    rows: list[list[object]] = [["bundle", megabytes(*PROGRAM.parent.rglob("*"))]]
    for name, beginnings in PARTS.items():
        tops = [each for each in inside.iterdir() if each.name.startswith(beginnings)]
        rows.append([f"\u2026 {name}", megabytes(*tops, *(file for top in tops for file in top.rglob("*")))])
    return rows + [[each.suffix.removeprefix("."), megabytes(each)] for each in sorted(DIST.glob("fbrowser*.*"))]


def starts(tree: Path, env: dict[str, str], rounds: int) -> list[list[object]]:
    """Return how long bundle and checkout take to a filled table, in turns."""
    index(tree, env)
    found: dict[str, list[float]] = {"bundle": [], "python -m": []}
    for _ in range(rounds):
        for name, command in (("bundle", [str(PROGRAM)]), ("python -m", FBROWSER)):
            found[name].append(traced([*command, str(tree)], env)["populated"])
    ours, other = (median(times) for times in found.values())
    return [["bundle", round(ours), round(ours / other, 2)], ["python -m", round(other), 1]]


def beside(folder: Path, env: dict[str, str], rounds: int) -> list[list[object]]:
    """Return when windows are there and at rest on a folder that was shown before."""
    rows: list[list[object]] = []
    for name in ("fbrowser", *filter(shutil.which, MANAGERS)):
        command = [str(PROGRAM)] if name == "fbrowser" else ["dbus-run-session", "--", name]
        at_rest([*command, str(folder)], env)
        runs = [at_rest([*command, str(folder)], env) for _ in range(rounds)]
        rows.append([name, *(f"{median(times):.2f}" for times in zip(*runs, strict=True))])
    return rows


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench bundle", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit("no bundle in dist/; run ./dev bundle")
    report("bundle", ["what", "MB"], sizes())
    print()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, x_screen() as screen:
        base = Path(folder)
        own = {"FBROWSER_CACHE_DIR": str(base / "cache"), "FBROWSER_DATA_DIR": str(base / "data")}
        env = os.environ | screen.env | own | {"XDG_RUNTIME_DIR": folder}
        tree = grow(base / "tree", 10_300)
        report("start", ["to a filled table", "ms", "/ python -m"], starts(tree, env, options.rounds))
        print()
        flat = grow_flat(base / "flat", 1000)
        report("beside", ["a folder of 1,000 files", "window s", "at rest s"], beside(flat, env, 3))


if __name__ == "__main__":
    main()
