"""From process start to a painted, populated table, against an empty window: ./dev bench start [TREE ...].

Then a folder of 100,000 files that nobody has seen before, against the file managers that are installed.
"""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.benchmarks._common import FBROWSER, grow, grow_flat, index, median, report
from tests.helpers.xsession import x_screen

EMPTY = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)
    def painted(self):
        os.write(int(sys.argv[1]), f"painted {time.monotonic_ns()}\\n".encode())
        QApplication.quit()
app = QApplication([])
window = Window()
window.resize(1080, 700)
window.show()
app.exec()
"""
PATIENCE_S = 60.0
MANAGERS = ("dolphin", "nautilus", "thunar", "pcmanfm-qt", "nemo")


def traced(command: list[str], env: dict[str, str], *, until: str = "populated") -> dict[str, float]:
    """Start a window; return what it says until a word came, in milliseconds since the start of the process."""
    reading, writing = os.pipe()
    begun = time.monotonic_ns()
    arguments = [str(writing)] if EMPTY in command else []
    env = env | {"FBROWSER_TRACE_FD": str(writing)}
    process = subprocess.Popen([*command, *arguments], env=env, pass_fds=(writing,))
    os.close(writing)
    said: dict[str, float] = {}
    ends = time.monotonic() + PATIENCE_S
    with os.fdopen(reading, encoding="ascii") as pipe:
        while until not in said and time.monotonic() < ends and (line := pipe.readline()):
            word, value = line.split()
            said[word] = (float(value) - begun) / 1e6
    process.terminate()
    process.wait()
    return said


def at_rest(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Start a program; return when its window was there and when it came to rest, in seconds since the start.

    At rest is who, children included, uses less than a tenth of a core for the second that follows.
    """
    while is_mapped(env):  # the window of the one before
        time.sleep(0.05)
    begun = time.monotonic()
    mapped = now = used = 0.0
    work: list[tuple[float, float]] = []  # when, and how much since the time before
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        while now < PATIENCE_S and (not mapped or now < 1 or sum(step for at, step in work if at > now - 1) >= 0.1):
            time.sleep(0.05)
            now = time.monotonic() - begun
            if not mapped and is_mapped(env):
                mapped = now
            before, used = used, cpu_seconds(program.pid)
            work.append((now, used - before))
        for each in [*psutil.Process(program.pid).children(recursive=True), program]:
            each.kill()
    return mapped, max(mapped, now - 1)


def is_mapped(env: dict[str, str]) -> bool:
    """Return whether there is a window on the screen."""
    listed = subprocess.run(["xprop", "-root", "_NET_CLIENT_LIST"], env=env, check=False, capture_output=True)
    return b"0x" in listed.stdout


def cpu_seconds(pid: int) -> float:
    """Return the time that a process, its threads and its children, also those that have ended, have worked."""
    total = 0.0
    with contextlib.suppress(psutil.Error):
        for each in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
            times = each.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def warm_and_cold(tree: Path, env: dict[str, str], rounds: int) -> list[list[object]]:
    """Return the rows of one tree: start with and without an index."""
    index(tree, env)
    empty, painted, populated = [], [], []
    for _ in range(rounds):
        empty.append(traced([sys.executable, "-c", EMPTY], env, until="painted")["painted"])
        said = traced([*FBROWSER, str(tree)], env)
        painted.append(said["painted"])
        populated.append(said["populated"])
    ours, none = median(populated), median(empty)
    warm: list[object] = [
        f"warm start, {tree.name}",
        round(none),
        round(median(painted)),
        round(ours),
        round(ours / none, 2),
    ]
    shutil.rmtree(env["FBROWSER_CACHE_DIR"])
    said = traced([*FBROWSER, str(tree)], env)
    return [warm, [f"cold start, {tree.name}", round(none), round(said["painted"]), round(said["populated"]), ""]]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench start", description=__doc__)
    parser.add_argument("trees", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, x_screen() as screen:
        base = Path(folder)
        trees = [grow(base / "tree", 10_300), *[tree.resolve() for tree in options.trees]]
        env = screen.env | {"FBROWSER_CACHE_DIR": str(base / "cache"), "XDG_RUNTIME_DIR": folder}
        rows = [row for tree in trees for row in warm_and_cold(tree, env, options.rounds)]
        report("start", ["what", "empty window ms", "painted ms", "populated ms", "/ empty"], rows)
        print()
        flat = grow_flat(base / "flat", 100_000)
        found: list[list[object]] = []
        for name in ("fbrowser", *filter(shutil.which, MANAGERS)):
            runs = []
            for _ in range(3):
                shutil.rmtree(env["FBROWSER_CACHE_DIR"], ignore_errors=True)
                command = [*FBROWSER] if name == "fbrowser" else ["dbus-run-session", "--", name]
                runs.append(at_rest([*command, str(flat)], env))
            found.append([name, *[f"{median(times):.2f}" for times in zip(*runs, strict=True)]])
        report("flat", ["cold, one folder of 100,000 files", "window s", "at rest s"], found)


if __name__ == "__main__":
    main()
