"""Pointing out: selects entries of a folder that another program names, now or as soon as they are in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from fbrowser.common.display import display
from fbrowser.common.translation import quoted, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.index.snapshot import Snapshot
    from fbrowser.models.listing import Listing
    from fbrowser.ui.parts import Parts

_PATIENCE_MS: Final = 3000
"""After what time it is said that something is not there."""


class PointingOut(QObject):
    """Waits for entries that are not there yet, for they may just be made, until somebody moves the cursor."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        """Point out nothing."""
        super().__init__(parent)
        self._view = parts.view
        self._folder = b""
        self._names: Sequence[bytes] = ()
        """What is to be selected."""
        self._is_waiting = False
        """Whether something of that is not there yet, and nobody has moved the cursor."""
        self._seen: tuple[bytes | None, int] | None = None
        """Where the cursor was, and how many of them were selected, when the table was looked at last."""
        self._status = parts.status
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say_what_is_missing)
        parts.presenter.presented.connect(self._look)

    def begin(self, folder: bytes, names: Sequence[bytes]) -> None:
        """Select entries of a folder, with the cursor on the first."""
        self._folder, self._names, self._seen = folder, names, None
        self._is_waiting = bool(names)
        self._patience.start()
        self._status.say("")  # what was said of others
        self._look()

    def lacks(self, indexed: Snapshot, live: Snapshot) -> bool:
        """Return whether something that is to be selected is in the folder, and the index does not know it."""
        return any(_has(live, self._folder, name) > _has(indexed, self._folder, name) for name in self._names)

    def _look(self) -> None:
        listing = self._view.listing
        if not self._is_waiting or listing is None or listing.query is not None or listing.path != self._folder:
            return
        found = [at for name in self._names if (at := _position(listing, name)) >= 0]
        if self._seen is not None and self._seen[0] != self._cursor():
            self._is_waiting = False  # somebody is somewhere else by now
            return
        if found and (self._seen is None or len(found) > self._seen[1]):
            self._view.point_out(found)
        self._seen = self._cursor(), len(found)
        self._is_waiting = len(found) < len(self._names)

    def _say_what_is_missing(self) -> None:
        listing = self._view.listing
        if not self._is_waiting or listing is None or listing.path != self._folder:
            return
        for name in self._names:
            if _position(listing, name) < 0:
                shown = quoted(display(name))
                is_known = listing.snapshot.child(listing.folder, name) is not None
                self._status.say(
                    tr("{name} is hidden", name=shown) if is_known else tr("{name} is not here", name=shown)
                )
                return

    def _cursor(self) -> bytes | None:
        """Return the name of the entry that the cursor is on."""
        listing, row = self._view.listing, self._view.table.row(self._view.currentIndex().row())
        return listing.snapshot.name(row) if listing is not None and row is not None else None


def _has(snapshot: Snapshot, folder: bytes, name: bytes) -> bool:
    number = snapshot.find_folder(folder)
    return number is not None and snapshot.child(number, name) is not None


def _position(listing: Listing, name: bytes) -> int:
    row = listing.snapshot.child(listing.folder, name)
    return listing.position_of(row) if row is not None else -1
