"""Pills: the parts of a query in plain words, with how much each matches; any can be clicked away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fbrowser.common.translation import number, tr
from fbrowser.ui.language import worded
from fbrowser.ui.mirror import mirrored
from fbrowser.ui.theme import CROSS, NUMBER, PILL, PILL_HOVER, accent_ink, faded, warning_ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from fbrowser.index.query import Pill, Query

_GAP: Final = 6
"""Between pills, pixels."""
_SIDE: Final = 9
"""Inside a pill, at either end."""
_CROSS: Final = 7
_WIDEST: Final = 420


class PillButton(QAbstractButton):
    """One part of a query: words, a count, and a cross; a click, Enter or Delete takes it out."""

    def __init__(self, pill: Pill, words: str, parent: QWidget | None = None) -> None:
        """Make a pill whose count is not known yet."""
        super().__init__(parent)
        self.pill = pill
        self.words = words
        self._count: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    def show_count(self, count: int | None) -> None:
        """Show how much the part matches by itself; None: not known."""
        if count != self._count:
            self._count = count
            self._describe()
            self.update()

    def _describe(self) -> None:
        words = self.words if self._count is None else f"{self.words}: {number(self._count)}"
        self.setAccessibleName(words)
        self.setAccessibleDescription(tr("Delete takes this out of the query"))
        self.setToolTip(tr("Click, or press Delete, to take this out of the query"))

    def _words(self) -> str:
        room = _WIDEST - 3 * _SIDE - _CROSS - self._count_width()
        return self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideMiddle, room)

    def _number(self) -> str:
        return "" if self._count is None else number(self._count)

    def _count_width(self) -> int:
        # Room for as many digits as there may be, so that nothing moves when the count comes in.
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(each) for each in (self._number(), "000")) + _GAP

    def sizeHint(self) -> QSize:
        """Return the size of words, count and cross."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words()) + self._count_width() + _CROSS + 3 * _SIDE
        return QSize(width, metrics.height() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and Delete do what a click does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Keep quiet again."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill: what is not wanted has a dashed edge, what could not be read the colour of a warning."""
        del event
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.WindowText)
        accent = accent_ink(palette) if not self.pill.is_problem else warning_ink(palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = 0.0 if self.pill.is_negated else PILL
        painter.setBrush(faded(accent, ground + (PILL_HOVER if self.underMouse() else 0)))
        pen = QPen(accent if self.hasFocus() else faded(accent, 0.55), 1.6 if self.hasFocus() else 1)
        pen.setStyle(Qt.PenStyle.DashLine if self.pill.is_negated else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        inner = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        words = self._words()
        painter.setPen(ink)
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignLeft, words)
        taken = self.fontMetrics().horizontalAdvance(words) + _GAP
        is_mirrored = self.isRightToLeft()  # Qt moves texts to the other side by itself
        inner.adjust(0 if is_mirrored else taken, 0, -taken if is_mirrored else 0, 0)
        painter.setPen(faded(ink, NUMBER))
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignLeft, self._number())
        painter.setPen(QPen(faded(ink, 0.9 if self.underMouse() or self.hasFocus() else CROSS), 1.3))
        right, middle, half = inner.right(), self.rect().center().y() + 0.5, _CROSS / 2
        right = inner.left() + _CROSS if is_mirrored else right
        painter.drawLine(QPointF(right - _CROSS, middle - half), QPointF(right, middle + half))
        painter.drawLine(QPointF(right - _CROSS, middle + half), QPointF(right, middle - half))
        painter.end()


class Pills(QWidget):
    """Pills side by side, in as many rows as they need."""

    removed = Signal(object)
    """Pill that the user does not want any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show none."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons: list[PillButton] = []
        self.hide()
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("query"))

    def show_query(self, query: Query | None) -> None:
        """Show the parts of another query; what stays the same stays in its place, with its count."""
        kept = {button.words: button for button in self._buttons}
        for button in self._buttons:
            if button.hasFocus():
                self._give_focus_on(button)
        pills = query.pills if query else ()
        self._buttons = [self._button(pill, _words(query, pill), kept) for pill in pills if query]
        for left in kept.values():
            left.hide()
            left.deleteLater()
        self._arrange()
        self.setVisible(bool(pills))

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show how much each pill matches by itself."""
        for button, count in zip(self._buttons, counts, strict=False):
            button.show_count(count)
        self._arrange()

    def _button(self, pill: Pill, words: str, kept: dict[str, PillButton]) -> PillButton:
        button = kept.get(words)
        if button is not None and button.pill[1:] == pill[1:]:
            button.pill = pill
            return kept.pop(words)
        button = PillButton(pill, words, self)
        button.clicked.connect(lambda: self.removed.emit(button.pill))
        button.show()
        return button

    def _give_focus_on(self, button: PillButton) -> None:
        """Give the keyboard to the next pill: the one that has it may go."""
        at = self._buttons.index(button)
        others = self._buttons[at + 1 :] or self._buttons[:at]
        if others:
            others[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Put the pills side by side, and be as high as their rows."""
        left = top = height = 0
        for button in self._buttons:
            size = button.sizeHint()
            if left and left + size.width() > self.width():
                left, top = 0, top + size.height() + _GAP
            box = QRect(QPoint(left, top), size)
            button.setGeometry(mirrored(box, self.rect()) if self.isRightToLeft() else box)
            left += size.width() + _GAP
            height = top + size.height()
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of reading."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()


def _words(query: Query, pill: Pill) -> str:
    """Return what a part means; of one that could not be read, what was typed: why not is said below."""
    return query.text[slice(*pill.span)] if pill.is_problem else pill.words
