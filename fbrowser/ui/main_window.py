"""Main window: puts the parts together, and says which folder they show. What they do is theirs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from fbrowser.common.display import display
from fbrowser.models.search import Scope, Search
from fbrowser.services.index_service import IndexService
from fbrowser.ui.actions import make_actions
from fbrowser.ui.failure_notice import FailureNotice
from fbrowser.ui.file_view import FileView
from fbrowser.ui.history import History, Place
from fbrowser.ui.location_bar import LocationBar
from fbrowser.ui.middle import Middle
from fbrowser.ui.navigation_bar import NavigationBar
from fbrowser.ui.opening import Opener
from fbrowser.ui.pages import Banner
from fbrowser.ui.places_menu import Places
from fbrowser.ui.presenter import Presenter
from fbrowser.ui.search_field import SearchField
from fbrowser.ui.searching import Parts, Searching
from fbrowser.ui.selection_watch import SelectionWatch
from fbrowser.ui.status_line import StatusLine

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.config.searches import Saved
    from fbrowser.index.answer import Answer
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks

_SIZE: Final = (1080, 700)
_WAYS: Final = ("back", "forward", "up")


class MainWindow(QMainWindow):
    """One folder, its table, and the way to others."""

    first_shown = Signal()
    """There is something to see: a table, or a message."""

    def __init__(self, tasks: Tasks) -> None:
        """Put the window together; `open` shows the first folder."""
        super().__init__()
        self.folder = b""
        self._current: bytes | None = None
        self._live: Snapshot | None = None
        self._tasks = tasks
        self._history = History()
        self._service = IndexService(tasks, self)
        self.view = FileView(self)
        self._presenter = Presenter(self.view, tasks, self)
        self.location = LocationBar(self)
        self.status = StatusLine(self)
        self.banner = Banner(self)
        self._failure = FailureNotice(self.banner)
        SelectionWatch(self.view, self.status)
        self._opener = Opener(tasks, self)
        self.search = SearchField(self)
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)

    # -- parts

    def _lay_out(self) -> None:
        self._stack = Middle(self.view, (self.location, self.search), self)
        self.message = self._stack.message
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        parts = Parts(self.view, self._presenter, self.search, self.status, self._stack, column)
        self.searching = Searching(parts, self._tasks, self)
        self.places = Places(self.searching.memory, self._tasks, self)
        self._actions = make_actions(
            self,
            (
                ("back", "Back", "arrow-left", ["Alt+Left", "Back"], self.go_back),
                ("forward", "Forward", "arrow-right", ["Alt+Right", "Forward"], self.go_forward),
                ("up", "Up", "arrow-up", ["Alt+Up", "Backspace"], self.go_up),
                ("refresh", "Refresh", "refresh", ["F5", "Ctrl+R"], self._service.refresh),
                ("home", "Home", "home", ["Alt+Home"], self.go_home),
                ("location", "Type a path", "folder", ["Ctrl+L", "Alt+D"], self.location.edit),
                ("search", "Search", "search", ["Ctrl+F", "F3"], self.searching.begin),
                ("scope", "Search elsewhere", "search", ["Ctrl+Shift+F"], self.searching.next_scope),
                (
                    "places",
                    "Places",
                    "bookmark",
                    ["F9"],
                    lambda: self.places.show_at(self._bar.below(self._actions["places"])),
                ),
                ("close", "Close", "x", ["Ctrl+W", "Ctrl+Q"], self.close),
                ("dismiss", "Dismiss", "x", ["Esc"], self.dismiss),
            ),
        )
        ways = [self._actions[name] for name in _WAYS]
        after = [self._actions["refresh"], self._actions["places"]]
        self._bar = NavigationBar(ways, self.location, after, self.search, self)
        for part in (self._bar, self.banner, self._stack, self.status):
            column.addWidget(part)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        self._service.answered.connect(self._answered)
        self._service.progressed.connect(self.status.show_progress)
        self._service.listed.connect(self._listed)
        self._service.unlisted.connect(self._unlisted)
        self._presenter.presented.connect(self._presented)
        self.view.activated_row.connect(self._activate)
        self._opener.folder_wanted.connect(self.go)
        self._opener.refused.connect(self.banner.say)
        self.searching.left.connect(self._show_folder_again)
        self.searching.changed.connect(self._show_title)
        self.searching.said.connect(self.banner.say)
        self.searching.place_wanted.connect(self.go)
        self.places.folder_chosen.connect(self.go)
        self.places.search_chosen.connect(self.go_to_search)
        self.location.entered.connect(self.go)
        self.location.left.connect(self.view.setFocus)
        self.status.folder_wanted.connect(self.go)
        self.status.cancel_requested.connect(self._service.cancel)

    # -- ways

    def open(self, folder: bytes, known: Answer | None = None) -> None:
        """Show a folder and index it: it was asked for from outside. known: what was found out about it already."""
        if self.folder not in (b"", folder) or self.searching.is_on:
            self._history.leave(self._here())
        self._go(Place(folder), index=True, known=known)

    def go(self, folder: bytes, current: bytes | None = None) -> None:
        """Go to a folder, with the cursor on the entry of that name."""
        if folder != self.folder or self.searching.is_on:
            self._history.leave(self._here())
            self._go(Place(folder, current))

    def go_to_search(self, saved: Saved) -> None:
        """Search again as it was saved."""
        self._history.leave(self._here())
        self._go(Place(saved.folder, search=Search(saved.text, Scope.named(saved.scope))))

    def go_up(self) -> None:
        """Go to the folder around this one, with the cursor on where we came from."""
        self.go(os.path.dirname(self.folder), os.path.basename(self.folder))

    def go_home(self) -> None:
        """Go to the home folder."""
        self.go(os.fsencode(os.path.expanduser("~")))

    def go_back(self) -> None:
        """Go to where we were before."""
        self._step(self._history.back(self._here()))

    def go_forward(self) -> None:
        """Go to where we went back from."""
        self._step(self._history.forward(self._here()))

    def _step(self, place: Place | None) -> None:
        if place:
            self._go(place)

    def dismiss(self) -> None:
        """Put away what is in the way, one thing at a time; never the window."""
        if self.location.hasFocus():
            self.location.give_up()
        elif self.searching.step_back():
            pass
        elif self.banner.isVisible():
            self.banner.hide()
        else:
            self.view.clearSelection()

    def _here(self) -> Place:
        search = self.searching.search()
        if search is not None:
            return Place(self.folder, search=search)
        row = self.view.table.row(self.view.currentIndex().row())
        listing = self.view.listing
        return Place(self.folder, listing.snapshot.name(row) if listing and row is not None else None)

    def _go(self, place: Place, *, index: bool = False, known: Answer | None = None) -> None:
        self.folder, self._current, self._live = place.folder, place.current, None
        self._opener.cancel()
        self._presenter.forget()
        self.banner.hide()
        self.location.show_folder(self.folder)
        answer = self._service.answer
        self.searching.go_to(self.folder, answer)
        self._show_title()
        self._show_ways()
        self.status.forget_contents()
        if answer and answer.snapshot:
            self._present(answer.snapshot)
        if not self._is_folder_shown():
            self._stack.wait_for(self.folder)
        self._service.open(self.folder, index=index, known=known)
        if place.search is not None:
            self.searching.resume(place.search)
        self._show_status()

    def _show_title(self) -> None:
        name = display(os.path.basename(self.folder) or self.folder)
        search = self.searching.search()
        title = f"\u201c{search.text}\u201d in {name}" if search else name
        self.setWindowTitle(title.replace("[*]", "[*][*]"))  # alone, Qt takes it for the mark of something unsaved

    def _show_ways(self) -> None:
        self._actions["back"].setEnabled(self._history.can_go_back)
        self._actions["forward"].setEnabled(self._history.can_go_forward)
        self._actions["up"].setEnabled(os.path.dirname(self.folder) != self.folder)

    def _activate(self, row: int) -> None:
        listing = self.view.listing
        if listing is not None:
            self.searching.remember()
            self._opener.open(listing.snapshot.path(row), listing.snapshot.entry(row))

    # -- what comes in

    def _answered(self, answer: Answer) -> None:
        self.searching.scope.take_answer(answer)
        if answer.snapshot is not None:
            self._present(answer.snapshot)
        elif answer.failure is not None and not answer.rebuilding and not self._is_something_shown():
            self._show_message("alert-triangle", answer.failure.what, answer.failure.remedy)
        self._say_failure()
        self._show_status()

    def _say_failure(self) -> None:
        answer = self._service.answer
        self._failure.take(answer.failure if answer else None, has_table=self._stack.is_table_shown)

    def _listed(self, snapshot: Snapshot) -> None:
        self._live = snapshot
        self.searching.scope.take_live(snapshot)
        answer = self._service.answer
        if not (answer and answer.snapshot and answer.snapshot.find_folder(self.folder) is not None):
            self._present(snapshot)

    def _unlisted(self, folder: bytes, problem: EnvironmentProblem) -> None:
        if folder != self.folder or self.searching.is_on:
            return
        if self._stack.is_table_shown and self._is_folder_shown():
            self.banner.say(problem)
        else:
            self._show_message("alert-triangle", problem.what, problem.remedy)

    def _present(self, snapshot: Snapshot) -> None:
        """Show the folder if a snapshot has it, unless what is shown is a search."""
        number = snapshot.find_folder(self.folder)
        if number is not None and not self.searching.is_on:
            self._presenter.present(snapshot, number, self._current)

    def _is_folder_shown(self) -> bool:
        """Return whether what is in the view is the folder that we are in."""
        listing = self.view.listing
        return listing is not None and listing.query is None and listing.path == self.folder

    def _is_something_shown(self) -> bool:
        return self._is_folder_shown() or self.searching.is_on

    def _show_folder_again(self) -> None:
        """Show the newest of what is known of the folder: the search is over."""
        answer, live = self._service.answer, self._live
        for snapshot in (answer.snapshot if answer else None, live):
            if snapshot is not None and snapshot.find_folder(self.folder) is not None:
                self._present(snapshot)
                break
        self._show_status()

    def _presented(self) -> None:
        """Show the table, or why there is nothing in it."""
        listing = self.view.listing
        if listing is None or not self._is_folder_shown():
            return
        if len(listing.rows):
            self._stack.show_table()
            self._say_failure()
        elif why := listing.snapshot.reason(listing.snapshot.row_of_folder(listing.folder)):
            self._show_message("lock", f"This folder could not be read: {why}.", "Press F5 to try again.")
        else:
            self._show_message("folder", "This folder is empty.", "Press Backspace to go up.")
        self._show_status()
        self.first_shown.emit()

    def _show_message(self, icon: str, what: str, remedy: str) -> None:
        self._stack.say(icon, what, remedy)
        self.first_shown.emit()

    def _show_status(self) -> None:
        self.status.show_answer(self._service.answer, ours=self._service.is_rebuilding_here)
        listing = self.view.listing
        if listing is not None and self._is_folder_shown():
            self.status.show_contents(len(listing.rows), listing.snapshot.size_of_folder(listing.folder))

    # -- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Look for news when the window is looked at again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._service.attend(attentive=self.isActiveWindow())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give up what is running."""
        self._service.stop()
        self.searching.service.stop()
        self._opener.cancel()
        self._tasks.stop()
        super().closeEvent(event)
