"""Command palette: every command by a few letters of its name, with its keys; what was run last comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject

from fbrowser.commands.keys import show
from fbrowser.commands.offers import offers
from fbrowser.common.translation import later, tr
from fbrowser.config.recent_commands import Recent, change, load, remembered
from fbrowser.services.memory import Memory
from fbrowser.ui.picker import Picker
from fbrowser.ui.picker_list import Item

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fbrowser.commands.command import Command
    from fbrowser.commands.context import Window
    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.offers import Offer
    from fbrowser.commands.registry import Registry
    from fbrowser.commands.when import Facts
    from fbrowser.services.tasks import Tasks

_NONE_FITS: Final = later("No command is called so. Backspace takes letters back; Esc leaves.")
_ITSELF: Final = "help.commands"


class CommandPalette(QObject):
    """Offers commands in a picker, and runs the chosen one once the keyboard is back where it was."""

    def __init__(
        self, widget: QWidget, window: Window, registry: Registry, keymap: Callable[[], Keymap], tasks: Tasks
    ) -> None:
        """Make it, closed.

        widget: what is covered; window: what commands are done with; keymap: returns the one of now.
        """
        super().__init__(widget)
        self._window = window
        self._registry = registry
        self._keymap = keymap
        self._facts: Facts = frozenset()
        self.recent = Memory[Recent](tasks, (), load, change, self)
        self.recent.changed.connect(self._show)
        self.picker = Picker(widget, later("commands"), later("Type what to do"))
        self.picker.typed.connect(self._show)
        self.picker.chosen.connect(self._run)

    def open(self) -> None:
        """Offer what can be done now: that is looked at before the field has the keyboard."""
        self._facts = self._window.facts()
        self.recent.look()
        self.picker.open()
        self._show()

    def _show(self, _typed: object = None) -> None:
        if not self.picker.isVisible():
            return
        keymap = self._keymap()
        commands = [each for each in self._registry if each.id != _ITSELF]
        found = offers(commands, self._facts, self.recent.value, self.picker.field.text())
        self.picker.show_items([_item(each, keymap) for each in found], tr(_NONE_FITS))

    def _run(self, what: object, _apart: object) -> None:
        command = cast("Command", what)
        self.recent.change(lambda recent: remembered(recent, command.id))
        self.picker.leave()
        command.run(self._window)


def _item(offer: Offer, keymap: Keymap) -> Item:
    command = offer.command
    return Item(
        command,
        command.title,
        offer.why_not or (command.description if offer.is_described else command.found_in),
        keys=first_keys(keymap, command),
        icon=command.icon,
        spans=offer.spans,
        is_enabled=not offer.why_not,
    )


def first_keys(keymap: Keymap, command: Command) -> tuple[str, ...]:
    """Return the first keys of a command, as they are shown one after the other; none if it has none."""
    found = next((each for each in keymap.of(command) if each.number is None), None)
    return tuple(show((each,)) for each in found.keys) if found else ()
