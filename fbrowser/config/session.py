"""Session: what was open in the window, as plain data, in one small file of the data folder.

A name is bytes, in the file too: what is no UTF-8 in it stands there as lone surrogates.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

import xxhash

from fbrowser.common.translation import later
from fbrowser.config.data_file import DataFile, as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_CLOSED: Final = 25
"""Closings that can be taken back."""
MOST_STEPS: Final = 30
"""Places behind a pane, and before it, that are kept."""
_MOST_TABS: Final = 500
_LARGEST: Final = 8 << 20
NARROWEST: Final = 0.1
"""Part of the width that a pane may have, the least."""
_FARTHEST: Final = 1 << 20
"""Pixels: no screen is as large."""

T = TypeVar("T")


class KeptPlace(NamedTuple):
    """A folder, and where the cursor was in it; or what was searched for there."""

    folder: bytes
    current: bytes | None = None
    """Name of the entry the cursor was on; the path, of one that was found."""
    query: str | None = None
    scope: str = ""
    sort: str = ""
    """Order of what was found."""


class KeptPane(NamedTuple):
    """Where a pane is, where it was and may go back to, and the order of its folders."""

    place: KeptPlace
    root: bytes | None = None
    """The root that covered the folder: it is indexed anew if it is not any more."""
    sort: str = ""
    behind: tuple[KeptPlace, ...] = ()
    ahead: tuple[KeptPlace, ...] = ()


class KeptTab(NamedTuple):
    """One pane or two."""

    panes: tuple[KeptPane, ...]
    active: int = 0
    share: float = 0.5
    """Part of the width that the first pane has."""


class Closed(NamedTuple):
    """Tabs that were closed together, and where the first of them was."""

    tabs: tuple[KeptTab, ...]
    at: int = 0


class Geometry(NamedTuple):
    """Where the window was, and how large, in pixels, when it did not fill the screen."""

    x: int
    y: int
    width: int
    height: int
    is_maximized: bool = False


class Session(NamedTuple):
    """All that is needed to have everything as it was."""

    tabs: tuple[KeptTab, ...] = ()
    active: int = 0
    geometry: Geometry | None = None
    closed: tuple[Closed, ...] = ()
    """The last one last."""

    @property
    def folder(self) -> bytes | None:
        """The folder that was shown, where the keys went."""
        if not self.tabs:
            return None
        tab = self.tabs[self.active]
        return tab.panes[tab.active].place.folder

    def put_away(self) -> Session:
        """Return it with all its tabs closed: they can be had back."""
        if not self.tabs:
            return self
        closed = (*self.closed, Closed(self.tabs))[-MOST_CLOSED:]
        return self._replace(tabs=(), active=0, closed=closed)


def load() -> Session:
    """Return what was kept; whatever cannot be read of it is left out, and nothing else.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    return _file.load()


def save(session: Session) -> None:
    """Keep a session, for us alone, all or nothing. Raises EnvironmentProblem, see fbrowser.config.data_file."""
    _file.change(lambda _: session)


def be_of(screen: str) -> None:
    """Keep the session of a screen apart, in this process: two windows would undo each other's."""
    global _file  # noqa: PLW0603 - one session, of all of the process
    _file = replace(_file, name=f"session-{xxhash.xxh32_hexdigest(os.fsencode(screen))}.json".encode())


# -- from what may be anything


def _session(data: object) -> Session:
    read = _fields(data)
    tabs = _each(read.get("tabs"), _tab)[:_MOST_TABS]
    return Session(
        tabs,
        _number(read.get("active"), 0, max(len(tabs) - 1, 0)),
        _geometry(_fields(read.get("geometry"))),
        _each(read.get("closed"), _closed)[-MOST_CLOSED:],
    )


def _closed(data: object) -> Closed | None:
    read = _fields(data)
    tabs = _each(read.get("tabs"), _tab)
    return Closed(tabs, _number(read.get("at"), 0, _MOST_TABS)) if tabs else None


def _tab(data: object) -> KeptTab | None:
    read = _fields(data)
    panes = _each(read.get("panes"), _pane)[:2]
    share = read.get("share")
    if not isinstance(share, float) or not NARROWEST <= share <= 1 - NARROWEST:
        share = 0.5
    return KeptTab(panes, _number(read.get("active"), 0, len(panes) - 1), share) if panes else None


def _pane(data: object) -> KeptPane | None:
    read = _fields(data)
    place = _place(read.get("place"))
    if place is None:
        return None
    behind, ahead = _each(read.get("behind"), _place)[-MOST_STEPS:], _each(read.get("ahead"), _place)[-MOST_STEPS:]
    return KeptPane(place, _path_in(read.get("root")), _word(read.get("sort")) or "", behind, ahead)


def _place(data: object) -> KeptPlace | None:
    read = _fields(data)
    folder = _path_in(read.get("folder"))
    if folder is None:
        return None
    query, current = _word(read.get("query")), _bytes(read.get("current"))
    return KeptPlace(folder, current, query, _word(read.get("scope")) or "", _word(read.get("sort")) or "")


def _geometry(data: dict[str, Any]) -> Geometry | None:
    values = [data.get(name) for name in ("x", "y", "width", "height")]
    numbers = [value for value in values if type(value) is int and abs(value) < _FARTHEST]
    if len(numbers) < len(values) or min(numbers[2:]) <= 0:
        return None
    x, y, width, height = numbers
    return Geometry(x, y, width, height, data.get("is_maximized") is True)


def _plain(value: object) -> object:
    """Return a value with a dict for each named tuple in it, a list for each other, and text for bytes."""
    if isinstance(value, bytes):
        return _text(value)
    if not isinstance(value, tuple):
        return value
    parts = [_plain(each) for each in cast("tuple[object, ...]", value)]
    names = cast("tuple[str, ...]", getattr(cast("object", value), "_fields", ()))
    return dict(zip(names, parts, strict=True)) if names else parts


def _fields(data: object) -> dict[str, Any]:
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}


def _each(data: object, read: Callable[[object], T | None]) -> tuple[T, ...]:
    found = [read(item) for item in cast("list[object]", data)] if isinstance(data, list) else []
    return tuple(item for item in found if item is not None)


def _number(value: object, least: int, most: int) -> int:
    return value if type(value) is int and least <= value <= most else least


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _path_in(value: object) -> bytes | None:
    """Return an absolute path without NUL."""
    found = _bytes(value)
    return found if found is not None and os.path.isabs(found) and b"\0" not in found else None


def _bytes(value: object) -> bytes | None:
    if not isinstance(value, str):
        return None
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


_file = DataFile[Session](
    b"session.json",
    (as_it_is,),
    _session,
    lambda session: cast("dict[str, object]", _plain(session)),
    later("What is open now will not be there the next time."),
    _LARGEST,
)
