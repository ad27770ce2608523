"""Window commands: the keys, buttons and menus of a window, made of the registry and of the keymap in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction

from fbrowser.services.live_settings import live
from fbrowser.ui.icons import action_icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from fbrowser.commands.command import Menu
    from fbrowser.services.keys_service import KeysService
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.command_actions import CommandActions
    from fbrowser.ui.key_input import KeyInput
    from fbrowser.ui.location_bar import LocationBar
    from fbrowser.ui.main_window import MainWindow
    from fbrowser.ui.overlays import Overlays


class _Made(NamedTuple):
    """What it takes to run commands."""

    keys: KeysService
    actions: CommandActions
    input: KeyInput
    overlays: Overlays


class WindowCommands(QObject):
    """Runs commands in one window; what keys mean changes with the settings and the user's own keys.

    It is `begin` that costs, 10 ms of imports; until then buttons can be made, and look as they will.
    """

    keymap_changed = Signal()
    pending = Signal(str)
    """Keys that were pressed of something that is not complete; empty: nothing is."""
    folder_chosen = Signal(object)
    """Path, bytes, to go to."""
    tab_wanted = Signal(object)
    """Path, bytes, to be shown in a new tab."""
    said = Signal(object)
    """EnvironmentProblem, or a sentence, to be shown."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        """Hear no keys yet."""
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._made: _Made | None = None
        self._buttons: list[tuple[str, QAction]] = []
        """Made before the commands were there."""
        self._visited: list[bytes] = []
        """Folders, likewise."""
        self._menus: dict[Menu | None, QMenu] = {}
        live.language_changed.connect(self._drop_menus)

    def begin(self) -> None:
        """Hear the keys of the window from now on."""
        if self._made is not None:
            return
        made = self._made = self._make()
        for command_id, action in self._buttons:
            made.actions.adopt(command_id, action)
        for folder in self._visited:
            made.overlays.note_visit(folder)
        made.input.pending.connect(self.pending)
        made.keys.changed.connect(self._use)
        made.keys.failed.connect(self.said)
        for ours, theirs in (
            (self.folder_chosen, made.overlays.folder_chosen),
            (self.tab_wanted, made.overlays.tab_wanted),
            (self.said, made.overlays.said),
        ):
            theirs.connect(ours)
        self.keymap_changed.emit()

    def _make(self) -> _Made:
        # Not before the first page.
        from fbrowser.commands.builtin import builtin_commands  # noqa: PLC0415 - see above
        from fbrowser.services.keys_service import KeysService  # noqa: PLC0415 - see above
        from fbrowser.ui.command_actions import CommandActions  # noqa: PLC0415 - see above
        from fbrowser.ui.key_input import KeyInput  # noqa: PLC0415 - see above
        from fbrowser.ui.overlays import Overlays  # noqa: PLC0415 - see above

        window, registry = self._window, builtin_commands()
        keys = KeysService(registry, self._tasks, self)
        return _Made(
            keys,
            CommandActions(window, window, registry, keys.keymap),
            KeyInput(window, window, keys.keymap),
            Overlays(window, window, registry, lambda: keys.keymap, self._tasks),
        )

    @property
    def _parts(self) -> _Made:
        self.begin()
        assert self._made is not None
        return self._made

    @property
    def keys(self) -> KeysService:
        """The keymap in force."""
        return self._parts.keys

    @property
    def overlays(self) -> Overlays:
        """What opens over the window."""
        return self._parts.overlays

    def _use(self) -> None:
        made = self._parts
        made.input.use(made.keys.keymap)
        made.actions.use(made.keys.keymap)
        self.keymap_changed.emit()

    @property
    def keeps_marks(self) -> bool:
        """Whether moving the cursor leaves several selected entries alone."""
        return self._made is not None and self._made.keys.keymap.keeps_marks

    def keys_of(self, command_id: str) -> str:
        """Return the first keys of a command, as they are shown; empty: it has none, or none are heard yet."""
        if self._made is None:
            return ""
        return self._made.keys.keymap.shown(self._made.keys.registry[command_id])

    # -- what panes ask for

    def button(
        self, command_id: str, icon: str, owner: QObject, first: Callable[[], object] | None = None
    ) -> QAction:
        """Return an action of a command for a part of the window, which alone says when it can be done.

        It lives as long as its owner. icon: the command's. first: called before the command is run.
        """
        action = QAction(owner)
        action.setIcon(action_icon(icon))

        def run() -> None:
            if first is not None:
                first()
            self._parts.actions.run(command_id)

        action.triggered.connect(run)
        if self._made is None:
            self._buttons.append((command_id, action))
        else:
            self._made.actions.adopt(command_id, action)
        return action

    def note_visit(self, folder: bytes) -> None:
        """Note that somebody went to a folder (an absolute path)."""
        if self._made is None:
            self._visited.append(folder)
        else:
            self._made.overlays.note_visit(folder)

    def complete_paths(self, location: LocationBar) -> None:
        """Help with the paths that are typed in a field."""
        self.overlays.complete_paths(location)

    # -- menus

    def make_menu_bar(self) -> None:
        """Give the window a menu bar where every program has one: at the top of the screen of a Mac."""
        from fbrowser.commands.keys import MAC  # noqa: PLC0415 - see _make

        if MAC:
            for each in self._parts.actions.menus(self._window):
                self._window.menuBar().addMenu(each)

    def show_menu(self, place: QPoint) -> None:
        """Open the menu of all that can be done at a place on the screen."""
        if None not in self._menus:
            self._menus[None] = self._parts.actions.main_menu(self._window)
        self._pop_up(self._menus[None], place)

    def show_context_menu(self, place: QPoint) -> None:
        """Open the menu of what can be done with the current entry at a place on the screen."""
        from fbrowser.commands.command import Menu  # noqa: PLC0415 - see _make

        if Menu.CONTEXT not in self._menus:
            self._menus[Menu.CONTEXT] = self._parts.actions.menu(Menu.CONTEXT, self._window)
        self._pop_up(self._menus[Menu.CONTEXT], place)

    def show_place_menu(self, place: QPoint) -> None:
        """Open the menu of what can be done with the current place at a place on the screen."""
        from fbrowser.commands.command import Menu  # noqa: PLC0415 - see _make

        if Menu.PLACE not in self._menus:
            self._menus[Menu.PLACE] = self._parts.actions.menu(Menu.PLACE, self._window)
        self._pop_up(self._menus[Menu.PLACE], place)

    def _drop_menus(self) -> None:
        """Make them anew when they are wanted: their titles are in another language."""
        for each in self._menus.values():
            each.deleteLater()
        self._menus.clear()
        if self._made is not None and not self._window.menuBar().isHidden():
            self._window.menuBar().clear()
            self.make_menu_bar()

    def _pop_up(self, menu: QMenu, place: QPoint) -> None:
        """Open a menu, not beyond the right of the window if it can be helped, ready for the keyboard."""
        right = self._window.mapToGlobal(self._window.rect().topRight()).x()
        menu.popup(QPoint(min(place.x(), right - menu.sizeHint().width()), place.y()))
        menu.setActiveAction(next((each for each in menu.actions() if each.isEnabled()), menu.actions()[0]))
