"""Picker list: rows to choose from, however many, painted by one delegate: title, quiet words, keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from fbrowser.common.translation import tr
from fbrowser.ui.icons import ICON, action_pixmap
from fbrowser.ui.key_caps import caps_width, draw_caps
from fbrowser.ui.marked_text import draw_marked, marked_width
from fbrowser.ui.mirror import mirrored
from fbrowser.ui.scroll_bar import ScrollBar
from fbrowser.ui.theme import QUIET, accent_ink, faded, hover_ground
from fbrowser.ui.tooltip import tip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    from fbrowser.common.spans import Spans

    Index = QModelIndex | QPersistentModelIndex

_AIR: Final = 12
"""At either side of a row, logical pixels."""
_GAP: Final = 10
_CORNER: Final = 6
_LINE: Final = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_TITLE_SHARE: Final = 0.62
"""Part of the room that a title may take from the quiet words beside it."""


@dataclass(frozen=True)
class Item:
    """A row: something to choose, or a heading."""

    what: object
    """What it stands for; None: it is a heading."""
    title: str
    quiet: str = ""
    """What else there is to know, beside the title."""
    second: str = ""
    """A line of its own below, where rows have two."""
    keys: tuple[str, ...] = ()
    """As they are shown, one after the other."""
    icon: str = ""
    """Name of a file of resources/icons/actions."""
    spans: Spans = ()
    """What of the title was typed."""
    is_enabled: bool = True
    tip: str = ""
    """What is too much for the row: a tooltip, and for a screen reader, instead of the quiet words."""
    cuts_middle: bool = False
    """Whether the quiet words lose their middle, not their end, where there is no room: paths."""

    @property
    def is_heading(self) -> bool:
        """Whether it cannot be chosen."""
        return self.what is None

    @property
    def spoken(self) -> str:
        """All that it says, for a screen reader."""
        parts = (
            self.title,
            " ".join(self.keys),
            self.second,
            self.tip or self.quiet,
            "" if self.is_enabled else tr("unavailable"),
        )
        return ", ".join(part for part in parts if part)


class PickerModel(QAbstractListModel):
    """The rows; what is painted is read from them by the delegate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have none."""
        super().__init__(parent)
        self.items: Sequence[Item] = ()
        self.has_icons = False
        """Whether titles stand where an icon leaves them room."""

    def show_items(self, items: Sequence[Item]) -> None:
        """Have others."""
        self.beginResetModel()
        self.items = items
        self.has_icons = any(each.icon for each in items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what a screen reader, or a test, wants to know."""
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(item.tip) if item.tip else None
        return item.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that headings cannot be moved to; what is greyed can, to be read."""
        item = self.items[index.row()] if 0 <= index.row() < len(self.items) else None
        if item is None or item.is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class PickerDelegate(QStyledItemDelegate):
    """Paints a row, in either direction of reading."""

    def __init__(self, model: PickerModel, view: PickerView, *, lines: int) -> None:
        """Take the rows. lines: of each."""
        super().__init__(view)
        self._model = model
        self._view = view
        self._lines = lines

    @property
    def height(self) -> int:
        """Of a row, an even number of pixels."""
        text = self._view.fontMetrics().height()
        return (max(text * self._lines + 2 * (self._lines - 1) + 14, ICON + 12) + 1) // 2 * 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows have."""
        del option, index
        return QSize(80, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        if not 0 <= index.row() < len(self._model.items):
            return
        item = self._model.items[index.row()]
        rect = cast("QRect", option.rect)  # type: ignore[attr-defined] - the type stubs do not know it
        row = _Row(self._view, painter, rect, lines=self._lines)
        if item.is_heading:
            row.paint_heading(item)
        else:
            is_current = index.row() == self._view.currentIndex().row()
            row.paint_ground(is_current=is_current, is_hovered=index.row() == self._view.hovered)
            row.paint_item(item, is_current=is_current, has_icon=self._model.has_icons)


class _Row:
    """Paints one row: boxes are laid out from the side where reading begins, and mirrored when drawn."""

    def __init__(self, view: PickerView, painter: QPainter, rect: QRect, *, lines: int) -> None:
        self._painter = painter
        self._rect = rect
        self._lines = lines
        self._font = view.font()
        self._metrics = QFontMetrics(self._font)
        self._ratio = view.devicePixelRatioF()
        self._is_mirrored = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._palette = view.palette()
        self._ink = self._colour(QPalette.ColorRole.Text)
        self._chosen_ink = self._colour(QPalette.ColorRole.HighlightedText)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        # The list never has the keyboard itself, but what is current in it counts as if it had.
        return self._palette.color(QPalette.ColorGroup.Active, role)

    def paint_ground(self, *, is_current: bool, is_hovered: bool) -> None:
        accent = self._colour(QPalette.ColorRole.Highlight)
        if is_current or is_hovered:
            self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(accent if is_current else hover_ground(self._palette))
            self._painter.drawRoundedRect(self._rect.adjusted(_GAP // 2, 0, -_GAP // 2, 0), _CORNER, _CORNER)

    def paint_heading(self, item: Item) -> None:
        font = QFont(self._font)
        font.setBold(True)
        self._painter.setFont(font)
        self._painter.setPen(faded(self._ink, QUIET))
        box = self._rect.adjusted(_AIR, 0, -_AIR, -4)
        how = Qt.AlignmentFlag.AlignBottom | self._side()
        self._painter.drawText(box, int(how) | int(Qt.TextFlag.TextSingleLine), item.title)

    def paint_item(self, item: Item, *, is_current: bool, has_icon: bool) -> None:
        ink = self._chosen_ink if is_current else self._ink
        quiet = ink if is_current else faded(ink, QUIET)  # fainter, it could not be read on the accent
        mark = ink if is_current else accent_ink(self._palette)
        if not item.is_enabled:
            ink, mark = quiet, quiet
        top, height = self._rect.top(), self._rect.height()
        left, right = self._rect.left() + _AIR, self._rect.right() + 1 - _AIR
        if item.icon:
            icon = self._mirrored(QRect(left, top + (height - ICON) // 2, ICON, ICON))
            self._painter.drawPixmap(icon.topLeft(), action_pixmap(item.icon, ICON, self._ratio, quiet.rgba()))
        left += (ICON + _GAP) if has_icon else 0
        if item.keys:
            width = caps_width(item.keys, self._font)
            caps = self._mirrored(QRect(right - width, top, width, height))
            draw_caps(self._painter, caps, item.keys, self._font, quiet)
            right -= width + _GAP
        line = height if self._lines == 1 else height // 2
        room = QRect(left, top + (0 if self._lines == 1 else 3), max(0, right - left), line)
        self._paint_title(item, room, ink, mark, quiet)
        if self._lines > 1 and item.second:
            below = QRect(left, top + line - 2, max(0, right - left), line)
            self._paint_words(item.second, below, quiet, Qt.TextElideMode.ElideRight)

    def _paint_title(self, item: Item, room: QRect, ink: QColor, mark: QColor, quiet: QColor) -> None:
        """Paint the title and the quiet words beside it."""
        wanted = marked_width(item.title, item.spans, self._font)
        words = self._metrics.horizontalAdvance(item.quiet) + _GAP if item.quiet else 0
        most = (
            room.width()
            if wanted + words <= room.width()
            else max(room.width() - words, round(room.width() * _TITLE_SHARE))
        )
        box = QRect(room.left(), room.top(), min(wanted, most if item.quiet else room.width()), room.height())
        shown = self._mirrored(box)
        self._painter.setPen(ink)
        draw_marked(
            self._painter,
            (shown.left(), shown.top(), shown.width(), shown.height()),
            item.title,
            item.spans,
            self._font,
            mark,
            is_mirrored=self._is_mirrored,
        )
        if item.quiet:
            rest = QRect(box.right() + 1 + _GAP, room.top(), room.right() - box.right() - _GAP, room.height())
            how = Qt.TextElideMode.ElideMiddle if item.cuts_middle else Qt.TextElideMode.ElideRight
            self._paint_words(item.quiet, rest, quiet, how)

    def _paint_words(self, words: str, box: QRect, ink: QColor, how: Qt.TextElideMode) -> None:
        self._painter.setFont(self._font)
        self._painter.setPen(ink)
        cut = self._metrics.elidedText(words, how, box.width())
        self._painter.drawText(self._mirrored(box), _LINE | int(self._side()), cut)

    def _side(self) -> Qt.AlignmentFlag:
        """Return where reading begins."""
        side = Qt.AlignmentFlag.AlignRight if self._is_mirrored else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute

    def _mirrored(self, box: QRect) -> QRect:
        return mirrored(box, self._rect) if self._is_mirrored else box


class PickerView(QListView):
    """A list whose current row is moved by whoever has the keyboard; it never has it itself."""

    chosen = Signal()
    """The current row was clicked."""
    moved = Signal()
    """Another row is current."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        """Show nothing. lines: of each row."""
        super().__init__(parent)
        self.hovered = -1
        """Row under the mouse."""
        self.items = PickerModel(self)
        self._delegate = PickerDelegate(self.items, self, lines=lines)
        self.setModel(self.items)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(ScrollBar(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    @property
    def row_height(self) -> int:
        """Of every row, pixels."""
        return self._delegate.height

    @property
    def current(self) -> Item | None:
        """The current row."""
        row = self.currentIndex().row()
        return self.items.items[row] if 0 <= row < len(self.items.items) else None

    def show_items(self, items: Sequence[Item], *, keep: bool = False, chooses: bool = True) -> None:
        """Show other rows. The first that can be chosen is current, unless chooses is False: then none is.

        keep: what was current stays so, if it is there.
        """
        before = self.current if keep else None
        self.hovered = -1  # other rows come below a mouse that nobody has moved
        self.items.show_items(items)
        same = next((row for row, item in enumerate(items) if before is not None and item.what == before.what), -1)
        if same >= 0 or chooses:
            self.scrollToTop()
            self.put(max(same, 0), 1)

    def choose_none(self) -> None:
        """Let no row be current."""
        self.setCurrentIndex(QModelIndex())
        self.viewport().update()

    def move(self, rows: int) -> None:  # type: ignore[override] - of the current row: nobody moves the widget so
        """Move by some rows, up if negative."""
        self.put(self.currentIndex().row() + rows, 1 if rows > 0 else -1)

    def move_page(self, pages: int) -> None:
        """Move by what is seen at once, some times."""
        self.move(pages * max(1, self.viewport().height() // self.row_height - 1))

    def put(self, row: int, towards: int = -1) -> None:
        """Make a row current; if it is a heading, the nearest in a direction, or else in the other."""
        last = len(self.items.items) - 1
        row = min(max(row, 0), last)
        for step in (towards, -towards):
            at = row
            while 0 <= at <= last and self.items.items[at].is_heading:
                at += step
            if 0 <= at <= last:
                self._make_current(at)
                return

    def _make_current(self, row: int) -> None:
        self.setCurrentIndex(self.items.index(row))
        above = self.items.index(row - 1)
        if row and self.items.items[row - 1].is_heading:
            self.scrollTo(above)
        self.scrollTo(self.items.index(row))
        self.viewport().update()
        # It has not the keyboard, yet its row is what a screen reader should read.
        event = QAccessibleEvent(self, QAccessible.Event.Focus)
        event.setChild(row)
        QAccessible.updateAccessibility(event)
        self.moved.emit()

    # -- the mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shade the row under the mouse."""
        self.hovered = self.indexAt(event.position().toPoint()).row()
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Shade none."""
        super().leaveEvent(event)
        self.hovered = -1
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a row current; nothing is selected by dragging."""
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0 and not self.items.items[row].is_heading:
            self._make_current(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row."""
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and row == self.currentIndex().row():
            self.chosen.emit()
