"""Open worker: a child that looks at a file, runs it, or has it opened as a text, and may hang at that.

It must start in milliseconds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from fbrowser.common.child import die_with_parent
from fbrowser.common.descriptors import BINARY
from fbrowser.common.outer_environment import outer_environment
from fbrowser.common.programs import SYSTEM, Opens, Program, Way, by_name, interpreter, recognise, started
from fbrowser.common.question import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

READ: Final = 1 << 16
"""Bytes at the beginning of a file that are looked at."""
_QUICK_S: Final = 1.0
"""How long it may take to find out what opens texts: a question waits for the answer."""
_START_S: Final = 5.0
"""How long a desktop may take to say that it could not start something."""
_OPEN: Final = BINARY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC"))
_NULL: Final = subprocess.DEVNULL
CHANGED: Final = "changed"
NOT_STARTED: Final = "not-started"

Identity = tuple[int, ...]


def identity(status: os.stat_result) -> Identity:
    """Return what tells whether a file is still the same: another one, or one that was written to, differs."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def look(path: bytes) -> dict[str, Any]:
    """Return what a file is, links followed: fields of `opening.Looked`, as plain values. Raises OSError."""
    status = os.stat(path)
    found: dict[str, Any] = {
        "target": os.path.realpath(path),
        "mode": status.st_mode,
        "identity": identity(status),
    }
    names = [os.path.basename(found["target"]), os.path.basename(path)]
    if stat.S_ISREG(status.st_mode):
        is_executable = os.access(path, os.X_OK)
        may_run = is_executable or any(map(by_name, names))  # else it is not read: its disk may be asleep
        begin = _begin(path, status) if may_run else b""
        program = recognise(names, begin, is_executable=is_executable)
        if program is not None:
            found |= _ways(program, begin or b"", is_executable=is_executable)
    elif stat.S_ISDIR(status.st_mode):
        program = next((each for name in names if (each := by_name(name)) and each.opens is Opens.FOLDER), None)
        if program is not None:
            found |= {"program": _plain(program), "can_run": True}
    return found


def _begin(path: bytes, status: os.stat_result) -> bytes | None:
    """Return the first bytes of an ordinary file; None if they may not be read."""
    try:
        fd = os.open(path, _OPEN)
    except OSError:
        return None
    try:
        return os.read(fd, READ) if os.path.samestat(os.fstat(fd), status) else None
    except OSError:
        return None
    finally:
        os.close(fd)


def _ways(program: Program, begin: bytes, *, is_executable: bool) -> dict[str, Any]:
    """Return what can be done with something that runs."""
    desktop = _desktop()
    can_run = {
        Way.KERNEL: is_executable,
        Way.DESKTOP: desktop is not None,
        Way.SHELL: True,
        Way.NOBODY: False,
    }[program.way]
    says = started(begin) if program.way is Way.DESKTOP else interpreter(begin)
    opener = None
    if program.opens is Opens.TEXT:
        opener = _text_opener()
        if opener is None and (desktop is None and program.way is not Way.DESKTOP):
            opener = b""  # nobody knows what would open it: the system may
    elif program.opens is Opens.OWN and (desktop is None or _opener(program.types) is not None):
        opener = None if program.way is Way.SHELL else b""  # there, what the system opens it with runs it
    return {"program": _plain(program), "can_run": can_run, "says": says, "opener": opener}


def _desktop() -> str | None:
    """Return the program that starts desktop entries."""
    import shutil  # noqa: PLC0415 - only of what runs

    path = outer_environment().get("PATH", os.defpath)
    found = shutil.which("gio", path=path) if SYSTEM == "linux" else None
    return found if found is not None and os.path.isabs(found) else None  # never one that lies where we are


def _plain(program: Program) -> tuple[str, str, str, tuple[str, ...]]:
    return program.words, str(program.way), str(program.opens), program.types


