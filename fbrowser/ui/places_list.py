"""Places list: the list in the sidebar. Its cursor is where one is, until the keyboard goes there and moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPalette
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QListView, QWidget

from fbrowser.common.translation import tr
from fbrowser.ui.language import worded
from fbrowser.ui.places_delegate import PlacesDelegate
from fbrowser.ui.places_model import PlacesModel
from fbrowser.ui.scroll_bar import ScrollBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from fbrowser.models.places import Place, Row

_Select = QItemSelectionModel.SelectionFlag
_APART = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier)


class PlacesList(QListView):
    """Arrows and letters move, a click goes there; what else keys do are commands."""

    chosen = Signal(object)
    """Place that was clicked."""
    chosen_apart = Signal(object)
    """Place to be opened in a tab of its own."""
    menu_wanted = Signal(QPoint)
    """Where on the screen, for the place under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        worded(self._word)
        self.places = PlacesModel(self)
        self.setModel(self.places)
        self._delegate = PlacesDelegate(self.places, self)
        self.setItemDelegate(self._delegate)
        self._folder = b""
        self._waiting: Sequence[Row] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(ScrollBar(self, QPalette.ColorRole.Window))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    # -- content

    def _word(self) -> None:
        self.setAccessibleName(tr("places"))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, with the cursor on the same place; a name that is being typed comes first."""
        if self.is_editing:
            self._waiting = rows
            return
        before = self.places.place(self.currentIndex())
        place, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        if not self.places.put(rows):
            return
        index = self.places.find(before.key) if before is not None else QModelIndex()
        if self.hasFocus() and before is not None and not index.isValid():
            index = self._nearest(place)
        if index.isValid():
            self._put_cursor(index)
        else:
            self._go_home()
        self.verticalScrollBar().setValue(scrolled)

    def _nearest(self, row: int) -> QModelIndex:
        """Return the place nearest to where one was that is gone."""
        places = [at for at in range(len(self.places.rows)) if self.places.place(self.places.index(at)) is not None]
        return self.places.index(min(places, key=lambda at: (abs(at - row), at)))

    def show_folder(self, folder: bytes) -> None:
        """Mark the place where one is, unless the keyboard is here."""
        self._folder = folder
        if not self.hasFocus() and not self.is_editing:
            self._go_home()

    def _go_home(self) -> None:
        """Put the cursor where one is; nowhere, if that is no place."""
        index = self.places.find_folder(self._folder)
        if index.isValid():
            self._put_cursor(index)
        else:
            self.selectionModel().clear()

    def _put_cursor(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, _Select.ClearAndSelect)

    @property
    def current(self) -> Place | None:
        """The place under the cursor."""
        return self.places.place(self.currentIndex())

    # -- renaming

    @property
    def is_editing(self) -> bool:
        """Whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def rename_current(self) -> None:
        """Let a name be typed, if it is one that the user can choose."""
        if self.places.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def give_up_editing(self) -> bool:
        """Keep the name as it was; return False if none was being typed."""
        if not self.is_editing:
            return False
        editor = self.indexWidget(self.currentIndex())
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Show what has come meanwhile."""
        super().closeEditor(editor, hint)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_rows(waiting)

    # -- Qt

    def moveCursor(self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        """Go from place to place: Home and the page keys would end on a heading."""
        index = super().moveCursor(action, held)
        is_heading = index.isValid() and self.places.place(index) is None
        return self._nearest(index.row()) if is_heading else index

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at a place: where one is, else at the top."""
        super().focusInEvent(event)
        if self.current is None and self.places.rows:
            self._put_cursor(self._nearest(0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go back to where one is, unless a name is being typed or a menu is open."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing and not self.is_editing:
            self._go_home()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the middle button alone: it chooses when it is let go."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place that was clicked."""
        index = self.indexAt(event.position().toPoint())
        was_dragging = self.state() == QAbstractItemView.State.DraggingState
        super().mouseReleaseEvent(event)
        place = self.places.place(index)
        if place is None or was_dragging:
            return
        is_left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (is_left and event.modifiers() in _APART):
            self.chosen_apart.emit(place)
        elif is_left and index == self.currentIndex():
            self.chosen.emit(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the place under the mouse; the keys for that run a command."""
        if self.current is not None and event.reason() != QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(event.globalPos())

    def below_cursor(self) -> QPoint:
        """Return where a menu about the current place should open, on the screen."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shade the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Shade no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the system's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
