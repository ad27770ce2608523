"""Places delegate: paints headings and places: an icon, a name, and a few quiet words where they help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fbrowser.common.translation import tr
from fbrowser.models.places import Place, Section
from fbrowser.ui.icons import ICON, action_pixmap
from fbrowser.ui.mirror import isolated, mirrored
from fbrowser.ui.theme import QUIET, RETIRED, accent_ink, faded, place_ground, warning_ink

if TYPE_CHECKING:
    from fbrowser.ui.places_model import PlacesModel

    Index = QModelIndex | QPersistentModelIndex

_EDGE: Final = 6
"""Between the ground of a row and the edge of the list, pixels."""
_PADDING: Final = 8
"""Within that ground."""
_GAP: Final = 9
_CORNER: Final = 6
_AIR: Final = 10
"""What a row is higher than its text."""
_ABOVE: Final = 14
"""Above a heading, but for the first."""
_LINE: Final = 1
"""Between the lines of a row."""
_BAR: Final = 3
_BAR_GAP: Final = 5
_SMALLER: Final = 0.88
_FLAGS: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LINE_FLAG: Final = int(Qt.TextFlag.TextSingleLine)


class PlacesDelegate(QStyledItemDelegate):
    """Paints rows straight from what they are."""

    def __init__(self, model: PlacesModel, view: QListView) -> None:
        """Take the model whose rows are painted, and the view they are painted in."""
        super().__init__(view)
        self._model = model
        self._view = view
        self.hovered = -1
        """Row under the mouse."""

    # -- sizes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        del option
        row = self._model.rows[index.row()]
        text, small = self._view.fontMetrics().height(), QFontMetrics(self._small()).height()
        if isinstance(row, Section):
            return QSize(80, small + _AIR + (_ABOVE if index.row() else 4))
        height = max(text, ICON) + _AIR
        height += (small + _LINE if row.detail else 0) + (_BAR + _BAR_GAP if row.used >= 0 else 0)
        return QSize(80, (height + 1) // 2 * 2)

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        if font.pixelSize() > 0:
            font.setPixelSize(max(1, round(font.pixelSize() * _SMALLER)))
        else:
            font.setPointSizeF(font.pointSizeF() * _SMALLER)
        return font

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = self._model.rows[index.row()]
        rect = cast("QRect", option.rect)  # type: ignore[attr-defined] - the type stubs do not know it
        painter.save()
        # Each text runs as its own letters do; only which side it stands at follows the layout.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if isinstance(row, Section):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_place(painter, rect, row, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, section: Section) -> None:
        font = self._small()
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._view.palette().color(QPalette.ColorRole.PlaceholderText))
        height = QFontMetrics(font).height() + _AIR
        inner = QRect(rect.left(), rect.bottom() - height + 1, rect.width(), height)
        inner.adjust(_EDGE + _PADDING, 0, -_EDGE - _PADDING, 0)
        self._text(painter, inner, tr(section.value))

    def _paint_place(self, painter: QPainter, rect: QRect, place: Place, index: Index) -> None:
        ink, ground = self._colours(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(rect).adjusted(_EDGE, 1, -_EDGE, -1), _CORNER, _CORNER)
        is_chosen = self._is_chosen(index)
        icon, title, detail, bar = self._boxes(rect, place)
        quiet = ink if is_chosen else faded(ink, QUIET)
        shown = ink if not place.is_away else quiet if is_chosen else faded(ink, RETIRED)
        pixmap = action_pixmap(place.icon, ICON, self._view.devicePixelRatioF(), shown.rgba())
        painter.drawPixmap(icon.topLeft(), pixmap)
        painter.setPen(shown)
        painter.setFont(self._view.font())
        self._text(painter, title, place.title)
        if place.detail:
            painter.setFont(self._small())
            painter.setPen(warning_ink(self._view.palette()) if place.is_wrong and not is_chosen else quiet)
            self._text(painter, detail, place.detail)
        if place.used >= 0:
            self._paint_bar(painter, bar, place, ink if is_chosen else None)

    def _paint_bar(self, painter: QPainter, rect: QRect, place: Place, ink: QColor | None) -> None:
        """Paint how full a drive is; ink: on the ground of a chosen row."""
        palette = self._view.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(ink or palette.color(QPalette.ColorRole.Text), 0.3 if ink else 0.14))
        painter.drawRoundedRect(QRectF(rect), _BAR / 2, _BAR / 2)
        painter.setBrush(ink or (warning_ink(palette) if place.is_wrong else accent_ink(palette)))
        filled = QRectF(rect)
        filled.setWidth(max(_BAR, rect.width() * min(max(place.used, 0), 1)))
        if self._view.isRightToLeft():
            filled.moveRight(QRectF(rect).right())
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)

    def _text(self, painter: QPainter, rect: QRect, text: str) -> None:
        metrics = QFontMetrics(painter.font())
        is_mirrored = self._view.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, int(_FLAGS | side) | _LINE_FLAG, isolated(shown) if is_mirrored else shown)

    def _boxes(self, rect: QRect, place: Place) -> tuple[QRect, QRect, QRect, QRect]:
        """Return where icon, title, the quiet words and the bar are."""
        inner = rect.adjusted(_EDGE + _PADDING, 0, -_EDGE - _PADDING, 0)
        text, small = self._view.fontMetrics().height(), QFontMetrics(self._small()).height()
        head = max(text, ICON) + _AIR // 2
        left = ICON + _GAP
        icon = QRect(inner.left(), inner.top() + _AIR // 4 + (head - ICON) // 2, ICON, ICON)
        if not place.detail and place.used < 0:
            icon.moveTop(inner.top() + (inner.height() - ICON) // 2)
            head = inner.height() - _AIR // 4
        title = QRect(inner.left() + left, inner.top() + _AIR // 4, inner.width() - left, head)
        if not place.detail and place.used < 0:
            title = QRect(inner.left() + left, inner.top(), inner.width() - left, inner.height())
        detail = QRect(title.left(), title.bottom() - 1 + _LINE, title.width(), small)
        bar = QRect(title.left(), detail.bottom() + _BAR_GAP, title.width(), _BAR)
        boxes = (icon, title, detail, bar)
        return cast("tuple[QRect, QRect, QRect, QRect]", tuple(self._seen(each, rect) for each in boxes))

    def _seen(self, box: QRect, rect: QRect) -> QRect:
        """Return a box where the layout runs the other way round, if it does."""
        return mirrored(box, rect) if self._view.isRightToLeft() else box

    # -- colours

    def _is_chosen(self, index: Index) -> bool:
        """Return whether the row is painted in the accent: the cursor is there, and has the keyboard."""
        return self._view.hasFocus() and index.row() == self._view.currentIndex().row()

    def _colours(self, index: Index) -> tuple[QColor, QColor | None]:
        """Return the colours of the text and of the ground of a row."""
        palette = self._view.palette()
        text = palette.color(QPalette.ColorRole.Text)
        if self._is_chosen(index):
            group = QPalette.ColorGroup.Active if self._view.isActiveWindow() else QPalette.ColorGroup.Inactive
            chosen = palette.color(group, QPalette.ColorRole.Highlight)
            return palette.color(group, QPalette.ColorRole.HighlightedText), chosen
        if self._view.selectionModel().isSelected(index):
            return text, place_ground(palette)
        return text, faded(place_ground(palette), 0.5) if index.row() == self.hovered else None

    # -- renaming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line to type a name in."""
        del option, index
        editor = QLineEdit(parent)
        editor.setAccessibleName(tr("name of the place"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put it where the name is."""
        place = self._model.place(index)
        rect = cast("QRect", option.rect)  # type: ignore[attr-defined] - as above
        if place is not None:
            title = self._boxes(rect, place)[1]
            editor.setGeometry(title.adjusted(-4, 2, 4, -2).intersected(rect))
