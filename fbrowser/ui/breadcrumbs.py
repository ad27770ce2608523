"""Breadcrumbs: where we are as a row of folders, each a way there, in the room there is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from fbrowser.common.paths import folders_down_to, home_folder, name_shown
from fbrowser.common.translation import tr
from fbrowser.ui.icons import action_pixmap
from fbrowser.ui.language import worded
from fbrowser.ui.mirror import isolated, mirrored
from fbrowser.ui.theme import QUIET, faded, touched
from fbrowser.ui.tooltip import tip_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPaintEvent, QResizeEvent

_AIR: Final = 6
"""At either side of a name, pixels."""
_ICON: Final = 16
_ICON_GAP: Final = 5
_ARROW: Final = 15
"""Width of what leads from one crumb to the next, pixels."""
_TIP: Final = 3
"""Half the height of the arrow that is drawn there."""
_MOST: Final = 200
"""Width that the name of a folder around ours may have, pixels."""
_LEAST: Final = 24
_MOST_SHOWN: Final = 60
"""Folders; no screen has room for more, and a path may name two thousand."""
_FREE: Final = 28
"""Room that is kept at the end, where a click lets a path be typed, pixels."""
_CORNER: Final = 4
_HELD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_MORE: Final = "\u2026"


def fitted(wanted: Sequence[int], room: int, more: int) -> tuple[int, list[int]]:
    """Return how many crumbs from the first have no room, and the widths of the others, at least one, in pixels.

    wanted: the widths of all; more: that of what stands for those without room, unless ours needs that too. Names
    of folders around ours are cut before any of them goes; ours is cut last.
    """
    for gone in range(len(wanted) - 1):
        rest = room - (more if gone else 0)
        *around, ours = wanted[gone:]
        if sum(around) + ours <= rest:
            return gone, [*around, ours]
        cut = [min(each, _MOST) for each in around]
        if sum(cut) + min(ours, _MOST) <= rest:
            return gone, [*cut, min(ours, rest - sum(cut))]
    return len(wanted) - 1, [min(wanted[-1], max(room, _LEAST))]


class Breadcrumbs(QWidget):
    """The folders from the outermost, or from home, to where we are: for the mouse. Keys have other ways."""

    chosen = Signal(object)
    """Path, bytes, of a folder to go to."""
    chosen_apart = Signal(object)
    """Path, bytes, of a folder to be opened in a tab of its own."""
    listed = Signal(object)
    """Path, bytes, of a folder: the folders in it are wanted, to choose from."""
    above_wanted = Signal()
    """All the folders around ours are wanted, to choose from: not every one has room here."""
    pressed = Signal()
    """It was clicked where there is no folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no folder yet."""
        super().__init__(parent)
        self._folder = b""
        self._crumbs: list[_Crumb] = []
        """Those of the folder first; the others are hidden, and used again."""
        self._count = 0
        self._is_cut = False
        """Whether there are more folders around those."""
        self._more = _Crumb(self)
        self._more.clicked.connect(self.above_wanted)
        worded(self._word)

    def _word(self) -> None:
        self._more.show_text(_MORE, tr("Folders above"))
        if self._folder:
            self.show_folder(self._folder)

    @property
    def shown(self) -> list[QAbstractButton]:
        """The buttons of the folders that have room, from the outermost."""
        return [each for each in self._crumbs[: self._count] if not each.isHidden()]

    @property
    def free(self) -> QRect:
        """Where there is no crumb."""
        taken = self.childrenRect() if self._count else QRect()
        if self.isRightToLeft():
            return self.rect().adjusted(0, 0, -taken.width(), 0)
        return self.rect().adjusted(taken.width(), 0, 0, 0)

    def show_folder(self, folder: bytes) -> None:
        """Show the way to a folder (an absolute path)."""
        self._folder = folder
        way, home = folders_down_to(folder), home_folder()
        if home in way[1:]:
            way = way[way.index(home) :]
        self._is_cut = len(way) > _MOST_SHOWN
        way = way[-_MOST_SHOWN:]
        while len(self._crumbs) < len(way):
            self._crumbs.append(self._crumb())
        self._count = len(way)
        for crumb, path in zip(self._crumbs, way, strict=False):
            crumb.show_folder(path, name_shown(path), _icon(path, home), is_last=path == folder)
        self._arrange()

    def _crumb(self) -> _Crumb:
        crumb = _Crumb(self)
        crumb.clicked.connect(lambda: self.chosen.emit(crumb.folder))
        crumb.clicked_apart.connect(lambda: self.chosen_apart.emit(crumb.folder))
        crumb.listed.connect(lambda: self.listed.emit(crumb.folder))
        return crumb

    def hint_targets(self) -> list[tuple[QRect, Callable[[], object]]]:
        """Return every button that is shown: from the arrow before it on, so that letters leave its name alone."""
        beside = _ARROW + _AIR
        before = (0, 0, beside, 0) if self.isRightToLeft() else (-beside, 0, 0, 0)
        return [
            (each.geometry().adjusted(*before), each.click)
            for each in [self._more, *self._crumbs[: self._count]]
            if not each.isHidden()
        ]

    # -- where

    def _arrange(self) -> None:
        """Give every crumb its place, from the side where reading begins."""
        crumbs = self._crumbs[: self._count]
        room, more = self.width() - min(_FREE, self.width() // 4), self._more.wanted
        kept = more if self._is_cut else 0
        gone, widths = fitted([each.wanted for each in crumbs], room - kept, more - kept)
        has_more = (self._is_cut or gone > 0) and sum(widths) + more <= room
        self._more.setVisible(has_more)
        left = 0
        for crumb, width in zip([self._more, *crumbs[gone:]], [more * has_more, *widths], strict=True):
            box = QRect(left, 0, width, self.height())
            crumb.setGeometry(mirrored(box, self.rect()) if self.isRightToLeft() else box)
            left += width
        for at, crumb in enumerate(self._crumbs):
            crumb.setVisible(gone <= at < len(crumbs))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is now."""
        super().resizeEvent(event)
        if self._count:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of reading, and the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange) and self._folder:
            self.show_folder(self._folder)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say that somebody wants to type."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        else:
            super().mousePressEvent(event)


