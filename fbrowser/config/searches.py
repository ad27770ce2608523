"""Searches: what was searched for, and the searches that were saved, in one small file of the data folder.

A search that was saved and cannot be read costs only itself: it means nothing, and stays in the file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from fbrowser.common.translation import later
from fbrowser.config.data_file import DataFile, as_it_is
from fbrowser.config.own_order import moved, tidy

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 100
"""Queries that are remembered."""


class Saved(NamedTuple):
    """A search that was saved: it finds what is there whenever it is opened."""

    text: str
    scope: str
    folder: bytes
    name: str = ""
    """What the user calls it; empty: by its text."""

    @property
    def unnamed(self) -> Saved:
        """What tells it from all others."""
        return self._replace(name="")


@dataclass(frozen=True)
class Searches:
    """What was searched for, the latest first, and what was saved, in the order that it is shown; none twice."""

    history: tuple[str, ...] = ()
    saved: tuple[Saved, ...] = ()
    unread: tuple[object, ...] = field(default=(), compare=False)
    """What was saved and means nothing to us."""

    def remembered(self, text: str) -> Searches:
        """Return them with a query as the latest."""
        others = tuple(each for each in self.history if each != text)
        return replace(self, history=(text, *others)[:MOST])

    def find(self, search: Saved) -> Saved | None:
        """Return a search as it was saved, by whatever name."""
        return next((each for each in self.saved if each.unnamed == search.unnamed), None)

    def with_search(self, search: Saved) -> Searches:
        """Return them with a search saved, as the last if it was not among them."""
        return self if self.find(search) else replace(self, saved=(*self.saved, search))

    def without(self, search: Saved) -> Searches:
        """Return them with a search no longer saved."""
        known = self.find(search)
        return replace(self, saved=tuple(each for each in self.saved if each != known))

    def renamed(self, search: Saved, name: str) -> Searches:
        """Return them with another name for a search that was saved; empty: by its text."""
        known, named = self.find(search), search._replace(name=tidy(name))
        return replace(self, saved=tuple(named if each == known else each for each in self.saved))

    def moved(self, search: Saved, place: int) -> Searches:
        """Return them with a saved search at another place, counted without it, as near as there is one."""
        known = self.find(search)
        return self if known is None else replace(self, saved=moved(self.saved, known, place))


def load() -> Searches:
    """Return what is kept; nothing, if there is no file, or it cannot be read or is damaged.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    return _FILE.load()


def change(*changes: Callable[[Searches], Searches]) -> Searches:
    """Make changes to what is kept by now, all or nothing; return what is kept then.

    Raises EnvironmentProblem, see fbrowser.config.data_file.
    """
    return _FILE.change(*changes)


def _read(table: dict[str, Any]) -> Searches:
    """Return what a file says. Raises ValueError if what was saved cannot be told from the rest."""
    listed, kept = table.get("history"), table.get("saved", [])
    if not isinstance(kept, list):
        raise ValueError(kept)  # noqa: TRY004 - what a damaged file raises
    history = (
        [each for each in cast("list[object]", listed) if isinstance(each, str)] if isinstance(listed, list) else []
    )
    saved: dict[Saved, Saved] = {}
    unread: list[object] = []
    for each in cast("list[Any]", kept):
        found = _read_saved(each)
        if found is None:
            unread.append(each)
        else:
            saved.setdefault(found.unnamed, found)
    return Searches(tuple(dict.fromkeys(history))[:MOST], tuple(saved.values()), tuple(unread))


def _read_saved(data: Any) -> Saved | None:  # noqa: ANN401 - whatever somebody has put there
    try:
        text, scope, folder, name = data["text"], data["scope"], data["folder"], data.get("name", "")
        is_good = all(isinstance(each, str) for each in (text, scope, folder, name))
        return Saved(text, scope, os.fsencode(folder), tidy(name)) if is_good else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _written(searches: Searches) -> dict[str, object]:
    return {"history": searches.history, "saved": [*map(_write_saved, searches.saved), *searches.unread]}


def _write_saved(saved: Saved) -> dict[str, str]:
    data = {"text": saved.text, "scope": saved.scope, "folder": os.fsdecode(saved.folder)}
    return data | ({"name": saved.name} if saved.name else {})


_FILE: Final = DataFile[Searches](
    b"searches.json", (as_it_is,), _read, _written, later("Your searches are kept until the window is closed.")
)
