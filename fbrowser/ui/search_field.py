"""Search field: where a query is typed; it says when, and leaves the rest to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter

from fbrowser.common.translation import tr
from fbrowser.ui.flat_field import AIR, FlatField
from fbrowser.ui.icons import action_icon, action_pixmap
from fbrowser.ui.language import worded

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QFocusEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

_GLASS: Final = 15
"""Side of the magnifying glass, pixels."""
_LEAST_WIDTH: Final = 90


class SearchField(FlatField):
    """A line with a magnifying glass; each change of it is a query.

    In what is `written` a lone surrogate stands for a byte that is no text.
    """

    wanted = Signal()
    """The field has got the keyboard: a query may come soon."""
    list_wanted = Signal()
    """Down or Enter: on to what was found."""
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.setAccessibleName("search")  # a contract: in every language
        self.keep_free(AIR + _GLASS + 6, AIR)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._clear_button: QAction | None = None
        worded(self._word)

    def _word(self) -> None:
        self.setPlaceholderText(tr("Search: {example}", example="report ext:pdf size:>1mb dm:thisweek"))
        if self._clear_button is not None:
            self._clear_button.setToolTip(tr("Clear (Esc)"))

    def edit(self) -> None:
        """Take the keyboard; what is there is selected, to be typed over."""
        if not self.hasFocus():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_text(self, text: str) -> None:
        """Show a query that was not typed, as if it had been."""
        self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that a query may come; only now is the button to clear the field needed."""
        super().focusInEvent(event)
        if self._clear_button is None:
            clear = self._clear_button = self.addAction(action_icon("x"), self.ActionPosition.TrailingPosition)
            clear.setToolTip(tr("Clear (Esc)"))
            clear.triggered.connect(lambda: self.show_text(""))
            clear.setVisible(bool(self.text()))
            self.textChanged.connect(lambda: clear.setVisible(bool(self.text())))
        self.wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the magnifying glass where reading begins."""
        super().paintEvent(event)
        painter = QPainter(self)
        ink = self.palette().placeholderText().color().rgba()
        top = (self.height() - _GLASS) // 2
        left = self.width() - AIR - _GLASS if self.isRightToLeft() else AIR
        painter.drawPixmap(left, top, action_pixmap("search", _GLASS, self.devicePixelRatioF(), ink))
        painter.end()
