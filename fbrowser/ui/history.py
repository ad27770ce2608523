"""History: where the window has been, and where the cursor was there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fbrowser.models.search import Search


@dataclass(frozen=True)
class Place:
    """A folder and the name of the entry the cursor was on; or what was searched for there."""

    folder: bytes
    current: bytes | None = None
    search: Search | None = None


@dataclass
class History:
    """Two stacks of places, as in every browser."""

    _behind: list[Place] = field(default_factory=list)
    _ahead: list[Place] = field(default_factory=list)

    def leave(self, place: Place) -> None:
        """Note the place that is left for a new one."""
        self._behind.append(place)
        self._ahead.clear()

    def back(self, here: Place) -> Place | None:
        """Return the place before this one."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """Return the place that was left by going back."""
        return self._step(self._ahead, self._behind, here)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place that was left by going back."""
        return bool(self._ahead)

    @staticmethod
    def _step(source: list[Place], target: list[Place], here: Place) -> Place | None:
        if not source:
            return None
        target.append(here)
        return source.pop()
