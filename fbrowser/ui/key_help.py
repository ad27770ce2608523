"""Key help: which keys do what in the keymap of now, by subject, searched by words or by pressing keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fbrowser.commands.command import HEADINGS
from fbrowser.commands.keys import show
from fbrowser.common.fuzzy import fold
from fbrowser.common.translation import later, tr
from fbrowser.ui.key_event import candidates
from fbrowser.ui.language import worded
from fbrowser.ui.pages import plain_label
from fbrowser.ui.picker import Picker
from fbrowser.ui.picker_list import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent

    from fbrowser.commands.command import Command
    from fbrowser.commands.context import Window
    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.keys import Key, Sequence
    from fbrowser.commands.registry import Registry

_NONE: Final = later("No command has these words.")
_HINT: Final = later("Search keys and commands")
_PRESS_HINT: Final = later("Press the keys whose meaning you want to know")
_NO_KEYS: Final = later("no keys")
_CONDITION_LINES: Final = 2
"""That are kept free for what has to be so: few conditions need more, and make the box higher."""


class KeyHelp(QObject):
    """A picker of all commands with all their keys; Enter runs the one that is current."""

    save_wanted = Signal()
    """The cheat sheet shall be written to a file."""

    def __init__(self, widget: QWidget, window: Window, registry: Registry, keymap: Callable[[], Keymap]) -> None:
        """Make it, closed.

        widget: what is covered; window: what commands are done with; keymap: returns the one of now.
        """
        super().__init__(widget)
        self._window = window
        self._registry = registry
        self._keymap = keymap
        self._pressed: Sequence = ()
        self.picker = Picker(widget, later("keys"), _HINT, lines=2)
        self.picker.typed.connect(self._show)
        self.picker.chosen.connect(self._run)
        self.picker.current_changed.connect(self._show_condition)
        self.picker.field.installEventFilter(self)
        self.press_keys = QPushButton()
        self.press_keys.setCheckable(True)
        self.press_keys.toggled.connect(self._switch)
        self.picker.add_foot(self._foot())
        worded(self._word)

    def _word(self) -> None:
        self.press_keys.setText(tr("Press keys"))
        self.press_keys.setToolTip(tr("Find out what keys do by pressing them (F1); Esc twice: type words again"))
        self._sheet.setText(tr("Save the cheat sheet\u2026"))

    def _foot(self) -> QWidget:
        foot = QWidget()
        self._sheet = QPushButton()
        self._sheet.clicked.connect(self._save)
        self._name = plain_label(foot)
        self._name.setForegroundRole(self._name.foregroundRole().PlaceholderText)
        self._condition = plain_label(foot)
        self._condition.setWordWrap(True)
        self._condition.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._condition.setMinimumHeight(_CONDITION_LINES * foot.fontMetrics().lineSpacing())
        row = QHBoxLayout()
        row.addWidget(self._name)
        row.addStretch(1)
        for each in (self.press_keys, self._sheet):
            each.setAutoDefault(False)
            row.addWidget(each)
        column = QVBoxLayout(foot)
        column.setContentsMargins(4, 0, 0, 0)
        column.addWidget(self._condition)
        column.addLayout(row)
        return foot

    def _show_condition(self) -> None:
        """Say below the rows all that has to be so for the current one: in its line there is no room for that."""
        current = self.picker.list.current
        self._condition.setText(current.tip if current is not None else "")
        self.picker.fit()

    def open(self) -> None:
        """Show all keys there are now."""
        self._name.setText(tr("Keymap: {keymap}", keymap=tr(self._keymap().title)))
        self.press_keys.setChecked(False)
        self.picker.open()
        self._show()

    # -- rows

    def _show(self, _typed: object = None) -> None:
        if not self.picker.isVisible():
            return
        if self.press_keys.isChecked():
            self._show_pressed()
            return
        words = fold(self.picker.field.text()).split()
        keymap = self._keymap()
        rows = [(each, _keys_of(keymap, each)) for each in self._registry]
        found = [each for each, keys in rows if all(word in _said(each, keys) for word in words)]
        self.picker.show_items(_grouped(found, keymap), tr(_NONE))

    def _run(self, what: object, _apart: object) -> None:
        self.picker.leave()
        cast("Command", what).run(self._window)

    def _save(self) -> None:
        self.picker.leave()
        self.save_wanted.emit()

    # -- by pressing keys

    def _switch(self, _is_on: object) -> None:
        is_on = self.press_keys.isChecked()
        self._pressed = ()
        field = self.picker.field
        field.setPlaceholderText(tr(_PRESS_HINT if is_on else _HINT))
        field.put("")
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys of the field: to look them up, or F1 to begin with that."""
        if event.type() != QEvent.Type.KeyPress or watched is not self.picker.field:
            return False
        key = cast("QKeyEvent", event)
        if self.press_keys.isChecked():
            return self._press(candidates(key))
        if key.key() == Qt.Key.Key_F1:
            self.press_keys.setChecked(True)
            return True
        return False

    def _press(self, keys: tuple[Key, ...]) -> bool:
        """Look keys up: with those before, as long as there may be something for all of them."""
        if not keys:
            return True  # Shift alone, and the like
        if keys[0].name == "Esc" and self._pressed and self._pressed[-1].name == "Esc":
            self.press_keys.setChecked(False)
            return True
        keymap = self._keymap()
        before = self._pressed if keymap.find(self._pressed) else ()
        tried = [(*start, each) for start in dict.fromkeys((before, ())) for each in keys]
        self._pressed = next((each for each in tried if keymap.find(each) is not None), (keys[0],))
        self._show()
        return True

    def _show_pressed(self) -> None:
        keymap, pressed = self._keymap(), self._pressed
        self.picker.field.put(show(pressed))
        node = keymap.find(pressed) if pressed else None
        if node is None:
            said = (
                tr("{keys} does nothing in {keymap}.", keys=show(pressed), keymap=tr(keymap.title))
                if pressed
                else f"{tr(_PRESS_HINT)}."
            )
            self.picker.show_items([], said)
            return
        exact = [each.command for each in node.bindings]
        longer = [each.command for each in node.below()]
        self.picker.show_items(_grouped(dict.fromkeys((*exact, *longer)), keymap, by_subject=False))


