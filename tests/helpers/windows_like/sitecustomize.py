"""Takes away from Python on Linux what Python on Windows has not; read at its start where this is on its path.

What is modelled: modules and names of POSIX are missing; select takes sockets alone; descriptors are not inherited;
os.utime takes neither descriptors nor links; folders cannot be opened. What Windows has instead is there: msvcrt's
locks, PeekNamedPipe, O_TEMPORARY. What is not: paths, the sharing of open files, windows. What the standard library
needs for itself is loaded before, as it is here.
"""

from __future__ import annotations

import array
import contextlib
import fcntl
import importlib.util
import os
import pathlib
import select
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

importlib.import_module("ctypes")  # Windows has it as well, but not the one that lies here
MISSING_MODULES = ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "spwd", "syslog", "posix")
MISSING_NAMES = (
    *("chown", "chroot", "confstr", "fchdir", "fchmod", "fchown", "fork", "forkpty", "fpathconf", "fstatvfs"),
    *("getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid", "getpgrp", "getpriority", "getresuid"),
    *("getsid", "getuid", "getxattr", "initgroups", "killpg", "lchown", "listxattr", "lockf", "memfd_create"),
    *("mkfifo", "mknod", "nice", "openpty", "pathconf", "pidfd_open", "pipe2", "posix_fadvise", "posix_fallocate"),
    *("posix_spawn", "pread", "preadv", "pwrite", "pwritev", "readv", "sched_getaffinity", "sched_setaffinity"),
    *(
        "sendfile",
        "set_blocking",
        "get_blocking",
        "setegid",
        "seteuid",
        "setpgid",
        "setpriority",
        "setsid",
        "setuid",
    ),
    *("setxattr", "statvfs", "sync", "sysconf", "ttyname", "uname", "wait", "wait3", "wait4", "writev"),
    *(
        "O_CLOEXEC",
        "O_DIRECTORY",
        "O_DSYNC",
        "O_NOATIME",
        "O_NOCTTY",
        "O_NOFOLLOW",
        "O_NONBLOCK",
        "O_PATH",
        "O_SYNC",
    ),
    *("SEEK_DATA", "SEEK_HOLE", "RTLD_LAZY"),
)
WSAENOTSOCK = 10038
ERROR_ACCESS_DENIED = 13

system: Any = os
modules: Any = sys.modules
popen: Any = subprocess.Popen
real_open, real_utime = system.open, system.utime
real_select: Any = select.select
real_popen = popen.__init__


def open_no_folder(path: str | bytes, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    """Open a file: a folder cannot be opened, and nothing below one that is open."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    if os.path.isdir(path):
        raise PermissionError(ERROR_ACCESS_DENIED, "Permission denied", path)
    return real_open(path, flags, mode)


def utime_by_path(path: object, times: object = None, *, follow_symlinks: bool = True, **named: object) -> None:
    """Set the times of a path, links followed."""
    if isinstance(path, int):
        raise TypeError("utime: path should be string, bytes or os.PathLike, not int")
    if not follow_symlinks:
        raise NotImplementedError("utime: follow_symlinks unavailable on this platform")
    real_utime(path, times, **named)


def select_sockets(*lists: Sequence[int | socket.socket]) -> object:
    """Wait for sockets; for anything else, fail as Windows does."""
    for each in [each for some in lists[:3] for each in some]:
        fd = each if isinstance(each, int) else each.fileno()
        if not stat.S_ISSOCK(os.fstat(fd).st_mode):
            raise OSError(WSAENOTSOCK, "An operation was attempted on something that is not a socket")
    return real_select(*lists)


def popen_without_inheritance(process: object, *values: object, **named: object) -> None:
    """Start a process; as on Windows, no descriptor but the three streams can be handed on."""
    if named.get("pass_fds") or named.get("preexec_fn"):
        raise ValueError("pass_fds and preexec_fn are not supported on Windows platforms")
    if named.get("process_group") not in (None, -1):
        raise ValueError("process_group is for POSIX")
    real_popen(process, *values, **named)


def module(name: str, **content: object) -> None:
    """Make a module of Windows importable."""
    made = types.ModuleType(name)
    made.__dict__.update(content)
    made.__spec__ = importlib.util.spec_from_loader(name, None)
    modules[name] = made


def locking(fd: int, mode: int, _length: int) -> None:
    """Lock a file for us alone, or unlock it: of Windows' locks, those that do not wait."""
    try:
        fcntl.flock(fd, fcntl.LOCK_UN if mode == 0 else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PermissionError(ERROR_ACCESS_DENIED, "Permission denied") from error


def peek_named_pipe(handle: int, _size: int = 0) -> tuple[int, int]:
    """Return how many bytes a pipe has. Raises BrokenPipeError if it has none and its other end is gone."""
    count = array.array("i", [0])
    fcntl.ioctl(handle, termios.FIONREAD, count)
    if not count[0]:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        if any(event & select.POLLHUP for _, event in poll.poll(0)):
            raise BrokenPipeError(109, "The pipe has been ended")
    return count[0], 0


def as_handle(fd: int) -> int:
    """Return the handle of a descriptor: here they are the same. Raises OSError if it is not open."""
    os.fstat(fd)
    return fd


module("msvcrt", locking=locking, LK_NBLCK=2, LK_UNLCK=0, get_osfhandle=as_handle)
module("_winapi", PeekNamedPipe=peek_named_pipe)
system.open, system.utime = open_no_folder, utime_by_path
modules["select"].select = select_sockets
system.O_TEMPORARY, system.O_BINARY = 0, 0
system.add_dll_directory = lambda _path: contextlib.nullcontext()  # PySide calls it
for names in (system.supports_fd, system.supports_follow_symlinks):
    names.discard(real_utime)
system.supports_dir_fd.clear()
popen.__init__ = popen_without_inheritance
modules["tempfile"].TemporaryFile = tempfile.NamedTemporaryFile
modules["pathlib"].WindowsPath = pathlib.PosixPath  # what Path() makes where os.name is nt
for name in MISSING_NAMES:
    if hasattr(os, name):
        delattr(os, name)
del signal.SIGHUP
for name in MISSING_MODULES:
    modules[name] = None
system.name, sys.platform = "nt", "win32"
