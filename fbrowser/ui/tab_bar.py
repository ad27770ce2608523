"""Tab bar: the names of the tabs in a flat row, as calm as the bars below it; made when there are two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QToolButton, QWidget

from fbrowser.common.translation import tr
from fbrowser.ui.bar import Bar
from fbrowser.ui.icons import action_pixmap
from fbrowser.ui.language import worded
from fbrowser.ui.mirror import isolated
from fbrowser.ui.theme import QUIET, accent_ink, faded, strip_ground, touched

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from fbrowser.ui.window_commands import WindowCommands

_AIR: Final = 14
"""Added to the height of the text, pixels."""
_USUAL_WIDTH: Final = 180
_LEAST_WIDTH: Final = 72
_CROSS: Final = 14
"""Side of the cross that closes a tab, pixels."""
_HIT: Final = 22
"""Side of the square that is clicked for it."""
_MARGIN: Final = 5
_HANDLE: Final = 8
"""What the line between two tabs keeps from top and bottom, pixels."""


class TabStrip(Bar):
    """The tabs, and the button for another one."""

    def __init__(self, commands: WindowCommands, parent: QWidget) -> None:
        """Make a row without tabs."""
        super().__init__(parent)
        self.tabs = TabBar(self)
        self.add = QToolButton(self)
        self.add.setDefaultAction(commands.button("tab.new", "plus", self))
        self.add.setAutoRaise(True)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setFixedSize(self.tabs.sizeHint().height() - 2, self.tabs.sizeHint().height() - 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2, 0)
        row.setSpacing(1)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.add)
        self.setFixedHeight(self.tabs.sizeHint().height())
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("tab strip"))
        self.tabs.setAccessibleName(tr("tabs"))
        self.add.setAccessibleName(tr("New tab"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of what is not the tab that is shown."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), strip_ground(self.palette()))
        painter.end()
        super().paintEvent(event)


class TabBar(QTabBar):
    """Paints its tabs itself: a style's look like cards in a box; and they are moved without a ghost of them."""

    close_wanted = Signal(int)
    """Place of a tab that should be closed."""
    moved_by_hand = Signal(int, int)
    """A tab is to be moved from one place to another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a bar without tabs."""
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hovered = -1
        self._pressed = -1
        self._dragged = -1
        for button in self.findChildren(QToolButton):
            button.setAutoRaise(True)

    def set_title(self, at: int, title: str, tip: str) -> None:
        """Name a tab; the tip is markup."""
        words = title.replace("&", "&&")
        if words != self.tabText(at):
            self.setTabText(at, words)
        self.setTabToolTip(at, tip)

    # -- sizes

    def sizeHint(self) -> QSize:
        """Return a height with some air, even without tabs."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return that a window may be narrower than its tabs: then they scroll."""
        return QSize(2 * _LEAST_WIDTH, self._height())

    def tabSizeHint(self, index: int) -> QSize:
        """Return the same width for all: they share what there is."""
        del index
        return QSize(_USUAL_WIDTH, self._height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the width from which on tabs scroll rather than shrink."""
        del index
        return QSize(_LEAST_WIDTH, self._height())

    def _height(self) -> int:
        return self.fontMetrics().height() + _AIR

    def _cross(self, at: int) -> QRect:
        """Return where a tab is closed."""
        rect = self.tabRect(at)
        top = rect.top() + (rect.height() - _HIT) // 2
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = rect.left() + _MARGIN if is_mirrored else rect.right() + 1 - _MARGIN - _HIT
        return QRect(left, top, _HIT, _HIT)

    def _has_cross(self, at: int) -> bool:
        return at in (self._hovered, self.currentIndex())

    # -- looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tabs."""
        del event
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), strip_ground(palette))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setClipRect(self._without_buttons())
        for at in range(self.count()):
            self._paint_tab(painter, at)
        painter.end()

    def _without_buttons(self) -> QRect:
        """Return where tabs are seen: not where the buttons to scroll them are."""
        rect = self.rect()
        buttons = [button.geometry() for button in self.findChildren(QToolButton) if button.isVisible()]
        if not buttons:
            return rect
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            rect.setLeft(max(button.right() for button in buttons) + 1)
        else:
            rect.setRight(min(button.left() for button in buttons) - 1)
        return rect

    def _paint_tab(self, painter: QPainter, at: int) -> None:
        rect, palette = self.tabRect(at), self.palette()
        is_current = at == self.currentIndex()
        line = palette.color(QPalette.ColorRole.Mid)
        if is_current:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Window))
            painter.fillRect(rect.left() - 1, rect.top(), 1, rect.height(), line)
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        else:
            painter.fillRect(rect.right(), rect.top() + _HANDLE, 1, rect.height() - 2 * _HANDLE, line)
            if at == self._hovered:
                painter.fillRect(rect.adjusted(0, 0, -1, -1), touched(palette))
        self._paint_title(painter, at, is_current=is_current)
        if self._has_cross(at):
            self._paint_cross(painter, at)

    def _paint_title(self, painter: QPainter, at: int, *, is_current: bool) -> None:
        room = self.tabRect(at).adjusted(_HIT + 2 * _MARGIN, 0, -_HIT - 2 * _MARGIN, 0)
        if room.width() < _LEAST_WIDTH:  # a narrow tab needs its width for the name
            room = self.tabRect(at).adjusted(_MARGIN, 0, -_MARGIN, 0)
            if self._has_cross(at):
                is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                room = room.adjusted(_HIT if is_mirrored else 0, 0, 0 if is_mirrored else -_HIT, 0)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(ink if is_current else faded(ink, QUIET))
        title = self.tabText(at).replace("&&", "&")
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        words = isolated(shown) if self.isRightToLeft() else shown
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
        if is_current and self.hasFocus():
            width = min(painter.fontMetrics().horizontalAdvance(shown), room.width())
            left = room.left() + (room.width() - width) // 2
            painter.fillRect(left, room.bottom() - 4, width, 2, accent_ink(self.palette()))

    def _paint_cross(self, painter: QPainter, at: int) -> None:
        square = self._cross(at)
        if square.contains(self.mapFromGlobal(self.cursor().pos())):
            painter.fillRect(square.adjusted(1, 1, -1, -1), touched(self.palette()))
        ink = faded(self.palette().color(QPalette.ColorRole.WindowText), QUIET).rgba()
        place = square.topLeft() + QPoint((_HIT - _CROSS) // 2, (_HIT - _CROSS) // 2)
        painter.drawPixmap(place, action_pixmap("x", _CROSS, self.devicePixelRatioF(), ink))

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show a tab; the cross and the middle button wait for the release."""
        place = event.position().toPoint()
        self._pressed = at = self.tabAt(place)
        is_on_cross = at >= 0 and self._has_cross(at) and self._cross(at).contains(place)
        if event.button() == Qt.MouseButton.LeftButton and not is_on_cross:
            self._dragged = at
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close a tab with the middle button, or by its cross."""
        place = event.position().toPoint()
        at, pressed = self.tabAt(place), self._pressed
        was_dragged, self._dragged, self._pressed = self._dragged >= 0, -1, -1
        is_middle = event.button() == Qt.MouseButton.MiddleButton
        is_cross = event.button() == Qt.MouseButton.LeftButton and not was_dragged
        if at >= 0 and at == pressed and (is_middle or (is_cross and self._cross(at).contains(place))):
            self.close_wanted.emit(at)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move a tab that is dragged over the middle of its neighbour; shade the one under the mouse."""
        place = event.position().toPoint()
        at = self.tabAt(place)
        if self._dragged >= 0 and event.buttons() & Qt.MouseButton.LeftButton:
            if at >= 0 and at != self._dragged and self._is_past_middle(at, place):
                self.moved_by_hand.emit(self._dragged, at)
                self._dragged = at
        elif at != self._hovered:
            self._hovered = at
        self.update()

    def _is_past_middle(self, at: int, place: QPoint) -> bool:
        middle = self.tabRect(at).center().x()
        is_to_the_right = self.tabRect(at).left() > self.tabRect(self._dragged).left()
        return place.x() >= middle if is_to_the_right else place.x() <= middle

    def leaveEvent(self, event: QEvent) -> None:
        """Shade none."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()
