"""Set aside: what was shown when a search began, to be as it was when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fbrowser.models.listing import list_folder_rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.index.snapshot import Snapshot
    from fbrowser.models.listing import Listing
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.parts import Parts


class _Kept(NamedTuple):
    page: QWidget
    listing: Listing | None
    current: int
    ranges: list[tuple[int, int]]
    scrolled: int
    is_marking: bool


class SetAside:
    """Keeps a folder's table with its cursor, selection and page, and follows the index meanwhile.

    So that an old snapshot does not live on for the sake of a table that nobody sees.
    """

    def __init__(self, parts: Parts, tasks: Tasks) -> None:
        """Keep nothing yet."""
        self._parts = parts
        self._tasks = tasks
        self._kept: _Kept | None = None

    def keep(self, page: QWidget, folder: bytes) -> None:
        """Keep what is shown: a page, and the table if it is of that folder."""
        view, listing = self._parts.view, self._parts.view.listing
        is_folder = listing is not None and listing.query is None and listing.path == folder
        self._kept = _Kept(
            page,
            listing if is_folder else None,
            view.currentIndex().row(),
            view.selected_ranges(),
            view.verticalScrollBar().value(),
            view.is_marking,
        )

    def forget(self) -> None:
        """Keep nothing any more."""
        self._kept = None

    def give_back(self) -> QWidget | None:
        """Show the table again as it was, and return the page that was shown; None if nothing was kept."""
        kept, self._kept = self._kept, None
        if kept is not None and kept.listing is not None:
            self._parts.view.restore(
                kept.listing, kept.current, kept.ranges, kept.scrolled, is_marking=kept.is_marking
            )
        return kept.page if kept is not None else None

    def renew(self, snapshot: Snapshot | None) -> None:
        """Follow to a newer snapshot, on a worker."""
        kept = self._kept
        old = kept.listing if kept is not None else None
        if kept is None or old is None or snapshot is None or old.snapshot is snapshot:
            return
        number = snapshot.find_folder(old.path)
        if number is None:
            return

        def plan(_: object) -> _Kept:
            from fbrowser.models.row_update import plan_update  # noqa: PLC0415 - numpy, after the first page

            update = plan_update(old, list_folder_rows(snapshot, number, old.sort, old.arrangement))
            current = max(update.moved(max(kept.current, 0)), 0)
            return kept._replace(listing=update.new, current=current, ranges=update.moved_ranges(kept.ranges))

        def planned(renewed: _Kept) -> None:
            if self._kept is kept:
                self._kept = renewed

        self._tasks.run(plan, on_result=planned)
