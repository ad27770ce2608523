"""Main window: puts the tabs, and what all of them share, together. What they do is theirs."""

from __future__ import annotations

import os
from stat import S_IFREG
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from fbrowser.config.session import Geometry, KeptPane, KeptPlace, KeptTab, Session
from fbrowser.config.settings import setting
from fbrowser.services.bookmark_memory import BookmarkMemory
from fbrowser.services.search_memory import SearchMemory
from fbrowser.services.session_keeper import SessionKeeper
from fbrowser.services.settings_service import SettingsService
from fbrowser.services.talks import Talks
from fbrowser.services.view_memory import ViewMemory
from fbrowser.ui.opening import open_file
from fbrowser.ui.pane import Pane
from fbrowser.ui.parts import Shared
from fbrowser.ui.places_side import PlacesSide
from fbrowser.ui.tabs import Tabs
from fbrowser.ui.window_commands import WindowCommands
from fbrowser.ui.window_facts import window_facts

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QMoveEvent, QResizeEvent

    from fbrowser.commands.when import Facts
    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.config.searches import Saved
    from fbrowser.index.answer import Answer
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.places_panel import PlacesPanel

_SIZE: Final = (1080, 700)
_GRIP: Final = 60
"""Pixels of a window that must be on a screen for it to be taken hold of."""


