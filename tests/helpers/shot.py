"""Renders the window to PNGs, with no screen: ./dev shot [FOLDER], or ./dev shot --gallery FOLDER for all there is.

The gallery shows a home as people have them, in every scene and every look, a process each. With --readme the
pictures of the README are made anew.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.helpers.offscreen import PLATFORM

if TYPE_CHECKING:
    from fbrowser.ui.main_window import MainWindow

AT_REST_S: Final = 0.5
PATIENCE_S: Final = 20
SIZE: Final = "1100x680"
LOOKS: Final = {
    "light": [],
    "dark": ["--dark"],
    "200": ["--scale", "2"],
    "rtl": ["--language", "ar"],
    "narrow": ["--size", "640x560"],
}
ROOT: Final = Path(__file__).parents[2]
SCREENSHOTS: Final = ROOT / "resources" / "screenshots"
README: Final = {
    "folder": ("folder", "light"),
    "search": ("search", "light"),
    "panes": ("panes", "dark"),
    "palette": ("palette", "light"),
    "hints": ("hints", "dark"),
}
"""The pictures of the README: scene and look."""


def main() -> int:
    """Make one picture, or all."""
    parser = argparse.ArgumentParser(prog="./dev shot", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="what is shown; default: a home made for the purpose")
    parser.add_argument("--gallery", type=Path, metavar="FOLDER", help="make every picture, in that folder")
    parser.add_argument("--only", metavar="SCENE", help="of the gallery: every look of that scene")
    parser.add_argument("--readme", action="store_true", help="make those of the README")
    parser.add_argument("--out", type=Path, default=Path("fbrowser.png"), help="the PNG to write")
    parser.add_argument("--scene", default="folder", help="what happens first; see tests/helpers/scenes.py")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--language", default="en")
    parser.add_argument("--scale", type=float, default=1, help="device pixels per pixel")
    parser.add_argument("--size", default=SIZE, help="of the window, pixels")
    options = parser.parse_args()
    if options.gallery is None and not options.readme:
        return _picture(options)
    with tempfile.TemporaryDirectory(prefix="fbrowser-shots-") as base:
        from tests.helpers.sample_home import furnish  # noqa: PLC0415 - for these alone

        home = furnish(Path(base) / "maria")
        for out, arguments in _wanted(options.gallery, options.only):
            _apart(home, out, arguments)
    return 0


def _wanted(gallery: Path | None, only: str | None) -> Iterator[tuple[Path, list[str]]]:
    """Yield the files, and how their pictures are made."""
    from tests.helpers.scenes import SCENES  # noqa: PLC0415 - Qt, which hears its environment but once

    if gallery is None:
        for name, (scene, look) in README.items():
            yield SCREENSHOTS / f"{name}.png", ["--scene", scene, *LOOKS[look]]
        return
    gallery.mkdir(parents=True, exist_ok=True)
    for scene in [only] if only else SCENES:
        for look, arguments in LOOKS.items():
            yield gallery / f"{scene}-{look}.png", ["--scene", scene, *arguments]


def _apart(home: Path, out: Path, arguments: list[str]) -> None:
    """Make one picture in a process of its own, with nothing but defaults."""
    with tempfile.TemporaryDirectory(prefix="fbrowser-shot-") as base:
        own = {f"FBROWSER_{name}_DIR": f"{base}/{name}" for name in ("CACHE", "DATA", "CONFIG")}
        command = [sys.executable, "-m", "tests.helpers.shot", str(home), "--out", str(out.absolute()), *arguments]
        environment = os.environ | own | {"HOME": str(home), "XDG_CONFIG_HOME": base}
        subprocess.run(command, check=True, cwd=ROOT, env=environment)


def _picture(options: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = PLATFORM
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    if "FBROWSER_CACHE_DIR" not in os.environ:
        os.environ["FBROWSER_CACHE_DIR"] = tempfile.mkdtemp(prefix="fbrowser-shot-")

    from PySide6.QtCore import QTimer  # noqa: PLC0415 - the environment is Qt's only ear

    from fbrowser.app.main import make_application, make_window  # noqa: PLC0415 - likewise
    from fbrowser.common.paths import absolute, home_folder  # noqa: PLC0415 - likewise
    from fbrowser.config.settings import Settings  # noqa: PLC0415 - likewise
    from fbrowser.services.live_settings import live  # noqa: PLC0415 - likewise
    from fbrowser.services.settings_service import SettingsService  # noqa: PLC0415 - likewise
    from fbrowser.services.tasks import Tasks  # noqa: PLC0415 - likewise
    from tests.helpers.scenes import SCENES  # noqa: PLC0415 - likewise

    app = make_application()
    live.put(Settings(theme="dark" if options.dark else "light", language=options.language))
    tasks = Tasks(app)
    window = make_window(app, tasks, SettingsService(tasks))
    width, _, height = options.size.partition("x")
    window.resize(int(width), int(height))
    folder = absolute(options.folder) if options.folder else home_folder()
    window.open(folder)
    steps = SCENES[options.scene](window, Path(os.fsdecode(folder)))
    begun = quiet_since = time.monotonic()
    timer = QTimer(window, interval=50)

    def look() -> None:
        nonlocal begun, quiet_since
        now = time.monotonic()
        if _is_busy(window):
            quiet_since = now
        if now - quiet_since < AT_REST_S and now - begun < PATIENCE_S:
            return
        begun = quiet_since = now
        window.activateWindow()
        if next(steps, timer) is timer:
            timer.stop()
            _save(window, options.out)
            window.close()
            app.quit()

    timer.timeout.connect(look)
    timer.start()
    return app.exec()


def _is_busy(window: "MainWindow") -> bool:
    return not window.isVisible() or "\u2026" in window.pane.status.text()


def _save(window: "MainWindow", out: Path) -> None:
    """Save what is seen: a dialog of the window lies over it."""
    from PySide6.QtCore import QPoint  # noqa: PLC0415 - see above
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - see above
    from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - see above

    picture = window.grab()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            painter = QPainter(picture)
            painter.drawPixmap(QPoint((window.width() - dialog.width()) // 2, 40), dialog.grab())
            painter.end()
            dialog.close()
    picture.save(str(out))
    print(out)


if __name__ == "__main__":
    sys.exit(main())
