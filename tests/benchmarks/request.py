"""How long `request()` takes while a tree is being rebuilt all the time: ./dev bench request [TREE].

On a root without an index (which also starts the builder), on the one that is being rebuilt, and on a third that is
as large and up to date.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fbrowser.index.answer import ask, request
from tests.benchmarks._common import FBROWSER, grow, index, report

COLD = 200
CALLS = 3000


def timed(root: Path) -> float:
    """Return how long a request takes, milliseconds."""
    begun = time.perf_counter()
    answer = request(root)
    took_ms = (time.perf_counter() - begun) * 1000
    assert answer.failure is None
    return took_ms


def cold(base: Path) -> Iterator[float]:
    """Yield the times of first requests, each on a root of its own."""
    for number in range(COLD):
        root = grow(base / f"cold {number}", 12)
        yield timed(root)
        while ask(os.fsencode(root), claim=False)[0].snapshot is None:
            time.sleep(0.02)


def again(root: Path) -> Iterator[float]:
    """Yield the times of many requests on one root."""
    for _ in range(CALLS):
        yield timed(root)
        time.sleep(0.001)


def row(what: str, times: Iterator[float]) -> list[object]:
    """Return a line of the table."""
    ordered = sorted(times)
    place = len(ordered) * 99 // 100
    return [what, len(ordered), *(round(ordered[at], 2) for at in (len(ordered) // 2, place, -1))]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench request", description=__doc__)
    parser.add_argument("tree", nargs="?", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        env = os.environ | {"FBROWSER_CACHE_DIR": str(base / "cache")}
        os.environ["FBROWSER_CACHE_DIR"] = env["FBROWSER_CACHE_DIR"]
        busy = options.tree.resolve() if options.tree else grow(base / "tree", 100_000)
        warm = base / "warm"
        warm.symlink_to(busy)  # the same tree is another root under another path
        index(warm, env)
        shell = 'while true; do "$@" > /dev/null; done'
        loop = subprocess.Popen(["sh", "-c", shell, "sh", *FBROWSER, "index", str(busy)], env=env, process_group=0)
        try:
            while not request(busy).rebuilding:
                time.sleep(0.01)
            rows = [
                row("no index yet: starts a rebuild", cold(base)),
                row("being rebuilt", again(busy)),
                row("up to date", again(warm)),
            ]
        finally:
            os.killpg(loop.pid, 9)
            loop.wait()
            time.sleep(1)  # its builder notices, and lets go of the folder
    report("request", ["root", "calls", "median ms", "p99 ms", "longest ms"], rows)


if __name__ == "__main__":
    main()
