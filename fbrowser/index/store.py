"""Store: the cache folder of one root: immutable generations, the pointer CURRENT, and the rebuild lock.

gen-N           a generation, whole and never changed (generation.py)
CURRENT         the name of the newest; its modification time is when the crawl behind it began ("checked at")
ROOT            the root's path: of whatever format the generations are, it is known
rebuild.lock    held by whoever rebuilds (lock.py)
FAILED          why the last rebuild failed, JSON
tmp-*           being written; whoever holds the lock removes leftovers
"""

from __future__ import annotations

import contextlib
import errno
import json
import math
import os
import re
import stat
import threading
import time
import weakref
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import xxhash

from fbrowser.common.descriptors import BINARY
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, reason
from fbrowser.common.files import replacing
from fbrowser.common.translation import later
from fbrowser.config import safe_mode
from fbrowser.config.places import cache_folder
from fbrowser.index import generation
from fbrowser.index.formats import adopt, roots_folder
from fbrowser.index.generation import Corrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fbrowser.index.snapshot import Snapshot

_GENERATION = re.compile(rb"gen-([1-9][0-9]{0,17})")
_TEMPORARY: Final = b"tmp-"
_NOFOLLOW: Final = BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_TRIES: Final = 3
_POINTER_MAX: Final = 64
_FAILED_MAX: Final = 1 << 16
_FOREIGN: Final = later("it belongs to another user")
_PATH_MAX: Final = 1 << 16
_LONGEST_PAUSE_S: Final = 300.0
_MOST_DOUBLINGS: Final = 10
_CLOCKS_DIFFER_S: Final = 2.0
"""By so much a time on disk may be ahead of us: it is coarse, or a server's."""

T = TypeVar("T")

_open: weakref.WeakValueDictionary[tuple[object, ...], Snapshot] = weakref.WeakValueDictionary()
_mapped: dict[bytes, Snapshot] = {}
_guard = threading.Lock()


class Opened(NamedTuple):
    """What a store has to show."""

    snapshot: Snapshot | None
    sound: bool
    """False if the newest generation is missing or damaged, whatever is shown instead."""
    age_s: float
    """Seconds since the crawl behind it began; infinite if there was none, or if the clock was set back since."""


NOTHING: Final = Opened(None, sound=False, age_s=math.inf)


class Failure(NamedTuple):
    """Why the last rebuild of a root failed."""

    problem: EnvironmentProblem
    times: int
    """How often in a row."""
    at_s: float
    """When, seconds since 1970."""

    def is_due(self) -> bool:
        """Return whether it may be tried again without being asked: pauses double up to five minutes."""
        pause_s = min(2.0 ** min(self.times, _MOST_DOUBLINGS), _LONGEST_PAUSE_S)
        return not 0 <= time.time() - self.at_s < pause_s


