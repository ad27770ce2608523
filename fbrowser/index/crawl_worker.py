"""Crawl worker: a child process that lists folders for the crawler. It may hang; nobody waits for it.

Standard library only and no numpy: it must start in milliseconds. The working directory is moved into each
folder, because `lstat` of a bare name costs a quarter less than of a path.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import stat
import sys
import time
from array import array
from itertools import chain
from typing import TYPE_CHECKING, Final

from fbrowser.common.child import die_with_parent
from fbrowser.common.errors import reason
from fbrowser.common.messages import receive, send
from fbrowser.common.translation import later
from fbrowser.index import whereabouts
from fbrowser.index.entry import UNKNOWN_SIZE, UNKNOWN_TIME
from fbrowser.index.left_out import LeftOut, Rules
from fbrowser.index.wire import Listings, Order, Surroundings, Task, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

TURN_S: Final = 0.05
"""How long a turn may take, seconds, before what is left goes back: others may be idle."""
ALIVE_S: Final = 0.5
"""How often a long turn says that it is alive, seconds."""
BATCH: Final = 1024
"""Entries at a time."""
_I64: Final = 2**63 - 1
_PATH_MAX: Final = 4096
_TYPE: Final = 0o170000
_A_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_GONE: Final = (errno.ENOENT, errno.ENOTDIR)
_TOO_LONG: Final = 206
"""Windows' word for a path that is, which Python takes for one that does not exist: ERROR_FILENAME_EXCED_RANGE."""
_JUNCTION: Final = 0xA0000003
"""What Windows calls a folder that leads to another one: IO_REPARSE_TAG_MOUNT_POINT."""
_SEP: Final = os.sep.encode()
"""As in common/paths, which would have a worker load regular expressions."""
_NAMES_ONLY: Final = later("permission denied: only names are known")


class Nothing:
    """Stands where `lstat` said nothing."""

    st_size = UNKNOWN_SIZE
    st_mtime_ns = UNKNOWN_TIME
    st_dev = st_ino = 0

    def __init__(self, mode: int = 0) -> None:
        """Take what is known of the mode."""
        self.st_mode = mode


Status = os.stat_result | Nothing
UNKNOWN: Final = Nothing()
"""Not asked."""
MOUNT: Final = Nothing(stat.S_IFDIR)
"""Not asked, because something is mounted there; nearly always on a folder."""
REFUSED: Final = Nothing()
"""Asked, but not told: the folder may be listed, not searched."""


class Mounts:
    """Where the mounts are, so that no lstat of a name can wander into one."""

    def __init__(self, points: dict[bytes, bool]) -> None:
        """Take the mount points, as real paths, and whether each may be entered."""
        self.below: dict[bytes, dict[bytes, bool]] = {}
        for path, enter in points.items():
            parent, name = os.path.split(path)
            self.below.setdefault(parent, {})[name] = enter


