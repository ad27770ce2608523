"""Picker: a field to type in and rows to choose from, over the window; what there is to choose, others say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from fbrowser.common.translation import tr
from fbrowser.ui.flat_field import AIR, FlatField
from fbrowser.ui.floating_box import BoxOverWindow
from fbrowser.ui.language import worded
from fbrowser.ui.pages import plain_label
from fbrowser.ui.picker_list import PickerView
from fbrowser.ui.spinner import Spinner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from fbrowser.ui.picker_list import Item

_WIDTH: Final = 660
_BESIDE: Final = 24
"""Room at either side of the box in a narrow window, pixels."""
_FROM_TOP: Final = 0.12
"""Part of the window's height that is above the box."""
_EDGE: Final = 8
"""Between the edge of the box and what is in it."""
_SPINNER: Final = 16
_MOST_ROWS: Final = {1: 12, 2: 8}
"""Rows that are seen at once, by their lines."""
_HELD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class _Field(FlatField):
    """Has the keyboard all the time, and passes on what moves in the list."""

    def __init__(self, picker: Picker) -> None:
        super().__init__(picker)
        self._picker = picker

    def event(self, event: QEvent) -> bool:
        """Let the picker have its keys first, Tab among them."""
        if event.type() == QEvent.Type.KeyPress and self._picker.takes_key(event):  # type: ignore[arg-type] - of that type it is a QKeyEvent
            return True
        return super().event(event)


class Picker(BoxOverWindow):
    """The box stands at the top of the window, in the middle. Enter chooses, Esc goes, arrows move."""

    typed = Signal(str)
    chosen = Signal(object, bool)
    """What the row stands for, and whether Ctrl was held down: to have it apart."""
    current_changed = Signal()
    """Another row is current, or there are other rows."""
    completed = Signal()
    """Tab was pressed, of a picker that completes."""

    def __init__(self, window: QWidget, name: str, hint: str, *, lines: int = 1, completes: bool = False) -> None:
        """Make an empty one.

        name: for screen readers; hint: what to type; both yet to be translated. lines: of each row.
        """
        super().__init__(window)
        self._lines = lines
        self._completes = completes
        self._name, self._hint = name, hint
        self.field = _Field(self)
        self.field.keep_free(AIR, AIR + _SPINNER)
        self.field.written.connect(self.typed)
        self.list = PickerView(self, lines=lines)
        self.list.chosen.connect(lambda: self._choose(apart=bool(QApplication.keyboardModifiers() & _HELD)))
        self.list.moved.connect(self._describe)
        self._note = plain_label(self)
        self._note.setWordWrap(True)
        self._note.setMargin(_EDGE)
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._spinner = Spinner(_SPINNER, self.field)
        self._foot: QWidget | None = None
        worded(self._word)

    def _word(self) -> None:
        name = tr(self._name)
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(tr(self._hint))
        self.list.setAccessibleName(tr("{picker}: choices", picker=name))

    def add_foot(self, foot: QWidget) -> None:
        """Put something below the rows."""
        self._foot = foot
        foot.setParent(self)

    def open(self, text: str = "") -> None:
        """Show it, with a text to be typed over."""
        self.field.put(text)
        self.field.selectAll()
        self.come(self.field)
        self._arrange()

    # -- what it shows

    def show_items(self, items: Sequence[Item], note: str = "", *, keep: bool = False) -> None:
        """Show other rows; note: what is said where there is none. keep: let the same row be current."""
        self.list.show_items(items, keep=keep)
        self._note.setText(note)
        self._arrange()
        self._describe()

    def show_busy(self, *, is_busy: bool) -> None:
        """Show whether more is to come: after a moment, and without moving anything."""
        if is_busy:
            self._spinner.start()
        else:
            self._spinner.stop()

    def _describe(self) -> None:
        """Let a screen reader read the current row, for the keyboard stays in the field."""
        current = self.list.current
        self.field.setAccessibleDescription(current.spoken if current is not None else self._note.text())
        self.current_changed.emit()

    # -- where

    def fit(self) -> None:
        """Be as high as what is in it: the foot needs more room, or less."""
        self._arrange()

    def _arrange(self) -> None:
        """Place the box, as high as what is in it."""
        width = min(_WIDTH, self.width() - 2 * _BESIDE)
        top = max(_EDGE, round(self.height() * _FROM_TOP))
        inner = width - 2 * _EDGE
        left = (self.width() - width) // 2
        below = top + _EDGE + self.field.height() + _EDGE
        foot = self._foot.heightForWidth(inner) + _EDGE if self._foot is not None else 0
        most = max(1, (self.height() - below - foot - 2 * _EDGE) // self.list.row_height)
        count = min(self.list.items.rowCount(), _MOST_ROWS[self._lines], most)
        has_rows = count > 0
        self.list.setVisible(has_rows)
        self._note.setVisible(not has_rows and bool(self._note.text()))
        rows = count * self.list.row_height
        if not has_rows and self._note.text():
            rows = self._note.heightForWidth(inner)
        self.field.setGeometry(left + _EDGE, top + _EDGE, inner, self.field.height())
        self.list.setGeometry(left + _EDGE // 2, below, width - _EDGE, rows)
        self._note.setGeometry(left + _EDGE, below, inner, rows)
        bottom = below + rows + (_EDGE if rows else 0)
        if self._foot is not None:
            self._foot.setGeometry(left + _EDGE, bottom, inner, foot - _EDGE)
            bottom += foot
        self._place_box(QRect(left, top, width, bottom - top))
        side = (self.field.height() - _SPINNER) // 2
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._spinner.move(side if is_mirrored else inner - _SPINNER - side, side)

    # -- keys

    def takes_key(self, event: QKeyEvent) -> bool:
        """Do what a key is for, if it is not for typing; return whether it is not."""
        key, is_held = Qt.Key(event.key()), bool(event.modifiers() & _HELD)
        is_empty = not self.field.text()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(apart=is_held)
        elif key in _STEPS:
            self.list.move(_STEPS[key])
        elif key in _PAGES:
            self.list.move_page(_PAGES[key])
        elif key in _ENDS and (is_held or is_empty):
            self.list.put(_ENDS[key], 1 if key == Qt.Key.Key_Home else -1)
        elif key == Qt.Key.Key_Tab and self._completes:
            self.completed.emit()
        else:
            return False
        return True

    def _choose(self, *, apart: bool) -> None:
        current = self.list.current
        if current is not None and current.is_enabled:
            self.chosen.emit(current.what, apart)


_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENDS: Final = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1 << 30}
