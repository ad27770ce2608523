"""From a key pressed in the search field to the painted rows, letter by letter: ./dev bench keystrokes [TREE].

Then from a click on a column's header to the painted rows, when everything in the tree is shown. Runs in one
process on a real X screen; the engine was prepared, and each query begins as if nothing was searched for before.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks._common import grow, index, report
from tests.helpers.xsession import x_screen

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fbrowser.models.listing import Column, Listing
    from fbrowser.ui.main_window import MainWindow

PATTERNS = ["lib", "config_parser", "zzqqxx", "lib doc", "e", "*.so", "path:usr/lib py", "size:>1mb ext:so;py"]
ROUNDS = 5
PREPARED_MS = 4000
PATIENCE_MS = 20_000
REST_MS = 30
"""Between two keys."""
CLEARED = "(cleared)"
Step = Callable[[], Callable[[], bool]]
"""Does something, and returns how to tell that its rows are there."""


class Bench:
    """Takes one step after the other; each ends when what it asked for is painted."""

    def __init__(self, tree: Path) -> None:
        """Make the window and open the tree."""
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - there must be a screen first

        from fbrowser.app.beginning import known  # noqa: PLC0415
        from fbrowser.app.main import make_application, make_window  # noqa: PLC0415
        from fbrowser.services.settings_service import SettingsService  # noqa: PLC0415
        from fbrowser.services.tasks import Tasks  # noqa: PLC0415

        self.later = QTimer.singleShot
        self.app = make_application()
        tasks = Tasks()
        self.window: MainWindow = make_window(self.app, tasks, SettingsService(tasks))
        self.times: dict[str, list[float]] = {}
        self.steps: Iterator[tuple[str, Step]] = iter(())
        self.name, self.begun_s = "", 0.0
        self.is_there: Callable[[], bool] = lambda: False
        self.painted: Listing | None = None
        path = os.fsencode(tree)
        self.window.open(path, known(path))
        paint = self.window.pane.view.paintEvent

        def paint_and_note(event: "QPaintEvent") -> None:
            listing = self.window.pane.view.listing
            paint(event)
            self.painted = listing
            self.later(0, self.look)  # once it is on the screen

        self.window.pane.view.paintEvent = paint_and_note
        # If there are no rows, nothing of the table is painted.
        self.window.pane.searching.service.found.connect(lambda _: self.later(0, self.look))

    def run(self, steps: Iterator[tuple[str, Step]]) -> None:
        """Prepare, take all steps, and end."""
        self.steps = steps
        self.later(PREPARED_MS // 4, self.window.pane.searching.begin)
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
        begun_s = self.begun_s
        self.later(PATIENCE_MS, lambda: self.name and self.begun_s == begun_s and sys.exit(f"stuck: {self.name}"))

    def look(self) -> None:
        """Note the time if what was asked for is painted."""
        if self.name and self.is_there():
            self.times.setdefault(self.name, []).append((time.perf_counter() - self.begun_s) * 1000)
            self.name = ""
            self.later(REST_MS, self.step)


def key(bench: Bench, text: str, letter: str) -> Callable[[], bool]:
    """Press a key; the rows are there when the table, or the page that says there are none, shows that query."""
    from PySide6.QtTest import QTest  # noqa: PLC0415 - not before there is a screen

    QTest.keyClicks(bench.window.pane.search, letter)

    def is_there() -> bool:
        found = bench.window.pane.searching._found
        if found is None or found.question.query.text != text:
            return False
        if not len(found.result.rows):
            bench.window.repaint()
            return True
        return bench.painted is not None and bench.painted.query is found.question.query

    return is_there


def typing(bench: Bench) -> Iterator[tuple[str, Step]]:
    """Yield the keys of all patterns."""
    for text in [*PATTERNS * ROUNDS, ""]:
        if bench.window.pane.query:
            yield CLEARED, lambda: clear(bench)
        for end in range(1, len(text) + 1):
            yield text, lambda end=end, text=text: key(bench, text[:end], text[end - 1])


def clear(bench: Bench) -> Callable[[], bool]:
    """Take the query back: the folder is painted again, and the engine knows nothing of what was typed."""
    searching = bench.window.pane.searching
    where = searching.service._where
    if where is not None:
        where.engine().forget()
    bench.window.pane.search.show_text("")
    return lambda: bench.painted is not None and bench.painted.query is None


def sorting(bench: Bench) -> Iterator[tuple[str, Step]]:
    """Yield clicks on the headers of all columns, with every entry of the tree found."""
    from fbrowser.models.listing import Column  # noqa: PLC0415 - see key

    yield "(all)", lambda: key(bench, "*", "*")
    for _ in range(ROUNDS):
        for column in Column:
            yield f"sort by {column.name.lower()}", lambda column=column: click(bench, column)


def click(bench: Bench, column: "Column") -> Callable[[], bool]:
    """Ask for another order; the rows are there when the table shows them in another."""
    before = bench.window.pane.view.listing
    bench.window.pane.view.ask_for_sort(column)

    def is_there() -> bool:
        now = bench.painted
        return now is not None and now is not before and now.sort.column is column

    return is_there


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
        bench.run(chain(typing(bench), sorting(bench)))
        keys = [took for name in PATTERNS for took in bench.times[name]]
        rows = [line(name, times) for name, times in [*bench.times.items(), ("(every key)", keys)]]
        report("keystrokes", ["typed", "keys", "median ms", "p99 ms", "longest ms"], rows)


def line(name: str, times: list[float]) -> list[object]:
    """Return a line of the table."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)]
    return [name, len(times), round(statistics.median(times), 1), round(p99, 1), round(ordered[-1], 1)]


if __name__ == "__main__":
    main()