def _grouped(commands: Iterable[Command], keymap: Keymap, *, by_subject: bool = True) -> list[Item]:
    """Return rows for commands, those of each subject below its heading."""
    if not by_subject:
        return [_item(each, keymap) for each in commands]
    found: list[Item] = []
    listed = list(commands)
    for subject, heading in HEADINGS.items():
        there = [each for each in listed if each.subject == subject]
        if there:
            found += [Item(None, tr(heading)), *(_item(each, keymap) for each in there)]
    return found


def _item(command: Command, keymap: Keymap) -> Item:
    whole, gist = command.when.words(), command.when.gist()
    return Item(
        command,
        command.title,
        tr("when {facts}", facts=gist) if gist else "",
        command.description,
        _keys_of(keymap, command) or (tr(_NO_KEYS),),
        tip=tr("Only when {facts}.", facts=whole) if whole else "",
    )


def _keys_of(keymap: Keymap, command: Command) -> tuple[str, ...]:
    """Return all keys of a command, as they are shown: a text for each sequence."""
    bound = keymap.of(command)
    plain = [show(each.keys) for each in bound if each.number is None]
    counting = [show(each.keys) for each in bound if each.number is not None]
    return tuple(plain + ([f"{counting[0]} \u2026 {counting[-1]}"] if counting else []))


def _said(command: Command, keys: tuple[str, ...]) -> str:
    """Return all that is said of a command, to search in."""
    heading = tr(HEADINGS[command.subject])
    return fold(f"{heading} {command.title} {command.description} {' '.join(keys)} {command.id}")
