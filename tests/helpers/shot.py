"""Renders the window to a PNG, with no screen: ./dev shot [FOLDER] [--out FILE] [--dark] [--scale 2] ..."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

parser = argparse.ArgumentParser(prog="./dev shot", description=__doc__)
parser.add_argument("folder", nargs="?", default=".")
parser.add_argument("--out", type=Path, default=Path("fbrowser.png"), help="the PNG to write")
parser.add_argument("--dark", action="store_true")
parser.add_argument("--scale", type=float, default=1, help="device pixels per pixel")
parser.add_argument("--size", default="1000x620", help="of the window, pixels")
parser.add_argument("--select", type=int, default=0, metavar="N", help="select the first N rows")
parser.add_argument("--search", metavar="QUERY", help="type a query first")
parser.add_argument("--list", action="store_true", help="go on to what it finds")
parser.add_argument("--early", type=int, metavar="MS", help="do not wait until all is at rest: the loading states")
options = parser.parse_args()

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = str(options.scale)
if "FBROWSER_CACHE_DIR" not in os.environ:
    os.environ["FBROWSER_CACHE_DIR"] = tempfile.mkdtemp(prefix="fbrowser-shot-")

from PySide6.QtCore import QTimer  # noqa: E402 - the environment is Qt's only ear
from PySide6.QtWidgets import QApplication  # noqa: E402

from fbrowser.app.main import make_application, make_window  # noqa: E402
from fbrowser.common.paths import absolute  # noqa: E402
from fbrowser.services.settings_service import SettingsService  # noqa: E402
from fbrowser.services.tasks import Tasks  # noqa: E402
from fbrowser.ui.main_window import MainWindow  # noqa: E402
from fbrowser.ui.theme import palette  # noqa: E402

AT_REST_S = 0.6
PATIENCE_S = 60


def main() -> int:
    """Open the window, wait until it is at rest, photograph it."""
    app = make_application()
    app.setPalette(palette(dark=options.dark))
    tasks = Tasks(app)
    window = make_window(app, tasks, SettingsService(tasks))
    window.open(absolute(options.folder))
    width, _, height = options.size.partition("x")
    window.resize(int(width), int(height))
    begun = time.monotonic()
    quiet_since = begun
    to_type: list[str] = [options.search] if options.search else []
    timer = QTimer(window, interval=50)

    def look() -> None:
        nonlocal quiet_since
        now = time.monotonic()
        busy = (
            "\u2026" in window.pane.status.text() or not window.isVisible() or "eading" in window.pane.status.text()
        )
        if busy:
            quiet_since = now
        is_due = now - begun > options.early / 1000 if options.early else now - quiet_since > AT_REST_S
        if is_due or now - begun > PATIENCE_S:
            if to_type and window.isVisible():
                window.activateWindow()
                window.pane.searching.begin()
                window.pane.search.show_text(to_type.pop())
                quiet_since = now
                return
            if options.list:
                window.pane.search.list_wanted.emit()
            timer.stop()
            photograph(app, window)

    timer.timeout.connect(look)
    timer.start()
    return app.exec()


def photograph(app: QApplication, window: MainWindow) -> None:
    """Save the picture and end."""
    window.activateWindow()
    if options.select:
        for position in range(options.select):
            window.pane.view.selectionModel().select(
                window.pane.view.table.index(position, 0),
                window.pane.view.selectionModel().SelectionFlag.Select
                | window.pane.view.selectionModel().SelectionFlag.Rows,
            )

    def save() -> None:
        window.grab().save(str(options.out))
        print(options.out)
        window.close()
        app.quit()

    QTimer.singleShot(150, save)


if __name__ == "__main__":
    sys.exit(main())
