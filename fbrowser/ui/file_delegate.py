"""File delegate: paints the rows of the table straight from their entries, not from what a model says of cells."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fbrowser.common import format as fmt
from fbrowser.common.display import display
from fbrowser.index.kinds import kind_of
from fbrowser.models.listing import Column
from fbrowser.ui.icons import ICON, action_pixmap, type_pixmap

if TYPE_CHECKING:
    from fbrowser.index.entry import Entry
    from fbrowser.index.query import Query
    from fbrowser.index.query.nodes import Text
    from fbrowser.models.file_table_model import FileTableModel

    Index = QModelIndex | QPersistentModelIndex

PADDING: Final = 10
"""Space at either side of a cell, logical pixels; the header's text is moved in as far."""
_GAP: Final = 8
_BAR: Final = 2
_LEAST_BAR: Final = 3
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ELIDED: Final = {int(Column.FOLDER): Qt.TextElideMode.ElideMiddle}
_DARK: Final = 128
"""Lightness below which a ground is dark."""


class FileDelegate(QStyledItemDelegate):
    """Paints all columns of a file table.

    What a row looks like is asked of the view once a row. The options that Qt passes know it cell by cell, so that
    the mouse is over one cell only, and reading their state makes PySide build all of QStyle: 6 ms.
    """

    def __init__(self, model: FileTableModel, view: QTableView) -> None:
        """Take the model whose entries are painted, and the view they are painted in."""
        super().__init__(view)
        self._model = model
        self._view = view
        self._row = -1
        self._entry: Entry | None = None
        self._is_selected = False
        self._group = QPalette.ColorGroup.Active
        self._focused = -1
        self._query: Query | None = None
        self._texts: tuple[Text, ...] = ()
        self.hovered = -1
        """Row under the mouse."""
        self.now_s = time.time()

    def forget(self) -> None:
        """Paint from fresh entries: called before every repaint of the view."""
        self._row = -1
        self.now_s = time.time()
        active = self._view.isActiveWindow()
        self._group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        self._focused = self._view.currentIndex().row() if self._view.hasFocus() else -1
        query = self._model.listing.query if self._model.listing else None
        if query is not self._query:
            self._query, self._texts = query, _wanted(query)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a fixed height: rows are never measured."""
        del index
        return QSize(80, row_height(option.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; the entry is read once a row."""
        if index.row() != self._row:
            self._row = index.row()
            self._entry = self._model.entry(self._row)
            self._is_selected = self._view.selectionModel().isSelected(index)
        entry, is_selected, group = self._entry, self._is_selected, self._group
        if entry is None:
            return
        palette, rect = _option(option)
        if is_selected:
            painter.fillRect(rect, palette.color(group, QPalette.ColorRole.Highlight))
        elif self._row == self.hovered:
            painter.fillRect(rect, faded(palette.color(QPalette.ColorRole.Highlight), 0.10))
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        ink = palette.color(group, role)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        column = index.column()
        if column == Column.NAME:
            self._paint_name(painter, inner, entry, ink, is_selected=is_selected)
        elif column == Column.SIZE:
            self._paint_size(painter, inner, entry, ink, is_selected=is_selected)
        else:
            soft = ink if is_selected else faded(ink, 0.72)
            painter.setPen(soft)
            _draw(
                painter, inner, self._text(entry, column), _LEFT, _ELIDED.get(column, Qt.TextElideMode.ElideRight)
            )
        if self._row == self._focused and not is_selected:
            painter.setPen(palette.color(QPalette.ColorRole.Highlight))
            for edge in (rect.top(), rect.bottom()):
                painter.drawLine(rect.left(), edge, rect.right(), edge)

    def _text(self, entry: Entry, column: int) -> str:
        """Return the text of one of the quiet columns."""
        if column == Column.MODIFIED:
            return fmt.date(entry.mtime_ns, self.now_s)
        return self._model.place(self._row) if column == Column.FOLDER else kind_of(entry).words

    def _paint_name(self, painter: QPainter, rect: QRect, entry: Entry, ink: QColor, *, is_selected: bool) -> None:
        ratio = painter.device().devicePixelRatioF()
        top = rect.top() + (rect.height() - ICON) // 2
        why = self._model.reason(self._row) if entry.is_folder else None
        is_hidden = entry.name.startswith(b".")
        if is_hidden or why:
            painter.setOpacity(0.55)
        painter.drawPixmap(rect.left(), top, type_pixmap(kind_of(entry).icon, ICON, ratio))
        painter.setOpacity(1)
        if why:
            badge = action_pixmap("lock", 10, ratio, ink.rgba())
            painter.drawPixmap(rect.left() + ICON - 8, top + ICON - 9, badge)
        painter.setPen(faded(ink, 0.6) if why or is_hidden else ink)
        text_rect = rect.adjusted(ICON + _GAP, 0, 0, 0)
        if self._texts:
            self._paint_marked(painter, text_rect, entry.name, is_selected=is_selected)
            return
        # Long names lose their middle: the end tells the extension, and what differs among many alike.
        _draw(painter, text_rect, display(entry.name), _LEFT, Qt.TextElideMode.ElideMiddle)

    def _paint_marked(self, painter: QPainter, rect: QRect, name: bytes, *, is_selected: bool) -> None:
        """Paint a name with what the query has found in it."""
        from fbrowser.models.highlight import spans  # noqa: PLC0415 - not before the first page
        from fbrowser.ui.marked_text import draw_marked  # noqa: PLC0415

        # On the ground of the selection the accent would not be seen: there, bold alone has to do.
        mark = painter.pen().color() if is_selected else accent_ink(self._view.palette())
        draw_marked(painter, rect, display(name), spans(name, self._texts), mark)

    def _paint_size(self, painter: QPainter, rect: QRect, entry: Entry, ink: QColor, *, is_selected: bool) -> None:
        painter.setPen(ink if is_selected else faded(ink, 0.72))
        painter.setFont(tabular(painter.font()))
        _draw(painter, rect, fmt.size(entry.size), _RIGHT, Qt.TextElideMode.ElideRight)
        largest = self._model.listing.largest if self._model.listing else 0
        if largest > 0 and entry.size > 0:
            width = round(rect.width() * entry.size / largest)
            if width < _LEAST_BAR:  # looks like dirt
                return
            bar = QRect(rect.right() + 1 - width, rect.bottom() - _BAR - 1, width, _BAR)
            painter.fillRect(bar, faded(ink, 0.35 if is_selected else 0.18))


