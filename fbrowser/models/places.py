"""Places: what the sidebar lists, as plain data made of what is known of the machine and of the user's own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from fbrowser.common import format as fmt
from fbrowser.common.display import display
from fbrowser.common.errors import reason
from fbrowser.common.paths import name_shown
from fbrowser.common.translation import later, number, ptr, tr
from fbrowser.models.search import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fbrowser.common.drives import Drive
    from fbrowser.config.bookmarks import Bookmark, Bookmarks
    from fbrowser.config.searches import Saved
    from fbrowser.index.probe import Found
    from fbrowser.index.root_state import RootState
    from fbrowser.services.places_service import Machine


class Section(Enum):
    """The headings, from the top; the value is the title, yet to be translated."""

    HOME = later("Places")
    BOOKMARKS = later("Bookmarks")
    SEARCHES = later("Saved searches")
    DRIVES = later("Drives")
    ROOTS = later("Indexed folders")


@dataclass(frozen=True)
class Place:
    """One line: somewhere to go."""

    section: Section
    title: str
    icon: str
    """Name of a file of resources/icons/actions."""
    folder: bytes = b""
    search: Saved | None = None
    detail: str = ""
    """A few words below the title."""
    tip: str = ""
    """All that there is to say, lines of plain text."""
    used: float = -1.0
    """How much of a drive is full, 0 to 1; -1: there is nothing to say."""
    is_away: bool = False
    """Whether it cannot be reached just now."""
    is_wrong: bool = False
    """Whether something is the matter that the user should see."""

    @property
    def key(self) -> tuple[Section, object]:
        """What tells it from all others, whatever becomes of the rest of it."""
        return self.section, self.search.unnamed if self.search else self.folder


Row = Section | Place
"""A heading or a place."""

_ICONS: Final = {
    "desktop": "device-desktop",
    "documents": "file-text",
    "downloads": "download",
    "music": "music",
    "pictures": "photo",
    "videos": "movie",
}
_ALMOST_FULL: Final = 0.95
_WHERE: Final = {Scope.ROOT: later("in its root"), Scope.ALL: later("in all that is indexed")}


def arrange(machine: Machine, bookmarks: Bookmarks, searches: Sequence[Saved]) -> list[Row]:
    """Return headings and places from the top; a heading with nothing below it is left out."""
    found: list[Row] = []
    for section, places in (
        (Section.HOME, _home(machine)),
        (Section.BOOKMARKS, (_bookmark(each, machine.found) for each in bookmarks.items)),
        (Section.SEARCHES, map(_search, searches)),
        (Section.DRIVES, (_drive(each, machine.found.get(each.path)) for each in machine.drives)),
        (Section.ROOTS, map(_root, machine.roots)),
    ):
        rows = list(places)
        if rows:
            found += [section, *rows]
    return found


def _home(machine: Machine) -> Iterator[Place]:
    yield Place(Section.HOME, ptr("folder", "Home"), "home", machine.home, tip=display(machine.home))
    for each in machine.folders:
        found = machine.found.get(each.path)
        if found is not None and (found.is_there or found.is_silent):
            yield _folder(Section.HOME, name_shown(each.path), _ICONS[each.kind], each.path, found)


def _bookmark(bookmark: Bookmark, found: Mapping[bytes, Found]) -> Place:
    title = bookmark.name or name_shown(bookmark.folder)
    return _folder(Section.BOOKMARKS, title, "bookmark", bookmark.folder, found.get(bookmark.folder))


def _folder(section: Section, title: str, icon: str, path: bytes, found: Found | None) -> Place:
    """Return a folder that may be away."""
    is_away = found is not None and not found.is_there
    why = tr("Not there now: {why}.", why=tr(reason(found.trouble))) if found is not None and is_away else ""
    return Place(section, title, icon, path, tip=_lines(display(path), why), is_away=is_away)


def _search(saved: Saved) -> Place:
    folder = name_shown(saved.folder)
    scope = Scope.named(saved.scope)
    where = tr(_WHERE[scope]) if scope in _WHERE else tr("in {folder}", folder=folder)
    text = display(saved.text.encode("utf-8", "surrogateescape"))
    tip = _lines(saved.name, text, where, display(saved.folder))
    return Place(Section.SEARCHES, saved.name or text, "search", search=saved, detail=where, tip=tip)


def _drive(drive: Drive, found: Found | None) -> Place:
    title = display(drive.name) or tr("File system")
    icon = "network" if drive.is_network else "server"
    tip = _lines(display(drive.path), display(drive.source))
    detail, used, is_away, is_wrong = "", -1.0, True, False
    if not drive.is_mounted:
        detail = tr("not mounted")
    elif found is None:
        is_away = False
    elif not found.is_there:
        detail = tr("does not answer") if found.is_silent else tr(reason(found.trouble))
        is_wrong = True
    else:
        is_away = False
        if found.total > 0:
            used = 1 - found.free / found.total
            detail = tr("{free} free of {total}", free=fmt.size(found.free), total=fmt.size(found.total))
            is_wrong = used > _ALMOST_FULL
    tip = _lines(tip, detail)
    return Place(
        Section.DRIVES,
        title,
        icon,
        drive.path,
        detail=detail,
        tip=tip,
        used=used,
        is_away=is_away,
        is_wrong=is_wrong,
    )


def _root(state: RootState) -> Place:
    entries = fmt.entries(state.entries)
    refreshing = tr("refreshing\u2026")
    age = fmt.ago(state.age_s) if math.isfinite(state.age_s) else tr("not read yet")
    news = f"{number(state.entries)} \u00b7 {age}"
    if state.is_rebuilding:
        news = f"{number(state.entries)} \u00b7 {refreshing}"
    elif state.failure:
        news = tr("could not be refreshed")
    return Place(
        Section.ROOTS,
        name_shown(state.root),
        "stack-2",
        state.root,
        detail=news,
        tip=_lines(
            display(state.root),
            entries,
            tr("Updated: {age}", age=age),
            tr("Being refreshed") if state.is_rebuilding else "",
            state.failure,
        ),
        is_wrong=bool(state.failure) and not state.is_rebuilding,
    )


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))