def _text_opener() -> bytes | None:
    """Return what opens texts: a desktop entry, elsewhere a program; None: nobody knows."""
    match SYSTEM:
        case "windows":
            return os.fsencode(os.environ.get("SYSTEMROOT", r"C:\Windows")) + rb"\System32\notepad.exe"
        case "mac":
            return b"/usr/bin/open"
        case _:
            return _opener(("text/plain",))


def _opener(types: tuple[str, ...]) -> bytes | None:
    """Return the desktop entry of what opens files of one of some MIME types; None: nothing does."""
    desktop = _desktop()
    if desktop is None:
        return None
    for each in types:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            asked = [desktop, "mime", each]
            env = outer_environment() | {"LC_ALL": "C"}
            said = subprocess.run(asked, env=env, capture_output=True, timeout=_QUICK_S, check=False).stdout
            entry = said.split(b"\n", 1)[0].rpartition(b" ")[2]
            place = _place_of(os.fsdecode(entry)) if entry.endswith(b".desktop") else None
            if place is not None:
                return place
    return None


def _place_of(entry: str) -> bytes | None:
    """Return where the desktop entry of that id lies: a `-` may stand for a folder."""
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    folders = [home, *(os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")]
    for folder in folders:
        for count in range(entry.count("-") + 1):
            place = os.path.join(folder, "applications", entry.replace("-", "/", count))
            if os.path.isabs(place) and os.path.isfile(place):
                return os.fsencode(place)
    return None


def run(path: bytes, known: Identity, way: Way) -> str | int:
    """Run a file, if it is still the one that was looked at; return what is wrong, else 0. Raises OSError."""
    try:
        is_same = identity(os.stat(path)) == known
    except FileNotFoundError:
        is_same = False
    if not is_same:
        return CHANGED
    if way is Way.SHELL and SYSTEM == "windows":
        getattr(os, "startfile")(path, cwd=os.path.dirname(path))  # noqa: B009 - there is one on Windows alone
        return 0
    if way is Way.SHELL:
        return _start([b"/usr/bin/open", path], path, waits=True)
    return _launch([path], path) if way is Way.DESKTOP else _start([path], path)


def open_text(path: bytes, opener: bytes) -> str | int:
    """Have a file opened as a text, by what `_text_opener` returned; return as `run`. Raises OSError."""
    match SYSTEM:
        case "windows":
            return _start([opener, path], path)
        case "mac":
            return _start([opener, b"-t", path], path, waits=True)
        case _:
            return _launch([opener, path], path)


def _launch(files: list[bytes], path: bytes) -> str | int:
    desktop = _desktop()
    if desktop is None:
        return NOT_STARTED
    return _start([os.fsencode(desktop), b"launch", *files], path, waits=True)


def _start(command: list[bytes], path: bytes, *, waits: bool = False) -> str | int:
    """Start a program that has nothing of ours, in the folder of a file; waits: until it says whether it could."""
    process = subprocess.Popen(
        command,
        cwd=os.path.dirname(path),
        env=outer_environment(),
        stdin=_NULL,
        stdout=_NULL,
        stderr=_NULL,
        start_new_session=True,
    )
    if waits:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return NOT_STARTED if process.wait(_START_S) else 0
    return 0


def answer(
    what: str, path: bytes, known: Identity = (), way: str = "", opener: bytes = b""
) -> Iterator[tuple[dict[str, Any]]]:
    """Yield the answer to an order, plain values: see `look`; else, or instead, what is `wrong`.

    what: "look", "run" or "open"; known: the identity of what is run; opener: what opens it, see `_text_opener`.
    """
    try:
        if what == "look":
            yield (look(path),)
        elif what == "run":
            yield ({"wrong": run(path, known, Way(way))},)
        else:
            yield ({"wrong": open_text(path, opener)},)
    except OSError as error:
        yield ({"wrong": error.errno or errno.EIO, "is_link": os.path.islink(path)},)


def main() -> int:
    """Serve one order."""
    die_with_parent()
    serve(answer)
    os._exit(0)  # what was started goes on: nothing of it is waited for, or warned of


if __name__ == "__main__":
    sys.exit(main())
