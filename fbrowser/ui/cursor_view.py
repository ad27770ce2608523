"""Cursor view: a table of rows whose cursor and selection are moved by commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QTableView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

_Select = QItemSelectionModel.SelectionFlag
_ALONE: Final = _Select.ClearAndSelect


class CursorView(QTableView):
    """Moves by row numbers, never asking Qt for the selected rows one by one: there may be a million.

    What is selected follows the cursor, until entries are marked or selected by moving: then the cursor leaves the
    selection alone, until it is cleared or something is clicked. Qt's own `setCurrentIndex` is no help here: it
    looks whether Shift is held down, which it is for `G`.
    """

    selecting_changed = Signal(bool)
    """Moving the cursor selects from now on, or does so no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Mark nothing."""
        super().__init__(parent)
        self.keeps_marks = False
        """Whether the cursor leaves alone whatever is selected but the one entry it is on, as in Commander."""
        self.is_marking = False
        """Whether what is selected was marked, and is left alone by the cursor."""
        self._kept: QItemSelection | None = None
        """What was selected before selecting by moving began; None: that is not going on."""
        self._anchor = QPersistentModelIndex()
        """The other end of what is being extended."""
        self._end = QPersistentModelIndex()
        """Where the cursor was when it was extended last: elsewhere, something new begins."""

    # -- the cursor

    def move_cursor(self, rows: int, *, extend: bool = False) -> None:
        """Move the cursor by some rows, up if negative, as far as there are any."""
        row = self.currentIndex().row()
        self._go(row + rows if row >= 0 else 0, extend=extend)

    def move_cursor_pages(self, pages: float, *, extend: bool = False) -> None:
        """Move the cursor by as many rows as are seen at once, less one, so many times, but by one at least."""
        height = max(1, self.verticalHeader().defaultSectionSize())
        rows = int(pages * (self.viewport().height() // height - 1))
        self.move_cursor(rows or (1 if pages > 0 else -1), extend=extend)

    def put_cursor(self, row: int, *, extend: bool = False) -> None:
        """Move the cursor to a row, or to the last if there are not as many; -1 is the last."""
        self._go(self._last() if row == -1 else row, extend=extend)

    def _go(self, row: int, *, extend: bool) -> None:
        last = self._last()
        if last < 0:
            return
        index = self.model().index(min(max(row, 0), last), 0)
        if extend or self.is_selecting:
            self._extend_to(index)
        else:
            how = _ALONE | _Select.Rows if self.follows_cursor else _Select.NoUpdate
            self.selectionModel().setCurrentIndex(index, how)

    def _extend_to(self, index: QModelIndex) -> None:
        """Move the cursor, and select all from where that began; what was selected before, by marks, stays so."""
        before = self.currentIndex()
        if not self._anchor.isValid() or self._end != before:
            self._anchor = QPersistentModelIndex(before if before.isValid() else index)
        selection = QItemSelection(self._kept) if self._kept is not None else QItemSelection()
        selection.merge(self._rows(self._anchor.row(), index.row()), _Select.Select)
        self.selectionModel().select(selection, _ALONE)
        self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
        self._end = QPersistentModelIndex(index)

    def _last(self) -> int:
        return self.model().rowCount() - 1

    def _rows(self, one: int, other: int) -> QItemSelection:
        model = self.model()
        first, last = sorted((one, other))
        return QItemSelection(model.index(first, 0), model.index(last, model.columnCount() - 1))

    # -- the selection

    def toggle_selected(self) -> None:
        """Mark the entry under the cursor, or take its mark away."""
        row = self.currentIndex().row()
        if row >= 0:
            self._toggle(row, row)

    def toggle_down(self, rows: int) -> None:
        """Do that to the entry under the cursor and to those below it, and put the cursor on the next."""
        row = self.currentIndex().row()
        if row >= 0:
            self._toggle(row, min(row + rows - 1, self._last()))
            self._go(row + rows, extend=False)

    def _toggle(self, first: int, last: int) -> None:
        self.stop_selecting()
        is_new = self._is_unmarked
        self.selectionModel().select(self._rows(first, last), _ALONE if is_new else _Select.Toggle)
        self.is_marking = True

    def mark_rows(self, ranges: Iterable[tuple[int, int]], *, selected: bool) -> None:
        """Mark rows, given as ranges (first, last), or take their marks away; the others keep theirs."""
        self.stop_selecting()
        selection, model = QItemSelection(), self.model()
        last_column = model.columnCount() - 1
        for first, last in ranges:
            selection.append(QItemSelectionRange(model.index(first, 0), model.index(last, last_column)))
        is_new = self._is_unmarked
        how = (_ALONE if is_new else _Select.Select) if selected else _Select.Deselect
        self.selectionModel().select(selection, how)
        self.is_marking = True

    def select_all(self) -> None:
        """Select every entry."""
        self.stop_selecting()
        self.selectAll()

    def invert_selection(self) -> None:
        """Select what is not selected, and nothing else."""
        self.stop_selecting()
        if self._last() >= 0:
            self.selectionModel().select(self._rows(0, self._last()), _Select.Toggle)
            self.is_marking = True

    def clear_selection(self) -> None:
        """Select nothing."""
        self.forget_marks()
        self.clearSelection()

    def forget_marks(self) -> None:
        """Let the selection follow the cursor again."""
        self.stop_selecting()
        self.is_marking = False

    @property
    def follows_cursor(self) -> bool:
        """Whether what is selected is what the cursor is on, wherever it goes."""
        return not self.is_marking and (not self.keeps_marks or self.is_current_alone)

    @property
    def _is_unmarked(self) -> bool:
        """Whether what is selected is so only because the cursor is there."""
        return not self.is_marking and self.is_current_alone

    @property
    def is_current_alone(self) -> bool:
        """Whether just the entry under the cursor is selected."""
        selection, row = self.selectionModel().selection(), self.currentIndex().row()
        return selection.count() == 1 and selection.at(0).top() == row == selection.at(0).bottom()

    # -- selecting by moving

    @property
    def is_selecting(self) -> bool:
        """Whether moving the cursor selects."""
        return self._kept is not None

    def start_selecting(self) -> None:
        """Select from here on whatever the cursor moves over, besides what is marked."""
        if self.is_selecting or self.currentIndex().row() < 0:
            return
        is_alone = self._is_unmarked
        self._kept = QItemSelection() if is_alone else QItemSelection(self.selectionModel().selection())
        self._anchor = QPersistentModelIndex()
        self._extend_to(self.currentIndex())
        self.selecting_changed.emit(True)

    def stop_selecting(self) -> None:
        """Move the cursor alone again; what is selected stays so."""
        if self.is_selecting:
            self._kept = None
            self.is_marking = True
            self.selecting_changed.emit(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """End what the keys began: a click says anew what is selected."""
        self.stop_selecting()
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.is_marking = False
        super().mousePressEvent(event)
