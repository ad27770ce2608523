"""Presenter: brings listings into the file view: what takes long is planned on a worker, the latest wish wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance

from fbrowser.common.cancel import CancelToken
from fbrowser.models.listing import AT_ONCE, Arrangement, Listing, Sort, list_folder_rows
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.query import Query
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.models.narrowing import Narrower
    from fbrowser.models.row_update import Update
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.file_view import FileView


class _Wanted(NamedTuple):
    """What should be in the view."""

    snapshot: Snapshot
    folder: int
    path: bytes
    current: bytes | None
    """Name to put the cursor on, where it is another folder than the one shown."""


class Presenter(QObject):
    """Decides between another folder (shown at once) and news of the same folder (slipped in under the cursor).

    What is wanted and in which order are kept apart from what is shown, so that neither an order chosen while news
    are being planned nor news that come while a folder is being sorted can get lost.
    """

    presented = Signal()
    """The folder that is wanted is in the view."""
    found_presented = Signal()
    """What was found is in the view."""
    widened = Signal()
    """Something else is shown than what was narrowed: all of it."""
    failed = Signal(object)
    """EnvironmentProblem: what is wanted could not be made."""

    def __init__(self, view: FileView, tasks: Tasks, parent: QObject | None = None) -> None:
        """Take the view to fill."""
        super().__init__(parent)
        self._view = view
        self._tasks = tasks
        self._wanted: _Wanted | None = None
        self._found: Listing | None = None
        """What was found, if that should be in the view."""
        self._plan: object = None
        """The plan that is being made; one that was replaced comes to nothing."""
        self.sort = Sort()
        self.narrowing: Query | None = None
        """What of the folder, or of the result, should be shown; None: all."""
        self._subject: object = None
        """What is narrowed."""
        self._narrower: Narrower | None = None
        self._planning = CancelToken()
        self._arrangement = _wanted_arrangement()
        live.changed.connect(self._arrange)
        view.sort_requested.connect(self._sort_by)
        view.editor_closed.connect(self._bring)

    def present(self, snapshot: Snapshot, folder: int, current: bytes | None = None) -> None:
        """Show a folder of a snapshot; current: the name to put the cursor on, if it is not the folder shown."""
        self._found = None
        self._wanted = _Wanted(snapshot, folder, snapshot.path(snapshot.row_of_folder(folder)), current)
        self._be_about(self._wanted.path)
        self._bring()

    def present_found(self, found: Listing, current: bytes | None = None) -> None:
        """Show what a query has found: in place if it was asked before, else with the cursor on the first.

        current: the path of the entry to put the cursor on instead.
        """
        self._wanted, self._found = None, found
        self._be_about((found.path, found.query.text if found.query else None))
        shown = self._view.listing
        if shown is not None and _is_same_question(shown, found):
            self._bring()
        else:
            self._plan = None
            self._view.show_listing(found, current=current)
            self.found_presented.emit()

    def narrow(self, query: Query | None) -> None:
        """Show only what a query says yes to, of the folder or the result that is shown; None: all of it again."""
        if _text(query) != _text(self.narrowing):
            self.narrowing = query
            if query is None:
                self._narrower = None  # its engine may be large
            self._bring()

    def _be_about(self, subject: object) -> None:
        if subject != self._subject:
            self._subject = subject
            if self.narrowing is not None:
                self.narrowing = self._narrower = None
                self.widened.emit()

    def forget(self) -> None:
        """Want nothing any more: what is being planned comes to nothing."""
        self._wanted = self._found = self._plan = None

    def _sort_by(self, sort: Sort) -> None:
        if not self._view.is_result_shown:
            self.sort = sort
            self._bring()

    def _arrange(self) -> None:
        """Follow the settings."""
        before, self._arrangement = self._arrangement, _wanted_arrangement()
        if before != self._arrangement:
            self._bring()

    def _bring(self) -> None:
        """Bring what is wanted into the view, in the order that is wanted."""
        wanted, shown, sort, found = self._wanted, self._view.listing, self.sort, self._found
        arrangement = self._arrangement
        plan = self._plan = object()
        if found is not None and shown is not None:
            self._update(shown, lambda: found, plan, self.found_presented)
        if wanted is None:
            return
        before = shown and (shown.snapshot, shown.sort, shown.arrangement, _text_of(shown))
        if shown is None or shown.query is not None or shown.path != wanted.path:
            self._open(wanted, sort, plan)
        elif before != (wanted.snapshot, sort, arrangement, _text(self.narrowing)):
            snapshot, folder = wanted.snapshot, wanted.folder
            self._update(shown, lambda: list_folder_rows(snapshot, folder, sort, arrangement), plan, self.presented)
        else:
            self.presented.emit()

    def _open(self, wanted: _Wanted, sort: Sort, plan: object) -> None:
        def show(listing: Listing) -> None:
            if plan is self._plan:
                self._view.show_listing(listing, current=wanted.current)
                self.presented.emit()
                if self.narrowing is not None:
                    self._bring()

        arrangement = self._arrangement
        is_as_stored = sort == Sort() and arrangement == Arrangement()
        if is_as_stored or len(wanted.snapshot.children(wanted.folder)) <= AT_ONCE:
            show(list_folder_rows(wanted.snapshot, wanted.folder, sort, arrangement))
        else:
            self._tasks.run(
                lambda _: list_folder_rows(wanted.snapshot, wanted.folder, sort, arrangement), on_result=show
            )

    def _update(
        self, shown: Listing, wanted: Callable[[], Listing], plan: object, presented: SignalInstance
    ) -> None:
        """Plan the way from what is shown to what should be, and go it; with an open editor, when it is closed."""
        query = self.narrowing
        self._planning.cancel()
        token = self._planning = CancelToken()

        def make(_: object) -> Update:
            from fbrowser.models.row_update import plan_update  # noqa: PLC0415 - numpy, after the first page

            listing = wanted()
            return plan_update(shown, self._narrowed(listing, query, token) if query is not None else listing)

        def made(update: Update) -> None:
            if plan is self._plan and self._view.apply_update(update.new, update):
                presented.emit()

        def failed(problem: EnvironmentProblem) -> None:
            if plan is self._plan:
                self.failed.emit(problem)

        self._tasks.run(make, on_result=made, on_error=failed, cancel=token)

    def _narrowed(self, listing: Listing, query: Query, cancel: CancelToken) -> Listing:
        """Return what a query says yes to; on a worker."""
        if self._narrower is None:
            from fbrowser.models.narrowing import Narrower  # noqa: PLC0415 - numpy, after the first page

            self._narrower = Narrower()
        return self._narrower.narrowed(listing, query, cancel)


def _wanted_arrangement() -> Arrangement:
    return Arrangement(folders_first=live.now.folders_first, hidden=live.now.hidden)


def _text(query: Query | None) -> str | None:
    return query.text if query else None


def _text_of(listing: Listing) -> str | None:
    return listing.narrowing.query.text if listing.narrowing else None


def _is_same_question(shown: Listing, found: Listing) -> bool:
    """Return whether two listings answer the same question, perhaps at different times or in another order."""
    if shown.query is None or found.query is None:
        return False
    return shown.query.text == found.query.text and shown.path == found.path
