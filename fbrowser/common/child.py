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

from fbrowser.common.errors import EnvironmentProblem, reason

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

_AGAIN: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); import fbrowser; del sys.path[0]; "
    "from fbrowser.__main__ import main; sys.argv[:2] = ['fbrowser']; sys.exit(main())"
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


def start_child(
    module: str,
    *arguments: str,
    stdin: int,
    stdout: int,
    stderr: int | None = None,
    pass_fds: tuple[int, ...] = (),
    outlives_us: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a child as `child_command` says, in a process group of its own; the streams are as Popen takes them.

    outlives_us: in a session of its own, and in no folder that could not be unmounted then.
    Raises EnvironmentProblem if there can be no more processes.
    """
    import os  # noqa: PLC0415 - as below
    import subprocess  # noqa: PLC0415 - workers start no children

    is_posix = os.name == "posix"
    try:
        return subprocess.Popen(
            child_command(module, *arguments),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            bufsize=0,
            pass_fds=pass_fds if is_posix else (),
            start_new_session=outlives_us,
            process_group=0 if is_posix and not outlives_us else None,
            cwd="/" if is_posix and outlives_us else None,
        )
    except OSError as error:
        raise EnvironmentProblem(
            "No process could be started: {why}.", "Close some programs.", why=reason(error.errno or 0)
        ) from error


def again_command() -> list[str]:
    """Return the argv that runs the program itself once more, in a fresh interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    from pathlib import Path  # noqa: PLC0415 - as above

    return [sys.executable, "-P", "-c", _AGAIN, str(Path(__file__).absolute().parents[2])]


def start_again(*arguments: str) -> None:
    """Start the program itself once more, apart from us. Raises EnvironmentProblem."""
    import subprocess  # noqa: PLC0415 - seldom

    try:
        disown(subprocess.Popen([*again_command(), *arguments], start_new_session=True))
    except OSError as error:
        raise EnvironmentProblem(
            "No process could be started: {why}.", "Close some programs.", why=reason(error.errno or 0)
        ) from error


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
