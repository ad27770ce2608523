"""Searching: leads the window into a search and out of it again; the parts it brings together do the work."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from fbrowser.common.display import display
from fbrowser.models.listing import BEST, Sort, key_of, list_result
from fbrowser.models.search import Scope, Search
from fbrowser.services.query_service import Found, QueryService, Question
from fbrowser.services.search_memory import SearchMemory
from fbrowser.ui.search_scope import SearchScope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.answer import Answer
    from fbrowser.index.query import Pill, Query
    from fbrowser.models.listing import Listing
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.file_view import FileView
    from fbrowser.ui.nothing_page import NothingPage
    from fbrowser.ui.presenter import Presenter
    from fbrowser.ui.search_bar import SearchBar
    from fbrowser.ui.search_field import SearchField
    from fbrowser.ui.search_tools import SearchTools
    from fbrowser.ui.status_line import StatusLine


@dataclass(frozen=True, eq=False)
class Parts:
    """What of the window a search makes use of."""

    view: FileView
    presenter: Presenter
    field: SearchField
    status: StatusLine
    stack: QStackedWidget
    """The pages in the middle: the table is one of them."""
    column: QVBoxLayout
    """What the window is made of, from the top; the search bar goes below the first."""


@dataclass(frozen=True, eq=False)
class _Left:
    """What was shown when the search began, to come back to."""

    page: QWidget
    listing: Listing | None
    current: int
    ranges: list[tuple[int, int]]
    scrolled: int


class Searching(QObject):
    """The mode of the window in which the table shows what a query has found instead of a folder.

    Esc goes back step by step: from the results to the field, then the query goes and the folder comes back as it
    was, then the field is left.
    """

    changed = Signal()
    """A search began, is about something else, or ended: the title should say so."""
    said = Signal(object)
    """EnvironmentProblem, or a sentence, that the user should see."""
    place_wanted = Signal(object, object)
    """Folder, and the name in it to put the cursor on; both bytes."""
    left = Signal()
    """The folder is wanted back: what was shown before is there again, if there was anything."""

    def __init__(self, parts: Parts, tasks: Tasks, parent: QWidget) -> None:
        """Search nothing yet."""
        super().__init__(parent)
        self._parts = parts
        self._owner = parent
        self.service = QueryService(tasks, self)
        self._tasks = tasks
        self.memory = SearchMemory(tasks, self)
        self.bar: SearchBar | None = None
        self.tools: SearchTools | None = None
        self._nothing: NothingPage | None = None
        self.scope = SearchScope(tasks, self)
        self._sort = BEST
        self._query: Query | None = None
        self._found: Found | None = None
        self._current: bytes | None = None
        """Path of the entry to put the cursor on when the results come."""
        self._behind: _Left | None = None
        self._goes_to_list = False
        self.scope.moved.connect(self._look)
        parts.field.wanted.connect(self._prepare)
        parts.field.changed.connect(self._typed)
        parts.field.list_wanted.connect(self._go_to_list)
        parts.view.sort_requested.connect(self._sort_by)
        parts.presenter.found_presented.connect(self._presented)
        self.service.found.connect(self._take)
        self.service.partial.connect(self._take)
        self.service.failed.connect(self._fail)

    @property
    def is_on(self) -> bool:
        """Whether what is shown, or about to be, was searched for."""
        return self._query is not None

    # -- ways in

    def begin(self) -> None:
        """Give the field the keyboard."""
        self._parts.field.edit()

    def resume(self, search: Search) -> None:
        """Search again for what was searched for before."""
        self._sort, self._current = search.sort, search.current
        self._goes_to_list = True
        self._open_bar()
        self.scope.choose(search.scope)
        self._parts.field.show_text(search.text)

    def search(self) -> Search | None:
        """Return what is being searched for, to come back to; None if nothing is."""
        if self._query is None:
            return None
        view = self._parts.view
        row = view.table.row(view.currentIndex().row()) if view.is_result_shown else None
        current = view.listing.snapshot.path(row) if view.listing and row is not None else None
        return Search(self._query.text, self.scope.scope, self._sort, current)

    def remember(self) -> None:
        """Note the query in the history: something was done with what it found."""
        if self.tools is not None:
            self.tools.remember()

    def coverage(self) -> str:
        """Return what the results rest on."""
        return self._parts.status.coverage()

    # -- where

    def go_to(self, folder: bytes, answer: Answer | None) -> None:
        """Leave the search, if any: the window goes to another folder."""
        self.scope.go_to(folder, answer)
        self._behind = None
        self._stop()
        self._parts.field.clear()
        if self.bar is not None:
            self.bar.hide()
        self.changed.emit()

    def _look(self) -> None:
        """Look where is to be looked by now; what was found is found anew."""
        where = self.scope.where()
        if where is None:
            self.service.look_nowhere()
        elif self.is_on or self._parts.field.hasFocus():
            self.service.look_in(*where)
            self._parts.status.rest_on(self.scope.answers())
        if self.bar is not None:
            scope = self.scope
            self.bar.show_scopes(scope.scopes(), scope.scope, scope.folder, scope.root or b"")

    def _choose_scope(self, scope: Scope) -> None:
        self.scope.choose(scope)
        self.changed.emit()

    def next_scope(self) -> None:
        """Search in a wider scope; after the widest comes the nearest again."""
        self._open_bar()
        scopes = self.scope.scopes()
        self._choose_scope(scopes[(scopes.index(self.scope.scope) + 1) % len(scopes)])

    # -- what is typed

    def _prepare(self) -> None:
        """Get ready: the field has the keyboard."""
        self._open_bar()
        self._look()
        self.scope.look_around()
        self.service.prepare()

    def _open_bar(self) -> None:
        if self.bar is None:
            from fbrowser.ui.search_bar import SearchBar  # noqa: PLC0415 - not before somebody wants to search

            self.bar = SearchBar(self._owner)
            self.bar.scope_chosen.connect(self._choose_scope)
            self.bar.pill_removed.connect(self._remove)
            self._parts.column.insertWidget(1, self.bar)
            self._make_tools(self.bar)
        self.bar.show()

    def _make_tools(self, bar: SearchBar) -> None:
        from fbrowser.ui.search_tools import SearchTools  # noqa: PLC0415 - not before somebody wants to search

        self.tools = SearchTools(self, self._parts, bar, self.memory, self._tasks, self._owner)
        self.tools.said.connect(self.said)
        self.tools.place_wanted.connect(self.place_wanted)
        self.memory.failed.connect(self.said)
        self.memory.look()

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._give_back()
            return
        from fbrowser.index.query import parse  # noqa: PLC0415 - not before somebody wants to search

        if self._query is None:
            self._keep_what_is_shown()
            self._parts.presenter.forget()
        self._query = parse(text)
        self._open_bar()
        self._show_query()
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        if self._query is not None and self.bar is not None:
            self._look()
            self.bar.spinner.start()
            self.service.ask(Question(self._query, key_of(self._sort), self._sort.descending))

    def _show_query(self) -> None:
        if self.bar is not None:
            self.bar.show_query(self._query)

    def _remove(self, pill: Pill) -> None:
        """Take a pill out of the query."""
        from fbrowser.index.query import without  # noqa: PLC0415 - see _typed

        if self._query is not None:
            self._parts.field.show_text(without(self._query, pill))
        if self._query is None:
            self._parts.field.edit()

    def _sort_by(self, sort: Sort) -> None:
        if self.is_on and self._parts.view.is_result_shown:
            self._sort = sort
            self._ask()

    # -- what is found

    def _take(self, found: Found) -> None:
        if self.bar is None:
            return
        self._found = found
        if found.result.is_complete:
            self.bar.spinner.stop()
        self.bar.show_counts(found.result.counts)
        self._parts.presenter.present_found(list_result(found.result, self._sort, found.largest), self._current)
        self._current = None

    def _fail(self, problem: EnvironmentProblem) -> None:
        if self.bar is not None:
            self.bar.spinner.stop()
        self.said.emit(problem)

    def _presented(self) -> None:
        """Show the table, or why it is empty, and say how much was found."""
        listing, found = self._parts.view.listing, self._found
        if listing is None or found is None or not self.is_on:
            return
        if len(listing.rows):
            self._show_page(self._parts.view)
        elif found.result.is_complete:
            self._show_nothing(listing)
        self._parts.status.show_found(len(listing.rows), len(listing.block), found.seconds)
        if self._goes_to_list:
            self._go_to_list()

    def _show_page(self, page: QWidget) -> None:
        """Show a page, and keep the keyboard where it was: in the middle, or out of it."""
        if self._page() is not page:
            had_keyboard = self._has_keyboard()
            self._parts.stack.setCurrentWidget(page)
            if had_keyboard:
                page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self) -> QWidget:
        return self._parts.stack.currentWidget() or self._parts.view

    def _has_keyboard(self) -> bool:
        """Return whether the keyboard belongs to what is in the middle."""
        focused = self._owner.focusWidget()
        return self._parts.stack.isAncestorOf(focused) if focused else False

    def _show_nothing(self, listing: Listing) -> None:
        """Say that nothing was found, and offer what might be meant."""
        if self._nothing is None:
            from fbrowser.ui.nothing_page import NothingPage  # noqa: PLC0415 - seldom needed

            self._nothing = NothingPage(self._owner)
            self._nothing.name_chosen.connect(self._parts.field.show_text)
            self._parts.stack.addWidget(self._nothing)
        page, query = self._nothing, self._query
        assert query is not None
        problem = query.problems[0][1] if query.problems else ""
        why = f"{problem}." if problem else _why_nothing(query, self._found.result.counts if self._found else ())
        scopes = self.scope.scopes()
        names = {
            Scope.ROOT: f"Search all of {_named(self.scope.root or b'')}",
            Scope.ALL: "Search all that is indexed",
        }
        wider = scopes[scopes.index(self.scope.scope) + 1 :]
        ways: list[tuple[str, Callable[[], object]]] = [
            (names[scope], lambda scope=scope: self._choose_scope(scope)) for scope in wider
        ]
        if self.tools is not None:
            ask_why = self.tools.ask_why
            ways.append(("Why is something not here?", lambda: ask_why(about_current=False)))
        page.say(f"Nothing matches \u201c{query.text}\u201d below {_named(listing.path)}.", why, ways)

        def offer(names: list[bytes]) -> None:
            from fbrowser.index.query.lexer import quote_name  # noqa: PLC0415 - see _typed

            if query is self._query:
                page.show_closest([(f"\u201c{display(name)}\u201d", quote_name(name)) for name in names])

        self.service.closest(query, offer)
        self._show_page(page)

    def _go_to_list(self) -> None:
        """Go on from the field to what was found, now or as soon as it is there."""
        is_there = self._found is not None and self._found.question.query is self._query
        self._goes_to_list = self.is_on and not is_there
        self.remember()
        if not self._goes_to_list:
            self._page().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- ways out

    def step_back(self) -> bool:
        """Take one step out of the search; return False if there is none left to take."""
        field = self._parts.field
        if self.is_on and self._has_keyboard():
            field.edit()
        elif field.text():
            field.show_text("")
            field.edit()
        elif self.bar is not None and self.bar.isVisible():
            self.bar.hide()
            self._sort = BEST
            self._page().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _give_back(self) -> None:
        """Show again what was shown before the search, as it was."""
        if not self.is_on:
            return
        behind, parts = self._behind, self._parts
        self._stop()
        if behind is not None and behind.listing is not None:
            parts.view.restore(behind.listing, behind.current, behind.ranges, behind.scrolled)
        if behind is not None:
            self._show_page(behind.page)
        self._behind = None
        self.left.emit()
        self.changed.emit()

    def _stop(self) -> None:
        """Want nothing more of the engine."""
        self.service.forget()
        self._query = self._found = self._current = None
        self._goes_to_list = False
        self._parts.presenter.forget()
        self._show_query()
        if self.bar is not None:
            self.bar.spinner.stop()

    def _keep_what_is_shown(self) -> None:
        view, listing = self._parts.view, self._parts.view.listing
        is_folder = listing is not None and listing.query is None and listing.path == self.scope.folder
        self._behind = _Left(
            self._page(),
            listing if is_folder else None,
            view.currentIndex().row(),
            view.selected_ranges(),
            view.verticalScrollBar().value(),
        )


def _why_nothing(query: Query, counts: Sequence[int]) -> str:
    """Return which part of a query lets nothing through; of one part alone that is clear."""
    if len(query.pills) <= 1:
        return ""
    alone = [pill.words for pill, count in zip(query.pills, counts, strict=False) if count == 0]
    if alone:
        return "\n".join(f"Nothing there matches this alone: {words}." for words in alone)
    return "Each part matches something, but nothing matches them all."


def _named(folder: bytes) -> str:
    """Return a folder's name in quotes; without a path it is all that is indexed."""
    if not folder:
        return "any root"
    return f"\u201c{display(os.path.basename(folder) or folder)}\u201d"
