"""Formats: indexes of different formats lie side by side, `roots-N` in the cache, so that programs need not fight.

A program reads and writes those of its own format. When it first comes, the roots that older ones know are known to
it as well, and are indexed anew. What is older goes when nobody has used it for a month; what is newer is never
touched.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import Final

from fbrowser.config.places import cache_folder
from fbrowser.index.generation import VERSION

UNUSED_S: Final = 30 * 86400.0
"""After so long an older format is not used any more."""
_FOLDER: Final = re.compile(rb"roots(?:-([1-9][0-9]{0,3}))?")
_FIRST: Final = 2
"""What a folder without a number counts as: what programs wrote there had the formats up to 3."""
_TAKEN: Final = (b"ROOT", b"CURRENT")
"""What a root is known by; that the generation is missing which CURRENT names has it indexed anew."""


def roots_folder() -> bytes:
    """Return where the roots of our format lie. Raises EnvironmentProblem, see fbrowser.config.places."""
    return os.path.join(cache_folder(), b"roots-%d" % VERSION)


def adopt() -> None:
    """Know the roots of the newest older format, if none of ours are there yet. Raises what `roots_folder` does."""
    ours = roots_folder()
    if os.path.lexists(ours):
        return
    with contextlib.suppress(OSError):
        older = _older(cache_folder())
        if not older:
            return
        import shutil  # noqa: PLC0415 - once, and not before the first page

        making = b"%s.%d" % (ours, os.getpid())  # whole or not at all: another process may do the same
        os.mkdir(making, 0o700)
        try:
            for name in os.listdir(older[0]):
                _take(os.path.join(older[0], name), os.path.join(making, name))
            os.rename(making, ours)
        finally:
            shutil.rmtree(making, ignore_errors=True)


def sweep(now_s: float | None = None) -> None:
    """Remove what is of an older format that nobody has used for long."""
    import shutil  # noqa: PLC0415 - as above

    now_s = time.time() if now_s is None else now_s
    with contextlib.suppress(OSError):
        for folder in _older(cache_folder()):
            if now_s - _used_s(folder) > UNUSED_S:
                shutil.rmtree(folder, ignore_errors=True)


def _take(old: bytes, new: bytes) -> None:
    if os.path.islink(old) or not os.path.isdir(old):
        return
    import shutil  # noqa: PLC0415 - as above

    os.mkdir(new, 0o700)
    for name in _TAKEN:
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(os.path.join(old, name), os.path.join(new, name), follow_symlinks=False)


def _older(cache: bytes) -> list[bytes]:
    """Return the folders of older formats, the newest first. Raises OSError."""
    found = {name: int(match[1] or _FIRST) for name in os.listdir(cache) if (match := _FOLDER.fullmatch(name))}
    older = sorted((number, name) for name, number in found.items() if number < VERSION)
    return [path for _, name in reversed(older) if not os.path.islink(path := os.path.join(cache, name))]


def _used_s(folder: bytes) -> float:
    """Return when something in it was looked at last: a refresh renews CURRENT. Raises OSError."""
    times = [os.stat(folder).st_mtime]
    for name in os.listdir(folder):
        with contextlib.suppress(OSError):
            times.append(os.stat(os.path.join(folder, name, b"CURRENT")).st_mtime)
    return max(times)
