"""Nothing page: that nothing was found, and why; the closest names, and wider scopes, a key press away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from fbrowser.common.translation import tr
from fbrowser.ui.icon_view import IconView
from fbrowser.ui.language import worded
from fbrowser.ui.pages import Page, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

_ICON: Final = 40
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class NothingPage(Page):
    """Says that nothing matches; below it, what could be done instead, as buttons that the arrow keys reach."""

    name_chosen = Signal(str)
    """One of the closest names, as the engine tells it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icon = IconView(_ICON, QPalette.ColorRole.PlaceholderText, self)
        self._what = Words(self)
        font = self._what.font()
        font.setBold(True)
        self._what.setFont(font)
        self._why = Words(self)
        self._why.setForegroundRole(self._why.foregroundRole().PlaceholderText)
        self._offers = QWidget(self)
        self._list = QVBoxLayout(self._offers)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._names: list[QToolButton] = []
        self._ways: list[QToolButton] = []
        self.centre([self._icon, self._what, self._why, self._offers])
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("nothing found"))

    def say(self, what: str, why: str, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Say what was not found and why, and offer some ways on; the closest names come later."""
        self._icon.show_icon("search")
        self._what.say(what)
        self._why.say(why)
        self._why.setVisible(bool(why))
        self._drop(self._names)
        self._drop(self._ways)
        self._ways = [self._button(words, function) for words, function in ways]
        self.setAccessibleDescription(f"{what} {why}".strip())

    def show_closest(self, names: Sequence[tuple[str, str]]) -> None:
        """Offer names that are like what was typed, each as it is shown and as it is told back."""
        self._drop(self._names)
        self._names = [
            self._button(tr("Did you mean {name}?", name=shown), lambda name=name: self.name_chosen.emit(name), at)
            for at, (shown, name) in enumerate(names)
        ]

    def text(self) -> str:
        """Return what is said."""
        return self.accessibleDescription()

    def offers(self) -> list[str]:
        """Return what is offered, from the top."""
        return [button.accessibleName() for button in self._buttons()]

    def _buttons(self) -> list[QToolButton]:
        return [*self._names, *self._ways]

    def _button(self, words: str, function: Callable[[], object], at: int = -1) -> QToolButton:
        button = QToolButton(self._offers)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setText(words.replace("&", "&&"))
        button.setAccessibleName(words)
        button.clicked.connect(lambda: function())  # noqa: PLW0108 - drops what Qt passes
        self._list.insertWidget(at, button, 0, Qt.AlignmentFlag.AlignHCenter)
        button.show()  # now: what is not shown yet cannot take the keyboard
        return button

    def _drop(self, buttons: list[QToolButton]) -> None:
        for button in buttons:
            if button.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        buttons.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through what is offered; Enter takes it."""
        buttons = self._buttons()
        at = next((at for at, button in enumerate(buttons) if button.hasFocus()), -1)
        if event.key() in _STEPS and buttons:
            place = min(max(at + _STEPS[Qt.Key(event.key())], 0), len(buttons) - 1)
            buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            buttons[at].click()
        else:
            super().keyPressEvent(event)
