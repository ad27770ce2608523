"""A window on a screen and a session bus of its own, which is read through AT-SPI and driven by keys."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

from tests.helpers.xsession import Screen, wait_for, x_screen

SYSTEM_PYTHON = "/usr/bin/python3"
ANSWER = "answer: "
"""What a line with an answer begins with; see screen_reader.py, which the system's Python runs without ours."""
_READER = Path(__file__).with_name("screen_reader.py")


class Reader:
    """What one hears of the window, and does to it."""

    def __init__(self, process: "subprocess.Popen[str]", screen: Screen, bus: str) -> None:
        """Take the process of the reader, the screen that the window is on, and the address of the session bus."""
        self._process = process
        self.screen = screen
        self.bus = bus

    def ask(self, question: str, *about: str) -> object:
        """Ask one of the questions of screen_reader.py.

        Raises:
            LookupError: What it was asked about was not there in time.
            EOFError: The reader has ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([question, *about]) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            if line.startswith(ANSWER):
                answer = json.loads(line.removeprefix(ANSWER))
                if answer is None:
                    raise LookupError(question, *about)
                return answer
        raise EOFError(question)

    def texts(self, question: str, *about: str) -> list[str]:
        """Ask a question whose answer is a list of texts."""
        found = self.ask(question, *about)
        assert isinstance(found, list)
        return [str(each) for each in found]

    def names(self) -> list[str]:
        """Return the names in the table, from the top."""
        rows = self.ask("rows")
        assert isinstance(rows, list)
        return [row[0] for row in rows]

    def status(self) -> str:
        """Return what the status line says."""
        return self.texts("labels", "status")[0]

    def wait_for_title(self, begin: str) -> None:
        """Wait until the window that has the keyboard is called so."""
        wait_for(lambda: self.screen.active_title().startswith(begin))


@contextlib.contextmanager
def reading(*folder: Path) -> Generator[Reader]:
    """Start the program, on a folder if one is named, and whoever reads it; close both with the block."""
    with x_screen() as screen, tempfile.TemporaryDirectory(dir="/tmp") as runtime:
        ours = {name: value for name, value in os.environ.items() if name.startswith(("FBROWSER_", "HOME"))}
        env = screen.env | ours | {"XDG_RUNTIME_DIR": runtime, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        bus = shutil.which("dbus-run-session")
        assert bus is not None, "./dev test installs it"
        script = 'echo "$DBUS_SESSION_BUS_ADDRESS"; reader=$1; shift; "$PYTHON" -m fbrowser "$@" & '
        script += '"$SYSTEM_PYTHON" "$reader"; kill $!; wait'
        with subprocess.Popen(
            [bus, "--", "sh", "-c", script, "sh", _READER, *folder],
            env=env | {"PYTHON": sys.executable, "SYSTEM_PYTHON": SYSTEM_PYTHON},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                yield Reader(process, screen, process.stdout.readline().strip())
            finally:
                assert process.stdin is not None
                process.stdin.close()
