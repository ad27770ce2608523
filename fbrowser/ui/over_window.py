"""Over the window: a layer that lies over all of a window for a moment, has the keyboard, and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

_OWN_KEYS: Final = "ownKeys"
"""Property of widgets that have their keys for themselves, and so has all that is in them."""


def has_own_keys(widget: QWidget) -> bool:
    """Return whether a widget lies over its window: no keys are bound there."""
    part: QWidget | None = widget
    while part is not None:
        if part.property(_OWN_KEYS):
            return True
        part = part.parentWidget()
    return False


class OverWindow(QWidget):
    """Covers a window without moving anything in it, and without motion. A click beside what it shows closes it.

    Not a window of its own: where it stands could not be said on every system, nor its corners be round.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        """Make it, hidden. window: what is covered."""
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        """Who had the keyboard."""
        self.setProperty(_OWN_KEYS, True)
        self.hide()

    # -- coming and going

    def come(self, keyboard: QWidget) -> None:
        """Show it; a widget of it, or itself, gets the keyboard."""
        if self.isVisible():
            return
        self._before = cast("QWidget | None", self._window.focusWidget())
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        keyboard.setFocus(Qt.FocusReason.OtherFocusReason)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    def leave(self, *, gives_back: bool = True) -> None:
        """Hide it; gives_back: the keyboard to whoever had it before."""
        if not self.isVisible():
            return
        cast("QApplication", QApplication.instance()).focusChanged.disconnect(self._follow)
        self._window.removeEventFilter(self)
        before, self._before = self._before, None
        if gives_back:
            is_there = before is not None and isValid(before) and before.isVisible() and before.isEnabled()
            (before if before is not None and is_there else self._window).setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go when the keyboard is taken; not when another window has it, for it comes back."""
        if now is not None and now is not self and self._window.isAncestorOf(now) and not self.isAncestorOf(now):
            self.leave(gives_back=False)

    # -- Qt

    def event(self, event: QEvent) -> bool:
        """Keep keys from shortcuts of the window below; those of whoever has the keyboard come by here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of the window whatever its size."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - as Qt declares it
        """Keep the keyboard here: Tab goes round in what is shown."""
        takes = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
        ]
        focused = self._window.focusWidget()
        if focused in takes:
            at = takes.index(focused) + (1 if next else -1)
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            takes[at % len(takes)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Esc; whatever else nobody here wanted is not for the window either."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go: it was clicked beside what is shown."""
        event.accept()
        self.leave()
