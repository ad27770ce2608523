"""Controls: switch, choice, button and list, as flat as the rest of the window, and used like the system's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFrame,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from fbrowser.ui.icons import action_pixmap
from fbrowser.ui.scroll_bar import ScrollBar
from fbrowser.ui.theme import hover_ground, outline, place_ground, touched

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QWheelEvent

    _Ink = QColor | Qt.GlobalColor

_TRACK: Final = QSize(38, 22)
_RING: Final = 3
"""Room for the ring round what has the keyboard, pixels."""
_KNOB_MARGIN: Final = 3
_CORNER: Final = 6
_AIR: Final = 10
_ARROW: Final = 14
_LEADING: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""A painter turns it round where one reads from the right."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SwitchButton(QCheckBox):
    """On or off; Space or Enter turns it over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one that is off."""
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the track and the ring round it."""
        return _TRACK + QSize(2 * _RING, 2 * _RING)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take a click anywhere on it."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do what Space does."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a track with a knob: where it is tells more than its colour."""
        del event
        palette = self.palette()
        accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1.6))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent if self.isChecked() else outline(palette))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        radius = track.height() / 2 - _KNOB_MARGIN
        is_at_right = self.isChecked() != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        middle = track.right() - track.height() / 2 if is_at_right else track.left() + track.height() / 2
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawEllipse(QPointF(middle, track.center().y()), radius, radius)
        painter.end()


class ChoiceBox(QComboBox):
    """One of a few; Space, Enter or F4 shows them, and the wheel is for the page that it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one without anything to choose."""
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Return the size of the longest text, and of the arrow."""
        metrics = self.fontMetrics()
        texts = (metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count()))
        return QSize(max(texts, default=0) + 4 * _AIR + _ARROW, metrics.height() + 14)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: whoever reads it changes nothing."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show what there is to choose with Enter too."""
        if event.key() in _ENTER:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text and an arrow in a thin frame."""
        del event
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
        painter.setPen(QPen(accent, 1.6) if self.hasFocus() else QPen(outline(palette), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _CORNER, _CORNER)
        ink = palette.color(QPalette.ColorRole.Text)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = _AIR if is_mirrored else self.width() - _AIR - _ARROW
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            left, (self.height() - _ARROW) // 2, action_pixmap("chevron-down", _ARROW, ratio, ink.rgba())
        )
        painter.setPen(ink)
        inner = self.rect().adjusted(_AIR, 0, -_AIR, 0)
        if is_mirrored:
            inner.setLeft(left + _ARROW + _AIR)
        else:
            inner.setRight(left - _AIR)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEADING | Qt.TextFlag.TextSingleLine, text)
        painter.end()


class FlatButton(QPushButton):
    """A button in a thin frame."""

    def sizeHint(self) -> QSize:
        """Return the size of the text with some air."""
        return _around_words(self, QSize(3 * _AIR, 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the text."""
        del event
        palette = self.palette()
        is_warm = self.isEnabled() and (self.underMouse() or self.isDown())
        ground = hover_ground(palette) if is_warm else palette.color(QPalette.ColorRole.Base)
        _draw_button(self, palette.color(QPalette.ColorRole.Mid), ground)


class SegmentButton(QToolButton):
    """One of a few beside each other, of which one is chosen; that has a ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one that is not chosen."""
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the size of the text with some air."""
        return _around_words(self, QSize(2 * _AIR, _AIR))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the text."""
        del event
        palette = self.palette()
        warm = touched(palette) if self.underMouse() else Qt.GlobalColor.transparent
        _draw_button(self, Qt.GlobalColor.transparent, place_ground(palette) if self.isChecked() else warm)


def _around_words(button: QAbstractButton, air: QSize) -> QSize:
    """Return the size of a button's text with some air."""
    metrics = button.fontMetrics()
    words = metrics.size(Qt.TextFlag.TextShowMnemonic, button.text())
    return QSize(words.width(), metrics.height()) + air


def _draw_button(button: QAbstractButton, edge: _Ink, ground: _Ink) -> None:
    """Draw a button's text on a ground of its own; what has the keyboard has an edge of the accent's colour."""
    palette = button.palette()
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
    painter.setPen(QPen(accent, 1.6) if button.hasFocus() else QPen(edge, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(1, 1, -1, -1), _CORNER, _CORNER)
    painter.setPen(palette.color(QPalette.ColorRole.ButtonText))
    painter.drawText(button.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, button.text())
    painter.end()


class SideList(QListWidget):
    """The places of a page, beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(ScrollBar(self, QPalette.ColorRole.Window))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(_SideDelegate(self))
        # At 150 % a line may end within a pixel: painted alone it would leave a trace of its frame.
        self.currentRowChanged.connect(lambda: self.viewport().update())


class _SideDelegate(QStyledItemDelegate):
    """Paints the lines of a SideList."""

    def __init__(self, view: SideList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of the text with some air."""
        del index
        return QSize(80, option.fontMetrics.height() + 14)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line; where we are has a ground, and a frame while the list has the keyboard."""
        rect = cast("QRect", option.rect)  # type: ignore[attr-defined] - the stubs do not know the field
        palette = self._view.palette()
        if index.row() == self._view.currentRow():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
            painter.setPen(QPen(accent, 1.6) if self._view.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(hover_ground(palette))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _CORNER, _CORNER)
            painter.restore()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        inner = rect.adjusted(_AIR, 0, -_AIR, 0)
        text: str = index.data(Qt.ItemDataRole.DisplayRole)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEADING, elided)
