"""Queries typed letter by letter, and whole, against what else searches names: ./dev bench search [TREE].

Then how the time grows with the index: a tenth of the tree, the tree, and ten trees in one snapshot.
"""

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from fbrowser.index.query import parse
from fbrowser.index.search import Engine
from fbrowser.index.snapshot import COLUMNS, Snapshot
from fbrowser.index.store import Store
from tests.benchmarks._common import grow, index, report

PATTERNS = [
    "lib", "config_parser", "zzqqxx", "lib doc", "e", "*.so",
    "path:usr/lib py", "size:>1mb ext:so;py", r"regex:^lib.*\.so",
]  # fmt: skip
NAME_TERMS = PATTERNS[:6]
ROUNDS = 9


def opened(root: Path) -> Snapshot:
    """Return the snapshot of an indexed tree."""
    snapshot = Store(os.fsencode(root)).open(private=True).snapshot
    assert snapshot is not None
    return snapshot


def typed(engine: Engine, text: str) -> Iterator[float]:
    """Yield how long each letter takes, milliseconds, as if nothing was searched for before."""
    engine.forget()
    for end in range(1, len(text) + 1):
        yield timed(engine, text[:end])[0]


def timed(engine: Engine, text: str) -> tuple[float, int]:
    """Return how long a query takes to be parsed, found and put in order, milliseconds, and how much it finds."""
    begun = time.perf_counter()
    result = engine.find(parse(text))
    return (time.perf_counter() - begun) * 1000, len(result.rows)


def whole(engine: Engine, text: str) -> tuple[float, int]:
    """Return how long a query takes at once, as if nothing was searched for before."""
    engine.forget()
    return timed(engine, text)


