"""Pane: everything that shows one folder, put together, and the ways to other folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fbrowser.common.paths import SEP, home_folder, relative_to
from fbrowser.common.translation import later
from fbrowser.config.session import KeptPane
from fbrowser.models.listing import Column, Sort, sort_named, sort_words
from fbrowser.models.search import Scope, Search
from fbrowser.services.index_service import IndexService
from fbrowser.services.talks import Attention
from fbrowser.ui.file_view import FileView
from fbrowser.ui.folder_show import FolderShow
from fbrowser.ui.history import History, Place, title_of
from fbrowser.ui.list_query import ListQuery
from fbrowser.ui.location_bar import LocationBar
from fbrowser.ui.middle import Middle
from fbrowser.ui.navigation_bar import NavigationBar
from fbrowser.ui.opening import Opener
from fbrowser.ui.pages import Banner
from fbrowser.ui.parts import Parts
from fbrowser.ui.presenter import Presenter
from fbrowser.ui.search_field import SearchField
from fbrowser.ui.searching import Searching
from fbrowser.ui.selection_watch import SelectionWatch
from fbrowser.ui.status_line import StatusLine
from fbrowser.ui.tooltip import KeyTip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction, QHideEvent, QMouseEvent, QShowEvent

    from fbrowser.config.searches import Saved
    from fbrowser.index.answer import Answer
    from fbrowser.ui.parts import Shared

# With the icon, which the command knows as well: commands are there after the first page only.
_WAYS: Final = {"go.back": "arrow-left", "go.forward": "arrow-right", "go.up": "arrow-up"}
_BESIDE: Final = {"go.refresh": "refresh", "places.show": "layout-sidebar"}
_LAST: Final = {"window.menu": "menu-2"}
_SEARCH: Final = later("Search; Down or Enter: to the results, Up: what was searched for before")


class Pane(QWidget):
    """One folder, its table, and the way to others. What nobody sees of it follows the index, and does no more."""

    shown = Signal()
    """There is something to see: a table, or a message."""
    changed = Signal()
    """It is elsewhere, or its cursor or order is: what would be kept of it is something else."""
    went = Signal(object)
    """Path, bytes, of a folder that somebody went to, other than back to it."""
    used = Signal()
    """The mouse is at work here: keys should go here as well."""
    tab_wanted = Signal(object)
    """Path, bytes, of a folder to be opened in a tab of its own."""
    menu_wanted = Signal(object)
    """Where, QPoint, on the screen, the menu of what can be done with the current entry should open."""

    def __init__(self, shared: Shared, parent: QWidget | None = None) -> None:
        """Put the pane together; `open`, `go` or `resume` shows the first folder."""
        super().__init__(parent)
        self._tasks = shared.tasks.branch()
        self._commands = shared.commands
        self._history = History()
        self._service = IndexService(shared.talks, self._tasks, self)
        self._opener = Opener(self._tasks, self)
        self.view = FileView(self)
        self.location = LocationBar(self)
        self.search = SearchField(self)
        self.status = StatusLine(self)
        self.banner = Banner(self)
        self._middle = Middle(self.view, self)
        self.message = self._middle.message
        self._presenter = Presenter(self.view, self._tasks, self)
        parts = Parts(
            self.view, self._presenter, self.search, self.status, self.banner, self._middle, self._column()
        )
        self.searching = Searching(parts, shared, self._tasks, self)
        self._show = FolderShow(parts, self._service, self.searching, shared.commands, self)
        self.list_query = ListQuery(self.view, self._presenter, parts.column, self._middle, self._tasks)
        self.view.columns.follow(shared.views)
        SelectionWatch(self.view, self.status)
        KeyTip(self.search, _SEARCH, "search.begin", shared.commands)
        KeyTip(self.status.unread, later("Which, and why"), "go.unreadable", shared.commands)
        KeyTip(self.status.cancel, later("Stop reading"), "go.stop", shared.commands)
        self._connect()

    # -- parts

    def _column(self) -> QVBoxLayout:
        self._actions: dict[str, QAction] = {
            each: self._commands.button(each, icon, self, self.used.emit)
            for each, icon in (_WAYS | _BESIDE | _LAST).items()
        }
        ways, beside, last = ([self._actions[each] for each in part] for part in (_WAYS, _BESIDE, _LAST))
        self._bar = NavigationBar((*ways, self.location, *beside, self.search, *last), beside, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._bar, self.banner, self._middle, self.status):
            column.addWidget(part)
        return column

    def _connect(self) -> None:
        self._show.shown.connect(self.shown)
        self.view.activated_row.connect(self._open_row)
        self.view.activated_apart.connect(self._open_row_apart)
        self.view.menu_wanted.connect(self.menu_wanted)
        self.view.cursor_moved.connect(self.changed)
        self.view.sort_requested.connect(self.changed)
        self._opener.folder_wanted.connect(self.go)
        self._opener.tab_wanted.connect(self.tab_wanted)
        self._opener.refused.connect(self.banner.say)
        self._opener.said.connect(self.status.say)
        self.searching.changed.connect(self.changed)
        self.searching.said.connect(self.banner.say)
        self.searching.place_wanted.connect(self.go)
        self.location.entered.connect(self.go)
        self.location.left.connect(self.view.setFocus)
        crumbs = self.location.crumbs
        crumbs.chosen.connect(self.go_above)
        crumbs.chosen_apart.connect(self.tab_wanted)
        crumbs.above_wanted.connect(self.list_above)
        for way in ("go.back", "go.forward"):
            self._bar.list_when_held(self._actions[way], self.list_history)
        self.list_query.said.connect(self.status.say)
        self.view.selecting_changed.connect(self.status.show_selecting)
        self.status.folder_wanted.connect(self.go)
        self.status.cancel_requested.connect(self.stop_reading)

    # -- ways

    @property
    def folder(self) -> bytes:
        """Where we are; empty before the first folder."""
        return self._show.folder

    def open(self, folder: bytes, known: Answer | None = None) -> None:
        """Show a folder and index it: it was asked for from outside. known: what was found out about it already."""
        if self.folder not in (b"", folder) or self.searching.is_on:
            self._history.leave(self._here())
        self._go(Place(folder), index=folder, known=known)
        self.went.emit(folder)

    def go(self, folder: bytes, current: bytes | None = None) -> None:
        """Go to a folder, with the cursor on the entry of that name."""
        if folder != self.folder or self.searching.is_on:
            if self.folder:
                self._history.leave(self._here())
            self._go(Place(folder, current))
            self.went.emit(folder)

    def point_out(self, names: Sequence[bytes]) -> None:
        """Select entries of the folder that we are in, as soon as they are there, with the cursor on the first."""
        self.list_query.leave()
        self._show.point_out(names)

    def go_to_search(self, saved: Saved) -> None:
        """Search again as it was saved."""
        self._history.leave(self._here())
        self._go(Place(saved.folder, search=Search(saved.text, Scope.named(saved.scope))))

    def go_up(self) -> None:
        """Go to the folder around this one, with the cursor on where we came from."""
        self.go(os.path.dirname(self.folder), os.path.basename(self.folder))

    def go_home(self) -> None:
        """Go to the home folder."""
        self.go(home_folder())

    def go_back(self) -> None:
        """Go to where we were before."""
        self._step(-1)

    def go_forward(self) -> None:
        """Go to where we went back from."""
        self._step(1)

    def _step(self, steps: int) -> None:
        if place := self._history.step(steps, self._here()):
            self._go(place)

    def go_above(self, folder: bytes) -> None:
        """Go to a folder around this one, with the cursor on where we came from."""
        self.used.emit()
        below = relative_to(self.folder, folder)
        self.go(folder, below.split(SEP)[0] if below else None)
        self.take_keyboard()

    def list_history(self) -> None:
        """Offer the places before this one and after it."""
        self.used.emit()
        from fbrowser.ui.place_menu import of_history, show_place_menu  # noqa: PLC0415 - when somebody asks for it

        show_place_menu(self, self.below("go.back"), of_history(self._history, self._here(), self._step))

    def list_above(self) -> None:
        """Offer the folders around this one."""
        self.used.emit()
        from fbrowser.ui.place_menu import of_folders_above, show_place_menu  # noqa: PLC0415 - likewise

        show_place_menu(self, self.location.below, of_folders_above(self.folder, self.go_above))

    def _here(self) -> Place:
        search = self.searching.search()
        return Place(self.folder, search=search) if search is not None else Place(self.folder, self.current_name())

    def _go(self, place: Place, *, index: bytes | None = None, known: Answer | None = None) -> None:
        self._opener.cancel()
        self.location.show_folder(place.folder)
        self._show.go_to(place.folder, place.current)
        can_go_up = os.path.dirname(place.folder) != place.folder
        for name, can in zip(_WAYS, (self.can_go_back, self.can_go_forward, can_go_up), strict=True):
            self._actions[name].setEnabled(can)
        self._service.open(place.folder, index=index, known=known)
        if place.search is not None:
            self.searching.resume(place.search)
        self._show.show_status()
        self.changed.emit()

    # -- what can be done here

    def refresh(self) -> None:
        """Read everything anew."""
        self._service.refresh()

    def stop_reading(self) -> None:
        """Read no further until it is asked for again."""
        self._service.cancel()

    def index_here(self) -> None:
        """Index the folder, unless it is already, alone or with others."""
        if self._service.root is None:
            self._service.open(self.folder, index=self.folder)

    def edit_location(self) -> None:
        """Let a path be typed."""
        self.location.edit()

    def begin_search(self) -> None:
        """Let a query be typed."""
        self.searching.begin()

    def search_everywhere(self) -> None:
        """Let a query be typed that is for all that is indexed."""
        self.searching.begin_everywhere()

    def next_scope(self) -> None:
        """Search in a wider scope; after the widest comes the nearest again."""
        self.searching.next_scope()

    def save_search(self) -> None:
        """Keep the search among the places, or no longer."""
        if self.searching.tools is not None:
            self.searching.tools.save()

    def export(self) -> None:
        """Write what was found to a file."""
        if self.searching.tools is not None:
            self.searching.tools.export()

    def explain(self) -> None:
        """Say why the current entry is in the result or not."""
        if self.searching.tools is not None:
            self.searching.tools.ask_why()

    def show_in_folder(self) -> None:
        """Go from a result to the folder it lies in."""
        if self.searching.tools is not None:
            self.searching.tools.reveal()

    def show_unreadable(self) -> None:
        """List the folders that could not be read."""
        self.status.show_unreadable()

    def below(self, command_id: str) -> QPoint:
        """Return where a menu should open that a button of the bar is for, on the screen."""
        return self._bar.below(self._actions[command_id])

    def filter_list(self) -> None:
        """Let a query be typed that what is shown is narrowed by."""
        self.list_query.filter()

    def select_matching(self, *, selected: bool) -> None:
        """Let a query be typed; select what of the list it matches, or select it no longer."""
        self.list_query.select(selected=selected)

    def find_again(self, steps: int) -> None:
        """Move the cursor on to what the list was filtered by last, so many matches further; back if negative."""
        self.list_query.find_again(steps)

    def choose_columns(self) -> None:
        """Offer the columns that the list can have."""
        self.view.columns.choose()

    def let_go(self, root: bytes) -> None:
        """Ask about a root no longer: it is not to be indexed any more."""
        self._service.let_go(root)
        self._show.show_status()

    def sort_by(self, key: str) -> None:
        """Sort by a column: name, size, modified and so on; if it is sorted so, the other way round."""
        self.view.ask_for_sort(Column[key.upper()])

    def search_for(self, query: str) -> None:
        """Search for something, as if it had been typed."""
        self.searching.begin()
        self.search.show_text(query)

    def go_to_results(self) -> None:
        """Give the keyboard to what was found."""
        self.search.list_wanted.emit()

    def show_history(self) -> None:
        """Offer what was searched for before."""
        self.searching.begin()
        self.search.history_wanted.emit()

    def choose_kinds(self) -> None:
        """Offer the kinds that can be searched for."""
        self.searching.begin()
        if self.searching.tools is not None:
            self.searching.tools.show_kinds()

    def dismiss(self) -> None:
        """Put away what is in the way, one thing at a time; never the window."""
        if self.location.hasFocus():
            self.location.give_up()
        elif self.list_query.step_back() or self.searching.step_back():
            pass
        elif self.banner.isVisible():
            self.banner.hide()
        else:
            self.view.clear_selection()

    def _open_row(self, row: int) -> None:
        self._activate(row, apart=False)

    def _open_row_apart(self, row: int) -> None:
        self._activate(row, apart=True)

    def _activate(self, row: int, *, apart: bool) -> None:
        listing = self.view.listing
        if listing is not None:
            self.searching.remember()
            self._opener.open(listing.snapshot.path(row), listing.snapshot.entry(row), apart=apart)

    # -- what others want to know

    def title(self) -> str:
        """Return what is shown, in a few words."""
        search = self.searching.search()
        return title_of(self.folder, search.text if search else None)

    def current_path(self) -> bytes | None:
        """Return the path of the entry the cursor is on."""
        listing, row = self.view.listing, self.view.table.row(self.view.currentIndex().row())
        return listing.snapshot.path(row) if listing is not None and row is not None else None

    def current_name(self) -> bytes | None:
        """Return the name of the entry the cursor is on; None unless what is shown is the folder that we are in."""
        path = self.current_path() if self._show.is_folder_shown else None
        return os.path.basename(path) if path is not None else self._show.current

    @property
    def query(self) -> str:
        """What is typed in the search field."""
        return self.search.text()

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place to go forward to."""
        return self._history.can_go_forward

    @property
    def current_folder(self) -> bytes | None:
        """Path of the entry the cursor is on; None if that is no folder."""
        entry, path = self.view.table.entry(self.view.currentIndex().row()), self.current_path()
        return path if entry is not None and entry.is_folder else None

    def kept(self) -> KeptPane:
        """Return what is needed to be here again."""
        behind, ahead = self._history.kept()
        return KeptPane(self._here().kept(), self._service.root, sort_words(self._presenter.sort), behind, ahead)

    def resume(self, kept: KeptPane, known: Answer | None = None) -> None:
        """Be again where a pane was."""
        self._presenter.sort = sort_named(kept.sort, Sort())
        self._history = History.of(kept.behind, kept.ahead)
        covers = kept.root is not None and relative_to(kept.place.folder, kept.root) is not None
        self._go(Place.of(kept.place), index=kept.root if covers else None, known=known)

    # -- attention

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go here, or nowhere yet."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return focused is None or self.isAncestorOf(focused)

    def take_keyboard(self) -> None:
        """Have the keys go to what is in the middle."""
        (self._middle.currentWidget() or self.view).setFocus()

    def mark(self, *, is_active: bool, is_alone: bool) -> None:
        """Show whether keys go here, if there is another pane beside this one."""
        self._bar.mark(is_marked=is_active and not is_alone)
        self.view.set_in_use(is_in_use=is_active)

    def attend(self) -> None:
        """Care for what is new as much as somebody looks here."""
        self._attend(Attention.LOOKED_AT if self.isActiveWindow() else Attention.SEEN)

    def _attend(self, attention: Attention) -> None:
        self.searching.attend(is_seen=attention is not Attention.NONE)
        self._service.attend(attention)

    def end(self) -> None:
        """Give up what is running, and let go of what is shown: the pane closes."""
        self._service.stop()
        self.searching.end()
        self._opener.cancel()
        self._tasks.give_up()
        self._presenter.forget()
        self.view.table.show_listing(None)

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Look for news: somebody sees it again."""
        super().showEvent(event)
        self.attend()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing any more: it is in the background, or the window is minimised."""
        super().hideEvent(event)
        self._attend(Attention.NONE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard, wherever one has clicked."""
        super().mousePressEvent(event)
        self.take_keyboard()
