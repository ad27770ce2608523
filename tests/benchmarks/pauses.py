"""The longest pause of the window's event loop while a tree is rebuilt and the new table swapped in.

./dev bench pauses [TREE ...]: with nothing, one and every row selected; the folder shown is TREE itself, in which a
file comes and goes. Default: a tree, and one folder, of 100,000 files each. Runs in one process on a real X screen.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks._common import grow, grow_flat, report
from tests.helpers.xsession import x_screen

if TYPE_CHECKING:
    from fbrowser.ui.main_window import MainWindow

BEAT_MS = 2
PATIENCE_S = 120.0
SELECTIONS = ("nothing", "one row", "every row")


class Bench:
    """Opens one tree after the other in one window; a state machine, because the loop must turn by itself."""

    def __init__(self, trees: list[Path]) -> None:
        """Make the window."""
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - there must be a screen first

        from fbrowser.app.main import make_application, make_window  # noqa: PLC0415
        from fbrowser.services.settings_service import SettingsService  # noqa: PLC0415
        from fbrowser.services.tasks import Tasks  # noqa: PLC0415

        self.app = make_application()
        tasks = Tasks()
        self.window: MainWindow = make_window(self.app, tasks, SettingsService(tasks))
        self.rows: list[list[object]] = []
        self.todo = [(tree, selection) for tree in trees for selection in SELECTIONS]
        self.longest_ms = 0.0
        self.last = time.monotonic()
        self.beat = QTimer(interval=BEAT_MS)
        self.beat.timeout.connect(self.on_beat)
        self.beat.start()
        self.ask = QTimer(interval=20)
        self.ask.timeout.connect(self.on_ask)
        self.ready: Callable[[], bool] = lambda: True
        self.then: Callable[[], None] = self.next
        self.quiet_s = self.begun = time.monotonic()
        self.ask.start()

    def on_beat(self) -> None:
        """Note how long ago the last beat was."""
        now = time.monotonic()
        self.longest_ms = max(self.longest_ms, (now - self.last) * 1000)
        self.last = now

    def on_ask(self) -> None:
        """Go on when what was waited for has been there for half a second."""
        now = time.monotonic()
        if not self.ready():
            self.quiet_s = now
        if now - self.begun > PATIENCE_S:
            sys.exit("pauses: nothing happens any more")
        if now - self.quiet_s > 0.5:
            self.then()

    def wait(self, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        """Wait for something."""
        self.ready, self.then = ready, then
        self.quiet_s = self.begun = time.monotonic()

    def is_at_rest(self, tree: Path) -> bool:
        """Return whether the window shows a tree's own index and nobody rebuilds it."""
        answer, listing = self.window.pane._service.answer, self.window.pane.view.listing
        return bool(
            answer
            and listing
            and answer.root == os.fsencode(tree)
            and not answer.rebuilding
            and not self.window.pane._service.is_rebuilding_here
            and listing.snapshot is answer.snapshot
        )

    def next(self) -> None:
        """Open the next tree, or end."""
        if not self.todo:
            self.window.close()
            self.app.quit()
            return
        tree, _ = self.todo[0]
        self.window.open(os.fsencode(tree))
        self.wait(lambda: self.is_at_rest(tree), self.change)

    def change(self) -> None:
        """Select, change the folder, and refresh."""
        tree, selection = self.todo[0]
        view = self.window.pane.view
        view.clearSelection()
        middle = view.table.index(view.table.rowCount() // 2, 0)
        view.setCurrentIndex(middle)
        {"nothing": view.clearSelection, "one row": lambda: None, "every row": view.selectAll}[selection]()
        self.toggle(tree)
        before = view.listing
        self.longest_ms = 0.0
        self.window.pane._service.refresh()
        self.wait(lambda: view.listing is not before and self.is_at_rest(tree), self.note)

    @staticmethod
    def toggle(tree: Path) -> None:
        """Let a file come or go."""
        file = tree / "m fbrowser-bench"
        if file.exists():
            file.unlink()
        else:
            file.touch()

    def note(self) -> None:
        """Keep what was measured."""
        tree, selection = self.todo.pop(0)
        assert self.window.pane.view.listing
        shown, entries = len(self.window.pane.view.listing.rows), len(self.window.pane.view.listing.snapshot)
        self.rows.append([tree.name, f"{entries:,}", f"{shown:,}", selection, round(self.longest_ms, 1)])
        self.next()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="./dev bench pauses", description=__doc__)
    parser.add_argument("trees", nargs="*", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, x_screen() as screen:
        base = Path(folder)
        own = [base / "tree", base / "flat"]
        trees = [tree.resolve() for tree in options.trees] or [grow(own[0], 100_000), grow_flat(own[1], 100_000)]
        os.environ.update(screen.env | {"FBROWSER_CACHE_DIR": str(base / "cache"), "XDG_RUNTIME_DIR": folder})
        bench = Bench(trees)
        bench.app.exec()
        for tree in trees:
            with contextlib.suppress(FileNotFoundError):
                (tree / "m fbrowser-bench").unlink()
        report("pauses", ["tree", "entries", "rows shown", "selected", "longest pause ms"], bench.rows)


if __name__ == "__main__":
    main()
