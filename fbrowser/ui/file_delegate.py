"""File delegate: paints the rows of the table straight from their entries, not from what a model says of cells."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from fbrowser.common import format as fmt
from fbrowser.common.display import display
from fbrowser.index.kinds import kind_of
from fbrowser.models.file_table_model import date_text, quiet_text
from fbrowser.models.listing import Column
from fbrowser.ui.icons import ICON, action_pixmap, type_pixmap
from fbrowser.ui.mirror import isolated
from fbrowser.ui.theme import QUIET, RETIRED, accent_ink, faded, hover_ground

if TYPE_CHECKING:
    from fbrowser.index.entry import Entry
    from fbrowser.index.query import Query
    from fbrowser.index.query.nodes import Text
    from fbrowser.models.file_table_model import FileTableModel
    from fbrowser.ui.cursor_view import CursorView

    Index = QModelIndex | QPersistentModelIndex

PADDING: Final = 10
"""Space at either side of a cell, logical pixels; the header's text is moved in as far."""
_GAP: Final = 8
_BAR: Final = 2
_LEAST_BAR: Final = 3
_LINE: Final = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight) | _LINE
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft) | _LINE
_MIDDLE: Final = Qt.TextElideMode.ElideMiddle
_END: Final = Qt.TextElideMode.ElideRight
_AIR: Final = {"compact": (4, 2), "normal": (10, 8), "roomy": (18, 16)}
"""What a row is higher than its text, and than its icon, logical pixels."""
_CUTS: Final = 4096
"""Texts whose cut is kept: most are in many rows."""

Box = tuple[int, int, int, int]
"""Left, top, width and height of what is inside a cell."""


class _Colours(NamedTuple):
    """What a row is painted in."""

    ink: QColor
    soft: QColor
    """Of the quiet columns."""
    faint: QColor
    """Of names that are hidden, or of folders that could not be read."""
    bar: QColor
    mark: QColor
    """Of what a query has found in a name."""
    ground: QColor | None


