"""Hint targets: what is seen in a window and can be activated, rows, titles, buttons, fields, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QLineEdit, QTabBar, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QModelIndex

_MOST_ROWS: Final = 200
"""Of one view."""


class Target(NamedTuple):
    """Something that can be activated."""

    box: QRect
    """Where it is in its window, as far as it is seen."""
    activate: Callable[[], object]
    open: Callable[[], object]
    """The same as activate, of what is not opened."""
    is_row: bool = False
    """Whether it is a row of a view: those are what one jumps to most."""


@runtime_checkable
class HasTargets(Protocol):
    """A widget that paints what can be activated itself, and says where that is."""

    def hint_targets(self) -> list[tuple[QRect, Callable[[], object]]]:
        """Return boxes, in the widget, and what a click on each does."""
        ...


@runtime_checkable
class HasCursor(Protocol):
    """A view that moves its cursor itself, and opens what is there."""

    def put_cursor(self, row: int) -> None:
        """Move the cursor to a row."""
        ...

    def activate_current(self) -> None:
        """Open the entry under the cursor."""
        ...


def targets(window: QWidget) -> list[Target]:
    """Return all there is: rows, then the rest, as one reads: from the top, and in a line from the left."""
    found = [
        target for widget in window.findChildren(QWidget) if _is_seen(widget) for target in _of(widget, window)
    ]
    return sorted(found, key=lambda each: (not each.is_row, each.box.top() // 8, each.box.left()))


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not _surface(widget).visibleRegion().isEmpty()


def _surface(widget: QWidget) -> QWidget:
    """Return what is seen of a widget: what an opaque child covers is not its own, of a view that is all of it."""
    return widget.viewport() if isinstance(widget, QAbstractItemView) else widget


def _of(widget: QWidget, window: QWidget) -> Iterator[Target]:
    if isinstance(widget, HasTargets):
        for box, press in widget.hint_targets():
            yield from _seen(_surface(widget), box, window, press)
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        for box, index in _rows(widget):
            yield from _seen(widget.viewport(), box, window, _moving(widget, index), _opening(widget, index))
    elif isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield from _seen(widget, widget.tabRect(tab), window, _showing(widget, tab))
    elif isinstance(widget, QLineEdit):
        yield from _seen(widget, widget.rect(), window, _typing(widget))
    elif isinstance(widget, QAbstractButton):
        yield from _seen(widget, widget.rect(), window, _pressing(widget))


def _seen(
    widget: QWidget,
    box: QRect,
    window: QWidget,
    activate: Callable[[], object],
    open_it: Callable[[], object] | None = None,
) -> Iterator[Target]:
    """Return what is in a box of a widget, if any of it is seen."""
    seen = box.intersected(widget.visibleRegion().boundingRect())
    if not seen.isEmpty():
        place = widget.mapTo(window, QPoint(0, 0))
        yield Target(seen.translated(place), activate, open_it or activate, open_it is not None)


def _rows(view: QAbstractItemView) -> Iterator[tuple[QRect, QModelIndex]]:
    """Return the rows that are seen and can be moved to, without asking for others: there may be a million."""
    port, y, last = view.viewport().rect(), 0, -1
    for _ in range(2 * _MOST_ROWS):  # there may be a line between one row and the next
        index = _index_at(view, y)
        if y > port.bottom() or not index.isValid():
            return
        whole = view.visualRect(index)
        if index.row() != last and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            box = view.visualRect(index.siblingAtColumn(0))  # where the name is, unless it is not shown
            yield (whole if box.intersected(port).isEmpty() else box), index.siblingAtColumn(0)
        y, last = max(whole.bottom(), y) + 1, index.row()


def _index_at(view: QAbstractItemView, y: int) -> QModelIndex:
    """Return what is at a height of a view: at either side, for a row may be short."""
    width = view.viewport().width()
    places = (QPoint(x, y) for x in (2, width // 2, width - 3))
    return next((found for each in places if (found := view.indexAt(each)).isValid()), view.rootIndex())


def _moving(view: QAbstractItemView, index: QModelIndex) -> Callable[[], object]:
    """Return what moves the cursor to a row; it follows the entry, should the rows change meanwhile."""
    there = QPersistentModelIndex(index)

    def move() -> None:
        if not (isValid(view) and there.isValid()):
            return
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(view, HasCursor):
            view.put_cursor(there.row())
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().setCurrentIndex(view.model().index(there.row(), 0, there.parent()), flags)

    return move


def _opening(view: QAbstractItemView, index: QModelIndex) -> Callable[[], object]:
    move = _moving(view, index)

    def open_it() -> None:
        move()
        if isinstance(view, HasCursor):
            view.activate_current()
        else:
            view.activated.emit(view.currentIndex())

    return open_it


def _showing(bar: QTabBar, tab: int) -> Callable[[], object]:
    return lambda: bar.setCurrentIndex(tab)


def _typing(field: QLineEdit) -> Callable[[], object]:
    def type_there() -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    return type_there


def _pressing(button: QAbstractButton) -> Callable[[], object]:
    return lambda: button.click() if isValid(button) else None
