"""Key input: hears the keys of a window before its widgets do, and runs what they are bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from fbrowser.commands.key_reader import KeyReader, Run, Verdict
from fbrowser.ui.key_event import candidates
from fbrowser.ui.over_window import has_own_keys

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fbrowser.commands.context import Window
    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.keys import Key


class KeyInput(QObject):
    """Listens to whichever widget of a window has the keyboard, and to the window if none has.

    Not to the whole application: there every event would pass through Python. Dialogs and menus are windows of
    their own, and have their keys for themselves, and so has whatever lies over the window. What an input
    method composes comes as no key at all.
    """

    pending = Signal(str)
    """Keys that were pressed of something that is not complete, as they are shown; empty: nothing is."""

    def __init__(self, widget: QWidget, window: Window, keymap: Keymap) -> None:
        """Hear the keys of a widget that is a window, and do with that window what they are bound to."""
        super().__init__(widget)
        self._widget = widget
        self._window = window
        self._reader = KeyReader(keymap)
        widget.installEventFilter(self)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)
        self._follow(None, widget.focusWidget())

    @property
    def keymap(self) -> Keymap:
        """What keys mean."""
        return self._reader.keymap

    def use(self, keymap: Keymap) -> None:
        """Let keys mean something else from now on."""
        self._reader = KeyReader(keymap)
        self.pending.emit("")

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Listen to another widget; what was begun before the keyboard went there is forgotten."""
        self._forget()
        is_ours = now is not None and now is not self._widget and self._widget.isAncestorOf(now)
        if now is not None and is_ours and not has_own_keys(now):
            now.installEventFilter(self)  # once more does no harm

    def _forget(self) -> None:
        if self._reader.begun:
            self._reader.forget()
            self.pending.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are bound."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if watched is not (self._widget.focusWidget() or self._widget):
            return False  # it comes by once more, on its way from a widget that had no use for it
        keys = candidates(cast("QKeyEvent", event))
        if not keys:
            return False
        if kind == QEvent.Type.KeyPress:
            return self._press(keys)
        is_ours = self._reader.would_take(keys, self._window.facts())
        if is_ours:
            event.accept()  # and no shortcut of Qt's, such as Alt and a letter of a menu, gets it
        return is_ours

    def _press(self, keys: tuple[Key, ...]) -> bool:
        before = self._reader.begun
        answer = self._reader.press(keys, self._window.facts())
        if self._reader.begun != before:
            self.pending.emit(str(self._reader.begun))
        if isinstance(answer, Run):
            answer.command.run(self._window, answer.number)
        return answer is not Verdict.PASSED
