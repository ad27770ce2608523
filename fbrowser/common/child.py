"""Child processes that run a module of this package, from a checkout, a wheel or the frozen bundle alike.

A child must never load code from the folder it is started in: `python -m` would look there first, and a downloaded
`json.py` would run. So it starts with -P, is told where this very package lies, and finds only the package there.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess

CHILD_MODULES: Final = (
    *(f"fbrowser.index.{name}_worker" for name in ("content", "crawl", "list", "probe")),
    "fbrowser.index.builder",
    "fbrowser.fileops.open_worker",
)
"""The only modules that `--child` of the bundle may run."""

_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); import fbrowser; del sys.path[0]\n"
    "from fbrowser.common.child import run_child; sys.exit(run_child(sys.argv[2]))"
)

_disowned: list[subprocess.Popen[bytes]] = []
_guard = threading.Lock()

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the argv that runs `module.main()`, one of CHILD_MODULES, in a fresh interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", module, *arguments]
    from pathlib import Path  # noqa: PLC0415 - 3 ms, and crawl workers start no children

    package = Path(__file__).absolute().parents[1]
    return [sys.executable, "-P", "-c", _START, str(package.parent), module, *arguments]


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that started it ends; Linux only, else nothing."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - 8 ms, only children need it

        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def disown(process: subprocess.Popen[bytes]) -> None:
    """Never wait for a child; take note of its end when the next one is disowned, so that none stays a zombie."""
    with _guard:
        _disowned[:] = [each for each in [*_disowned, process] if each.poll() is None]


def run_child(module: str) -> int:
    """Run `module.main()` in this process, as `child_command` asked for; return its exit code."""
    if module not in CHILD_MODULES:
        return 2
    return import_module(module).main()