class Crawl:
    """One turn: lists the tasks it was given, and what they lead to, until its time is up."""

    def __init__(
        self,
        mounts: Mounts,
        cache: tuple[int, int],
        say: Callable[[Turn], None],
        order: Order,
        place: int,
        left_out: LeftOut | None = None,
    ) -> None:
        """Start with nothing; `say` sends a message during the turn, `place` is a file to note folders in."""
        self.mounts = mounts
        self.cache = cache
        self.left_out = left_out
        self.left_out_folders = 0
        self.say = say
        self.careful = order.careful
        self.entries = order.entries
        self.avoid = frozenset(order.avoid)
        self.stack = [Task(*task) for task in order.tasks]
        self.place = place
        self.found = Found()
        self.unreadable: list[tuple[int, int, int, str]] = []
        self.patches: list[tuple[int, int, int, int, int]] = []
        self.folder = b""
        self.alive_at = time.monotonic()

    def run(self) -> Turn:
        """List until the time is up, or as many entries are read as there should be."""
        deadline = time.monotonic() + TURN_S
        suspects: list[Task] = []
        while self.stack:
            task = self.stack.pop()
            if not self.careful and (task.mount or task.path in self.avoid):
                suspects.append(task._replace(suspect=True))
                continue
            self.visit(task)
            if self.careful or len(self.found.names) >= self.entries or time.monotonic() >= deadline:
                break
        left = [tuple(task) for task in suspects + self.stack]
        brought = (tuple(self.found.listings()), self.unreadable, self.patches)
        return Turn("turn", *brought, left, self.folder, self.left_out_folders)

    def visit(self, task: Task) -> None:
        """List one folder, or note why it cannot be."""
        self.folder = task.path
        whereabouts.note(self.place, task.path)
        try:
            if task.mount and not self.enter_mount(task):
                return
            change_directory(task.path)
            here = os.stat(".")
            changed = task.inode and (here.st_ino, here.st_dev) != (task.inode, task.device)
            if changed:  # a link or another folder was put in its place: the next crawl will see
                why = later("it changed while it was read")
                self.unreadable.append((task.parent, task.place, errno.ESTALE, why))
                return
            if (here.st_dev, here.st_ino) == self.cache and task.parent != -1:
                self.leave_out(task, here)
                return
            path = os.getcwdb() if task.parent == -1 else task.path
            self.list_folder(task, path, names_here(self.say_alive) if self.careful else os.listdir(b"."))
        except PermissionError as error:
            self.list_names_only(task, error)
        except OSError as error:
            self.refuse(task, error)

    def leave_out(self, task: Task, status: os.stat_result) -> None:
        """Keep only that our cache folder is there: it changes with every index that is written into it."""
        self.patches.append((task.parent, task.place, UNKNOWN_SIZE, UNKNOWN_TIME, status.st_mode & 0xFFFF))

    def list_names_only(self, task: Task, error: PermissionError) -> None:
        """List a folder that may not be entered; perhaps its names may be read."""
        try:
            folder = os.open(task.path, _A_FOLDER)
        except OSError:
            self.refuse(task, error)
            return
        try:
            if os.path.samestat(os.fstat(folder), os.lstat(task.path)):
                names = list(map(os.fsencode, os.listdir(folder)))
                self.found.add(task, names, [UNKNOWN] * len(names))
        finally:
            os.close(folder)
        why = _NAMES_ONLY
        self.unreadable.append((task.parent, task.place, errno.EACCES, why))

    def refuse(self, task: Task, error: OSError) -> None:
        """Note that a folder could not be read; one that is gone is as good as empty."""
        number = errno.ENAMETOOLONG if getattr(error, "winerror", 0) == _TOO_LONG else error.errno or errno.EIO
        if number in _GONE and task.parent != -1:
            self.found.add(task, [], [])
        else:
            self.unreadable.append((task.parent, task.place, number, reason(number)))

    def enter_mount(self, task: Task) -> bool:
        """Read the entry of a mount point; return whether there is a folder to list that is no loop."""
        status = os.lstat(task.path)
        is_folder = stat.S_ISDIR(status.st_mode)
        size = UNKNOWN_SIZE if is_folder else status.st_size
        self.patches.append((task.parent, task.place, size, clamp(status.st_mtime_ns), status.st_mode & 0xFFFF))
        if not is_folder or not task.enter:
            return False
        above: bytes = task.path
        while len(above) > 1:
            above = os.path.dirname(above)
            if os.path.samestat(os.lstat(above), status):
                why = later("it is one of its own parent folders, mounted again")
                self.unreadable.append((task.parent, task.place, errno.ELOOP, why))
                return False
        return True

    def list_folder(self, task: Task, path: bytes, names: list[bytes]) -> None:
        """Append the listing of the current directory and push the folders in it."""
        if self.careful and names:
            first = Found()
            first.add(task, names, [UNKNOWN] * len(names))
            self.say(Turn("names", tuple(first.listings())))
        mounts = self.mounts.below.get(path, {})
        ref = self.found.begin(task)
        prefix = path if path.endswith(_SEP) else path + _SEP
        place = 0
        is_refused = False
        for at in range(0, len(names), BATCH):
            batch, statuses = look_at(names[at : at + BATCH], mounts)
            modes = self.found.extend(batch, statuses)
            is_refused |= 0 in modes and REFUSED in statuses
            for folder in [n for n, mode in enumerate(modes) if mode & _TYPE == stat.S_IFDIR]:
                name, here = batch[folder], statuses[folder]
                inner = Task(ref, place + folder, prefix + name, here.st_dev, here.st_ino)
                if self.left_out is not None and self.left_out.has(name, inner.path):
                    self.left_out_folders += 1  # a mount is not even asked what it is: it may never answer
                    continue
                if name in mounts:
                    inner = inner._replace(mount=True, enter=mounts[name])
                self.stack.append(inner)
            place += len(batch)
            self.say_alive()
        if is_refused:
            why = _NAMES_ONLY
            self.unreadable.append((task.parent, task.place, errno.EACCES, why))

    def say_alive(self) -> None:
        """Say now and then that this is slow but not stuck."""
        if time.monotonic() - self.alive_at > ALIVE_S:
            self.alive_at = time.monotonic()
            self.say(Turn("alive", folder=self.folder))


