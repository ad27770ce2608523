"""History: where a pane has been, and where the cursor was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fbrowser.common.paths import name_shown
from fbrowser.common.translation import quoted, tr
from fbrowser.config.session import MOST_STEPS, KeptPlace
from fbrowser.models.listing import BEST, sort_named, sort_words
from fbrowser.models.search import Scope, Search

if TYPE_CHECKING:
    from collections.abc import Sequence


class Place(NamedTuple):
    """A folder and the name of the entry the cursor was on; or what was searched for there."""

    folder: bytes
    current: bytes | None = None
    search: Search | None = None

    def title(self) -> str:
        """Return what is shown there, in a few words."""
        return title_of(self.folder, self.search.text if self.search else None)

    def kept(self) -> KeptPlace:
        """Return it as it is kept in a file."""
        search = self.search
        if search is None:
            return KeptPlace(self.folder, self.current)
        return KeptPlace(self.folder, search.current, search.text, search.scope.value, sort_words(search.sort))

    @classmethod
    def of(cls, kept: KeptPlace) -> Place:
        """Return a place that was kept."""
        if kept.query is None:
            return cls(kept.folder, kept.current)
        sort = sort_named(kept.sort, BEST)
        return cls(kept.folder, search=Search(kept.query, Scope.named(kept.scope), sort, kept.current))


class History:
    """Two stacks of places, as in every browser."""

    def __init__(self, behind: Sequence[Place] = (), ahead: Sequence[Place] = ()) -> None:
        """Have been there, the latest last."""
        self._behind = [*behind]
        self._ahead = [*ahead]

    def leave(self, place: Place) -> None:
        """Note the place that is left for a new one."""
        self._behind.append(place)
        self._ahead.clear()

    def step(self, steps: int, here: Place) -> Place | None:
        """Return the place so many steps after this one, or before it if negative; None: nothing is there.

        here: the place that is left; those that are passed stay in the history.
        """
        source, target = (self._ahead, self._behind) if steps > 0 else (self._behind, self._ahead)
        if len(source) < abs(steps):
            return None
        for _ in range(abs(steps)):
            target.append(here)
            here = source.pop()
        return here

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place that was left by going back."""
        return bool(self._ahead)

    @property
    def behind(self) -> list[Place]:
        """The places before this one, the nearest first."""
        return self._behind[::-1]

    @property
    def ahead(self) -> list[Place]:
        """The places that were left by going back, the nearest first."""
        return self._ahead[::-1]

    def kept(self) -> tuple[tuple[KeptPlace, ...], tuple[KeptPlace, ...]]:
        """Return what was before this place and what comes after, the nearest last, as far as it is kept."""
        behind, ahead = self._behind[-MOST_STEPS:], self._ahead[-MOST_STEPS:]
        return tuple(place.kept() for place in behind), tuple(place.kept() for place in ahead)

    @classmethod
    def of(cls, behind: tuple[KeptPlace, ...], ahead: tuple[KeptPlace, ...]) -> History:
        """Return a history that was kept."""
        return cls([Place.of(each) for each in behind], [Place.of(each) for each in ahead])


def title_of(folder: bytes, query: str | None) -> str:
    """Return the name of a folder, or what is searched for in it."""
    name = name_shown(folder)
    return tr("{query} in {folder}", query=quoted(query), folder=name) if query is not None else name
