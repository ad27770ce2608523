"""Path completion: while a path is typed, the folders it may lead to, below the field; nothing waits for a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from fbrowser.common.translation import ntr, tr
from fbrowser.common.typed_path import completions
from fbrowser.services.folder_names import FolderNamesService
from fbrowser.ui.floating_box import REACH, draw_box
from fbrowser.ui.picker_list import Item, PickerView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from fbrowser.common.typed_path import Place
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.location_bar import LocationBar

_MOST_ROWS: Final = 9
_LEAST_WIDTH: Final = 320
_EDGE: Final = 4
_GAP: Final = 4
"""Between the field and the box."""
_HELD: Final = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)


class _Box(QWidget):
    """The rows, in a box over the window; the keyboard stays in the field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.hide()
        self.list = PickerView(self)
        self.list.setAccessibleName(tr("folders to complete"))

    def show_below(self, field: QWidget) -> None:
        """Be where the field is, as high as the rows are, within the window."""
        window = field.window()
        place = field.mapTo(window, QPoint(0, field.height() + _GAP))
        width = min(max(field.width(), _LEAST_WIDTH), window.width() - 2 * _GAP)
        is_mirrored = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = place.x() + field.width() - width if is_mirrored else place.x()
        left = min(max(left, _GAP), window.width() - width - _GAP)
        room = max(1, (window.height() - place.y() - 2 * _EDGE - _GAP) // self.list.row_height)
        height = min(self.list.items.rowCount(), _MOST_ROWS, room) * self.list.row_height + 2 * _EDGE
        self.setGeometry(left - REACH, place.y() - REACH, width + 2 * REACH, height + 2 * REACH)
        self.list.setGeometry(REACH + _EDGE, REACH + _EDGE, width - 2 * _EDGE, height - 2 * _EDGE)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        draw_box(self, self.rect().adjusted(REACH, REACH, -REACH, -REACH))


class PathCompletion(QObject):
    """Helps a location field: Tab or Right takes a row, Up and Down choose one, Enter or a click goes there."""

    def __init__(self, field: LocationBar, tasks: Tasks) -> None:
        """Help from the next letter on."""
        super().__init__(field)
        self._field = field
        self._names = FolderNamesService(tasks, self)
        self._names.found.connect(self._show)
        self._place: Place | None = None
        """Where in the typed path the rows belong; None: none are shown, nor waited for."""
        self.box = _Box(field.window())
        self.destroyed.connect(self.box.deleteLater)  # with the field, which may go before the window does
        self.list.chosen.connect(self._go)
        field.written.connect(self._ask)
        field.returnPressed.connect(self.close)
        field.installEventFilter(self)

    @property
    def list(self) -> PickerView:
        """The rows."""
        return self.box.list

    def close(self) -> None:
        """Show nothing more until something is typed."""
        self._place = None
        self._names.forget()
        self.box.hide()
        self._field.setAccessibleDescription("")

    def _ask(self, typed: str) -> None:
        """Find out what may follow; what was found last in the same folder is at hand."""
        if not typed or not self._field.hasFocus():  # who has not the keyboard cannot choose
            self.close()
            return
        self._place = self._field.typed_path.split(typed)
        self._names.ask(self._place.folder)
        self._show()

    def _show(self, _found: object = None) -> None:
        last, place = self._names.last, self._place
        if last is None or place is None:
            return  # what was shown stays until it is known what to show instead, lest the box blinks
        rows = [
            Item(each.name, each.shown, icon="folder", spans=((0, each.marked),) if each.marked else ())
            for each in completions(place.prefix, last.names)
        ]
        self.list.show_items(rows, chooses=False)
        if rows:
            self.box.show_below(self._field)
        else:
            self.box.hide()
        self._describe()

    def _describe(self) -> None:
        """Let a screen reader hear what is offered: the keyboard stays in the field."""
        current, count = self.list.current, self.list.items.rowCount()
        self._field.setAccessibleDescription(
            current.spoken if current else ntr("{count} to complete", "{count} to complete", count) if count else ""
        )

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the keys of the field that choose; be gone when the keyboard is elsewhere."""
        if watched is self._field and event.type() == QEvent.Type.FocusOut:
            self.close()
        if watched is not self._field or event.type() != QEvent.Type.KeyPress or not self.box.isVisible():
            return False
        return self._press(cast("QKeyEvent", event))

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a key is for; return whether that is all."""
        key, field = Qt.Key(event.key()), self._field
        if event.modifiers() & _HELD:
            return False
        at_end = field.cursorPosition() == len(field.text()) and not field.hasSelectedText()
        onwards = Qt.Key.Key_Left if field.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Right
        if key == Qt.Key.Key_Tab or (key == onwards and at_end):
            self._take()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.current is not None:
                self._put(self.list.current)  # and the field goes where it says
            return False
        return True

    def _move(self, rows: int) -> None:
        row = self.list.currentIndex().row()
        if row + rows < 0:
            self.list.choose_none()
        else:
            self.list.put(row + rows)
        self._describe()

    def _take(self) -> None:
        """Put the current row, or else the first, into the field, and go on from there."""
        self._put(self.list.current or self.list.items.items[0])
        self._ask(self._field.text())

    def _go(self) -> None:
        """Go to the row that was clicked."""
        if self.list.current is not None:
            self._put(self.list.current)
            self._field.returnPressed.emit()

    def _put(self, row: Item) -> None:
        if self._place is not None and self._names.last is not None:  # else the rows are of another folder
            self._field.put(self._field.typed_path.accept(self._place, cast("bytes", row.what)))
            self._field.setModified(True)  # as if it had been typed
