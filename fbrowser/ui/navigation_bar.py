"""Navigation bar: the ways to other folders, and where we are, in one flat row above the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from fbrowser.common.translation import tr
from fbrowser.ui.bar import Bar
from fbrowser.ui.icons import ICON
from fbrowser.ui.language import worded
from fbrowser.ui.theme import accent_ink

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

_BUTTON: Final = 32
_MARGIN: Final = 6
_LOCATION: Final = 3
_SEARCH: Final = 2
"""Stretch of the fields."""
_WIDE_SEARCH: Final = 100
_NARROW: Final = 560
"""Width of a bar below which the search field is widened while it is typed in, pixels."""
_HELD_MS: Final = 500
"""How long a button is held down until it lists where it leads."""
_MARK: Final = 2
"""Height of the mark, pixels."""


class NavigationBar(Bar):
    """Buttons of actions and fields among them; a hair line below."""

    def __init__(self, parts: Sequence[QAction | QWidget], search: QWidget, parent: QWidget | None = None) -> None:
        """Lay out parts from the left; the data of an action names its icon. search: which of them is the field."""
        super().__init__(parent)
        self._is_marked = False
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN + 1)
        row.setSpacing(2)
        for part in parts:
            if isinstance(part, QAction):
                row.addWidget(self._button(part))
            else:
                row.addSpacing(_MARGIN)
                row.addWidget(part, _SEARCH if part is search else _LOCATION)
                row.addSpacing(_MARGIN)
        self._row = row
        self._search = search
        search.installEventFilter(self)
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("navigation"))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(ICON, ICON))
        button.setFixedSize(_BUTTON, _BUTTON)
        self.keep_icon(button, action.data())
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the search field what room there is in a narrow bar, while it is typed in."""
        if watched is self._search and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            is_wide = event.type() == QEvent.Type.FocusIn and self.width() < _NARROW
            self._row.setStretchFactor(self._search, _WIDE_SEARCH if is_wide else _SEARCH)
        return super().eventFilter(watched, event)

    def mark(self, *, is_marked: bool) -> None:
        """Draw a line of the accent's colour at the top: keys go to what is below."""
        self._is_marked = is_marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark; it takes no room."""
        super().paintEvent(event)
        if self._is_marked:
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), _MARK, accent_ink(self.palette()))
            painter.end()

    def below(self, action: QAction) -> QPoint:
        """Return where a menu of an action's button should open, on the screen."""
        button = self._button_of(action)
        return button.mapToGlobal(QPoint(0, button.height()))

    def list_when_held(self, action: QAction, offer: Callable[[], object]) -> None:
        """Call `offer` when an action's button is held down, or pressed with the right button of the mouse."""
        button = self._button_of(action)
        held = QTimer(button, singleShot=True, interval=_HELD_MS)

        def end() -> None:
            button.setDown(False)  # and so it is not clicked
            offer()

        held.timeout.connect(end)
        button.pressed.connect(held.start)
        button.released.connect(held.stop)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(offer)

    def _button_of(self, action: QAction) -> QToolButton:
        return next(each for each in self.findChildren(QToolButton) if each.defaultAction() is action)
