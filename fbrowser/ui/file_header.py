"""File header: the titles above the table, as flat as the table, with a small arrow where the order comes from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHeaderView

from fbrowser.common.translation import tr
from fbrowser.ui.icons import action_pixmap
from fbrowser.ui.language import worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

_ARROW: Final = 12
_GAP: Final = 4
"""Between a title and its arrow, pixels."""
_AIR: Final = 14
"""Added to the height of the text, pixels."""
_HANDLE: Final = 7
"""What the line between two titles keeps from top and bottom, pixels."""


class FileHeader(QHeaderView):
    """Paints its sections itself: a style's bevels look like buttons, and a style sheet delays the first frame."""

    def __init__(self, padding: int, parent: QWidget | None = None) -> None:
        """Make a header whose titles are moved in as far as what stands below them."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._padding = padding
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(60)
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("columns"))

    def sizeHint(self) -> QSize:
        """Return a height with some air."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + _AIR)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paint one title."""
        palette = self.palette()
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        end = rect.left() if self.isRightToLeft() else rect.right()
        if 0 < end < self.width() - 1:
            painter.drawLine(end, rect.top() + _HANDLE, end, rect.bottom() - _HANDLE)
        inner = rect.adjusted(self._padding, 0, -self._padding, 0)
        sorts = self.sortIndicatorSection() == logicalIndex
        painter.setPen(palette.color(QPalette.ColorRole.Text if sorts else QPalette.ColorRole.PlaceholderText))
        title, (_, flags) = self.shown_title(logicalIndex), self._title(logicalIndex)
        painter.drawText(inner, flags | Qt.TextFlag.TextSingleLine, title)
        if sorts:
            self._paint_arrow(painter, inner, self.fontMetrics().horizontalAdvance(title), flags)

    def shown_title(self, section: int) -> str:
        """Return as much of a title as there is room for."""
        arrow = _ARROW + _GAP if self.sortIndicatorSection() == section else 0
        room = self.sectionSize(section) - 2 * self._padding - arrow
        return self.fontMetrics().elidedText(self._title(section)[0], Qt.TextElideMode.ElideRight, room)

    def title_width(self, section: int) -> int:
        """Return how wide a section has to be for its whole title, with the arrow beside it."""
        title, _ = self._title(section)
        text = self.fontMetrics().horizontalAdvance(title) + 1  # it is rounded
        return text + _GAP + _ARROW + 2 * self._padding

    def hint_targets(self) -> list[tuple[QRect, Callable[[], object]]]:
        """Return the titles that are seen, and what a click on each does."""
        seen = (at for at in range(self.count()) if not self.isSectionHidden(at))
        return [(self._box(at), partial(self.sectionClicked.emit, at)) for at in seen]

    def _box(self, section: int) -> QRect:
        return QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())

    def _paint_arrow(self, painter: QPainter, rect: QRect, taken: int, flags: Qt.AlignmentFlag) -> None:
        """Paint the arrow beside a title, on the side where there is room."""
        ascends = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        ink = self.palette().color(QPalette.ColorRole.Text).rgba()
        name = "chevron-up" if ascends else "chevron-down"
        at_right = bool(flags & Qt.AlignmentFlag.AlignRight) != self.isRightToLeft()
        left = rect.right() + 1 - taken - _ARROW - _GAP if at_right else rect.left() + taken + _GAP
        top = rect.top() + (rect.height() - _ARROW) // 2
        painter.drawPixmap(left, top, action_pixmap(name, _ARROW, painter.device().devicePixelRatioF(), ink))

    def _title(self, section: int) -> tuple[str, Qt.AlignmentFlag]:
        model, across = self.model(), Qt.Orientation.Horizontal
        title = model.headerData(section, across, Qt.ItemDataRole.DisplayRole)
        return title, model.headerData(section, across, Qt.ItemDataRole.TextAlignmentRole)