class Store:
    """The cache folder of one root; `root` is an absolute path."""

    def __init__(self, root: bytes) -> None:
        """Name the folder; nothing is read or made."""
        self.root = root
        name = xxhash.xxh3_128_hexdigest(root).encode()
        self.path = os.path.join(roots_folder(), name)
        self.lock = self.file(b"rebuild.lock")

    def file(self, name: bytes) -> bytes:
        """Return the path of a file in the folder."""
        return os.path.join(self.path, name)

    def prepare(self) -> None:
        """Make the folder if it is not there, private to this user.

        Raises EnvironmentProblem if it cannot be made, or belongs to someone else.
        """
        cache = cache_folder()
        adopt()
        try:
            os.makedirs(cache, mode=0o700, exist_ok=True)
            for folder in (os.path.dirname(self.path), self.path):
                with contextlib.suppress(FileExistsError):
                    os.mkdir(folder, 0o700)
                check_private(folder)
        except OSError as error:
            raise cache_problem(error, cache) from error

    # -- reading ---

    def open(self, *, private: bool) -> Opened:
        """Return the newest sound generation: a checked private copy, or mapped (see generation.map_file)."""
        for _ in range(_TRIES):
            pointer = self.pointer()
            if pointer is None:
                return NOTHING
            number, checked_s = pointer
            try:
                snapshot = self.generation(number, private=private)
            except FileNotFoundError:
                continue  # replaced and swept since CURRENT was read
            except (Corrupt, OSError):
                break
            return Opened(snapshot, sound=True, age_s=age_of(checked_s))
        for number in sorted(self.generations(), reverse=True):
            with contextlib.suppress(Corrupt, OSError):
                return Opened(self.generation(number, private=private), sound=False, age_s=math.inf)
        return NOTHING

    def pointer(self) -> tuple[int, float] | None:
        """Return the generation that CURRENT names and when it was checked; None if it names none."""
        try:
            text, modified_s = _opened(
                self.file(b"CURRENT"), lambda fd: (os.read(fd, _POINTER_MAX), os.fstat(fd).st_mtime)
            )
        except (OSError, Corrupt):
            return None
        found = _GENERATION.fullmatch(text)
        return (int(found[1]), modified_s) if found else None

    def generation(self, number: int, *, private: bool) -> Snapshot:
        """Return a generation; the same object as long as somebody holds it and the file is the same.

        Numbers begin again when a cache is emptied: they alone do not tell which file it was. Raises Corrupt,
        OSError.
        """
        return _opened(self.file(b"gen-%d" % number), lambda fd: self._read(fd, number, private=private))

    def _read(self, fd: int, number: int, *, private: bool) -> Snapshot:
        status = os.fstat(fd)
        key = (self.path, number, private, status.st_ino, status.st_mtime_ns, status.st_size)
        with _guard:
            snapshot = _open.get(key)
        if snapshot is not None:
            return snapshot
        snapshot = generation.load(fd) if private else generation.map_file(fd)
        if snapshot.root != self.root or snapshot.generation != number:
            raise Corrupt("it belongs elsewhere")
        with _guard:
            if not private:
                _mapped[self.path] = snapshot  # so that asking again and again need not open it again
            return _open.setdefault(key, snapshot)

    def generations(self) -> list[int]:
        """Return the numbers of all generations in the folder."""
        return [int(found[1]) for name in _listed(self.path) if (found := _GENERATION.fullmatch(name))]

    def size(self) -> int:
        """Return the size of the newest generation, bytes."""
        pointer = self.pointer()
        try:
            return os.stat(self.file(b"gen-%d" % pointer[0])).st_size if pointer else 0
        except OSError:
            return 0

    # -- writing, by the holder of the lock ---

    def publish(self, snapshot: Snapshot, begun_s: float) -> int:
        """Write a snapshot as the next generation, check it, make it durable and CURRENT; return its number.

        begun_s: when its crawl began, seconds since 1970. The snapshot's own number is not looked at.
        Raises EnvironmentProblem if that cannot be done: then everything is as it was, unless all that failed was
        to make CURRENT's change durable.
        """
        pointer = self.pointer()
        number = max([*self.generations(), pointer[0] if pointer else 0]) + 1
        numbered = snapshot.numbered(number)
        name = b"gen-%d" % number
        try:
            self._name_root()
            self._write(name, generation.encode(numbered), check=True)
            self._write(b"CURRENT", [name], modified_s=begun_s)
        except (OSError, Corrupt) as error:
            raise cache_problem(error, self.path) from error
        self.sweep()
        return number

    def renew(self, begun_s: float) -> None:
        """Note that the newest generation still holds for a crawl that began then. Raises EnvironmentProblem."""
        try:
            self._name_root()
            _date(self.file(b"CURRENT"), begun_s)
        except OSError as error:
            raise cache_problem(error, self.path) from error

    def clear(self) -> None:
        """Remove all but the folder and its lock, which are never removed: the root is not known any more.

        Who has a generation open keeps it. Raises EnvironmentProblem if it cannot be done.
        """
        with _guard:
            _mapped.pop(self.path, None)
        names = set(_listed(self.path)) - {os.path.basename(self.lock)}
        try:
            for name in (b"CURRENT", b"ROOT", *sorted(names - {b"CURRENT", b"ROOT"})):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self.file(name))
        except OSError as error:
            raise cache_problem(error, self.path) from error

    def _name_root(self) -> None:
        if _root_in(self.path) != self.root:
            self._write(b"ROOT", [self.root])

    def _write(
        self, name: bytes, parts: Iterable[bytes | memoryview], *, check: bool = False, modified_s: float = 0
    ) -> None:
        """Write a file under a temporary name, to the disk, then give it its name, to the disk as well."""
        temporary = self.file(_TEMPORARY + name)
        with replacing(self.file(name), temporary=temporary, durable=True) as file:
            file.writelines(parts)
            file.flush()
            if modified_s and os.utime in os.supports_fd:
                os.utime(file.fileno(), (modified_s, modified_s))
            if check:
                _opened(temporary, generation.check)
        if modified_s and os.utime not in os.supports_fd:
            _date(self.file(name), modified_s)

    def sweep(self) -> None:
        """Remove what is left of interrupted writes, and generations before the one that preceded CURRENT's.

        Newer ones than CURRENT's stay: of a writer killed just before it would have named them. They must not count
        as the two to be kept, or a few such kills would cost CURRENT's own.
        """
        pointer = self.pointer()
        old = sorted(number for number in self.generations() if pointer and number < pointer[0])[:-1]
        for name in _listed(self.path):
            if name.startswith(_TEMPORARY) or name in {b"gen-%d" % number for number in old}:
                with contextlib.suppress(OSError):  # Windows: someone has it open; the next time, then
                    os.unlink(self.file(name))

    # -- failures ---

    def failure(self) -> Failure | None:
        """Return why the last rebuild failed; None if it did not."""
        try:
            data = json.loads(_opened(self.file(b"FAILED"), lambda fd: os.read(fd, _FAILED_MAX)))
            problem = EnvironmentProblem.from_data([data["what"], data["remedy"], data.get("fields", {})])
            return Failure(problem, int(data["times"]), float(data["at_s"]))
        except (OSError, Corrupt, ValueError, LookupError, TypeError, AttributeError, OverflowError):
            return None

    def note_failure(self, problem: EnvironmentProblem | None) -> None:
        """Keep why a rebuild failed, or that it did not; as far as a full disk lets us."""
        path = self.file(b"FAILED")
        with contextlib.suppress(OSError):
            if problem is None:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)
                return
            before = self.failure()
            what, remedy, fields = problem.as_data()
            data = {
                "what": what,
                "remedy": remedy,
                "fields": fields,
                "times": before.times + 1 if before else 1,
                "at_s": time.time(),
            }
            self._write(b"FAILED", [json.dumps(data).encode()])


