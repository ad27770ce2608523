"""Window commands: the keys, buttons and menus of a window, made of the registry and of the keymap in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.command import Menu
from fbrowser.commands.keys import MAC
from fbrowser.services.keys_service import KeysService
from fbrowser.ui.command_actions import CommandActions
from fbrowser.ui.key_input import KeyInput
from fbrowser.ui.overlays import Overlays

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow


class WindowCommands(QObject):
    """Runs commands in one window; what keys mean changes with the settings and the user's own keys."""

    pending = Signal(str)
    """Keys that were pressed of something that is not complete; empty: nothing is."""
    keymap_changed = Signal()

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        """Hear the keys of a window."""
        super().__init__(window)
        self._window = window
        registry = builtin_commands()
        self.keys = KeysService(registry, tasks, self)
        self.actions = CommandActions(window, window, registry, self.keys.keymap)
        self._input = KeyInput(window, window, self.keys.keymap)
        self._input.pending.connect(self.pending)
        self.overlays = Overlays(window, window, registry, lambda: self.keys.keymap, tasks)
        self._menus: dict[Menu | None, QMenu] = {}
        self.keys.changed.connect(self._use)

    def _use(self) -> None:
        self._input.use(self.keys.keymap)
        self.actions.use(self.keys.keymap)
        self.keymap_changed.emit()

    def make_menu_bar(self) -> None:
        """Give the window a menu bar where every program has one: at the top of the screen of a Mac."""
        if MAC:
            for each in self.actions.menus(self._window):
                self._window.menuBar().addMenu(each)

    def show_menu(self, place: QPoint) -> None:
        """Open the menu of all that can be done at a place on the screen."""
        if None not in self._menus:
            self._menus[None] = self.actions.main_menu(self._window)
        self._pop_up(self._menus[None], place)

    def show_context_menu(self, place: QPoint) -> None:
        """Open the menu of what can be done with the current entry at a place on the screen."""
        if Menu.CONTEXT not in self._menus:
            self._menus[Menu.CONTEXT] = self.actions.menu(Menu.CONTEXT, self._window)
        self._pop_up(self._menus[Menu.CONTEXT], place)

    def _pop_up(self, menu: QMenu, place: QPoint) -> None:
        """Open a menu, not beyond the right of the window if it can be helped, ready for the keyboard."""
        right = self._window.mapToGlobal(self._window.rect().topRight()).x()
        menu.popup(QPoint(min(place.x(), right - menu.sizeHint().width()), place.y()))
        menu.setActiveAction(next((each for each in menu.actions() if each.isEnabled()), menu.actions()[0]))
