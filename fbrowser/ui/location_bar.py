"""Location bar: where we are; and where to go, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal

from fbrowser.common.display import display
from fbrowser.common.translation import tr
from fbrowser.common.typed_path import TypedPath
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.language import worded

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

_LEAST_WIDTH: Final = 60


class LocationBar(FlatField):
    """Shows a folder's path; what is shown is never read back unless the user has changed it."""

    entered = Signal(object)
    """Absolute path, bytes, that the user typed."""
    wanted = Signal()
    """It has got the keyboard: a path may be typed soon."""
    left = Signal()
    """The user is done with it: the keyboard belongs to the table again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self.setAccessibleName("location")  # a contract: in every language
        worded(self._word)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._folder = b""
        self.typed_path = TypedPath()
        """What is typed, as bytes: relative paths start where we are."""
        self.returnPressed.connect(self._enter)

    def _word(self) -> None:
        self.setToolTip(tr("Where you are; type a path to go there (Ctrl+L)"))

    def show_folder(self, folder: bytes) -> None:
        """Show where we are, unless the user is typing."""
        self._folder = folder
        self.typed_path.start(folder)
        if not self.is_edited():
            self.put(display(folder))
            self.setCursorPosition(0)

    def is_edited(self) -> bool:
        """Return whether the user has typed something that was not entered yet."""
        return self.hasFocus() and self.isModified()

    def edit(self) -> None:
        """Take the keyboard, all selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _enter(self) -> None:
        typed, was_edited = self.text(), self.isModified()
        self.setModified(False)
        self.left.emit()
        if was_edited and typed.strip():
            self.entered.emit(self.typed_path.read(typed))

    def give_up(self) -> None:
        """Forget what was typed."""
        self._restore()
        self.left.emit()

    def _restore(self) -> None:
        self.put(display(self._folder))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that a path may be typed."""
        super().focusInEvent(event)
        self.wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show where we are again."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._restore()