class _Crumb(QAbstractButton):
    """A folder's name, and an arrow to the folders in it."""

    clicked_apart = Signal()
    listed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.folder = b""
        self.icon_name = ""
        self.wanted = 0
        """Width, pixels, in which nothing is cut."""
        self._name = ""
        self._is_last = True
        self._is_over_arrow = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_folder(self, folder: bytes, name: str, icon: str, *, is_last: bool) -> None:
        """Stand for a folder."""
        self.folder, self.icon_name, self._is_last = folder, icon, is_last
        self.show_text(name, name)

    def show_text(self, text: str, spoken: str) -> None:
        """Show a text; a screen reader says another."""
        self._name = text
        self.setAccessibleName(spoken)
        self.wanted = self.fontMetrics().horizontalAdvance(text) + 1 + 2 * _AIR + self._beside  # 1: it is rounded
        self.update()

    @property
    def _beside(self) -> int:
        """Room that the icon and the arrow take."""
        return (_ICON + _ICON_GAP if self.icon_name else 0) + (0 if self._is_last else _ARROW)

    def hint_targets(self) -> list[tuple[QRect, Callable[[], object]]]:
        """Return none: it is one of its row's."""
        return []

    # -- the mouse

    def _arrow(self) -> QRect:
        """Return where the arrow is, as one reads from the left."""
        return QRect(self.width() - _ARROW, 0, _ARROW, self.height()) if not self._is_last else QRect()

    def _is_arrow_at(self, pos: QPoint) -> bool:
        return self._placed(self._arrow()).contains(pos)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take a click on the name."""
        return self.rect().contains(pos) and not self._is_arrow_at(pos)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show what is in the folder at once, as menus do."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_arrow_at(event.position().toPoint()):
            self.listed.emit()
        elif not _wants_apart(event):
            super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a click that wants the folder in a tab of its own."""
        if not _wants_apart(event):
            super().mouseReleaseEvent(event)
        elif self.hitButton(event.position().toPoint()):
            self.clicked_apart.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would be taken for."""
        super().mouseMoveEvent(event)
        self._is_over_arrow = self._is_arrow_at(event.position().toPoint())
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell the name that was cut, rather than what the tooltip of the field tells."""
        if event.type() == QEvent.Type.ToolTip and self.width() < self.wanted:
            QToolTip.showText(cast("QHelpEvent", event).globalPos(), tip_of(self._name), self)
            return True
        return super().event(event)

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, the arrow, and a ground below what is under the mouse."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, arrow = self.palette(), self._arrow()
        text = palette.color(QPalette.ColorRole.Text)
        name = self.rect().adjusted(0, 0, -arrow.width(), 0)
        is_warm = self.underMouse()
        if is_warm:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(touched(palette))
            painter.drawRoundedRect(self._placed(arrow if self._is_over_arrow else name), _CORNER, _CORNER)
        ink = text if is_warm or self._is_last else faded(text, QUIET)
        self._draw_name(painter, name.adjusted(_AIR, 0, -_AIR, 0), ink)
        if not self._is_last:
            self._draw_arrow(painter, self._placed(arrow), ink)
        painter.end()

    def _placed(self, box: QRect) -> QRect:
        return mirrored(box, self.rect()) if self.isRightToLeft() else box

    def _draw_name(self, painter: QPainter, box: QRect, ink: QColor) -> None:
        if self.icon_name:
            icon = self._placed(QRect(box.left(), (self.height() - _ICON) // 2, _ICON, _ICON))
            painter.drawPixmap(
                icon.topLeft(), action_pixmap(self.icon_name, _ICON, self.devicePixelRatioF(), ink.rgba())
            )
            box.setLeft(box.left() + _ICON + _ICON_GAP)
        painter.setPen(ink)
        name = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, box.width())
        how = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft  # a painter turns it round by itself
        painter.drawText(
            self._placed(box),
            how | Qt.TextFlag.TextSingleLine,
            isolated(name) if self.isRightToLeft() else name,
        )

    def _draw_arrow(self, painter: QPainter, box: QRect, ink: QColor) -> None:
        painter.setPen(QPen(ink, 1.3, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        middle = QRectF(box).center()
        reach = -_TIP if self.isRightToLeft() else _TIP
        ends = [QPointF(-reach / 2, -_TIP), QPointF(reach / 2, 0), QPointF(-reach / 2, _TIP)]
        painter.drawPolyline([middle + each for each in ends])


def _wants_apart(event: QMouseEvent) -> bool:
    button, is_held = event.button(), bool(event.modifiers() & _HELD)
    return button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and is_held)


def _icon(folder: bytes, home: bytes) -> str:
    """Return the icon that a folder's name has, if it has one: where everything begins."""
    if folder == home:
        return "home"
    return "" if os.path.basename(folder) else "server"