def row_height(text_height: int) -> int:
    """Return the height of a row: the text and some air, an even number so that icons sit on whole pixels."""
    return (max(text_height + 10, ICON + 8) + 1) // 2 * 2


def tabular(font: QFont) -> QFont:
    """Return a font whose digits are all equally wide."""
    found = QFont(font)
    found.setFeature(QFont.Tag("tnum"), 1)
    return found


def faded(colour: QColor, opacity: float) -> QColor:
    """Return a colour that lets the ground shine through."""
    found = QColor(colour)
    found.setAlphaF(opacity * colour.alphaF())
    return found


def accent_ink(palette: QPalette) -> QColor:
    """Return the accent as a colour that can be read on the ground of the page."""
    accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
    return accent.lighter(165) if palette.color(QPalette.ColorRole.Base).lightness() < _DARK else accent


def _wanted(query: Query | None) -> tuple[Text, ...]:
    """Return what is to be marked in names."""
    if query is None:
        return ()
    from fbrowser.models.highlight import matched_texts  # noqa: PLC0415 - not before the first page

    return matched_texts(query)


def _draw(painter: QPainter, rect: QRect, text: str, flags: Qt.AlignmentFlag, elide: Qt.TextElideMode) -> None:
    metrics = painter.fontMetrics()
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, metrics.elidedText(text, elide, rect.width()))


def _option(option: QStyleOptionViewItem) -> tuple[QPalette, QRect]:
    """Return an option's fields, which the type stubs do not know."""
    return cast("tuple[QPalette, QRect]", (option.palette, option.rect))  # type: ignore[attr-defined]
