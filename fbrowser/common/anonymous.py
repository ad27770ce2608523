"""Anonymous: what happened in the program, told without a path, a name or a word of who uses it.

Of an exception there is left what kind it is, and which lines of ours and of libraries it came through; what it
says may name anything, and is left out. Then whatever still looks like a path goes, and the names of user and
machine.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH: Final = "<path>"
MESSAGE: Final = "<message>"
_PACKAGE: Final = Path(__file__).absolute().parents[1]
_INSTALLED: Final = re.compile(r".*/(?:site-packages|dist-packages|python3\.\d+|Python\d+/Lib|_internal)/(.+)")
_FRAME: Final = re.compile(r'(\s*)File "(.*)", line (\d+|\?+) in (\S+)')
_PLAIN: Final = re.compile(
    r"(Fatal Python error|Windows fatal exception): [\w .:-]+|"
    r"(Current thread|Thread) 0x[0-9a-f]+.*\(most recent call first\):|\s*<[\w ]+>|"
    r"\s*\.\.\.|\s*Garbage-collecting|Extension modules: [\w., ():]+|"
)
"""Lines of faulthandler that name nothing of the user's."""
_LOOKS_LIKE_A_PATH: Final = re.compile(r"(?<![\w.<])(?:~|[A-Za-z]:)?[/\\][^\s'\"<>]+")
_SHORTEST: Final = 2
"""Letters of a name that is worth looking for: a single one is everywhere."""


def source_name(file: str) -> str:
    """Return a source file by its name in our package, or in the library it is of."""
    with contextlib.suppress(ValueError):
        return f"fbrowser/{Path(file).relative_to(_PACKAGE).as_posix()}"
    file = file.replace("\\", "/")
    if found := _INSTALLED.fullmatch(file):
        return found[1]
    if file.startswith(("fbrowser/", "<frozen ")) or file in ("__main__.py", "<string>", "<stdin>"):
        return file  # of a bundle, its script; and what Python calls what has no file
    return PATH


def told(error: BaseException) -> str:
    """Return the traceback of an exception, and of those it came from."""
    return "\n".join(_told(error, set()))


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
        yield "\nThen:\n" if error.__cause__ is None else "\nWhich was the cause of:\n"
    yield "Traceback (most recent call last):"
    for frame in traceback.extract_tb(error.__traceback__):
        name = source_name(frame.filename)
        yield f"  {name}:{frame.lineno} in {frame.name}"
        if name.startswith("fbrowser/") and frame.line:
            yield f"    {frame.line}"
    kind = type(error)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    yield f"{module}{kind.__qualname__}: {MESSAGE}"
    for each in cast("tuple[BaseException, ...]", getattr(error, "exceptions", ())):
        yield "One of it:"
        yield from _told(each, seen)


def dump(text: str) -> str:
    """Return what Python's fault handler has written of a crash; lines that it does not write are left out."""
    return "\n".join(_dumped(line) for line in text.splitlines())


def _dumped(line: str) -> str:
    if frame := _FRAME.fullmatch(line):
        return f"{frame[1]}{source_name(frame[2])}:{frame[3]} in {frame[4]}"
    return line if _PLAIN.fullmatch(line) else MESSAGE


def without_names(text: str) -> str:
    """Return a text without what still looks like a path, and without the names of home, user and machine."""
    text = _LOOKS_LIKE_A_PATH.sub(PATH, text)
    for name, shown in _names():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", shown, text, flags=re.IGNORECASE)
    return text


def _names() -> Iterator[tuple[str, str]]:
    """Yield what nobody else needs to know, the longest first, and what stands for it."""
    users = {os.environ.get(each, "") for each in ("USER", "LOGNAME", "USERNAME")}
    users.add(Path(os.environ.get("HOME", "")).name)
    with contextlib.suppress(ImportError, KeyError, OSError):
        import pwd  # noqa: PLC0415 - not on Windows

        entry = pwd.getpwuid(os.getuid())
        users |= {entry.pw_name, entry.pw_gecos.split(",")[0]}
    machine = os.uname().nodename if sys.platform != "win32" else os.environ.get("COMPUTERNAME", "")
    names = {machine: "<machine>", machine.split(".")[0]: "<machine>"} | dict.fromkeys(users, "<user>")
    found = [(name, shown) for name, shown in names.items() if len(name) >= _SHORTEST]
    yield from sorted(found, key=lambda each: -len(each[0]))
