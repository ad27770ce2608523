"""Location bar: where we are, as breadcrumbs; and where to go, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal

from fbrowser.common.display import display
from fbrowser.common.translation import tr
from fbrowser.common.typed_path import TypedPath
from fbrowser.ui.breadcrumbs import Breadcrumbs
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.language import worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_EDGE: Final = 4
"""Between the frame and the crumbs, pixels."""


class LocationBar(FlatField):
    """Holds a folder's path, below the crumbs unless it has the keyboard.

    What is shown is never read back unless the user has changed it.
    """

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
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on a crumb is not for the field
        self.crumbs = Breadcrumbs(self)
        self.crumbs.pressed.connect(self.edit)
        self.crumbs.listed.connect(self.type_on)
        self._folder = b""
        self.typed_path = TypedPath()
        """What is typed, as bytes: relative paths start where we are."""
        self.returnPressed.connect(self._enter)

    def _word(self) -> None:
        self.setToolTip(tr("Where you are; click here to type a path"))

    def show_folder(self, folder: bytes) -> None:
        """Show where we are, unless the user is typing."""
        self._folder = folder
        self.typed_path.start(folder)
        self.crumbs.show_folder(folder)
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

    def type_on(self, folder: bytes) -> None:
        """Take the keyboard, with the path of a folder (an absolute one) as if it had been typed."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.typed_path.show(folder))

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
        self.crumbs.hide()
        super().focusInEvent(event)
        self.wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show where we are again."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._restore()
            self.crumbs.show()

    # -- where, and what is seen

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the crumbs inside the frame."""
        super().resizeEvent(event)
        self.crumbs.setGeometry(self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the path, or nothing but the frame round the crumbs."""
        if self.crumbs.isHidden():
            super().paintEvent(event)
        else:
            self.draw_frame()

    @property
    def below(self) -> QPoint:
        """Where a menu should open that belongs here, on the screen."""
        return self.mapToGlobal(self.rect().bottomLeft() + QPoint(0, 1))

    def hint_targets(self) -> list[tuple[QRect, Callable[[], object]]]:
        """Return where a click lets a path be typed: beside the crumbs, which are targets themselves."""
        free = self.crumbs.free.translated(self.crumbs.pos()) if not self.crumbs.isHidden() else self.rect()
        return [(free, self.edit)]
