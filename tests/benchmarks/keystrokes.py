"""From a key pressed in the search field to the painted rows, letter by letter: ./dev bench keystrokes [TREE].

Runs in one process on a real X screen; the engine was prepared, and each query begins as if nothing had been
searched for before.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks._common import grow, index, report
from tests.helpers.xsession import x_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fbrowser.ui.main_window import MainWindow

PATTERNS = ["lib", "config_parser", "zzqqxx", "lib doc", "e", "*.so", "path:usr/lib py", "size:>1mb ext:so;py"]
ROUNDS = 5
PREPARED_MS = 4000
PATIENCE_S = 20
Step = Callable[[], Callable[[], bool]]
"""Does something, and returns how to tell that its rows are there."""


class Bench:
    """Takes one step after the other; each ends when what it asked for is painted."""

    def __init__(self, tree: Path) -> None:
        """Make the window and open the tree."""
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - there must be a screen first

        from fbrowser.app.main import known, make_application, make_window  # noqa: PLC0415
        from fbrowser.services.tasks import Tasks  # noqa: PLC0415

        self.later = QTimer.singleShot
        self.app = make_application()
        self.window: MainWindow = make_window(self.app, Tasks())
        self.times: dict[str, list[float]] = {}
        self.steps: Iterator[tuple[str, Step]] = iter(())
        self.name, self.begun_s = "", 0.0
        self.is_there: Callable[[], bool] = lambda: False
        self.painted: object = None
        """The query whose rows were painted last."""
        paint = self.window.view.paintEvent

        def paint_and_note(event: "QPaintEvent") -> None:
            listing = self.window.view.listing
            paint(event)
            self.painted = listing.query if listing else None

        self.window.view.paintEvent = paint_and_note
        path = os.fsencode(tree)
        self.window.open(path, known(path))

    def run(self, steps: Iterator[tuple[str, Step]]) -> None:
        """Prepare, take all steps, and end."""
        self.steps = steps
        self.later(PREPARED_MS // 4, self.window.searching.begin)
        self.later(PREPARED_MS, self.step)
        self.app.exec()

    def step(self) -> None:
        """Take the next step."""
        found = next(self.steps, None)
        if found is None:
            self.window.close()
            self.app.quit()
            return
        self.name, step = found
        self.begun_s = time.perf_counter()
        self.is_there = step()
        self.later(0, self.look)

    def look(self) -> None:
        """Note the time if what was asked for is painted."""
        if not self.is_there():
            if time.perf_counter() - self.begun_s > PATIENCE_S:
                sys.exit(f"keystrokes: nothing was found for {self.window.search.text()}")
            self.later(1, self.look)
            return
        self.times.setdefault(self.name, []).append((time.perf_counter() - self.begun_s) * 1000)
        self.later(30, self.step)


def key(bench: Bench, text: str, letter: str) -> Callable[[], bool]:
    """Press a key; the rows are there when the table, or the page that says there are none, shows that query."""
    from PySide6.QtTest import QTest  # noqa: PLC0415 - not before there is a screen

    QTest.keyClicks(bench.window.search, letter)

    def is_there() -> bool:
        found = bench.window.searching._found
        if found is None or found.question.query.text != text:
            return False
        if not len(found.result.rows):
            bench.window.repaint()
            return True
        return bench.painted is found.question.query

    return is_there


def typing(bench: Bench) -> Iterator[tuple[str, Step]]:
    """Yield the keys of all patterns."""
    for text in PATTERNS * ROUNDS:
        bench.window.search.show_text("")
        where = bench.window.searching.service._where
        if where is not None:
            where.engine().forget()
        for end in range(1, len(text) + 1):
            yield text, lambda end=end, text=text: key(bench, text[:end], text[end - 1])


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench keystrokes", description=__doc__)
    parser.add_argument("tree", nargs="?", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, x_screen() as screen:
        base = Path(folder)
        tree = options.tree.resolve() if options.tree else grow(base / "tree", 100_000)
        for name in ("CACHE", "DATA", "CONFIG"):
            os.environ[f"FBROWSER_{name}_DIR"] = str(base / name)
        os.environ.update(screen.env | {"XDG_RUNTIME_DIR": folder})
        index(tree, dict(os.environ))
        bench = Bench(tree)
        bench.run(typing(bench))
        rows: list[list[object]] = []
        for name, times in bench.times.items():
            ordered = sorted(times)
            p99 = ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)]
            rows.append(
                [name, len(times), round(statistics.median(times), 1), round(p99, 1), round(ordered[-1], 1)]
            )
        report("keystrokes", ["typed", "keys", "median ms", "p99 ms", "longest ms"], rows)


if __name__ == "__main__":
    main()