def p99(times: list[float]) -> float:
    """Return what 99 of 100 do not exceed."""
    return sorted(times)[min(len(times) * 99 // 100, len(times) - 1)]


def ours(engine: Engine) -> list[list[object]]:
    """Return a line for each pattern."""
    rows: list[list[object]] = []
    for text in PATTERNS:
        letters = [took for _ in range(ROUNDS) for took in typed(engine, text)]
        at_once = [whole(engine, text) for _ in range(ROUNDS)]
        times = [took for took, _ in at_once]
        numbers = (statistics.median(letters), p99(letters), statistics.median(times), p99(times))
        rows.append([text, at_once[0][1], *(round(number, 1) for number in numbers)])
    return rows


# -- the others


def rivals(tree: Path, base: Path) -> dict[str, list[str]]:
    """Return commands, to which a plain text is appended, that list the names or paths that contain it."""
    found: dict[str, list[str]] = {}
    if shutil.which("plocate") and shutil.which("updatedb"):
        database = str(base / "plocate.db")
        subprocess.run(["updatedb", "-l", "0", "-U", str(tree), "-o", database, "--prunepaths", ""], check=True)
        found["plocate -i -b"] = ["plocate", "-d", database, "-i", "-b"]
        found["plocate -i"] = ["plocate", "-d", database, "-i"]
    listed = base / "list"
    with listed.open("wb") as file:
        subprocess.run(["find", str(tree), "-printf", "%f\\n"], check=True, stdout=file)
    for name, command in (
        ("rg", ["rg", "-i", "-F", "-a", "--no-line-number"]),
        ("grep", ["grep", "-i", "-F", "-a"]),
    ):
        if shutil.which(name):
            found[name] = ["sh", "-c", f'{" ".join(command)} -e "$1" {listed}', "sh"]
    if shutil.which("fzf"):
        found["fzf --filter"] = ["sh", "-c", f'fzf --exact -i --filter "$1" < {listed}', "sh"]
    for name in ("fd", "fdfind"):
        if shutil.which(name):
            found["fd"] = ["sh", "-c", f'{name} -i -F -H -I "$1" {tree}', "sh"]
    return found


def times_of(command: list[str], text: str, rounds: int) -> tuple[float, int]:
    """Return how long a process takes, milliseconds, and how many lines it wrote."""
    times: list[float] = []
    out = b""
    for _ in range(rounds):
        begun = time.perf_counter()
        out = subprocess.run([*command, text], check=False, stdout=subprocess.PIPE).stdout
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), out.count(b"\n")


def against(engine: Engine, tree: Path, base: Path) -> Iterator[list[object]]:
    """Yield, for each plain pattern and rival, both times and their ratio."""
    for name, command in rivals(tree, base).items():
        for text in ("lib", "e", "config_parser", "zzqqxx"):
            theirs, lines = times_of(command, text, 3 if name != "fd" else 1)
            took = statistics.median(whole(engine, text)[0] for _ in range(ROUNDS))
            yield [name, text, lines, round(theirs, 1), round(took, 1), round(took / theirs, 3)]


# -- growth


def tiled(snapshot: Snapshot, times: int) -> Snapshot:
    """Return a snapshot of several copies of a tree side by side, each with names of its own."""
    columns: dict[str, list[np.ndarray]] = {name: [] for name in COLUMNS}
    n, u = len(snapshot), snapshot.names().size
    blob = snapshot.names()
    ends = blob.start[1:].astype(np.int64) - 1
    bytes_so_far = folded_so_far = 0
    for copy in range(times):
        names = np.insert(blob.items, ends, ord("0") + copy)
        start = blob.start.astype(np.int64) + np.arange(u + 1)
        part = {name: snapshot.column(name) for name in COLUMNS}
        folded = np.insert(part["folded_names"], part["folded_start"][1:].astype(np.int64) - 1, ord("0") + copy)
        folded_start = part["folded_start"].astype(np.int64) + np.arange(len(part["folded_start"]))
        first = 0 if copy == 0 else 1
        part |= {
            "name": part["name"] + copy * u,
            "names": names,
            "name_start": (start + bytes_so_far)[first:],
            "folded_name": part["folded_name"] + copy * u,
            "folded_names": folded,
            "folded_start": (folded_start + folded_so_far)[first:],
            "parent": np.where(part["parent"] < 0, -1, part["parent"] + copy * n),
        }
        part |= {f"folder_{name}": part[f"folder_{name}"][first:] + copy * n for name in ("row", "first", "end")}
        part |= {f"folder_{name}": part[f"folder_{name}"][first:] for name in ("count", "largest")}
        bytes_so_far += len(names)
        folded_so_far += len(folded)
        for name, values in part.items():
            columns[name].append(values)
    joined = {name: np.concatenate(parts).astype(COLUMNS[name]) for name, parts in columns.items()}
    joined["folder_row"][0], joined["folder_first"][0], joined["folder_end"][0] = -1, 0, n * times
    return replace(snapshot, columns={name: values.data for name, values in joined.items()})


def growth(snapshots: list[Snapshot]) -> Iterator[list[object]]:
    """Yield, for each size, how long name terms take."""
    for snapshot in snapshots:
        engine = Engine(snapshot)
        begun = time.perf_counter()
        engine.prepare()
        prepared = (time.perf_counter() - begun) * 1000
        times = [took for text in NAME_TERMS for _ in range(3) for took in typed(engine, text)]
        yield [
            f"{len(snapshot):,}", round(prepared), round(statistics.median(times), 1), round(p99(times), 1),
            round(max(times), 1),
        ]  # fmt: skip


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench search", description=__doc__)
    parser.add_argument("tree", nargs="?", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        os.environ["FBROWSER_CACHE_DIR"] = str(base / "cache")
        tree = options.tree.resolve() if options.tree else grow(base / "tree", 100_000)
        tenth = grow(base / "tenth", 100_000)
        for root in (tree, tenth):
            index(root, dict(os.environ))
        snapshot = opened(tree)
        engine = Engine(snapshot)
        engine.prepare()
        gc.freeze()  # as the window does: what is there now stays
        header = ["query", "hits", "letter ms", "letter p99", "whole ms", "whole p99"]
        report("search", header, ours(engine))
        print()
        report(
            "search-rivals", ["", "text", "lines", "theirs ms", "ours ms", "ratio"], [*against(engine, tree, base)]
        )
        print()
        snapshots = [opened(tenth), snapshot, tiled(snapshot, 10)]
        report(
            "search-growth", ["entries", "prepared ms", "letter ms", "p99 ms", "longest ms"], [*growth(snapshots)]
        )


if __name__ == "__main__":
    main()
