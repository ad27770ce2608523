"""From process start to a painted, populated table, against an empty window: ./dev bench start [TREE ...].

Also the longest pause of the window's event loop while a rebuild of TREE runs and its result is shown.
"""

import argparse
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks._common import FBROWSER, grow, index, median, report
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


def traced(
    command: list[str], env: dict[str, str], *, seconds: float = 0, until: str = "populated"
) -> dict[str, float]:
    """Start a window; return what it says until a word came, and for some seconds more.

    A time is in milliseconds since the start of the process.
    """
    reading, writing = os.pipe()
    begun = time.monotonic_ns()
    arguments = [str(writing)] if EMPTY in command else []
    env = env | {"FBROWSER_TRACE_FD": str(writing)}
    process = subprocess.Popen([*command, *arguments], env=env, pass_fds=(writing,))
    os.close(writing)
    said: dict[str, float] = {}
    ends = time.monotonic() + PATIENCE_S
    data = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while (left := ends - time.monotonic()) > 0 and (until not in said or seconds):
            if not select.select([pipe], [], [], left)[0]:
                break
            chunk = pipe.read(4096)
            if not chunk:
                break
            *lines, data = (data + chunk).split(b"\n")
            for word, value in (line.decode().split() for line in lines):
                said[word] = float(value) if word == "gap" else (float(value) - begun) / 1e6
                if word == until:
                    ends = time.monotonic() + seconds
    process.terminate()
    process.wait()
    return said


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench start", description=__doc__)
    parser.add_argument("trees", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, x_screen() as screen:
        base = Path(folder)
        trees = [grow(base / "tree", 10_300), *[tree.resolve() for tree in options.trees]]
        env = screen.env | {"FBROWSER_CACHE_DIR": str(base / "cache"), "XDG_RUNTIME_DIR": folder}
        empty_command = [sys.executable, "-c", EMPTY]
        for tree in trees:
            index(tree, env)
            empty, painted, populated = [], [], []
            for _ in range(options.rounds):
                empty.append(traced(empty_command, env, until="painted")["painted"])
                said = traced([*FBROWSER, str(tree)], env)
                painted.append(said["painted"])
                populated.append(said["populated"])
            ours, none = median(populated), median(empty)
            rows.append(
                [
                    f"warm start, {tree.name}",
                    round(none),
                    round(median(painted)),
                    round(ours),
                    round(ours / none, 2),
                ]
            )
            shutil.rmtree(base / "cache")
            said = traced([*FBROWSER, str(tree)], env, seconds=12 if len(trees) > 1 else 3)
            rows.append(
                [f"cold start, {tree.name}", round(none), round(said["painted"]), round(said["populated"]), ""]
            )
            rows.append([f"longest pause in its rebuild and swap, {tree.name}", "", "", said.get("gap", ""), ""])
        for name in filter(shutil.which, MANAGERS):
            took_s = mapped(name, trees[0], screen.env)
            rows.append([f"{name}, first mapped window", "", round(took_s * 1000), "", ""])
    report("start", ["what", "empty window ms", "painted ms", "populated ms", "/ empty"], rows)


def mapped(name: str, tree: Path, env: dict[str, str]) -> float:
    """Return how long another file manager takes to map its window, seconds."""
    begun = time.perf_counter()
    process = subprocess.Popen([name, str(tree)], env=env, stderr=subprocess.DEVNULL)
    while not subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)], env=env, check=False, capture_output=True
    ).stdout:
        if time.perf_counter() - begun > 30:
            break
    took = time.perf_counter() - begun
    process.kill()
    process.wait()
    return took


if __name__ == "__main__":
    main()
