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

    from PySide6.QtGui import QPaintEvent, QResizeEvent

_BUTTON: Final = 32
_MARGIN: Final = 6
_STRETCH: Final = (3, 2)
"""Of the fields: where we are, and what is searched for."""
_LEAST_FIELD: Final = 60
_TYPED_IN: Final = 100
"""Of a field that is typed in, in a narrow bar."""
_NARROW: Final = 560
"""Width of a bar below which there are not all buttons, and a field is widened while it is typed in, pixels."""
_HELD_MS: Final = 500
"""How long a button is held down until it lists where it leads."""
_MARK: Final = 2
"""Height of the mark, pixels."""


class NavigationBar(Bar):
    """Buttons of actions and two fields among them; a hair line below."""

    def __init__(
        self, parts: Sequence[QAction | QWidget], spare: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        """Lay out parts from the left; the data of an action names its icon.

        spare: those that a narrow bar has no room for.
        """
        super().__init__(parent)
        self._is_marked = False
        self._fields = [part for part in parts if isinstance(part, QWidget)]
        self._buttons: dict[QAction, QToolButton] = {}
        self._spare = list(spare)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN + 1)
        row.setSpacing(2)
        for part in parts:
            if isinstance(part, QAction):
                button = self._buttons[part] = self._button(part)
                row.addWidget(button)
            else:
                row.addSpacing(_MARGIN)
                row.addWidget(part)
                row.addSpacing(_MARGIN)
                part.setMinimumWidth(_LEAST_FIELD)
                part.installEventFilter(self)
        self._row = row
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
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give a field what room there is in a narrow bar, while it is typed in."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._share_room(watched if event.type() == QEvent.Type.FocusIn else None)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._share_room(next((field for field in self._fields if field.hasFocus()), None))

    def _share_room(self, typed_in: QObject | None) -> None:
        is_narrow = self.width() < _NARROW
        for field, stretch in zip(self._fields, _STRETCH, strict=True):
            self._row.setStretchFactor(field, _TYPED_IN if is_narrow and field is typed_in else stretch)
        for action in self._spare:
            self._buttons[action].setVisible(not is_narrow)

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
        button = self._buttons[action]
        return button.mapToGlobal(QPoint(0, button.height()))

    def list_when_held(self, action: QAction, offer: Callable[[], object]) -> None:
        """Call `offer` when an action's button is held down, or pressed with the right button of the mouse."""
        button = self._buttons[action]
        held = QTimer(button, singleShot=True, interval=_HELD_MS)

        def end() -> None:
            button.setDown(False)  # and so it is not clicked
            offer()

        held.timeout.connect(end)
        button.pressed.connect(held.start)
        button.released.connect(held.stop)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        button.customContextMenuRequested.connect(offer)
