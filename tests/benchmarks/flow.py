"""The problem that fbrowser cures, before and after: ten askers in two processes, a cold cache, a slow crawl.

./dev bench flow [--svg FILE]. Before: whoever asks first lists the tree while holding a lock; the others wait
for it, and are killed when they have waited too long. After: fbrowser.
"""

import argparse
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fbrowser.index.answer import ask
from fbrowser.index.options import CrawlOptions
from fbrowser.index.rebuild import rebuild_behind
from tests.benchmarks._common import grow, report

FILES = 10_300
RATE = 2_500
"""Entries a second: the crawl takes some four seconds."""
PATIENCE_S = 2.0
"""How long a blocking asker waits for the lock before it is killed: the web service's ten seconds, to scale."""
ASKERS = 5
"""In each of two processes."""


def before(root: Path, begun: float) -> dict[str, Any]:
    """Ask as the web service did."""
    asked = time.monotonic()
    with (root.parent / "lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() - asked > PATIENCE_S:
                    return record("killed while waiting", asked, None, begun)
                time.sleep(0.01)
        listed = 0
        for _, folders, files in os.walk(root):
            listed += len(folders) + len(files)
            time.sleep((len(folders) + len(files)) / RATE)
    return record(f"{listed:,} entries", asked, time.monotonic(), begun)


def after(root: Path, begun: float) -> dict[str, Any]:
    """Ask as a window does: an answer at once, and a look now and then until the view has filled."""
    path = os.fsencode(root)
    asked = time.monotonic()
    answer, claim = ask(path)
    if claim is not None:
        rebuild_behind(claim, CrawlOptions(entries_per_s=RATE))
    answered = time.monotonic()
    while answer.snapshot is None:
        time.sleep(0.1)
        answer, _ = ask(path)
    return record("rebuilding: true", asked, answered, begun) | {"filled_s": round(time.monotonic() - begun, 2)}


def record(answer: str, asked: float, answered: float | None, begun: float) -> dict[str, Any]:
    """Return what an asker got, and when."""
    ended = answered if answered is not None else time.monotonic()
    return {
        "answer": answer, "asked_s": round(asked - begun, 4), "ended_s": round(ended - begun, 4),
        "ok": answered is not None,
    }  # fmt: skip


def ask_all(way: str, root: Path, begun: float) -> list[dict[str, Any]]:
    """Let all askers of this process ask at once."""
    function = before if way == "before" else after
    with ThreadPoolExecutor(ASKERS) as pool:
        return list(pool.map(lambda _: function(root, begun), range(ASKERS)))


def run(way: str, root: Path, env: dict[str, str]) -> list[dict[str, Any]]:
    """Run two processes of askers; return what each asker got."""
    begun = time.monotonic() + 0.5
    command = [sys.executable, "-m", "tests.benchmarks.flow", "--child", way, str(root), str(begun)]
    processes = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(2)]
    found: list[dict[str, Any]] = []
    for number, process in enumerate(processes, 1):
        out, _ = process.communicate()
        found += [one | {"process": number} for one in json.loads(out)]
    return sorted(found, key=lambda one: one["ended_s"])


def draw(results: dict[str, list[dict[str, Any]]], file: Path) -> None:
    """Draw both timelines as one SVG."""
    longest = max(one.get("filled_s", one["ended_s"]) for found in results.values() for one in found)
    left, width, line = 150, 620, 16
    scale = width / (longest * 1.05)
    parts: list[str] = []
    y = 30
    titles = {"before": "Before: list while the asker waits", "after": "After: answer at once, fill the view later"}
    for way, found in results.items():
        parts.append(f'<text x="10" y="{y}" font-weight="bold">{titles[way]}</text>')
        for one in found:
            y += line
            start, end = left + one["asked_s"] * scale, left + one["ended_s"] * scale
            colour = "#c0392b" if not one["ok"] else "#2f6fde"
            took_s = one["ended_s"] - one["asked_s"]
            label = "killed" if not one["ok"] else f"{took_s:.1f} s" if took_s > 1 else f"{took_s * 1000:.1f} ms"
            parts.append(f'<text x="10" y="{y + 9}">process {one["process"]}, {label}</text>')
            if "filled_s" in one:
                filled = left + one["filled_s"] * scale
                parts.append(
                    f'<rect x="{start:.1f}" y="{y}" width="{filled - start:.1f}" height="10" fill="#cfe0ff"/>'
                )
            parts.append(
                f'<rect x="{start:.1f}" y="{y}" width="{max(end - start, 3):.1f}" height="10" fill="{colour}"/>'
            )
        y += 40
    axis = "".join(
        f'<text x="{left + second * scale:.0f}" y="{y}">{second} s</text>' for second in range(int(longest) + 1)
    )
    key = "dark: until answered; light: until the view has filled by itself; red: killed while waiting"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 20}" height="{y + 30}" '
        f'font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>'
        f'{"".join(parts)}{axis}<text x="10" y="{y + 20}" fill="#666">{key}</text></svg>\n'
    )
    file.write_text(svg)


def main() -> None:
    """Run both ways on a tree of our own."""
    if sys.argv[1:2] == ["--child"]:
        way, root, begun = sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
        time.sleep(max(0.0, begun - time.monotonic()))
        print(json.dumps(ask_all(way, root, begun)))
        return
    parser = argparse.ArgumentParser(prog="./dev bench flow", description=__doc__)
    parser.add_argument("--svg", type=Path, default=Path("build/bench/flow.svg"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = grow(Path(folder) / "tree", FILES)
        env = os.environ | {"FBROWSER_CACHE_DIR": str(Path(folder) / "cache")}
        results = {way: run(way, root, env) for way in ("before", "after")}
    rows: list[list[object]] = [
        [
            way,
            number,
            one["process"],
            one["answer"],
            f"{one['ended_s'] - one['asked_s']:.4f}",
            one.get("filled_s", ""),
        ]
        for way, found in results.items()
        for number, one in enumerate(found, 1)
    ]
    for way, found in results.items():
        failed = sum(not one["ok"] for one in found)
        worst = max(one["ended_s"] - one["asked_s"] for one in found)
        rows.append([way, "all", "2", f"{failed} failed", f"worst {worst:.4f}", ""])
    report("flow", ["way", "asker", "process", "answer", "answered after s", "view filled at s"], rows)
    options.svg.parent.mkdir(parents=True, exist_ok=True)
    draw(results, options.svg)


if __name__ == "__main__":
    main()