class FileDelegate(QStyledItemDelegate):
    """Paints all columns of a file table.

    Whatever several cells have in common is asked for once: a repaint, or a row. Each call into Qt takes some
    microseconds from here, and cells that asked for their own font and colours took twice as long. The options that
    Qt passes know the row cell by cell, so that the mouse is over one cell only, and reading their state makes
    PySide build all of QStyle: 6 ms.
    """

    def __init__(self, model: FileTableModel, view: CursorView) -> None:
        """Take the model whose entries are painted, and the view they are painted in."""
        super().__init__(view)
        self._model = model
        self._view = view
        self._query: Query | None = None
        self._texts: tuple[Text, ...] = ()
        self.hovered = -1
        """Row under the mouse."""
        self.is_in_use = True
        """Whether keys go to this table, not to another one beside it."""
        self._cuts: dict[tuple[str, int, Qt.TextElideMode], str] = {}
        self._font = QFont()
        self._worn: tuple[int, bool] | None = None
        self.forget()

    def forget(self) -> None:
        """Paint from fresh entries: called before every repaint of the view."""
        view = self._view
        self._row = -1
        self._entry: Entry | None = None
        self._now_s = time.time()
        self._focused = view.currentIndex().row() if view.hasFocus() else -1
        self._is_alone = view.is_current_alone  # then its ground tells where the cursor is
        self._ratio = view.devicePixelRatioF()
        self._is_mirrored = view.isRightToLeft()
        self._dress(view.palette(), is_active=self.is_in_use and view.isActiveWindow())
        if view.font() != self._font or not self._cuts:
            self._font = view.font()
            self._digits = tabular(self._font)
            self._metrics = QFontMetrics(self._font)
            self._cuts.clear()
        query = self._model.listing.marked_query if self._model.listing else None
        if query is not self._query:
            self._query, self._texts = query, _wanted(query)

    def _dress(self, palette: QPalette, *, is_active: bool) -> None:
        """Have the colours of a palette, unless they are there already: to find them takes as long as some rows."""
        worn = palette.cacheKey(), is_active
        if worn != self._worn:
            self._worn = worn
            self._plain = _colours(palette, is_active=is_active)
            self._chosen = _chosen_colours(palette, is_active=is_active)
            self._shade = hover_ground(palette)
            self._edge = palette.color(QPalette.ColorRole.Highlight)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a fixed height: rows are never measured."""
        del index
        return QSize(80, self._view.verticalHeader().defaultSectionSize())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; the entry is read once a row."""
        row = index.row()
        if row != self._row:
            self._take(row, index)
        entry, colours = self._entry, self._colours
        if entry is None:
            return
        rect = cast("QRect", option.rect)  # type: ignore[attr-defined] - the type stubs do not know it
        if colours.ground:
            painter.fillRect(rect, colours.ground)
        elif row == self.hovered:
            painter.fillRect(rect, self._shade)
        box = (rect.x() + PADDING, rect.y(), rect.width() - 2 * PADDING, rect.height())
        column = index.column()
        if column == Column.NAME:
            self._paint_name(painter, box, entry)
        elif column == Column.SIZE:
            self._paint_size(painter, box, entry)
        else:
            painter.setFont(self._digits)
            painter.setPen(colours.soft)
            how = _MIDDLE if column == Column.FOLDER else _END
            side = _RIGHT if column == Column.ITEMS else _LEFT
            text = self._place(box[2]) if column == Column.FOLDER else self._text(entry, column)
            painter.drawText(*box, side, self._shown(text, box[2], how))
        if row == self._focused and (not colours.ground or not self._is_alone):
            painter.setPen(colours.ink if colours.ground else self._edge)
            for edge in (rect.top(), rect.bottom()):
                painter.drawLine(rect.left(), edge, rect.right(), edge)

    def _take(self, row: int, index: Index) -> None:
        """Read a row."""
        self._row = row
        self._entry = entry = self._model.entry(row)
        self._colours = self._chosen if self._view.selectionModel().isSelected(index) else self._plain
        if entry is not None:
            self._kind = kind_of(entry)

    def _text(self, entry: Entry, column: int) -> str:
        """Return the text of one of the quiet columns."""
        if column == Column.MODIFIED:
            return date_text(entry.mtime_ns, self._now_s)
        if column == Column.KIND:
            return self._kind.words
        return self._model.items(self._row) if column == Column.ITEMS else quiet_text(entry, column)

    def _place(self, width: int) -> str:
        """Return where the entry lies: with no room for all of it, what tells it from the rows beside it."""
        place = self._model.place(self._row)
        if self._metrics.horizontalAdvance(place) <= width:
            return place
        from fbrowser.common.telling import shortened  # noqa: PLC0415 - not before the first page

        beside = [self._model.place(self._row + by) for by in (-1, 1)]
        *_, shortest = forms = [*shortened(place, beside)]
        return next((each for each in forms if self._metrics.horizontalAdvance(each) <= width), shortest)

    def _paint_name(self, painter: QPainter, box: Box, entry: Entry) -> None:
        left, top, width, height = box
        icon_top = top + (height - ICON) // 2
        why = self._model.reason(self._row) if entry.is_folder else None
        is_faint = why is not None or entry.name.startswith(b".")
        if is_faint:
            painter.setOpacity(0.55)
        icon_left = left + width - ICON if self._is_mirrored else left
        painter.drawPixmap(icon_left, icon_top, type_pixmap(self._kind.icon, ICON, self._ratio))
        if is_faint:
            painter.setOpacity(1)
        if why:
            badge = action_pixmap("lock", 10, self._ratio, self._colours.ink.rgba())
            painter.drawPixmap(icon_left + ICON - 8, icon_top + ICON - 9, badge)
        painter.setFont(self._font)
        painter.setPen(self._colours.faint if is_faint else self._colours.ink)
        box = (left if self._is_mirrored else left + ICON + _GAP, top, width - ICON - _GAP, height)
        if self._texts:
            self._paint_marked(painter, box, entry.name)
        else:  # Long names lose their middle: the end tells the extension, and what differs among many alike.
            painter.drawText(*box, _LEFT, self._shown(display(entry.name), box[2], _MIDDLE))

    def _paint_marked(self, painter: QPainter, box: Box, name: bytes) -> None:
        """Paint a name with what the query has found in it."""
        from fbrowser.models.highlight import spans  # noqa: PLC0415 - not before the first page
        from fbrowser.ui.marked_text import draw_marked  # noqa: PLC0415 - likewise

        marks = spans(name, self._texts)
        draw_marked(
            painter, box, display(name), marks, self._font, self._colours.mark, is_mirrored=self._is_mirrored
        )

    def _paint_size(self, painter: QPainter, box: Box, entry: Entry) -> None:
        left, top, width, height = box
        painter.setFont(self._digits)
        painter.setPen(self._colours.soft)
        painter.drawText(*box, _RIGHT, self._shown(fmt.size(entry.size), width, _END))
        largest = self._model.listing.largest if self._model.listing else 0
        if largest > 0 and entry.size > 0:
            length = round(width * entry.size / largest)
            if length >= _LEAST_BAR:  # less looks like dirt
                bar_left = left if self._is_mirrored else left + width - length
                painter.fillRect(bar_left, top + height - _BAR - 2, length, _BAR, self._colours.bar)

    def _shown(self, text: str, width: int, how: Qt.TextElideMode) -> str:
        """Return a text as it is drawn: Qt moves it to the other side by itself, and must not reorder it there."""
        cut = self._cut(text, width, how)
        return isolated(cut) if self._is_mirrored else cut

    def _cut(self, text: str, width: int, how: Qt.TextElideMode) -> str:
        """Return as much of a text as there is room for."""
        key = (text, width, how)
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= _CUTS:
                self._cuts.clear()
            found = self._cuts[key] = self._metrics.elidedText(text, how, width)
        return found


def _colours(palette: QPalette, *, is_active: bool) -> _Colours:
    """Return the colours of an ordinary row."""
    group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
    ink = palette.color(group, QPalette.ColorRole.Text)
    return _Colours(ink, faded(ink, QUIET), faded(ink, RETIRED), faded(ink, 0.18), accent_ink(palette), None)


def _chosen_colours(palette: QPalette, *, is_active: bool) -> _Colours:
    """Return the colours of a selected row. On its ground the accent would not be seen: bold alone has to do."""
    group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
    ink = palette.color(group, QPalette.ColorRole.HighlightedText)
    ground = palette.color(group, QPalette.ColorRole.Highlight)
    return _Colours(ink, ink, ink, faded(ink, 0.35), ink, ground)


def row_height(text_height: int, density: str = "normal") -> int:
    """Return the height of a row: the text and some air, an even number so that icons sit on whole pixels."""
    above_text, above_icon = _AIR[density]
    return (max(text_height + above_text, ICON + above_icon) + 1) // 2 * 2


def tabular(font: QFont) -> QFont:
    """Return a font whose digits are all equally wide."""
    found = QFont(font)
    found.setFeature(QFont.Tag("tnum"), 1)
    return found


def _wanted(query: Query | None) -> tuple[Text, ...]:
    """Return what is to be marked in names."""
    if query is None:
        return ()
    from fbrowser.models.highlight import matched_texts  # noqa: PLC0415 - not before the first page

    return matched_texts(query)
