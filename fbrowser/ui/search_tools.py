"""Search tools: what else can be done with a search: kinds, history, saving, exporting, asking why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from fbrowser.common.cancel import CancelToken
from fbrowser.common.display import display
from fbrowser.common.translation import all_of, later, ntr, quoted, tr
from fbrowser.config.searches import Saved
from fbrowser.models.kind_filter import KINDS, chosen, limited

if TYPE_CHECKING:
    from fbrowser.index.query import Query
    from fbrowser.models.listing import Listing
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.pane import Pane
    from fbrowser.ui.parts import Parts, Shared
    from fbrowser.ui.search_bar import SearchBar
    from fbrowser.ui.searching import Searching
    from fbrowser.ui.why_dialog import WhyDialog

_LISTED = 20
"""Queries of the history that are offered."""

_BUTTONS: Final = {
    "search.save": "star",
    "search.export": "download",
    "search.why": "info-circle",
    "search.reveal": "folder",
}
"""Commands that have a button on the bar, with their icons."""


class SearchTools(QObject):
    """Made together with the search bar, on which its buttons are; each has a key as well."""

    said = Signal(object)
    """EnvironmentProblem, or a sentence: how an export went."""
    place_wanted = Signal(object, object)
    """Folder, and the name in it to put the cursor on; both bytes."""

    def __init__(
        self, searching: Searching, parts: Parts, bar: SearchBar, shared: Shared, tasks: Tasks, owner: Pane
    ) -> None:
        """Put buttons on the bar."""
        super().__init__(owner)
        self._searching = searching
        self._parts = parts
        self._memory = shared.memory
        self._tasks = tasks
        self._owner = owner
        self._exporting = CancelToken()
        self.kinds = QMenu(owner)
        self.kinds.aboutToShow.connect(self._fill_kinds)
        self.history = QMenu(owner)
        self.history.aboutToShow.connect(self._fill_history)
        self.actions = {
            each: shared.commands.button(each, icon, self, owner.used.emit) for each, icon in _BUTTONS.items()
        }
        bar.add_menu(later("Kinds"), "filter", self.kinds, "search.kinds")
        bar.add_menu(later("Searched before"), "history", self.history, "search.history")
        for action in self.actions.values():
            bar.add_action(action)
        parts.field.history_wanted.connect(self.show_history)
        searching.changed.connect(self.refresh)
        shared.memory.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done now."""
        search = self._searching.search()
        for action in self.actions.values():
            action.setEnabled(search is not None)
        self.actions["search.save"].setChecked(self.is_saved)

    @property
    def is_saved(self) -> bool:
        """Whether this search is kept."""
        saved = self._saved()
        return saved is not None and self._memory.searches.find(saved) is not None

    # -- kinds

    def _fill_kinds(self) -> None:
        self.kinds.clear()
        wanted = chosen(self._query())
        for kind, words in KINDS.items():
            action = self.kinds.addAction(tr(words))
            action.setCheckable(True)
            action.setChecked(kind in wanted)
            action.toggled.connect(lambda _=False, kind=kind: self._toggle_kind(kind))
        if wanted:
            self.kinds.addSeparator()
            self.kinds.addAction(tr("All kinds")).triggered.connect(lambda: self._limit(frozenset()))

    def _toggle_kind(self, kind: str) -> None:
        self._limit(chosen(self._query()) ^ {kind})

    def _limit(self, kinds: frozenset[str]) -> None:
        self._parts.field.show_text(limited(self._parts.field.text(), kinds))

    def _query(self) -> Query:
        from fbrowser.index.query import parse  # noqa: PLC0415 - not before somebody wants to search

        return parse(self._parts.field.text())

    # -- history, and what is saved

    def remember(self) -> None:
        """Note the query: something was done with what it found."""
        search = self._searching.search()
        if search is not None:
            self._memory.remember(search.text)

    def show_history(self) -> None:
        """Offer what was searched for before, under the field."""
        self._memory.look()
        if self._memory.searches.history:
            self._pop_up(self.history)

    def show_kinds(self) -> None:
        """Offer the kinds that can be found, under the field."""
        self._pop_up(self.kinds)

    def _pop_up(self, menu: QMenu) -> None:
        field = self._parts.field
        menu.popup(field.mapToGlobal(QPoint(0, field.height())))

    def _fill_history(self) -> None:
        self.history.clear()
        for text in self._memory.searches.history[:_LISTED]:
            shown = text.replace("&", "&&")
            self.history.addAction(shown).triggered.connect(lambda _=False, text=text: self._search_again(text))
        if self.history.isEmpty():
            self.history.addAction(tr("Nothing yet")).setEnabled(False)

    def _search_again(self, text: str) -> None:
        self._parts.field.show_text(text)
        self._parts.field.edit()

    def _saved(self) -> Saved | None:
        search = self._searching.search()
        return Saved(search.text, search.scope.value, self._searching.scope.folder) if search else None

    def save(self) -> None:
        """Keep the search among the places, or no longer."""
        saved = self._saved()
        if saved is not None:
            self._memory.toggle(saved)
            self.remember()

    # -- the results

    def _listing(self) -> Listing | None:
        listing = self._parts.view.listing
        return listing if self._searching.is_on and listing and listing.query is not None else None

    def _current(self) -> bytes | None:
        search = self._searching.search()
        return search.current if search else None

    def reveal(self) -> None:
        """Go to the folder of the current entry."""
        path = self._current()
        if path is not None:
            self.remember()
            self.place_wanted.emit(os.path.dirname(path), os.path.basename(path))

    def export(self) -> None:
        """Ask where to, and write what was found there."""
        if self._listing() is None:
            return
        dialog = QFileDialog(self._owner, tr("Export the results"), os.path.expanduser("~/results.csv"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["CSV (*.csv)", f"{tr('Lines of JSON')} (*.jsonl)"])
        dialog.setDefaultSuffix("csv")

        def follow_filter(name: str) -> None:
            dialog.setDefaultSuffix("jsonl" if "jsonl" in name else "csv")

        def write(file: str) -> None:
            self.export_to(os.fsencode(file))

        dialog.filterSelected.connect(follow_filter)
        dialog.fileSelected.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()  # and return to the event loop: exec() would turn one of its own

    def export_to(self, path: bytes) -> None:
        """Write what was found to a file, on a worker."""
        listing = self._listing()
        if listing is None:
            return
        self.remember()
        coverage = self._searching.coverage()
        self._exporting.cancel()
        token = self._exporting = CancelToken()

        def write(_: object) -> int:
            from fbrowser.models.export import write_export  # noqa: PLC0415 - seldom needed

            return write_export(path, listing, coverage, token)

        self._tasks.run(
            write,
            on_result=lambda count: self.said.emit(_written(count, path)),
            on_error=self.said.emit,
            cancel=token,
        )

    # -- why

    def ask_why(self, *, about_current: bool = True) -> WhyDialog | None:
        """Ask why the current entry, or one to be typed, is in the result or not."""
        from fbrowser.ui.why_dialog import WhyDialog  # noqa: PLC0415 - seldom needed

        listing = self._listing()
        if listing is None:
            return None
        path = self._current() if about_current else None
        dialog = WhyDialog(listing.path, path, self._owner)

        def answer(asked: bytes) -> None:
            self._answer_why(dialog, asked)

        dialog.asked.connect(answer)
        dialog.open()
        if path is not None:
            dialog.ask()
        return dialog

    def _answer_why(self, dialog: WhyDialog, path: bytes) -> None:
        listing, shown = self._listing(), display(path)
        if listing is None or listing.query is None:
            return
        query = listing.query
        row = listing.snapshot.find(path)
        if row is None:
            dialog.show_parts(
                [], tr("The index knows no {path}: {coverage}.", path=shown, coverage=self._searching.coverage())
            )
            return
        if row not in listing.block:
            dialog.show_parts(
                [],
                tr("{path} is not below {folder}, where was searched.", path=shown, folder=display(listing.path)),
            )
            return

        def told(says_yes: tuple[bool, ...]) -> None:
            if dialog.is_over:
                return
            parts = [(pill.words, yes) for pill, yes in zip(query.pills, says_yes, strict=True)]
            dialog.show_parts(parts, _conclusion(parts, is_there=listing.position_of(row) >= 0))

        self._searching.service.explain(query, row, told)


def _conclusion(parts: list[tuple[str, bool]], *, is_there: bool) -> str:
    """Return what follows from what the parts of a query say to an entry."""
    against = [quoted(words) for words, says_yes in parts if not says_yes]
    if is_there:
        return tr("It is among the results: nothing speaks against it.")
    if not against:
        return tr(
            "It would match, but is left out: the query asks for fewer results than there are, or it has changed."
        )
    return tr("It is not among the results because of {parts}.", parts=all_of(against))


def _written(count: int, path: bytes) -> str:
    return ntr(
        "{count} row was written to {path}.", "{count} rows were written to {path}.", count, path=display(path)
    )
