"""Main window: puts the tabs, and what all of them share, together. What they do is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fbrowser.common.paths import home_folder
from fbrowser.config.session import Session
from fbrowser.services.bookmark_memory import BookmarkMemory
from fbrowser.services.live_settings import live
from fbrowser.services.search_memory import SearchMemory
from fbrowser.services.session_keeper import SessionKeeper
from fbrowser.services.settings_service import SettingsService
from fbrowser.services.talks import Talks
from fbrowser.services.view_memory import ViewMemory
from fbrowser.ui.commanded_window import CommandedWindow
from fbrowser.ui.pane import Pane
from fbrowser.ui.parts import Shared
from fbrowser.ui.places_side import PlacesSide
from fbrowser.ui.tabs import Tabs
from fbrowser.ui.window_commands import WindowCommands
from fbrowser.ui.window_place import fitting, place_of, take_place

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QMoveEvent, QResizeEvent

    from fbrowser.config.searches import Saved
    from fbrowser.index.answer import Answer
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.places_panel import PlacesPanel

_SIZE: Final = (1080, 700)
_SOON_MS: Final = 3000


class MainWindow(CommandedWindow):
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
        self.tabs = Tabs(self._make_pane, self.commands, self)
        self.side = PlacesSide(self.tabs, self._make_places, self.views, self)
        self.keeper = SessionKeeper(tasks, self._session, self)
        self._column = self._filled()
        self._connect()
        self.resize(fitting(self, *_SIZE))

    def _filled(self) -> QVBoxLayout:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.side, 1)
        self.setCentralWidget(middle)
        return column

    def show_above(self, widget: QWidget) -> None:
        """Show something above all else, whatever tab is shown."""
        self._column.insertWidget(0, widget)

    def _connect(self) -> None:
        self.tabs.titled.connect(self._show_title)
        self.tabs.changed.connect(self.keeper.note_change)
        self.tabs.last_closed.connect(self.close)
        self.commands.folder_chosen.connect(self._go)
        self.commands.tab_wanted.connect(self.new_tab)
        self.commands.said.connect(self.say)
        self.commands.pending.connect(self._show_pending)
        self.commands.keymap_changed.connect(self._use_keymap)
        self.side.left.connect(lambda: self.pane.take_keyboard())  # noqa: PLW0108 - the pane of that time
        for each in (self.memory, self.bookmarks, self.views, self.settings):
            each.failed.connect(self.say_besides)
        self.keeper.failed.connect(self.say_besides)
        live.language_changed.connect(self._word)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr] - there is one

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

    def begin(
        self,
        session: Session | None,
        folder: bytes | None,
        known: Answer | None = None,
        name: bytes | None = None,
    ) -> None:
        """Open what was open the last time, or a folder instead: then that can be had back as closed tabs.

        session: None if it is not known yet; see `remember`. name: of the file in the folder that is to be shown.
        """
        if session is not None and session.geometry is not None:
            take_place(self, session.geometry)
        if session is not None and session.tabs and folder is None:
            self.tabs.closed = list(session.closed)
            self.tabs.restore(session.tabs, session.active, known)
            self.keeper.begin()
            return
        if folder is not None and name is not None:
            self.show_items(folder, (name,), known)
        else:
            self.open(folder or home_folder(), known)
        if session is not None:
            self.remember(session)

    def remember(self, session: Session) -> None:
        """Have what was open the last time among what was closed; from now on, keep what is open."""
        self.tabs.closed = [*session.put_away().closed, *self.tabs.closed]
        self.keeper.begin()

    def knows_folder(self, path: bytes) -> bool:
        """Return whether what is known of the roots that are open has a folder of that path."""
        talk = self._talks.covering(path)
        snapshot = talk.answer.snapshot if talk is not None and talk.answer is not None else None
        return snapshot is not None and snapshot.find_folder(path) is not None

    def _session(self) -> Session:
        return Session(self.tabs.kept(), self.tabs.at, place_of(self), tuple(self.tabs.closed))

    def follow_left_out(self) -> None:
        """Rebuild what was indexed with other folders left out than the file says: soon, and when that changes."""
        known: tuple[str, ...] | None = None

        def look() -> None:
            nonlocal known
            before, known = known, self.settings.in_file.left_out
            if known != before:
                self._talks.renew()

        self.settings.changed.connect(look)
        QTimer.singleShot(_SOON_MS, self, look)  # nobody has changed it just now: the first page comes first

    # -- what is chosen

    def _go(self, folder: bytes) -> None:
        self.pane.go(folder)
        self.pane.take_keyboard()

    def _search(self, saved: Saved) -> None:
        self.pane.go_to_search(saved)
        self.pane.take_keyboard()

    def _search_apart(self, saved: Saved) -> None:
        self.new_tab(saved.folder)
        self._search(saved)

    def _word(self) -> None:
        if len(self.tabs):
            self.tabs.name_all()

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
