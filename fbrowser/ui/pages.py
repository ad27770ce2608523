"""Pages: what stands in the middle when there is no table: something is going on, or why there is nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fbrowser.common.display import display
from fbrowser.common.translation import tr
from fbrowser.ui.icon_view import IconView
from fbrowser.ui.icons import ICON, action_icon
from fbrowser.ui.language import worded
from fbrowser.ui.spinner import DELAY_MS, Spinner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.ui.controls import FlatButton

    Offer = tuple[str, Callable[[], object]]

_ICON: Final = 40
_WIDTH: Final = 420
"""Of a text in the middle of a page, pixels, at most."""
_LEAST_WIDTH: Final = 200
_MARGIN: Final = 16
_LONG_WORD: Final = re.compile(r"\S{24,}")


def plain_label(parent: QWidget | None = None) -> QLabel:
    """Return a label that shows text as it is: names of files are no markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def breakable(text: str) -> str:
    """Return a text whose long words may be broken anywhere, so that none can widen a window."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(word[0]), text)


class Words(QLabel):
    """A plain text in the middle of a page: no wider than is good to read, as high as it needs to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty text."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = _WIDTH
        self.setFixedWidth(_WIDTH)

    def say(self, text: str) -> None:
        """Show a text."""
        self.setText(breakable(text))
        self._fit()

    def fit(self, room: int) -> None:
        """Be no wider than there is room, pixels."""
        if self._room != min(room, _WIDTH):
            self._room = min(room, _WIDTH)
            self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(0)  # Qt tells the height for that, if it is wider
        self.setFixedSize(self._room, max(0, self.heightForWidth(self._room)))  # of no text at all: -1


class Page(QWidget):
    """Widgets in the middle of the ground of a table, a little above it as the eye likes it; narrow if need be."""

    def centre(self, widgets: list[QWidget]) -> None:
        """Lay widgets out, from the top."""
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.backgroundRole().Base)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(4)
        for widget in widgets:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)

    def minimumSizeHint(self) -> QSize:
        """Return that a page follows the window, not the other way round."""
        return QSize(_LEAST_WIDTH, _LEAST_WIDTH // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break texts as there is room."""
        super().resizeEvent(event)
        for words in self.findChildren(Words):
            words.fit(max(self.width() - 2 * _MARGIN, _LEAST_WIDTH - 2 * _MARGIN))


class WaitingPage(Page):
    """A spinner in the middle, and what is being read; both appear only after a moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(parent)
        self._spinner = Spinner(32, self)
        self._words = Words(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(DELAY_MS)
        self._patience.timeout.connect(self._words.show)
        self.centre([self._spinner, self._words])

    def wait_for(self, folder: bytes) -> None:
        """Start to wait for a folder."""
        self._words.say(tr("Reading {folder}\u2026", folder=display(folder)))
        self._words.hide()
        self._patience.start()
        self._spinner.start()

    def rest(self) -> None:
        """Stop waiting."""
        self._patience.stop()
        self._spinner.stop()


class MessagePage(Page):
    """An icon, what is the matter, and what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(parent)
        self._icon = IconView(_ICON, QPalette.ColorRole.PlaceholderText, self)
        self._what = Words(self)
        self._remedy = Words(self)
        font = self._what.font()
        font.setBold(True)
        self._what.setFont(font)
        self._remedy.setForegroundRole(self._remedy.foregroundRole().PlaceholderText)
        worded(self._word)
        self.centre([self._icon, self._what, self._remedy])

    def _word(self) -> None:
        self.setAccessibleName(tr("message"))

    def say(self, icon: str, what: str, remedy: str) -> None:
        """Show a message with an icon of resources/icons/actions."""
        self._icon.show_icon(icon)
        self._what.say(what)
        self._remedy.say(remedy)
        self.setAccessibleDescription(f"{what} {remedy}")

    def text(self) -> str:
        """Return what is said."""
        return self.accessibleDescription().strip()


class Banner(QFrame):
    """A line above the table: something went wrong, what is shown may be old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden banner."""
        super().__init__(parent)
        self._said: list[EnvironmentProblem | str] = []
        self._offers: list[tuple[str, FlatButton]] = []
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.backgroundRole().AlternateBase)
        self._icon = IconView(ICON, QPalette.ColorRole.WindowText, self)
        self._words = plain_label(self)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setIcon(action_icon("x"))
        self._close.clicked.connect(self.hide)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addWidget(self._close)
        self.hide()
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("problem"))
        self._close.setAccessibleName(tr("dismiss"))
        self._close.setToolTip(tr("Dismiss (Esc)"))
        self._show_words()

    def say(self, problem: EnvironmentProblem | str, offers: Sequence[Offer] = ()) -> None:
        """Show a problem, in plain words and with what to do; or a sentence, of something that went well.

        offers: what buttons say, yet to be translated, and what they do.
        """
        self._icon.show_icon("info-circle" if isinstance(problem, str) else "alert-triangle")
        self._said = [problem]
        self._offer(offers)
        self._show_words()
        self.show()

    def say_besides(self, problem: EnvironmentProblem) -> None:
        """Say a problem that came by itself, below those that are told and were not put away."""
        if self.isHidden() or any(isinstance(each, str) for each in self._said):
            self.say(problem)
        elif str(problem) not in map(str, self._said):
            self._said.append(problem)
            self._show_words()

    def take_back(self, problem: EnvironmentProblem) -> None:
        """Say a problem no more, if it is told."""
        self._said = [each for each in self._said if each is not problem and str(each) != str(problem)]
        self._show_words()
        self.setVisible(bool(self._said) and not self.isHidden())

    def _offer(self, offers: Sequence[Offer]) -> None:
        for _, button in self._offers:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = []
        if offers:
            from fbrowser.ui.controls import FlatButton  # noqa: PLC0415 - most have nothing to offer

            for words, do in offers:
                button = FlatButton("", self)
                button.clicked.connect(do)
                self._row.insertWidget(self._row.count() - 1, button)
                self._offers.append((words, button))

    def buttons(self) -> list[FlatButton]:
        """Return those of what is offered."""
        return [button for _, button in self._offers]

    def _show_words(self) -> None:
        for words, button in self._offers:
            button.setText(tr(words))
        said = "\n".join(map(str, self._said))
        self._words.setText(breakable(said))
        self.setAccessibleDescription(said)

    def text(self) -> str:
        """Return what is said."""
        return self.accessibleDescription()
