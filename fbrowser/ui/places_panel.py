"""Places panel: the sidebar: the places that there are, kept up to date, and what can be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fbrowser.models.places import Place, Section, arrange
from fbrowser.services.live_settings import live
from fbrowser.ui.places_list import PlacesList

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from fbrowser.commands.when import Facts
    from fbrowser.services.bookmark_memory import BookmarkMemory
    from fbrowser.services.places_service import PlacesService
    from fbrowser.services.search_memory import SearchMemory

_AT = {
    Section.BOOKMARKS: "at_bookmark",
    Section.SEARCHES: "at_search",
    Section.ROOTS: "at_root",
}


class PlacesPanel(QWidget):
    """Asks its services while it is seen, and shows what they know."""

    folder_chosen = Signal(object)
    """Path, bytes."""
    folder_chosen_apart = Signal(object)
    """Path, bytes, of a folder to be opened in a tab of its own."""
    search_chosen = Signal(object)
    """Saved."""
    search_chosen_apart = Signal(object)
    """Saved, to be opened in a tab of its own."""
    menu_wanted = Signal(QPoint)
    """Where on the screen, for the place under the cursor."""

    def __init__(
        self,
        service: PlacesService,
        bookmarks: BookmarkMemory,
        searches: SearchMemory,
        parent: QWidget | None = None,
    ) -> None:
        """Show what is known already."""
        super().__init__(parent)
        self._service = service
        self._bookmarks = bookmarks
        self._searches = searches
        self.list = PlacesList(self)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self._connect()
        self._fill()

    def _connect(self) -> None:
        self._service.changed.connect(self._fill)
        self._bookmarks.changed.connect(self._fill)
        self._searches.changed.connect(self._fill)
        live.language_changed.connect(self._fill)
        self.list.chosen.connect(self._open)
        self.list.chosen_apart.connect(self._open_apart)
        self.list.menu_wanted.connect(self.menu_wanted)
        self.list.places.rename_wanted.connect(self._rename)
        self.list.places.move_wanted.connect(self._move)

    def _fill(self) -> None:
        bookmarks, searches = self._bookmarks.value, self._searches.searches.saved
        self._service.also_look_at([each.folder for each in bookmarks.items])
        self.list.show_rows(arrange(self._service.machine, bookmarks, searches))

    def sizeHint(self) -> QSize:
        """Return a width for names of an ordinary length."""
        return QSize(220, 400)

    def end(self) -> None:
        """Ask for nothing any more: the window closes."""
        self._service.stop()

    # -- where one is

    def show_folder(self, folder: bytes) -> None:
        """Mark the place that leads to the folder that is shown."""
        self.list.show_folder(folder)

    def facts(self) -> Facts:
        """Return what is so here, of `fbrowser.commands.when.FACTS`."""
        place = self.list.current
        at = _AT.get(place.section) if place is not None else None
        return frozenset((at,) if at else ())

    # -- what can be done with the place under the cursor

    def show_menu(self) -> None:
        """Offer all of it."""
        self.menu_wanted.emit(self.list.below_cursor())

    def open_current(self) -> None:
        """Go there."""
        self._open(self.list.current)

    def open_current_apart(self) -> None:
        """Go there in a tab of its own."""
        self._open_apart(self.list.current)

    def _open(self, place: Place | None) -> None:
        if place is not None and place.search is not None:
            self.search_chosen.emit(place.search)
        elif place is not None:
            self.folder_chosen.emit(place.folder)

    def _open_apart(self, place: Place | None) -> None:
        if place is not None and place.search is not None:
            self.search_chosen_apart.emit(place.search)
        elif place is not None:
            self.folder_chosen_apart.emit(place.folder)

    def rename_current(self) -> None:
        """Let a bookmark, or a search that is kept, be called something else."""
        self.list.rename_current()

    def _rename(self, place: Place, name: str) -> None:
        if place.search is not None:
            self._searches.rename(place.search, name)
        else:
            self._bookmarks.rename(place.folder, name)

    def remove_current(self) -> None:
        """Keep a bookmark or a search no longer."""
        place = self.list.current
        if place is None:
            return
        if place.section is Section.BOOKMARKS:
            self._bookmarks.remove(place.folder)
        elif place.search is not None:
            self._searches.remove(place.search)

    def move_current(self, by: int) -> None:
        """Move a bookmark, or a search that is kept, by some places, up if negative."""
        if self.list.current is not None:
            self.list.places.move_by(self.list.current, by)

    def _move(self, place: Place, to: int) -> None:
        if place.search is not None:
            self._searches.move(place.search, to)
        else:
            self._bookmarks.move(place.folder, to)

    def refresh_current(self) -> None:
        """Have a root rebuilt."""
        place = self.list.current
        if place is not None and place.section is Section.ROOTS:
            self._service.refresh_roots([place.folder])

    def forget_current(self) -> None:
        """Remove a root from the index."""
        place = self.list.current
        if place is not None and place.section is Section.ROOTS:
            self._service.forget_root(place.folder)

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what changes."""
        super().showEvent(event)
        self._bookmarks.look()
        self._searches.look()
        self._service.attend(is_seen=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for nothing any more."""
        super().hideEvent(event)
        self._service.attend(is_seen=False)