class Found:
    """The listings of one message, column by column."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.parent: list[int] = []
        self.place: list[int] = []
        self.counts: list[int] = []
        self.names: list[bytes] = []
        self.size = array("q")
        self.mtime_ns = array("q")
        self.mode = array("H")
        self.modes: list[int] = []
        self.statuses: list[Status] = []  # of the last entries: columns are cheaper to fill a batch at a time

    def begin(self, task: Task) -> int:
        """Begin the listing of a folder; return how later listings of this message refer to it."""
        self.parent.append(task.parent)
        self.place.append(task.place)
        self.counts.append(0)
        return -1 - len(self.parent)

    def extend(self, names: list[bytes], statuses: list[Status]) -> list[int]:
        """Append entries to the listing begun last; return their modes."""
        modes = [status.st_mode for status in statuses]
        self.counts[-1] += len(names)
        self.names += names
        self.modes += modes
        self.statuses += statuses
        if len(self.statuses) >= BATCH:
            self.fill_columns()
        return modes

    def add(self, task: Task, names: list[bytes], statuses: list[Status]) -> None:
        """Append a whole listing."""
        self.begin(task)
        self.extend(names, statuses)

    def fill_columns(self) -> None:
        """Move what is known of the last entries into the columns."""
        self.mode.extend(array("H", self.modes))  # an array is appended at twice the speed of a list
        self.size.extend(array("q", [status.st_size for status in self.statuses]))
        times = [status.st_mtime_ns for status in self.statuses]
        try:
            self.mtime_ns.extend(array("q", times))
        except OverflowError:  # tmpfs keeps years that no 64 bits of nanoseconds can say
            self.mtime_ns.extend([clamp(time_ns) for time_ns in times])
        self.modes.clear()
        self.statuses.clear()

    def listings(self) -> Listings:
        """Return all listings as one message."""
        self.fill_columns()
        names = b"\0".join([*self.names, b""]) if self.names else b""
        columns = (self.size, self.mtime_ns, self.mode)
        return Listings(self.parent, self.place, self.counts, names, *[column.tobytes() for column in columns])


def names_here(say_alive: Callable[[], None]) -> list[bytes]:
    """Return the names in the current directory, saying now and then that they still come."""
    found: list[bytes] = []
    with os.scandir(b".") as entries:
        for entry in entries:
            found.append(entry.name)
            if not len(found) % BATCH:
                say_alive()
    return found


def look_at(names: list[bytes], mounts: Container[bytes]) -> tuple[list[bytes], list[Status]]:
    """Return those names that are still in the current directory, and what the system says of each."""
    if not mounts:
        with contextlib.suppress(OSError):
            return names, list(map(_look, names))
    asked = [(name, found) for name in names if (found := status(name, mounts)) is not None]
    return [name for name, _ in asked], [found for _, found in asked]


def status(name: bytes, mounts: Container[bytes]) -> Status | None:
    """Return what the system says of a name, None if it is gone; a mount point is not asked: it may hang."""
    if name in mounts:
        return MOUNT
    try:
        return _look(name)
    except FileNotFoundError:
        return None
    except OSError:
        return REFUSED


def without_junction(status: os.stat_result) -> os.stat_result:
    """Return what the system says of a name; Windows says of a junction that it is a folder: it is a link."""
    if getattr(status, "st_reparse_tag", 0) != _JUNCTION:
        return status
    return os.stat_result((stat.S_IFLNK | 0o777, *status[1:]), {"st_mtime_ns": status.st_mtime_ns})


if sys.platform == "win32":

    def _look(path: bytes) -> os.stat_result:
        return without_junction(os.lstat(path))
else:
    _look = os.lstat


def clamp(nanoseconds: int) -> int:
    """Return a time that fits in 64 bits and is not the unknown one."""
    return max(min(nanoseconds, _I64), UNKNOWN_TIME + 1)


def change_directory(path: bytes) -> None:
    """Change into a folder, step by step if its path is longer than the system takes at once."""
    if len(path) < _PATH_MAX:
        os.chdir(path)
        return
    os.chdir(b"/")
    step = b""
    for part in chain(path.strip(b"/").split(b"/"), [b""]):
        if part and len(step) + len(part) < _PATH_MAX // 2:
            step += part + b"/"
        else:
            os.chdir(step)
            step = part + b"/"


def orders() -> Iterator[Order]:
    """Yield the orders that arrive on stdin, until the crawler is gone."""
    while True:
        try:
            yield Order(*receive(0))
        except EOFError:
            return


def main() -> int:
    """Serve one crawler: take the surroundings, then orders, until stdin ends."""
    die_with_parent()
    gc.disable()  # nothing here is circular, and a turn makes many small objects

    def say(turn: Turn) -> None:
        send(1, turn)

    try:
        place = whereabouts.opened(sys.argv[-1])
    except FileNotFoundError:  # the crawler is gone, and where the file has a name, it went with it
        return 1
    try:
        around = Surroundings(*receive(0))
        mounts = Mounts(around.mounts)
        left_out = LeftOut(Rules(*around.left_out)) if around.left_out is not None else None
        for order in orders():
            say(Crawl(mounts, around.cache, say, order, place, left_out).run())
    except (BrokenPipeError, EOFError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
