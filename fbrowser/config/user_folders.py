"""User folders: where a person keeps documents, music and the like, as the desktop says (xdg-user-dirs)."""

from __future__ import annotations

import os
import re
from typing import Final, NamedTuple

from fbrowser.common.paths import home_folder

_KINDS: Final = {
    "desktop": (b"DESKTOP", b"Desktop"),
    "documents": (b"DOCUMENTS", b"Documents"),
    "downloads": (b"DOWNLOAD", b"Downloads"),
    "music": (b"MUSIC", b"Music"),
    "pictures": (b"PICTURES", b"Pictures"),
    "videos": (b"VIDEOS", b"Videos"),
}
"""What each kind is called in the file, and its folder where there is no file; in the order they are shown."""
_LINE: Final = re.compile(rb'\s*XDG_([A-Z]+)_DIR="((?:[^"\\]|\\.)*)"\s*')
_LARGEST: Final = 1 << 16


class UserFolder(NamedTuple):
    """One of them; it need not exist."""

    kind: str
    """desktop, documents, downloads, music, pictures or videos."""
    path: bytes


def user_folders() -> list[UserFolder]:
    """Return the user folders, whether they exist or not. Reads a file of the desktop's settings."""
    config = os.fsencode(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"))
    try:
        fd = os.open(os.path.join(config, b"user-dirs.dirs"), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(fd, "rb") as file:
            said = file.read(_LARGEST)
    except OSError:
        said = b""
    return parse_user_folders(said, home_folder())


def parse_user_folders(text: bytes, home: bytes) -> list[UserFolder]:
    """Return what a user-dirs.dirs says, and the usual folders where it says nothing.

    A kind that is set to the home folder is switched off, the desktop's documentation says.
    """
    said: dict[bytes, bytes] = {}
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found:
            path = re.sub(rb"\\(.)", rb"\1", found[2])
            said[found[1]] = _absolute(path, home)
    folders = [UserFolder(kind, said.get(key, os.path.join(home, usual))) for kind, (key, usual) in _KINDS.items()]
    unique = {folder.path: folder for folder in reversed(folders) if folder.path not in (home, b"")}
    return [folder for folder in folders if unique.get(folder.path) is folder]


def _absolute(path: bytes, home: bytes) -> bytes:
    """Return a path as the file may give it: from the home folder, or absolute; empty if it is neither."""
    if path == b"$HOME" or path.startswith(b"$HOME/"):
        path = home + path[len(b"$HOME") :]
    return os.path.normpath(path) if path.startswith(b"/") or os.path.isabs(path) else b""
