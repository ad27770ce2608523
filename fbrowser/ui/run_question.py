"""Run question: asks, over the window, whether something that runs shall be run; nothing waits for the answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fbrowser.common.display import display
from fbrowser.common.programs import Opens, Way
from fbrowser.common.translation import later, quoted, tr
from fbrowser.index.entry import Entry
from fbrowser.index.kinds import kind_of
from fbrowser.ui.controls import FlatButton
from fbrowser.ui.floating_box import BoxOverWindow
from fbrowser.ui.icons import type_pixmap
from fbrowser.ui.language import worded
from fbrowser.ui.pages import breakable, plain_label
from fbrowser.ui.setting_row import lead

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fbrowser.fileops.opening import Looked

ARMED_MS: Final = 700
"""How long it cannot be run: whoever pressed a key or clicked once too often has not read the question."""
_WIDTH: Final = 500
_BESIDE: Final = 24
_FROM_TOP: Final = 0.18
_EDGE: Final = 20
_ICON: Final = 36
_LONGEST: Final = 160
"""Characters of a name, or of what it says, that are shown: its beginning and its end."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = {
    Qt.Key.Key_Left: False,
    Qt.Key.Key_Up: False,
    Qt.Key.Key_Right: True,
    Qt.Key.Key_Down: True,
}
_DANGER: Final = later("What runs can do all that you can: read, change and delete your files, or send them away.")


class RunQuestion(BoxOverWindow):
    """Says what a file is and offers to run it, to open it, or neither: that is what Enter and Esc choose.

    Made for one question, and gone when it is answered.
    """

    run_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, window: QWidget, looked: Looked) -> None:
        """Ask nothing yet. window: what is covered."""
        super().__init__(window)
        self._looked = looked
        self._inner = QWidget(self)
        self.run_button, self.open_button, self.cancel_button = (_Choice(self._inner) for _ in range(3))
        self._late = [self.run_button] if _is_safe_to_open(looked) else [self.run_button, self.open_button]
        """What may run it: not to be chosen in the first moments."""
        for button in self._late:
            button.setEnabled(False)
        self.run_button.setVisible(looked.can_run)
        self.open_button.setVisible(looked.opener is not None or looked.is_silent or looked.is_folder)
        self._title, self._what, self._danger, self._where = (self._label() for _ in range(4))
        self._lay_out()
        worded(self._word)
        for button in self._buttons():
            button.clicked.connect(lambda: self.leave())  # noqa: PLW0108 - not with what the signal says
        self.run_button.clicked.connect(self.run_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.closed.connect(self.deleteLater)

    def _lay_out(self) -> None:
        icon = QLabel(self._inner)
        kind = kind_of(Entry(os.path.basename(self._looked.path), 0, 0, self._looked.mode))
        name = kind.icon if kind.icon != "file" or self._looked.program is None else "exe"
        icon.setPixmap(type_pixmap(name, _ICON, self.devicePixelRatioF()))
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        words = QVBoxLayout()
        words.setSpacing(6)
        for each in (self._title, self._what, self._danger, self._where):
            words.addWidget(each)
        above = QHBoxLayout()
        above.setSpacing(14)
        above.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in self._buttons():
            buttons.addWidget(button)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(18)
        column.addLayout(above)
        column.addLayout(buttons)

    def _word(self) -> None:
        """Say it all in the language in force."""
        looked = self._looked
        texts = [_title(looked), _what(looked), tr(_DANGER)]
        where = tr("In {folder}", folder=_shortened(display(os.path.dirname(looked.path))))
        labels = (self._title, self._what, self._danger, self._where)
        for label, text in zip(labels, (*texts, where), strict=True):
            label.setText(breakable(text))
            lead(label)
        self.run_button.setText(tr("Run"))
        self.open_button.setText(_open_words(looked))
        self.cancel_button.setText(tr("Cancel"))
        said = " ".join(texts)
        self.setAccessibleName(tr("question"))
        self.setAccessibleDescription(said)
        self.cancel_button.setAccessibleDescription(said)  # it has the keyboard, and is what is read

    def _label(self) -> QLabel:
        label = plain_label(self._inner)
        label.setWordWrap(True)
        return label

    def _buttons(self) -> tuple[_Choice, ...]:
        return self.run_button, self.open_button, self.cancel_button

    # -- asking

    def ask(self) -> None:
        """Ask. Only after a moment it can be run, or opened by what may run it, by who goes to that button."""
        self.come(self.cancel_button)
        self._arrange()
        QTimer.singleShot(ARMED_MS, self, self._arm)

    def _arm(self) -> None:
        for button in self._late:
            button.setEnabled(True)

    def text(self) -> str:
        """Return what is asked."""
        return self.accessibleDescription()

    # -- where

    def _arrange(self) -> None:
        width = min(_WIDTH, self.width() - 2 * _BESIDE)
        layout = self._inner.layout()
        height = layout.heightForWidth(width) if layout is not None else 0
        top = max(_EDGE, min(round(self.height() * _FROM_TOP), self.height() - height - _EDGE))
        box = QRect((self.width() - width) // 2, top, width, height)
        self._inner.setGeometry(box)
        self._place_box(box)


class _Choice(FlatButton):
    """A button that Enter presses, unless the key was held down since before."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, or go on to another."""
        if event.isAutoRepeat() and event.key() in (*_ENTER, Qt.Key.Key_Space):
            event.accept()
        elif event.key() in _ENTER:
            self.click()
        elif event.key() in _STEPS:
            self._step(onwards=_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, *, onwards: bool) -> None:
        is_turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.focusNextPrevChild(onwards != is_turned)


def _is_safe_to_open(looked: Looked) -> bool:
    """Return whether what opens it surely does not run it."""
    return looked.program is not None and looked.program.opens in (Opens.TEXT, Opens.FOLDER)


def _title(looked: Looked) -> str:
    name = quoted(_shortened(looked.name))
    return tr("Run {name}?", name=name) if looked.can_run else tr("Open {name}?", name=name)


def _what(looked: Looked) -> str:
    """Return what it is, in sentences."""
    program = looked.program
    if program is None:
        return tr("It does not answer, so nobody knows what it is: it may be something that runs.")
    what, says = tr(program.words), _shortened(display(looked.says))
    if program.way is Way.NOBODY:
        return tr("It is {what}. What opens it may run it.", what=what)
    if not looked.can_run and program.way is Way.KERNEL:
        return tr("It is {what}, not marked as executable. What opens it may run it all the same.", what=what)
    if not says:
        return tr("It is {what}.", what=what)
    if program.way is Way.DESKTOP:
        return tr("It is {what}, which starts {says}.", what=what, says=quoted(says))
    return tr("It is {what}, which is run by {says}.", what=what, says=quoted(says))


def _open_words(looked: Looked) -> str:
    if looked.program is not None and looked.program.opens is Opens.TEXT:
        return tr("Open as text")
    return tr("Open the folder") if looked.is_folder else tr("Open")


def _shortened(text: str) -> str:
    """Return a text that is not too long, with its beginning and its end: that is where a name says what it is."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]}\u2026{text[-half:]}"
