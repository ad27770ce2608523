"""Presenter: brings listings into the file view: what takes long is planned on a worker, the latest wish wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from fbrowser.models.listing import Listing, Sort, list_folder_rows

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.models.row_update import Update
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.file_view import FileView

AT_ONCE: Final = 2000
"""Rows up to which another order is made on the UI thread: it is there before a worker would be."""


class Presenter(QObject):
    """Decides between another folder (shown at once) and news of the same folder (slipped in under the cursor)."""

    presented = Signal()
    """Something else, or something newer, is in the view."""

    def __init__(self, view: FileView, tasks: Tasks, parent: QObject | None = None) -> None:
        """Take the view to fill."""
        super().__init__(parent)
        self._view = view
        self._tasks = tasks
        self._wish: object = None
        self._waiting: tuple[Snapshot, int] | None = None
        self.sort = Sort()
        view.sort_requested.connect(self._sort_by)
        view.editor_closed.connect(self._go_on)

    def present(self, snapshot: Snapshot, folder: int, current: bytes | None = None) -> None:
        """Show a folder of a snapshot; current: the name to put the cursor on, if it is not the folder shown."""
        shown = self._view.listing
        path = snapshot.path(snapshot.row_of_folder(folder))
        if shown is None or shown.path != path:
            self._open(snapshot, folder, current)
        elif shown.snapshot is not snapshot or shown.sort != self.sort:
            self._update(shown, snapshot, folder)

    def _open(self, snapshot: Snapshot, folder: int, current: bytes | None) -> None:
        wish = self._wish = object()
        count = len(snapshot.children(folder))
        if self.sort == Sort() or count <= AT_ONCE:
            self._show(list_folder_rows(snapshot, folder, self.sort), current)
            return
        sort = self.sort
        self._tasks.run(
            lambda _: list_folder_rows(snapshot, folder, sort),
            on_result=lambda listing: self._show(listing, current) if wish is self._wish else None,
        )

    def _show(self, listing: Listing, current: bytes | None) -> None:
        self._waiting = None
        self._view.show_listing(listing, current=current)
        self.presented.emit()

    def _update(self, shown: Listing, snapshot: Snapshot, folder: int) -> None:
        """Plan the way from what is shown to what should be, and go it."""
        wish = self._wish = object()
        sort = self.sort

        def plan(_: object) -> Update:
            from fbrowser.models.row_update import plan_update  # noqa: PLC0415 - numpy, after the first page

            return plan_update(shown, list_folder_rows(snapshot, folder, sort))

        def planned(update: Update) -> None:
            if wish is not self._wish:
                return
            if self._view.apply_update(update.new, update):
                self._waiting = None
                self.presented.emit()
            else:
                self._waiting = (snapshot, folder)

        self._tasks.run(plan, on_result=planned)

    def _go_on(self) -> None:
        """Bring in what waited for an editor to be closed."""
        if self._waiting is not None:
            self.present(*self._waiting)

    def _sort_by(self, sort: Sort) -> None:
        self.sort = sort
        shown = self._view.listing
        if shown is not None:
            self._update(shown, shown.snapshot, shown.folder)
