"""A folder that macOS' Finder hands over is opened, also if it comes before the window is ready."""

import os
import subprocess
import sys

# An application of its own: there can be one in a process, and pytest-qt has it.
PROGRAM = """
import sys
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from fbrowser.app.finder_events import FinderApplication

app = FinderApplication(sys.argv[:1])
def hand_over(url):
    return app.sendEvent(app, QFileOpenEvent(QUrl.fromEncoded(url)))
took = [hand_over(b"file:///early"), hand_over(b"https://example.org/")]
folders = []
app.begin(folders.append)
took += [hand_over(b"file:///sp%20ace/%C3%BC%FF/")]
app.sendEvent(app, QEvent(QEvent.Type.ApplicationPaletteChange))
print(took, folders)
"""


def test_folders_are_taken_in_order_and_nothing_else() -> None:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    folders = [b"/early", "/sp ace/ü".encode() + b"\xff"]
    assert done.stdout.strip() == f"{[True, False, True]} {folders}"
