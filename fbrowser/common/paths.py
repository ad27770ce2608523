"""Paths as bytes: made absolute and compared by their text alone, so that no dead mount can be touched."""

from __future__ import annotations

import os

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.translation import ptr

SEP = os.sep.encode()


def absolute(path: str | bytes | os.PathLike[str]) -> bytes:
    """Return the absolute path as raw bytes, `.`, `..` and doubled separators resolved by text alone.

    Raises EnvironmentProblem if the path is relative and the current folder is gone.
    """
    raw = os.fsencode(path)
    found = os.path.normpath(raw if os.path.isabs(raw) else os.path.join(_here(raw), raw))
    return b"/" + found.lstrip(b"/") if SEP == b"/" else found  # POSIX keeps a leading "//"


def _here(path: bytes) -> bytes:
    try:
        return os.getcwdb()
    except OSError as error:
        raise EnvironmentProblem(
            "The current folder is gone, so nobody knows where {path} is.",
            "Change to another folder, or give the whole path.",
            path=display(path),
        ) from error


def home_folder() -> bytes:
    """Return the path of the home folder."""
    return os.fsencode(os.path.expanduser("~"))


def folders_down_to(folder: bytes) -> list[bytes]:
    """Return the paths of all folders that lie around one, from the outermost, and its own at the end."""
    found = [folder]
    while (above := os.path.dirname(found[-1])) != found[-1]:
        found.append(above)
    return found[::-1]


def name_shown(folder: bytes) -> str:
    """Return what a folder is called: home, or the last part of its path, or all of one that has no parts."""
    return ptr("folder", "Home") if folder == home_folder() else display(os.path.basename(folder) or folder)


def relative_to(path: bytes, root: bytes) -> bytes | None:
    """Return the part of an absolute path below root, empty for root itself, None if it is not below."""
    if path == root:
        return b""
    prefix = root if root.endswith(SEP) else root + SEP
    return path[len(prefix) :] if path.startswith(prefix) else None
