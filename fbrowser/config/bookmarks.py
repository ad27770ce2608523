"""Bookmarks: folders that the user wants at hand, a line of JSON each in bookmarks.jsonl of the config folder.

A line that cannot be read costs only itself: it means nothing, and stays in the file. A file whose first line says
that it is of a newer format, {"version": 2}, is neither read nor changed.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from fbrowser.common.errors import not_written
from fbrowser.common.translation import later
from fbrowser.config.data_file import newer
from fbrowser.config.own_order import moved, tidy
from fbrowser.config.places import config_folder
from fbrowser.config.small_file import change_file, read_file

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = b"bookmarks.jsonl"
_VERSION: Final = 1
_LARGEST: Final = 1 << 20


class Bookmark(NamedTuple):
    """A folder, and what the user calls it."""

    folder: bytes
    name: str = ""
    """Empty: as the folder is called."""


@dataclass(frozen=True)
class Bookmarks:
    """All bookmarks, in the order that they are shown; no folder twice."""

    items: tuple[Bookmark, ...] = ()
    unread: tuple[bytes, ...] = field(default=(), compare=False)
    """Lines of the file that mean nothing to us."""

    def find(self, folder: bytes) -> Bookmark | None:
        """Return the bookmark of a folder."""
        return next((each for each in self.items if each.folder == folder), None)

    def with_folder(self, folder: bytes) -> Bookmarks:
        """Return them with a folder, as the last if it was not among them."""
        return self if self.find(folder) else replace(self, items=(*self.items, Bookmark(folder)))

    def without(self, folder: bytes) -> Bookmarks:
        """Return them without a folder."""
        return replace(self, items=tuple(each for each in self.items if each.folder != folder))

    def renamed(self, folder: bytes, name: str) -> Bookmarks:
        """Return them with another name for a folder; empty: as it is called."""
        named = Bookmark(folder, tidy(name))
        return replace(self, items=tuple(named if each.folder == folder else each for each in self.items))

    def moved(self, folder: bytes, place: int) -> Bookmarks:
        """Return them with a folder at another place, counted without it, as near as there is one."""
        one = self.find(folder)
        return self if one is None else replace(self, items=moved(self.items, one, place))


def load() -> Bookmarks:
    """Return what is in the file; none, if there is no file or it cannot be read.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    try:
        return parse(read_file(_path(), _LARGEST))
    except OSError:
        return Bookmarks()


def parse(content: bytes) -> Bookmarks:
    """Return what a file says; nothing, if a newer program has written it."""
    if is_newer(content):
        return Bookmarks()
    items: dict[bytes, Bookmark] = {}
    unread: list[bytes] = []
    for line in filter(bytes.strip, content.splitlines()):
        bookmark = _read(line)
        if bookmark is None:
            unread.append(line)
        else:
            items.setdefault(bookmark.folder, bookmark)
    return Bookmarks(tuple(items.values()), tuple(unread))


def is_newer(content: bytes) -> bool:
    """Return whether a newer program has written a file: without a number it is of ours, the first."""
    try:
        number = json.loads(content.partition(b"\n")[0])["version"]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return False
    return type(number) is int and number > _VERSION


def written(bookmarks: Bookmarks) -> bytes:
    """Return what a file says that has them; what we could not read is at its end."""
    lines = [_write(each) for each in bookmarks.items]
    return b"".join(line + b"\n" for line in (*lines, *bookmarks.unread))


def change(*changes: Callable[[Bookmarks], Bookmarks]) -> Bookmarks:
    """Make changes to what is in the file by now, all or nothing; return what is there then.

    Raises EnvironmentProblem if it cannot be written, or cannot be read and would be lost.
    """
    path = _path()

    def meant(content: bytes) -> Bookmarks:
        if is_newer(content):
            raise newer(path)
        return parse(content)

    try:
        return change_file(path, _LARGEST, meant, written, changes)
    except OSError as error:
        raise not_written(path, error, later("Your bookmarks are kept until the window is closed.")) from error


def _read(line: bytes) -> Bookmark | None:
    try:
        data = cast("dict[str, Any]", json.loads(line))
        folder, name = os.fsencode(data["folder"]), data.get("name", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    is_good = isinstance(name, str) and os.path.isabs(folder) and b"\0" not in folder
    return Bookmark(os.path.normpath(folder), tidy(name)) if is_good else None


def _write(bookmark: Bookmark) -> bytes:
    data = {"folder": os.fsdecode(bookmark.folder)} | ({"name": bookmark.name} if bookmark.name else {})
    text = json.dumps(data, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:  # bytes that are no text are written as JSON's own escapes
        return json.dumps(data).encode()


def _path() -> bytes:
    return os.path.join(config_folder(), _NAME)
