"""Flat field: a line to type in, in a thin round frame that takes the accent's colour while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from fbrowser.ui.theme import outline

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

AIR: Final = 8
"""Around the text, pixels."""
_CORNER: Final = 6


class FlatField(QLineEdit):
    """Draws its own frame: a style's looks like a form, and a style sheet delays the first frame.

    Who wants to know what is typed listens to `written`: Qt's textEdited does not say what a screen reader, or
    software that takes dictation, writes for its user. What we write ourselves, without having it taken for
    theirs, we `put`.
    """

    written = Signal(str)
    """The text was changed by anybody but ourselves; it is modified until something is put."""

    def __init__(self, parent: QWidget | None = None, *, is_outlined: bool = False) -> None:
        """Make an empty field; is_outlined: on a ground of its own colour, where only the frame tells it."""
        super().__init__(parent)
        self._is_outlined = is_outlined
        self.setFrame(False)
        self.setFixedHeight(self.fontMetrics().height() + 2 * AIR)
        self._margins = (AIR, AIR)
        self.keep_free(AIR, AIR)
        self._is_quiet = False
        self.textChanged.connect(self._hear)
        clear = QPalette()
        clear.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)  # the ground is drawn by paintEvent
        self.setPalette(clear)

    def keep_free(self, leading: int, trailing: int) -> None:
        """Keep room, pixels, beside the text: on the side where reading begins, and on the other."""
        self._margins = leading, trailing
        left, right = (trailing, leading) if self.isRightToLeft() else (leading, trailing)
        self.setTextMargins(left, 0, right, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of reading."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.keep_free(*self._margins)

    def put(self, text: str) -> None:
        """Show a text that nobody wrote, and say nothing of it."""
        self._is_quiet = True
        self.setText(text)
        self._is_quiet = False

    def _hear(self, text: str) -> None:
        if not self._is_quiet:
            self.setModified(True)  # Qt takes what a screen reader writes for what a program shows
            self.written.emit(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, and the text in it."""
        self.draw_frame()
        super().paintEvent(event)

    def draw_frame(self) -> None:
        """Draw the frame and the ground in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge())
        painter.setBrush(QApplication.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.end()

    def _edge(self) -> QColor:
        palette = QApplication.palette()
        if self.hasFocus():
            return palette.color(QPalette.ColorRole.Highlight)
        return outline(palette) if self._is_outlined else palette.color(QPalette.ColorRole.Mid)
