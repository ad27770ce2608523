"""Programs: which files run, or may be run by what opens them, and how; by their names and by how they begin."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.translation import later

if TYPE_CHECKING:
    from collections.abc import Iterable

SYSTEM: Final = {"win32": "windows", "darwin": "mac"}.get(sys.platform, "linux")


class Way(StrEnum):
    """Who runs it."""

    KERNEL = "kernel"
    """It is executed, if it may be."""
    DESKTOP = "desktop"
    """What starts desktop entries: field codes and terminals are its business."""
    SHELL = "shell"
    """What the system opens it with: the Finder, the Explorer."""
    NOBODY = "nobody"
    """It is not for this system; what opens it may run it all the same."""


class Opens(StrEnum):
    """What it can be opened with, instead of being run."""

    TEXT = "text"
    """What is for texts: to be read, and surely not run."""
    OWN = "own"
    """What the system has for files of this kind."""
    FOLDER = "folder"
    """It is a folder, which can be gone into."""
    NOTHING = "nothing"


class Program(NamedTuple):
    """What a file is that runs."""

    words: str
    """With an article, `a script`; yet to be translated."""
    way: Way
    opens: Opens
    types: tuple[str, ...] = ()
    """Under which MIME types a desktop may know what opens it; only for Opens.OWN."""


class _Row(NamedTuple):
    """What the system that they belong to calls programs."""

    system: str
    """Where they run; `any`: wherever something is installed for them."""
    is_everywhere: bool
    """Whether they are asked about on every system, for there may be something that runs them."""
    program: Program
    extensions: str


_TABLE: Final = (
    _Row("linux", True, Program(later("a desktop entry"), Way.DESKTOP, Opens.TEXT), "desktop"),
    _Row(
        "linux",
        True,
        Program(later("an AppImage program"), Way.KERNEL, Opens.OWN, ("application/vnd.appimage",)),
        "appimage",
    ),
    _Row(
        "windows",
        True,
        Program(
            later("a Windows program"),
            Way.SHELL,
            Opens.OWN,
            (
                "application/x-ms-dos-executable",
                "application/vnd.microsoft.portable-executable",
                "application/x-msdownload",
            ),
        ),
        "com exe pif scr",
    ),
    _Row(
        "windows",
        True,
        Program(later("a Windows installer"), Way.SHELL, Opens.OWN, ("application/x-msi",)),
        "msi",
    ),
    _Row(
        "windows",
        True,
        Program(later("a Windows shortcut"), Way.SHELL, Opens.OWN, ("application/x-ms-shortcut",)),
        "lnk",
    ),
    _Row("windows", True, Program(later("a Windows script"), Way.SHELL, Opens.TEXT), "bat cmd"),
    _Row("windows", False, Program(later("a script"), Way.SHELL, Opens.TEXT), "hta js jse ps1 vbe vbs wsf wsh"),
    _Row("windows", False, Program(later("a Windows program"), Way.SHELL, Opens.OWN), "cpl msc"),
    _Row("mac", False, Program(later("a macOS program"), Way.SHELL, Opens.FOLDER), "app"),
    _Row("mac", False, Program(later("a script that Terminal runs"), Way.SHELL, Opens.TEXT), "command tool"),
    _Row(
        "any",
        True,
        Program(
            later("a Java program"),
            Way.NOBODY,
            Opens.OWN,
            ("application/java-archive", "application/x-java-archive"),
        ),
        "jar",
    ),
)

_SHELL_SCRIPTS: Final = frozenset(b"bash csh fish ksh run sh zsh".split())
"""Extensions of what, marked as executable, is meant to be run, whatever it begins with."""
_BINARY: Final = Program(later("a program"), Way.KERNEL, Opens.NOTHING)
_SCRIPT: Final = Program(later("a script"), Way.KERNEL, Opens.TEXT)
_MACH: Final = tuple(bytes.fromhex(magic) for magic in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe"))


_ROWS: Final = {extension: row for row in _TABLE for extension in row.extensions.encode().split()}


def by_name(name: bytes, system: str = SYSTEM) -> Program | None:
    """Return what a file is by its name alone; None: nothing that runs, as far as that tells."""
    row = _ROWS.get(_extension(name))
    if row is None or not (row.is_everywhere or row.system == system):
        return None
    return row.program if row.system in (system, "any") else row.program._replace(way=Way.NOBODY)


def recognise(
    names: Iterable[bytes], begin: bytes | None, *, is_executable: bool, system: str = SYSTEM
) -> Program | None:
    """Return what an ordinary file is, if it runs, or if what opens it may run it; None: it can just be opened.

    names: its own, and those of links that led to it. begin: its first bytes; None: they may not be read.
    is_executable: whether this user may execute it, as far as the file system says.
    """
    named = next((found for name in names if (found := by_name(name, system)) is not None), None)
    if system == "windows" or (named is not None and named.way is Way.DESKTOP):
        return named
    begun = _by_begin(begin, system) if is_executable else None
    if begun is not None:
        is_same = named is not None and named.way is Way.KERNEL
        return named if is_same else begun
    if named is None and is_executable and any(_extension(name) in _SHELL_SCRIPTS for name in names):
        return _SCRIPT
    return named


def _by_begin(begin: bytes | None, system: str) -> Program | None:
    """Return what an executable file is by its first bytes; what may not be read runs as well."""
    if begin is None:
        return _BINARY
    if begin.startswith(b"#!"):
        return _SCRIPT
    if begin.startswith(b"\x7fELF") and system == "linux":
        is_image = begin[8:11] in (b"AI\1", b"AI\2")
        return _ROWS[b"appimage"].program if is_image else _BINARY
    return _BINARY if system == "mac" and begin.startswith(_MACH) else None


def interpreter(begin: bytes) -> bytes:
    """Return what a script says that it should be run by, with its arguments; empty: it says nothing."""
    line = begin.split(b"\n", 1)[0]
    return line[2:].strip() if line.startswith(b"#!") else b""


def started(entry: bytes) -> bytes:
    """Return what a desktop entry says that it starts, as it says it, to be shown; empty: nothing that is found."""
    group = b""
    for line in entry.splitlines():
        if line.startswith(b"["):
            group = line.strip()
        elif group == b"[Desktop Entry]":
            key, is_there, value = line.partition(b"=")
            if is_there and key.strip() in (b"Exec", b"URL"):
                return value.strip()
    return b""


def _extension(name: bytes) -> bytes:
    return name.rpartition(b".")[2].lower() if b"." in name else b""
