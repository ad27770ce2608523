"""A full rebuild and an unchanged refresh against `find -printf` and updatedb: ./dev bench index [TREE ...]."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from fbrowser.index.store import Store
from tests.benchmarks._common import FBROWSER, grow, median, report

RESIDENT = """
import os, sys, psutil, numpy
from fbrowser.index.store import Store
def used(): return psutil.Process().memory_info().rss
before = used()
snapshot = Store(os.fsencode(sys.argv[1])).open(private=True).snapshot
print((used() - before) / len(snapshot))
"""


def timed(command: list[str], env: dict[str, str]) -> float:
    """Return how long a command takes, seconds."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def peak_of_builder(command: list[str], env: dict[str, str]) -> int:
    """Return the most memory that the builder ever had, bytes, without its workers."""
    peak = 0
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            try:
                children = psutil.Process(process.pid).children()
                peak = max([peak, *[each.memory_info().rss for each in children]])
            except psutil.Error:
                pass
            time.sleep(0.01)
    return peak


def measure(tree: Path, rounds: int, env: dict[str, str]) -> list[object]:
    """Return one row of the table."""
    cache = Path(env["FBROWSER_CACHE_DIR"])
    find = ["find", str(tree), "-printf", "%p\t%s\t%T@\n"]
    ours = [*FBROWSER, "index", str(tree)]
    updatedb = [
        "updatedb",
        "-l",
        "0",
        "-U",
        str(tree),
        "-o",
        str(cache.with_name("plocate.db")),
        "--prunepaths",
        "",
    ]
    plocate = shutil.which("updatedb")
    for _ in range(2):
        subprocess.run(find, check=True, stdout=subprocess.DEVNULL)
    times: dict[str, list[float]] = {"find": [], "full": [], "refresh": [], "updatedb": []}
    for _ in range(rounds):
        times["find"].append(timed(find, env))
        shutil.rmtree(cache, ignore_errors=True)
        times["full"].append(timed(ours, env))
        times["refresh"].append(timed(ours, env))
        if plocate:
            times["updatedb"].append(timed(updatedb, env))
    shutil.rmtree(cache, ignore_errors=True)
    peak = peak_of_builder(ours, env)
    os.environ["FBROWSER_CACHE_DIR"] = str(cache)
    store = Store(os.fsencode(tree))
    snapshot = store.open(private=True).snapshot
    assert snapshot is not None
    entries = len(snapshot)
    resident = float(subprocess.check_output([sys.executable, "-c", RESIDENT, str(tree)], env=env))
    find_s, full_s, refresh_s = (median(times[name]) for name in ("find", "full", "refresh"))
    updatedb_s = median(times["updatedb"]) if plocate else None
    return [
        f"{entries:,}", find_s, full_s, round(full_s / find_s, 2), refresh_s, round(refresh_s / find_s, 2),
        updatedb_s or "-", round(peak / entries), round(resident), round(store.size() / entries, 1),
    ]  # fmt: skip


def main() -> None:
    """Measure every tree that was named, or one of our own."""
    parser = argparse.ArgumentParser(prog="./dev bench index", description=__doc__)
    parser.add_argument("trees", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trees = [tree.resolve() for tree in options.trees] or [grow(Path(folder) / "tree", 100_000)]
        env = os.environ | {"FBROWSER_CACHE_DIR": str(Path(folder) / "cache")}
        rows = [measure(tree, options.rounds, env) for tree in trees]
    header = [
        "entries", "find s", "full rebuild s", "/ find", "unchanged s", "/ find ", "updatedb s",
        "builder peak B/entry", "resident B/entry", "disk B/entry",
    ]  # fmt: skip
    report("index", header, rows)


if __name__ == "__main__":
    main()
