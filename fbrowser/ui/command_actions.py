"""Command actions: Qt's twins of commands, and the menus made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from fbrowser.commands.command import MAIN_MENUS, Menu
from fbrowser.common.translation import tr
from fbrowser.services.live_settings import live
from fbrowser.ui.icons import menu_icon

if TYPE_CHECKING:
    from fbrowser.commands.command import Command
    from fbrowser.commands.context import Window
    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.registry import Registry


class CommandActions(QObject):
    """The actions of a window, each made when it is wanted first.

    They show keys but have none: `KeyInput` runs commands by keys, also by sequences that Qt knows nothing of.
    """

    def __init__(self, widget: QWidget, window: Window, registry: Registry, keymap: Keymap) -> None:
        """Make none yet. widget: what they belong to; window: what commands are done with."""
        super().__init__(widget)
        self._window = window
        self._registry = registry
        self._keymap = keymap
        self._actions: dict[Command, QAction] = {}
        self._twins: list[tuple[Command, QAction]] = []
        live.language_changed.connect(self._word)

    def action(self, command_id: str) -> QAction:
        """Return the action of a command, for a button or a menu. Raises KeyError if there is none."""
        return self._action(self._registry[command_id])

    def run(self, command_id: str) -> None:
        """Do what a command does; somebody has found out that it can be done. Raises KeyError if there is none."""
        self._registry[command_id].function(self._window, None)

    def adopt(self, command_id: str, action: QAction) -> None:
        """Have an action that others made say what a command says, as long as it lives."""
        command = self._registry[command_id]
        action.setCheckable(command.checked is not None)
        twin = (command, action)
        self._twins.append(twin)
        action.destroyed.connect(lambda: self._forget(twin))
        self._show_keys(command, action)

    def _forget(self, twin: tuple[Command, QAction]) -> None:
        self._twins = [each for each in self._twins if each is not twin]

    def _action(self, command: Command) -> QAction:
        action = self._actions.get(command)
        if action is None:
            action = self._actions[command] = QAction(self)
            action.setIcon(menu_icon(command.icon))
            action.setCheckable(command.checked is not None)
            action.triggered.connect(lambda: self._run(command))
            self._show_keys(command, action)
            self._look(command)
        return action

    def _run(self, command: Command) -> None:
        command.run(self._window)
        self._look(command)  # Qt has turned the tick by itself

    # -- what they show

    def use(self, keymap: Keymap) -> None:
        """Show the keys of another keymap."""
        self._keymap = keymap
        self._word()

    def _word(self) -> None:
        for command, action in [*self._actions.items(), *self._twins]:
            self._show_keys(command, action)

    def _show_keys(self, command: Command, action: QAction) -> None:
        keys = self._keymap.shown(command)
        title = command.title.replace("&", "&&")
        action.setText(f"{title}\t{keys}" if keys else title)
        action.setIconText(title)
        action.setWhatsThis(command.description)
        action.setToolTip(f"{command.title} ({keys})" if keys else command.title)

    def refresh(self) -> None:
        """Offer what can be done now: something has changed."""
        for command in self._actions:
            self._look(command)

    def _look(self, command: Command) -> None:
        action, facts = self._actions[command], self._window.facts()
        action.setEnabled(command.when.holds(facts))
        if command.checked is not None:
            action.setChecked(command.checked.holds(facts))

    # -- menus

    def menu(self, menu: Menu, parent: QWidget) -> QMenu:
        """Return a menu; what it offers is looked at anew whenever it opens."""
        made = QMenu(tr(menu.value), parent)
        for group in self._registry.menu(menu):
            if made.actions():
                made.addSeparator()
            made.addActions([self._action(command) for command in group])
        made.aboutToShow.connect(lambda: self._prepare(made, is_short=menu not in MAIN_MENUS))
        return made

    def main_menu(self, parent: QWidget) -> QMenu:
        """Return a menu of all the menus, for a button; a menu bar takes `menus`."""
        made = QMenu(parent)
        for each in self.menus(parent):
            made.addMenu(each)
        return made

    def menus(self, parent: QWidget) -> list[QMenu]:
        """Return the menus of a menu bar, from the left."""
        return [self.menu(each, parent) for each in MAIN_MENUS if self._registry.menu(each)]

    def _prepare(self, menu: QMenu, *, is_short: bool) -> None:
        """Look what can be done now; a short menu offers nothing else."""
        self.refresh()
        for action in menu.actions():
            action.setVisible(action.isEnabled() or not is_short)
