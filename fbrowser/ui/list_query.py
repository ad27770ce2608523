"""List query: filters what is shown, or selects in it, by what is typed above the table."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from fbrowser.common.cancel import CancelToken
from fbrowser.common.translation import later, number, tr
from fbrowser.ui.file_view import MOST_PIECES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.query import Query
    from fbrowser.models.listing import Listing
    from fbrowser.models.narrowing import Narrower, Runs
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.file_view import FileView
    from fbrowser.ui.list_bar import ListBar
    from fbrowser.ui.presenter import Presenter


class Purpose(Enum):
    """What a query is for; the value is what that is called, yet to be translated."""

    FILTER = later("Filter")
    SELECT = later("Select")
    UNSELECT = later("Unselect")


_LEAVE: Final = {
    Purpose.FILTER: later("Leave the filter (Esc)"),
    Purpose.SELECT: later("Leave selecting (Esc)"),
    Purpose.UNSELECT: later("Leave unselecting (Esc)"),
}


class ListQuery(QObject):
    """One query at a time. What is filtered stays so when the keyboard goes on to the list, until Esc.

    What would be selected in more pieces than Qt can bear is shown alone instead, and selected as a whole.
    """

    changed = Signal()
    """A filter began or ended, or the bar came or went."""
    said = Signal(str)
    """What became of looking for the next match, if there is none."""

    def __init__(
        self, view: FileView, presenter: Presenter, column: QVBoxLayout, below: QWidget, tasks: Tasks
    ) -> None:
        """Make no bar yet. column, below: the bar will be put into the column, above that widget."""
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self._column = column
        self._below = below
        self._tasks = tasks
        self.bar: ListBar | None = None
        self._purpose = Purpose.FILTER
        self._query: Query | None = None
        self._last: Query | None = None
        """What was filtered by last."""
        self._current: bytes | None = None
        """Path of the entry that the cursor was on when the filter began."""
        self._returns = False
        """Whether the cursor should go back there: nobody went on from the filter."""
        self._narrower: Narrower | None = None
        self._asking = CancelToken()
        self._matches: tuple[Listing, Runs, int] | None = None
        """What was found to be selected: in which listing, and how many."""
        self._is_done = False
        """Whether what is found should be selected as soon as it is."""
        self._selects_all = False
        """Whether all of what is filtered should be selected, when it is there."""
        presenter.presented.connect(self._shown)
        presenter.found_presented.connect(self._shown)
        presenter.widened.connect(self._widened)
        presenter.failed.connect(self._fail)

    # -- ways in

    def filter(self) -> None:
        """Let a query be typed that what is shown is narrowed by."""
        self._begin(Purpose.FILTER, tr("Names, or {example}", example="*.pdf, size:>1mb, dm:today"))

    def select(self, *, selected: bool) -> None:
        """Let a query be typed, and select what it says yes to, or select it no longer."""
        purpose = Purpose.SELECT if selected else Purpose.UNSELECT
        self._begin(purpose, tr("*.jpg, report, size:>1mb"))

    def _begin(self, purpose: Purpose, hint: str) -> None:
        bar = self._shown_bar()
        self._returns = False
        if purpose is not Purpose.FILTER or self._purpose is not purpose or not self.is_filtered:
            bar.field.put("")
        self._forget()
        self._purpose = purpose
        bar.be_for(tr(purpose.value), tr(_LEAVE[purpose]), hint)
        bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bar.field.selectAll()
        if purpose is Purpose.FILTER and self.is_filtered and self._presenter.narrowing is not None:
            bar.field.put(self._presenter.narrowing.text)
            bar.field.selectAll()
        elif purpose is Purpose.FILTER:
            self._current = self._current_path()
        self.changed.emit()

    def _current_path(self) -> bytes | None:
        listing, row = self._view.listing, self._view.table.row(self._view.currentIndex().row())
        return listing.snapshot.path(row) if listing is not None and row is not None else None

    def _shown_bar(self) -> ListBar:
        if self.bar is None:
            from fbrowser.ui.list_bar import ListBar  # noqa: PLC0415 - not before somebody wants it

            self.bar = ListBar(self._below.parentWidget())
            self.bar.field.written.connect(self._typed)
            self.bar.field.done.connect(self._go_on)
            self.bar.close_button.clicked.connect(self.step_back)
            self._column.insertWidget(self._column.indexOf(self._below), self.bar)
        self.bar.show()
        return self.bar

    # -- what is typed

    def _typed(self, text: str) -> None:
        from fbrowser.index.query import parse  # noqa: PLC0415 - not before somebody wants it

        self._query = parse(text) if text.strip() else None
        self._is_done = self._selects_all = False
        if self._purpose is Purpose.FILTER:
            self._last = self._query or self._last
            self._presenter.narrow(self._query)
            self.changed.emit()
        else:
            self._ask()
        self._say()

    def _ask(self) -> None:
        """Find out what would be selected."""
        self._asking.cancel()
        token = self._asking = CancelToken()
        listing, query = self._view.listing, self._query
        self._matches = None
        if listing is None or query is None:
            return

        def look(_: object) -> tuple[Listing, Runs, int]:
            from fbrowser.models.narrowing import runs_of  # noqa: PLC0415 - numpy, after the first page

            mask = self._matching(listing, query, token)
            return listing, runs_of(mask), int(mask.sum())

        self._tasks.run(look, on_result=self._take, on_error=self._fail, cancel=token)

    def _matching(self, listing: Listing, query: Query, cancel: CancelToken) -> NDArray[np.bool_]:
        """Return of each position whether the query says yes; on a worker."""
        from fbrowser.models.narrowing import Narrower  # noqa: PLC0415 - numpy, after the first page

        if self._narrower is None:
            self._narrower = Narrower()
        return self._narrower.matching(listing, query, cancel)

    def _take(self, matches: tuple[Listing, Runs, int]) -> None:
        self._matches = matches
        self._say()
        if self._is_done:
            self._go_on()

    def _say(self) -> None:
        """Say what comes of the query."""
        if self.bar is None:
            return
        problem = self._query.problems[0][1] if self._query is not None and self._query.problems else ""
        listing, words = self._view.listing, ""
        if problem:
            words = f"{problem}."
        elif self._purpose is not Purpose.FILTER and self._matches is not None:
            words = _of(self._matches[2], len(self._matches[0].rows))
        elif self._purpose is Purpose.FILTER and listing is not None and listing.narrowing is not None:
            words = _of(len(listing.rows), listing.narrowing.total)
        self.bar.say(words)

    def _fail(self, problem: EnvironmentProblem) -> None:
        if self.bar is not None:
            self.bar.say(str(problem))

    # -- the next match

    def find_again(self, steps: int) -> None:
        """Move the cursor on to what was filtered by last, so many matches further; back if negative."""
        listing, query, at = self._view.listing, self._last, self._view.currentIndex().row()
        if query is None:
            self.filter()
            return
        if listing is None:
            return
        self._asking.cancel()
        token = self._asking = CancelToken()

        def look(_: object) -> int | None:
            from fbrowser.models.narrowing import match_from  # noqa: PLC0415 - numpy, after the first page

            return match_from(self._matching(listing, query, token), at, steps)

        def found(position: int | None) -> None:
            if position is None:
                self.said.emit(tr("Nothing here matches {query}", query=query.text))
            elif listing is self._view.listing:
                self._view.put_cursor(position)

        self._tasks.run(look, on_result=found, on_error=self._fail, cancel=token)

    # -- what comes of it

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out of what is shown."""
        return self._presenter.narrowing is not None

    def _shown(self) -> None:
        """Say how much there is; and put a cursor that is nowhere, or only looked on, where it was."""
        listing = self._view.listing
        returns = self._returns and listing is not None and listing.narrowing is None
        if listing is not None and len(listing.rows) and (returns or self._view.currentIndex().row() < 0):
            self._returns = False
            row = listing.snapshot.find(self._current) if self._current is not None else None
            self._view.put_cursor(max(0, listing.position_of(row)) if row is not None else 0)
        if self._selects_all and listing is not None and listing.narrowing is not None:
            self._selects_all = False
            self._view.select_all()
        if self._purpose is not Purpose.FILTER and self._matches is not None and self._matches[0] is not listing:
            self._ask()
        self._say()

    def _go_on(self) -> None:
        """Go on to the list: with what is filtered, or what was to be selected."""
        if self._purpose is Purpose.FILTER:
            if not self.is_filtered:
                self.leave()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._query is None:
            self.leave()
            return
        if self._matches is None or self._matches[0] is not self._view.listing:
            self._is_done = True
            if self._matches is not None:
                self._ask()
            return
        _, runs, _count = self._matches
        if len(runs) > MOST_PIECES:
            self._show_alone(self._query)
        else:
            self._view.mark_rows(runs, selected=self._purpose is Purpose.SELECT)
            self.leave()

    def _show_alone(self, query: Query) -> None:
        """Filter by what was to be selected, and select all of that; what was not to be stays out of it."""
        if self._purpose is Purpose.UNSELECT:
            from fbrowser.index.query import parse  # noqa: PLC0415 - not before somebody wants it

            query = parse(f"!({query.text})")
        self._forget()
        self._purpose, self._query, self._selects_all = Purpose.FILTER, query, True
        bar = self._shown_bar()
        bar.be_for(tr(Purpose.FILTER.value), tr(_LEAVE[Purpose.FILTER]), "")
        bar.field.put(query.text)
        self._presenter.narrow(query)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    # -- ways out

    def step_back(self) -> bool:
        """Leave, with the cursor where it was if the keyboard is still in the bar; False: there is no bar."""
        if self.bar is None or not self.bar.isVisible():
            return False
        self._returns = self._purpose is Purpose.FILTER and self.is_filtered and self._has_keyboard
        self.leave()
        return True

    def leave(self) -> None:
        """Show everything again, with the cursor where it is."""
        self._forget()
        self._presenter.narrow(None)
        self._close()

    def _widened(self) -> None:
        """Close: something else is shown."""
        self._forget()
        self._close()

    def _close(self) -> None:
        if self.bar is not None and self.bar.isVisible():
            had_keyboard = self._has_keyboard
            self.bar.field.put("")
            self.bar.hide()
            if had_keyboard:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @property
    def _has_keyboard(self) -> bool:
        return self.bar is not None and self.bar.isAncestorOf(self.bar.window().focusWidget() or self.bar)

    def _forget(self) -> None:
        self._asking.cancel()
        self._query = self._matches = self._narrower = None
        self._is_done = self._selects_all = False


def _of(count: int, total: int) -> str:
    return tr("{count} of {total}", count=number(count), total=number(total))
