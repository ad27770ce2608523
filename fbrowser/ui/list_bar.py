"""List bar: a line above the table in which a query about what is shown is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from fbrowser.ui.bar import Bar
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.icons import ICON, action_icon
from fbrowser.ui.pages import plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_BUTTON = 26


class ListField(FlatField):
    """Where the query is typed."""

    done = Signal()
    """Down or Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class ListBar(Bar):
    """What it is for, the field, what comes of it, and a button to leave it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar for nothing yet."""
        super().__init__(parent)
        self._purpose = plain_label(self)
        self.field = ListField(self)
        self._said = plain_label(self)
        self._said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._said.setMinimumWidth(1)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setFixedHeight(_BUTTON)
        self.close_button.setIconSize(QSize(ICON - 2, ICON - 2))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.setIcon(action_icon("x"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._purpose)
        row.addWidget(self.field, 2)
        row.addWidget(self._said, 1)
        row.addWidget(self.close_button)

    def be_for(self, purpose: str, leave: str, hint: str) -> None:
        """Say what the query is for, in a word or two, how to leave it, and what could be typed."""
        self._purpose.setText(purpose)
        self.field.setAccessibleName(purpose.lower())
        self.field.setPlaceholderText(hint)
        self.close_button.setToolTip(leave)
        self.close_button.setAccessibleName(leave)

    def say(self, words: str) -> None:
        """Say what comes of what is typed."""
        self._said.setText(words)
        self._said.setToolTip("")
        self.field.setAccessibleDescription(words)

    def said(self) -> str:
        """Return what is said."""
        return self._said.text()


_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