def check_private(folder: bytes) -> None:
    """Check that a folder is a real one, ours, and closed to others; close it if it is open. Raises OSError."""
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, later("it is not a folder"))
    if os.name == "posix":
        if status.st_uid != os.geteuid():
            raise PermissionError(errno.EPERM, _FOREIGN)
        if status.st_mode & 0o077:
            os.chmod(folder, 0o700)


def age_of(then_s: float) -> float:
    """Return how long ago something was, seconds; infinite if it is yet to come: then the clock was set back."""
    age_s = time.time() - then_s
    return max(age_s, 0.0) if age_s > -_CLOCKS_DIFFER_S else math.inf


def cache_problem(error: OSError | Corrupt, folder: bytes) -> EnvironmentProblem:
    """Return what keeps the cache from being written, with what to do."""
    shown = display(folder)
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentProblem(
            "The index could not be saved: {why}.",
            "Free some space on the disk that holds {path}, then refresh.",
            why=reason(number),
            path=shown,
        )
    if isinstance(error, PermissionError) and error.strerror == _FOREIGN:
        return EnvironmentProblem(
            "The cache folder {path} belongs to another user.",
            "Remove it, or set FBROWSER_CACHE_DIR to a folder of your own.",
            path=shown,
        )
    return EnvironmentProblem(
        "The cache folder {path} cannot be used: {why}.",
        "Make it writable, or set FBROWSER_CACHE_DIR to another folder.",
        path=shown,
        why=reason(number) if number else str(error),
    )


def all_roots() -> list[bytes]:
    """Return every root that has been indexed, sorted; in safe mode none is."""
    if safe_mode.is_on():
        return []
    adopt()
    folder = roots_folder()
    try:
        paths = [os.path.join(folder, name) for name in os.listdir(folder)]
    except OSError:
        return []
    roots = [root for path in paths if (root := _root_in(path)) is not None and Store(root).path == path]
    return sorted(roots)


def _date(path: bytes, modified_s: float) -> None:
    """Say when a file was modified; of a link, as far as the system can, when it was. Raises OSError."""
    os.utime(path, (modified_s, modified_s), follow_symlinks=os.utime not in os.supports_follow_symlinks)


def _root_in(path: bytes) -> bytes | None:
    """Return the root that a cache folder is about; None if that is not known."""
    with contextlib.suppress(OSError, Corrupt):
        return _opened(os.path.join(path, b"ROOT"), lambda fd: os.read(fd, _PATH_MAX))
    return None


def _opened(path: bytes, read: Callable[[int], T]) -> T:
    """Return what `read` makes of an opened file. Raises Corrupt, OSError."""
    fd = os.open(path, os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise Corrupt("it is no file")
        return read(fd)
    finally:
        os.close(fd)


def _listed(path: bytes) -> list[bytes]:
    try:
        return os.listdir(path)
    except OSError:
        return []
