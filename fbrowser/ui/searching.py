"""Searching: leads a pane into a search and out of it again; the parts it brings together do the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fbrowser.models.listing import BEST, Sort, key_of, list_result
from fbrowser.models.search import Scope, Search
from fbrowser.services.live_settings import live
from fbrowser.services.query_service import Found, QueryService, Question
from fbrowser.ui.search_scope import SearchScope
from fbrowser.ui.set_aside import SetAside

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.answer import Answer
    from fbrowser.index.query import Pill, Query
    from fbrowser.models.listing import Listing
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.nothing_found import NothingFound
    from fbrowser.ui.pane import Pane
    from fbrowser.ui.parts import Parts, Shared
    from fbrowser.ui.search_bar import SearchBar
    from fbrowser.ui.search_tools import SearchTools


_PATIENCE_MS: Final = 50
"""How long the pills wait for what is found."""


class Searching(QObject):
    """The mode of a pane in which the table shows what a query has found instead of a folder.

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

    def __init__(self, parts: Parts, shared: Shared, tasks: Tasks, parent: Pane) -> None:
        """Search nothing yet."""
        super().__init__(parent)
        self._parts = parts
        self._owner = parent
        self.service = QueryService(tasks, self)
        self._tasks = tasks
        self._shared = shared
        self.bar: SearchBar | None = None
        self.tools: SearchTools | None = None
        self.nothing: NothingFound | None = None
        self.scope = SearchScope(tasks, self)
        self._sort = BEST
        self._query: Query | None = None
        self._found: Found | None = None
        self._current: bytes | None = None
        """Path of the entry to put the cursor on when the results come."""
        self._aside = SetAside(parts, tasks)
        self._is_seen = True
        self._is_late = False
        """Whether what is new was not looked in, because nobody sees what would be found there."""
        self._goes_to_list = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._show_query)
        self.scope.moved.connect(self._look)
        parts.field.wanted.connect(self._prepare)
        parts.field.written.connect(self._typed)
        parts.field.list_wanted.connect(self._go_to_list)
        parts.view.sort_requested.connect(self._sort_by)
        parts.presenter.found_presented.connect(self._presented)
        self.service.found.connect(self._take)
        self.service.partial.connect(self._take)
        self.service.failed.connect(self._fail)
        live.language_changed.connect(self._word)

    def _word(self) -> None:
        """Read the query anew, and say what was found of it in another language."""
        if self._query is not None:
            self._typed(self._parts.field.text())

    @property
    def is_on(self) -> bool:
        """Whether what is shown, or about to be, was searched for."""
        return self._query is not None

    @property
    def is_saved(self) -> bool:
        """Whether this search is kept among the places."""
        return self.tools is not None and self.tools.is_saved

    # -- ways in

    def begin(self) -> None:
        """Give the field the keyboard."""
        self._parts.field.edit()

    def begin_everywhere(self) -> None:
        """Give the field the keyboard, to search all that is indexed."""
        self._open_bar()
        self.choose_scope(Scope.ALL)
        self.begin()

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
        view, current = self._parts.view, self._current
        if view.is_result_shown and view.listing is not None:
            row = view.table.row(view.currentIndex().row())
            current = view.listing.snapshot.path(row) if row is not None else None
        return Search(self._query.text, self.scope.scope, self._sort, current)

    def remember(self) -> None:
        """Note the query in the history: something was done with what it found."""
        if self.tools is not None:
            self.tools.remember()

    def end(self) -> None:
        """Want nothing any more: the pane closes."""
        self.service.stop()
        self._aside.forget()

    def coverage(self) -> str:
        """Return what the results rest on."""
        return self._parts.status.coverage()

    # -- where

    def go_to(self, folder: bytes, answer: Answer | None) -> None:
        """Leave the search, if any: the pane goes to another folder."""
        self.scope.go_to(folder, answer)
        self._aside.forget()
        self._stop()
        self._parts.field.put("")
        if self.bar is not None:
            self.bar.hide()
        self.changed.emit()

    def _look(self) -> None:
        """Look where is to be looked by now; what was found is found anew."""
        where = self.scope.where()
        self._aside.renew(self.scope.indexed)
        self._is_late = not self._is_seen and self._query is not None and self._query.reads_files
        if self._is_late:
            return
        if where is None:
            self.service.look_nowhere()
        elif self.is_on or self._parts.field.hasFocus():
            self.service.look_in(*where)
            self._parts.status.rest_on(self.scope.answers())
        elif self.service.snapshot is not where[0]:
            self.service.look_nowhere()  # nobody searches: do not keep an old snapshot and its engine for that
        if self.bar is not None:
            scope = self.scope
            self.bar.show_scopes(scope.scopes(), scope.scope, scope.folder, scope.root or b"")

    def attend(self, *, is_seen: bool) -> None:
        """Know whether somebody sees what is found: files are not read again and again for nobody."""
        self._is_seen = is_seen
        if is_seen and self._is_late:
            self._look()

    def choose_scope(self, scope: Scope) -> None:
        """Search elsewhere."""
        self.scope.choose(scope)
        self.changed.emit()

    def next_scope(self) -> None:
        """Search in a wider scope; after the widest comes the nearest again."""
        self._open_bar()
        scopes = self.scope.scopes()
        self.choose_scope(scopes[(scopes.index(self.scope.scope) + 1) % len(scopes)])

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

            self.bar = SearchBar(self._shared.commands, self._owner)
            self.bar.scope_chosen.connect(self.choose_scope)
            self.bar.pill_removed.connect(self._remove)
            self._parts.column.insertWidget(1, self.bar)
            self._make_tools(self.bar)
        self.bar.show()

    def _make_tools(self, bar: SearchBar) -> None:
        from fbrowser.ui.search_tools import SearchTools  # noqa: PLC0415 - not before somebody wants to search

        self.tools = SearchTools(self, self._parts, bar, self._shared, self._tasks, self._owner)
        self.tools.said.connect(self.said)
        self.tools.place_wanted.connect(self.place_wanted)
        self._shared.memory.look()

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._give_back()
            return
        from fbrowser.index.query import parse  # noqa: PLC0415 - not before somebody wants to search

        if self._query is None:
            self._aside.keep(self._page(), self.scope.folder)
            self._parts.presenter.forget()
        self._query = parse(text)
        self._open_bar()
        self._ask()
        self._patience.start()
        self.changed.emit()

    def _ask(self) -> None:
        if self._query is not None and self.bar is not None:
            self._look()
            self.bar.spinner.start()
            self.service.ask(Question(self._query, key_of(self._sort), self._sort.descending))

    def _show_query(self) -> None:
        """Show how the query was read: with what it found, so that rows move and are painted once; or soon."""
        self._patience.stop()
        if self.bar is not None:
            self.bar.show_query(self._query)

    def _remove(self, pill: Pill) -> None:
        """Take a pill out of the query."""
        from fbrowser.index.query import without  # noqa: PLC0415 - see _typed

        if self._query is not None:
            self._parts.field.show_text(without(self._query, pill))
            self._show_query()  # the next one may be clicked at once
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
        if self._patience.isActive():
            self._show_query()
        self._parts.status.rest_on(self.scope.answers())  # the folder may have been shown anew meanwhile
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
        if self._page() is not page:
            self._parts.middle.show_page(page)

    def _page(self) -> QWidget:
        return self._parts.middle.currentWidget() or self._parts.view

    def _show_nothing(self, listing: Listing) -> None:
        """Say that nothing was found, and offer what might be meant."""
        if self.nothing is None:
            from fbrowser.ui.nothing_found import NothingFound  # noqa: PLC0415 - seldom needed

            self.nothing = NothingFound(self, self._parts, self._owner)
        assert self._query is not None
        self.nothing.say(listing.path, self._query, self._found.result.counts if self._found else ())
        self._show_page(self.nothing.page)

    def _go_to_list(self) -> None:
        """Go on from the field to what was found, now or as soon as it is there."""
        is_there = self._found is not None and self._found.question.query is self._query
        self._goes_to_list = self.is_on and not is_there
        self.remember()
        if not self._goes_to_list and self._owner.has_keyboard:
            self._page().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- ways out

    def step_back(self) -> bool:
        """Take one step out of the search; return False if there is none left to take."""
        field = self._parts.field
        if self.is_on and self._parts.middle.has_keyboard:
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
        self._stop()
        page = self._aside.give_back()
        if page is not None:
            self._show_page(page)
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
