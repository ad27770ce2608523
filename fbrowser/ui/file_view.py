"""File view: the table of files. New entries slip in under the cursor; cursor, selection and page stay."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QWidget

from fbrowser.common.spans import spans_of
from fbrowser.index.sorting import fold
from fbrowser.models.file_table_model import FileTableModel
from fbrowser.models.listing import BEST, Column, Sort
from fbrowser.services.live_settings import live
from fbrowser.ui.cursor_view import CursorView
from fbrowser.ui.file_columns import FileColumns
from fbrowser.ui.file_delegate import PADDING, FileDelegate, row_height
from fbrowser.ui.file_header import FileHeader
from fbrowser.ui.scroll_bar import ScrollBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from fbrowser.models.listing import Listing
    from fbrowser.models.row_update import Update

    Index = QModelIndex | QPersistentModelIndex

MOST_RANGES: Final = 16
"""Selected ranges up to which Qt may move them along, run of change by run."""
MOST_MOVED: Final = 5000
"""Selected rows up to which each may be followed to its new place."""
MOST_PIECES: Final = 2000
"""Ranges up to which there can be a selection: Qt takes 10 ms to begin with that many, and 10 s with a million."""
TYPE_AHEAD_S: Final = 1.0
_Select = QItemSelectionModel.SelectionFlag


class FileView(CursorView):
    """Shows a listing in a FileTableModel; the window decides which."""

    activated_row = Signal(object)
    """Row of the snapshot: Enter, or the click that the settings say."""
    activated_apart = Signal(object)
    """Row of the snapshot: Ctrl+Enter or middle click, to be opened in a tab of its own."""
    menu_wanted = Signal(object)
    """Where, QPoint, on the screen, a menu about the current entry should open."""
    cursor_moved = Signal()
    sort_requested = Signal(object)
    """Sort that the user wants to see."""
    editor_closed = Signal()
    """An editor was closed: an update that waited may come now."""
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self.setAccessibleName("files")  # a contract: in every language
        self.table = FileTableModel(self)
        self.setModel(self.table)
        self._delegate = FileDelegate(self.table, self)
        self.setItemDelegate(self._delegate)
        self._typed = b""
        self._typed_s = 0.0
        self._pressed = -1
        """Row under the middle button when it was pressed."""
        self._unseen: NDArray[np.int32] | None = None
        """Rows that are marked, but left out by a filter."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(ScrollBar(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_up_headers()
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)
        live.changed.connect(self._follow_settings)
        live.language_changed.connect(self._word)
        self.selectionModel().selectionChanged.connect(self._say_selection)
        self.selectionModel().currentRowChanged.connect(self._say_cursor)

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), FileHeader(PADDING, self)
        self.setHorizontalHeader(columns)
        self.header = columns
        for header in (rows, columns):
            # Headers follow the selection by asking for it row by row: 12-80 s for a million. They need not.
            header.setSelectionModel(QItemSelectionModel(self.table, header))
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()
        columns.setSortIndicator(int(Column.NAME), Qt.SortOrder.AscendingOrder)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(int(Column.NAME), QHeaderView.ResizeMode.Stretch)
        columns.sectionClicked.connect(self.ask_for_sort)
        self.columns = FileColumns(self, columns)
        self._fit_columns()

    def _fit_rows(self) -> None:
        height = row_height(self.fontMetrics().height(), live.now.density)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _word(self) -> None:
        """Have titles and cells in another language."""
        self.table.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.table.columnCount() - 1)
        self._fit_columns()  # titles are longer, or shorter
        self.viewport().update()

    def _follow_settings(self) -> None:
        """Fit the rows, with the same one at the top, and paint what is shown by the settings."""
        top, _ = self._top()
        before = self._row_height()
        self._fit_rows()
        if self._row_height() != before and top > 0:
            self.verticalScrollBar().setValue(top * self._row_height())
        self.viewport().update()

    def set_in_use(self, *, is_in_use: bool) -> None:
        """Paint the selection as of the table that keys go to, or as of the other one."""
        if is_in_use != self._delegate.is_in_use:
            self._delegate.is_in_use = is_in_use
            self.viewport().update()

    def _fit_columns(self) -> None:
        """Show the columns that belong to what is shown, as many as leave room for names."""
        self.columns.arrange("result" if self.is_result_shown else "folder")

    # -- content

    @property
    def listing(self) -> Listing | None:
        """What is shown."""
        return self.table.listing

    def show_listing(self, listing: Listing, *, current: bytes | None = None) -> None:
        """Show another folder, with the cursor on the entry of that name, else on the first.

        What a query has found is shown likewise; current is then the path of an entry.
        """
        self.forget_marks()
        self._unseen = None
        self.table.show_listing(listing)
        self._show_sort(listing.sort)
        self._fit_columns()
        row = _row_of(listing, current) if current is not None else None
        position = max(0, listing.position_of(row)) if row is not None else 0
        if len(listing.rows):
            self.setCurrentIndex(self.table.index(position, 0))
        if position:
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def point_out(self, positions: Sequence[int]) -> None:
        """Select the entries at some positions and nothing else, with the cursor on the first of them, in sight."""
        self.forget_marks()
        ranges = [(first, end - 1) for first, end in spans_of(positions)]
        ranges.sort(key=lambda each: not each[0] <= positions[0] <= each[1])  # that of the cursor is not left out
        del ranges[MOST_PIECES:]
        index = self.table.index(positions[0], 0)
        self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
        self.selectionModel().select(self._selection(ranges), _Select.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def restore(
        self, listing: Listing, current: int, ranges: list[tuple[int, int]], scrolled: int, *, is_marking: bool
    ) -> None:
        """Show a listing as it was: the cursor and the selection at these positions, scrolled so far."""
        self.show_listing(listing)
        self.selectionModel().select(self._selection(ranges), _Select.ClearAndSelect)
        self.is_marking = is_marking
        self.selectionModel().setCurrentIndex(self.table.index(current, 0), _Select.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)

    def apply_update(self, listing: Listing, update: Update) -> bool:
        """Replace what is shown without losing cursor, selection, page or an open editor.

        Returns False, and does nothing, if an editor is open or the update starts from something else than what is
        shown: then it must be planned anew, in the first case when the editor is closed.
        """
        if update.old is not self.listing or self.state() == QAbstractItemView.State.EditingState:
            return False
        ranges = self.selected_ranges()
        chosen = sum(last - first + 1 for first, last in ranges)
        top, offset = self._top()
        back = self._put_out_of_sight(update, ranges)
        if update.removals is not None and len(ranges) <= MOST_RANGES:
            self._keep_neighbour_current(update)
            self.table.apply_runs(update)
        elif chosen <= MOST_MOVED:
            self._keep_neighbour_current(update)
            self.table.apply_moves(update)
        else:
            self._replace(update, ranges)
        if 0 < len(back) <= MOST_PIECES:
            self.selectionModel().select(self._selection(back), _Select.Select)
        if update.old.sort != listing.sort:
            self._show_sort(listing.sort)
            self.scrollTo(self.currentIndex())
        elif top >= 0:
            place = update.moved(top)
            self.verticalScrollBar().setValue(max(0, place) * self._row_height() + offset)
        self.viewport().update()
        return True

    def _put_out_of_sight(self, update: Update, marked: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Keep the marks of what a filter leaves out; return new positions of those that it does so no more."""
        if not (self.is_marking and (update.old.narrowing or update.new.narrowing)):
            return []
        import numpy as np  # noqa: PLC0415 - not before the first page

        from fbrowser.models.out_of_sight import after_update  # noqa: PLC0415 - likewise

        unseen = self._unseen if self._unseen is not None else np.empty(0, dtype=np.int32)
        rest, back = after_update(unseen, marked, update)
        self._unseen = rest if update.new.narrowing else None
        return back

    def clear_selection(self) -> None:
        """Select nothing, seen or not."""
        super().clear_selection()
        self._unseen = None

    def _keep_neighbour_current(self, update: Update) -> None:
        """Move the cursor off an entry that is about to go, to the nearest that stays."""
        current = self.currentIndex()
        if not current.isValid() or update.to[current.row()] >= 0:
            return
        gone = update.to < 0
        below = (~gone[current.row() :]).argmax()
        target = current.row() + int(below)
        if gone[target]:
            above = (~gone[: current.row()][::-1]).argmax() if current.row() else 0
            target = current.row() - 1 - int(above)
        if target >= 0 and not gone[target]:
            # A filter moves the cursor as the user does; what is deleted hands its selection on to nobody.
            is_filter = bool(update.old.narrowing or update.new.narrowing)
            how = _Select.ClearAndSelect | _Select.Rows if is_filter and self.follows_cursor else _Select.NoUpdate
            self.selectionModel().setCurrentIndex(self.table.index(target, 0), how)

    def _replace(self, update: Update, ranges: list[tuple[int, int]]) -> None:
        """Reset the model, and restore cursor and selection as runs."""
        current = self.currentIndex().row()
        place = update.moved(current) if current >= 0 else -1
        self.table.show_listing(update.new)
        moved = update.moved_ranges(ranges)
        if len(moved) <= MOST_PIECES:
            self.selectionModel().select(self._selection(moved), _Select.ClearAndSelect)
        if place >= 0:
            self.selectionModel().setCurrentIndex(self.table.index(place, 0), _Select.NoUpdate)

    def _selection(self, ranges: list[tuple[int, int]]) -> QItemSelection:
        """Return a selection of positions, given as ranges (first, last)."""
        selection = QItemSelection()
        last_column = self.table.columnCount() - 1
        for first, last in ranges:
            selection.select(self.table.index(first, 0), self.table.index(last, last_column))
        return selection

    def selected_ranges(self) -> list[tuple[int, int]]:
        """Return the selected positions as ranges (first, last), ascending; never one by one."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        return sorted({(each.top(), each.bottom()) for each in ranges})

    def _say_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.selection_changed.emit()

    def _say_cursor(self, current: QModelIndex, previous: QModelIndex) -> None:
        # Qt repaints the cell that is the current one, and the cursor is as wide as the row. By cells, and not by
        # the viewport: PySide makes itself acquainted with every kind of widget, 20 ms, before it hands one over.
        for row in (previous.row(), current.row()):
            for column in range(self.table.columnCount()):
                self.update(self.table.index(row, column))
        self.cursor_moved.emit()

    def _top(self) -> tuple[int, int]:
        """Return the position at the top and how many pixels of it are scrolled out; -1 at the very top."""
        value = self.verticalScrollBar().value()
        if value == 0:
            return -1, 0
        return divmod(value, self._row_height())

    def _row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    # -- order

    def ask_for_sort(self, section: int) -> None:
        """Ask for the order of a column; of the one that it is in, for the other way round."""
        before = self.listing.sort if self.listing else Sort()
        self._show_sort(before)
        self.sort_requested.emit(_next_sort(before, Column(section), is_result=self.is_result_shown))

    @property
    def is_result_shown(self) -> bool:
        """Whether what is shown was found by a query."""
        return self.listing is not None and self.listing.query is not None

    def _show_sort(self, sort: Sort) -> None:
        order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if sort.column is None else int(sort.column), order)

    # -- hands

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what can be done with the entry under the mouse, which becomes the current one."""
        if event.reason() == event.Reason.Keyboard:
            return  # the same keys run a command
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.menu_wanted.emit(event.globalPos())

    def below_cursor(self) -> QPoint:
        """Return where a menu about the current entry should open, on the screen."""
        place = self.visualRect(self.currentIndex()).bottomLeft()
        inside = self.viewport().rect()
        return self.viewport().mapToGlobal(QPoint(max(place.x(), 0), min(max(place.y(), 0), inside.bottom())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by letters. All else is done by commands: what Qt does by itself has no name, and heeds no marks."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        is_running = time.monotonic() - self._typed_s <= TYPE_AHEAD_S
        letters = event.text() if not held and event.text().isprintable() else ""
        if letters.strip() or (letters and is_running):
            self.keyboardSearch(letters)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Go to the next entry whose name starts with what was typed within a second."""
        now = time.monotonic()
        typed = fold(search.encode("utf-8", "surrogatepass"))
        if now - self._typed_s > TYPE_AHEAD_S:
            self._typed = b""
        self._typed_s = now
        again = self._typed == typed and len(typed) > 0  # the same letter again: on to the next
        self._typed = typed if again else self._typed + typed
        current = max(self.currentIndex().row(), 0)
        if self.listing is None or not self._typed:
            return
        from fbrowser.models.type_ahead import next_with_prefix  # noqa: PLC0415 - numpy, after the first page

        found = next_with_prefix(self.listing, self._typed, current + (len(self._typed) == len(typed)))
        if found is not None:
            self.put_cursor(found)

    def activate_current(self, *, apart: bool = False) -> None:
        """Open the entry under the cursor; apart: a folder, in a tab of its own behind this one."""
        self._activate(self.currentIndex(), apart=apart)

    def _double_clicked(self, index: Index) -> None:
        if live.now.click == "double":
            self._activate(index)

    def _clicked(self, index: Index) -> None:
        """Open with a single click, unless Ctrl or Shift says that it selects."""
        if live.now.click == "single" and not QGuiApplication.keyboardModifiers():
            self._activate(index)

    def _activate(self, index: Index, *, apart: bool = False) -> None:
        row = self.table.row(index.row())
        if row is not None:
            (self.activated_apart if apart else self.activated_row).emit(row)

    # -- Qt

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Let an update that waited for the editor know."""
        super().closeEditor(editor, hint)
        self.editor_closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from fresh entries."""
        self._delegate.forget()
        super().paintEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shade the row under the mouse, not just a cell."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the selection alone if what is pressed is the middle button."""
        self._pressed = -1
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pressed = self.rowAt(event.position().toPoint().y())
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open apart what was clicked with the middle button."""
        if event.button() == Qt.MouseButton.MiddleButton:
            row = self.rowAt(event.position().toPoint().y())
            if row >= 0 and row == self._pressed:
                self._activate(self.table.index(row, 0), apart=True)
            return
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Shade no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for; where a message takes some, the cursor stays in sight."""
        current = self.visualRect(self.currentIndex())
        was_seen = current.isValid() and current.top() >= 0 and current.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        self._fit_columns()
        if was_seen:
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the system's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self._fit_columns()


def _row_of(listing: Listing, current: bytes) -> int | None:
    """Return the row of an entry: by its name in a folder, by its path in a result."""
    if listing.query is None:
        return listing.snapshot.child(listing.folder, current)
    return listing.snapshot.find(current)


def _next_sort(before: Sort, column: Column, *, is_result: bool) -> Sort:
    """Return the order that a column asks for: its own way, then the other; then, of a result, the best first."""
    # Large and new first: that is what one looks for in these columns.
    descends = column in (Column.SIZE, Column.MODIFIED, Column.ITEMS)
    if before.column is not column:
        return Sort(column, descends)
    if is_result and before.descending is not descends:
        return BEST
    return Sort(column, not before.descending)
