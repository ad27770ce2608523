"""A real X screen with a window manager, and hands and eyes for the windows on it.

Needs xvfb, openbox, xdotool, x11-utils and imagemagick, which ./dev test installs.
"""

import contextlib
import os
import select
import subprocess
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

SCREEN = "1280x800x24"
LINE = 16
"""Height of a line of text, pixels."""
PRESSES = 4
PRESS_S = 2.0
"""How often Alt+F4 is pressed, and how long a window may take to go until it is pressed again."""
START_S = 10.0
"""How long the server and the window manager may take to start."""


@dataclass(frozen=True)
class Screen:
    """One X screen: what a program needs to show itself there, and what a user would do to it."""

    env: dict[str, str]
    server: "subprocess.Popen[bytes]"

    def wait_for_window(self, pid: int, timeout_s: float = 20) -> str:
        """Return the id of the first mapped window of a process.

        Raises:
            TimeoutError: None was mapped in time.
        """
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            found = self._call(["xdotool", "search", "--all", "--onlyvisible", "--pid", str(pid), "--name", "."])
            if found:
                return found.split()[0]
            time.sleep(0.05)
        message = f"process {pid} has mapped no window within {timeout_s} s"
        raise TimeoutError(message)

    def activate(self, window: str) -> None:
        """Give a window the keyboard, and wait until it has it."""
        self._call(["xdotool", "windowactivate", "--sync", window])

    def key(self, *keys: str) -> None:
        """Press keys, named as xdotool names them: `alt+Up`, `Return`."""
        self._call(["xdotool", "key", "--delay", "20", *keys])

    def type(self, text: str) -> None:
        """Type a text."""
        self._call(["xdotool", "type", "--delay", "20", text])

    def close(self, window: str) -> None:
        """Close a window as a user does, who presses again: openbox turns Alt+F4 into a polite request.

        On a machine that does much else one press in twenty is lost between xdotool and openbox.
        """
        for _ in range(PRESSES):
            self.activate(window)
            self.key("alt+F4")
            ends = time.monotonic() + PRESS_S
            while time.monotonic() < ends:
                if not self._call(["xdotool", "getwindowname", window]):
                    return
                time.sleep(0.05)

    def place(self, window: str, left: int, top: int, width: int, height: int) -> None:
        """Move a window there, and make it so large."""
        self._call(["xdotool", "windowsize", "--sync", window, str(width), str(height)])
        self._call(["xdotool", "windowmove", "--sync", window, str(left), str(top)])

    def active_title(self) -> str:
        """Return what the window is called that has the keyboard."""
        return self._call(["xdotool", "getactivewindow", "getwindowname"])

    def wm_class(self, window: str) -> list[str]:
        """Return the names by which a desktop knows the program of a window: its own, and its kind's."""
        said = self._call(["xprop", "-id", window, "WM_CLASS"])
        return said.partition("= ")[2].replace('"', "").split(", ")

    def photograph(self, file: Path) -> None:
        """Save a picture of the whole screen; the name's ending says the format."""
        subprocess.run(["import", "-window", "root", str(file)], env=self.env, check=True, timeout=30)

    def colours(self, window: str) -> int:
        """Return how many colours a window shows: 1 is blank, text alone makes dozens."""
        taken = ["import", "-window", window, "-depth", "8", "rgb:-"]
        pixels = subprocess.run(taken, env=self.env, check=True, capture_output=True, timeout=30).stdout
        return len({pixels[at : at + 3] for at in range(0, len(pixels), 3)})

    def variety(self, window: str) -> int:
        """Return how many different columns of pixels are in the line of a window that has most.

        A line of letters has hundreds; one of the boxes that are drawn for want of a font has those of one box.
        """
        taken = ["import", "-window", window, "-depth", "8", "pgm:-"]
        picture = subprocess.run(taken, env=self.env, check=True, capture_output=True, timeout=30).stdout
        _, width, height, _, _ = picture.split(maxsplit=4)
        pixels = picture[-int(width) * int(height) :]
        rows = [pixels[at : at + int(width)] for at in range(0, len(pixels), int(width))]
        return max(len(set(zip(*rows[at : at + LINE], strict=True))) for at in range(0, len(rows) - LINE, 2))

    def _call(self, command: list[str]) -> str:
        done = subprocess.run(command, env=self.env, check=False, capture_output=True, text=True, timeout=30)
        return done.stdout.strip()


def title(screen: Screen, window: str) -> str:
    """Return what a window is called."""
    asked = ["xdotool", "getwindowname", window]
    return subprocess.run(asked, env=screen.env, capture_output=True, text=True, check=False).stdout.strip()


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so; fail if it takes 10 s."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextlib.contextmanager
def x_screen() -> Generator[Screen]:
    """Start an X server and a window manager; end both with the block."""
    with contextlib.ExitStack() as stack:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND_"))}
        server, number = _start_server(stack)
        env["DISPLAY"] = f":{number}"
        _start(stack, ["openbox", "--sm-disable"], env)
        screen = Screen(env, server)
        _wait_for_window_manager(env)
        yield screen


def _start_server(stack: contextlib.ExitStack) -> tuple["subprocess.Popen[bytes]", str]:
    """Start Xvfb on a free display; return it and the number; -noreset keeps it when its last client leaves."""
    reading, writing = os.pipe()
    with open(reading, "rb") as ready:
        options = ["-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
        server = _start(stack, ["Xvfb", *options], dict(os.environ), pass_fds=(writing,))
        os.close(writing)
        if not select.select([ready], [], [], START_S)[0]:
            message = "Xvfb did not start"
            raise TimeoutError(message)
        return server, ready.readline().decode().strip()


def _start(
    stack: contextlib.ExitStack, command: list[str], env: dict[str, str], pass_fds: tuple[int, ...] = ()
) -> "subprocess.Popen[bytes]":
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, env=env, stdin=null, stdout=null, stderr=null, pass_fds=pass_fds)
    stack.callback(process.wait, 10)
    stack.callback(process.terminate)
    return process


def _wait_for_window_manager(env: dict[str, str]) -> None:
    deadline = time.monotonic() + START_S
    question = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
    while time.monotonic() < deadline:
        if "window id" in subprocess.run(question, env=env, check=False, capture_output=True, text=True).stdout:
            return
        time.sleep(0.05)
    message = "openbox did not start"
    raise TimeoutError(message)
