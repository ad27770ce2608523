"""Guards the Qt binding that is pinned: one bad release lost a reference to None with every void call.

PySide6 6.12.0 on Python 3.11 did, and aborted after some thousand calls: later than most tests run.
"""

import subprocess
import sys

VOID_CALLS = """
import sys
from PySide6.QtCore import QObject

thing = QObject()
before = sys.getrefcount(None)
for number in range(20_000):
    thing.setObjectName("a")
    thing.setProperty("number", number)
    thing.blockSignals(False)
print("survived", before - sys.getrefcount(None))
"""


def test_survives_20_000_void_calls() -> None:
    done = subprocess.run([sys.executable, "-c", VOID_CALLS], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    word, lost = done.stdout.split()
    assert word == "survived"
    assert int(lost) < 100