class MainWindow(QMainWindow):
    """Tabs of one or two panes, and what is window-wide: keys, places, searches, and what is kept of it all."""

    first_shown = Signal()
    """There is something to see: a table, or a message."""

    def __init__(self, tasks: Tasks, settings: SettingsService | None = None) -> None:
        """Put the window together; `open` shows the first folder, `begin` what was open the last time."""
        super().__init__()
        self._tasks = tasks
        self.settings = settings or SettingsService(tasks)
        self.settings.setParent(self)
        self.commands = WindowCommands(self, tasks)
        self._talks = Talks(tasks, self)
        self.memory = SearchMemory(tasks, self)
        self.bookmarks = BookmarkMemory(tasks, self)
        self.views = ViewMemory(tasks, self)
        self._shared = Shared(tasks, self._talks, self.memory, self.commands, self.views)
        self.tabs = Tabs(self._make_pane, self)
        self.side = PlacesSide(self.tabs, self._make_places, self.views, self)
        self.keeper = SessionKeeper(tasks, self._session, self)
        self.setCentralWidget(self.side)
        self._connect()
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.tabs.titled.connect(self._show_title)
        self.tabs.changed.connect(self.keeper.note_change)
        self.tabs.last_closed.connect(self.close)
        self.tabs.new_wanted.connect(self.new_tab)
        self.commands.folder_chosen.connect(self._go)
        self.commands.tab_wanted.connect(self.new_tab)
        self.commands.said.connect(self.say)
        self.commands.pending.connect(self._show_pending)
        self.commands.keymap_changed.connect(self._use_keymap)
        self.side.left.connect(lambda: self.pane.take_keyboard())  # noqa: PLW0108 - the pane of that time
        for each in (self.memory, self.bookmarks, self.views, self.settings):
            each.failed.connect(self.say)
        self.keeper.failed.connect(self.say)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def _make_pane(self) -> Pane:
        pane = Pane(self._shared, self)
        pane.shown.connect(self.first_shown)
        pane.tab_wanted.connect(self.open_apart)
        pane.went.connect(self.commands.note_visit)
        pane.location.wanted.connect(lambda: self.commands.complete_paths(pane.location))
        pane.menu_wanted.connect(self.commands.show_context_menu)
        pane.view.keeps_marks = self.commands.keeps_marks
        return pane

    def _show_pending(self, keys: str) -> None:
        if len(self.tabs):
            self.pane.status.show_keys(keys)

    def _use_keymap(self) -> None:
        for each in self.findChildren(Pane):
            each.view.keeps_marks = self.commands.keeps_marks

    def _make_places(self) -> PlacesPanel:
        from fbrowser.services.places_service import PlacesService  # noqa: PLC0415 - after the first page
        from fbrowser.ui.places_panel import PlacesPanel  # noqa: PLC0415 - likewise

        service = PlacesService(self._tasks, self)
        service.failed.connect(self.say)
        service.root_going.connect(self.tabs.let_go)
        panel = PlacesPanel(service, self.bookmarks, self.memory)
        panel.folder_chosen.connect(self._go)
        panel.folder_chosen_apart.connect(self.open_apart)
        panel.search_chosen.connect(self._search)
        panel.search_chosen_apart.connect(self._search_apart)
        panel.menu_wanted.connect(self.commands.show_place_menu)
        return panel

    # -- the session

    def begin(self, session: Session | None, folder: bytes | None, known: Answer | None = None) -> None:
        """Open what was open the last time, or a folder instead: then that can be had back as closed tabs.

        session: None if it is not known yet; see `remember`.
        """
        if session is not None and session.geometry is not None:
            self._take_place(session.geometry)
        if session is not None and session.tabs and folder is None:
            self.tabs.closed = list(session.closed)
            self.tabs.restore(session.tabs, session.active, known)
            self.keeper.begin()
            return
        self.open(folder or os.fsencode(os.path.expanduser("~")), known)
        if session is not None:
            self.remember(session)

    def remember(self, session: Session) -> None:
        """Have what was open the last time among what was closed; from now on, keep what is open."""
        self.tabs.closed = [*session.put_away().closed, *self.tabs.closed]
        self.keeper.begin()

    def _session(self) -> Session:
        return Session(self.tabs.kept(), self.tabs.at, self._place(), tuple(self.tabs.closed))

    def _place(self) -> Geometry:
        is_maximized = bool(self.windowState() & Qt.WindowState.WindowMaximized)
        inner = self.normalGeometry() if is_maximized else self.geometry()
        at = inner.topLeft() if is_maximized else self.pos()  # of the frame, which is what move() moves
        return Geometry(at.x(), at.y(), inner.width(), inner.height(), is_maximized)

    def _take_place(self, geometry: Geometry) -> None:
        """Be where, and as large as, the window was, as far as there is a screen there now."""
        self.resize(geometry.width, geometry.height)
        for screen in QApplication.screens():
            room = screen.availableGeometry().adjusted(_GRIP - geometry.width, 0, -_GRIP, -_GRIP)
            if room.contains(geometry.x, geometry.y):
                self.move(geometry.x, geometry.y)
        if geometry.is_maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    # -- panes

    def facts(self) -> Facts:
        """Return what is so now, for when-clauses."""
        return window_facts(self)

    @property
    def pane(self) -> Pane:
        """The one that keys go to."""
        return self.tabs.current.pane

    @property
    def other_pane(self) -> Pane | None:
        """The one beside it."""
        return self.tabs.current.other_pane

    def switch_pane(self) -> None:
        """Go to the other pane; with one alone, make it."""
        self.tabs.current.switch()

    def toggle_second_pane(self) -> None:
        """Have two panes, or the one that is in use alone."""
        self.tabs.current.toggle_second()

    def swap_panes(self) -> None:
        """Have the panes change places."""
        self.tabs.current.swap()

    def same_folder_in_other_pane(self) -> None:
        """Show this folder in the other pane as well, with the cursor where it is here."""
        self._show_in_other(self.pane.folder, self.pane.current_name())

    def open_in_other_pane(self) -> None:
        """Open the folder that the cursor is on in the other pane; for a file, the folder it lies in."""
        path, folder = self.pane.current_path(), self.pane.current_folder
        if folder is not None:
            self._show_in_other(folder, None)
        elif path is not None:
            self._show_in_other(os.path.dirname(path), os.path.basename(path))

    def _show_in_other(self, folder: bytes, current: bytes | None) -> None:
        if other := self.other_pane:
            other.go(folder, current)
        else:
            self.tabs.current.split(KeptPlace(folder, current))

    # -- tabs

    def open(self, folder: bytes, known: Answer | None = None) -> None:
        """Show, and index, a folder that was asked for from outside: where it is shown already, or in a new tab."""
        kept = KeptTab((KeptPane(KeptPlace(folder), root=folder),))
        if not len(self.tabs):
            self.tabs.restore([kept], 0, known)
        elif self.tabs.show_folder(folder):
            self.pane.index_here()
        else:
            self.tabs.open(kept)

    def new_tab(self, folder: bytes | None = None) -> None:
        """Open a tab on a folder; default: on that of this pane, with the cursor where it is."""
        pane = self.pane
        place = KeptPlace(folder) if folder is not None else KeptPlace(pane.folder, pane.current_name())
        self.tabs.open(KeptTab((KeptPane(place, sort=pane.kept().sort),)))

    def open_apart(self, folder: bytes) -> None:
        """Open a tab on a folder, behind this one."""
        self.tabs.open(KeptTab((KeptPane(KeptPlace(folder), sort=self.pane.kept().sort),)), behind=True)

    def close_tab(self) -> None:
        """Close this tab; with the last one, the window."""
        self.tabs.close_at(self.tabs.at)

    def reopen_tab(self) -> None:
        """Have back what was closed last."""
        self.tabs.reopen()

    def next_tab(self) -> None:
        """Show the next tab."""
        self.tabs.step(1)

    def previous_tab(self) -> None:
        """Show the tab before."""
        self.tabs.step(-1)

    def show_tab(self, number: int) -> None:
        """Show a tab by its number from 1; 9 is the last."""
        self.tabs.show_number(number)

    def move_tab(self, by: int) -> None:
        """Move this tab so many places to the right."""
        self.tabs.move_by(by)

    # -- what is window-wide

    def show_go_to(self) -> None:
        """Let the name of any folder be typed, and go there."""
        self.commands.overlays.show_go_to(self.pane.folder)

    def show_palette(self) -> None:
        """Let any command be chosen."""
        self.commands.overlays.show_palette()

    def show_key_help(self) -> None:
        """Show which keys do what."""
        self.commands.overlays.show_key_help()

    def save_cheat_sheet(self) -> None:
        """Write which keys do what to a file."""
        self.commands.overlays.save_cheat_sheet()

    def show_hints(self, *, opens: bool = False) -> None:
        """Put letters on what can be activated; opens: rows are opened as well."""
        self.commands.overlays.show_hints(opens=opens)

    def show_menu(self) -> None:
        """Open the menu of all that can be done."""
        self.commands.show_menu(self.pane.below("window.menu"))

    def show_context_menu(self) -> None:
        """Open the menu of what can be done with the current entry."""
        self.commands.show_context_menu(self.pane.view.below_cursor())

    def show_settings(self) -> None:
        """Let the settings be changed."""
        from fbrowser.ui.settings_dialog import SettingsDialog  # noqa: PLC0415 - when somebody asks for it

        SettingsDialog(self.settings, self).open()

    def use_keymap(self, name: str) -> None:
        """Use the keys of another keymap from now on."""
        self.settings.set(setting("keymap"), name)

    def edit_keys(self) -> None:
        """Open the file of the user's own keys in an editor."""
        self.commands.keys.with_file(self._edit)

    def _edit(self, path: bytes) -> None:
        if problem := open_file(path, S_IFREG):
            self.say(problem)

    @property
    def places(self) -> PlacesPanel | None:
        """The list of places; None as long as it was never shown."""
        return self.side.panel

    def toggle_places(self) -> None:
        """Show the list of places, or hide it."""
        self.side.toggle()

    def go_to_places(self) -> None:
        """Show the list of places, and give it the keyboard."""
        self.side.take_keyboard()

    def toggle_bookmark(self) -> None:
        """Keep the folder of the pane among the bookmarks, or no longer."""
        self.bookmarks.toggle(self.pane.folder)

    def toggle_setting(self, key: str) -> None:
        """Turn a setting on that is off, or off that is on."""
        self.settings.toggle(key)

    def dismiss(self) -> None:
        """Put away what is in the way, one thing at a time."""
        if not self.side.step_back():
            self.pane.dismiss()

    def _go(self, folder: bytes) -> None:
        self.pane.go(folder)
        self.pane.take_keyboard()

    def _search(self, saved: Saved) -> None:
        self.pane.go_to_search(saved)
        self.pane.take_keyboard()

    def _search_apart(self, saved: Saved) -> None:
        self.new_tab(saved.folder)
        self._search(saved)

    def say(self, problem: EnvironmentProblem | str) -> None:
        """Say what went wrong, where the user is."""
        self.pane.banner.say(problem)

    def _show_title(self) -> None:
        self.side.show_folder(self.pane.folder)
        title = self.tabs.current.title()
        self.setWindowTitle(title.replace("[*]", "[*][*]"))  # alone, Qt takes it for the mark of something unsaved

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        while now is not None and not isinstance(now, Pane):
            now = now.parentWidget()
        if now is not None and len(self.tabs):
            self.tabs.current.activate(now)

    # -- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Look for news when the window is looked at again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.tabs.attend()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep where the window is."""
        super().moveEvent(event)
        self.keeper.note_change()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep how large the window is."""
        super().resizeEvent(event)
        self.keeper.note_change()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is open, and give up what is running."""
        self.keeper.finish()
        self.views.finish()
        self.side.end()
        self._talks.stop()
        self.tabs.end()
        self._tasks.stop()
        super().closeEvent(event)
