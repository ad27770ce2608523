"""Hints: short letters on all that can be activated; typing them activates it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from fbrowser.common.hint_labels import HOME_ROW, labels
from fbrowser.common.translation import tr
from fbrowser.ui.hint_targets import targets
from fbrowser.ui.key_event import candidates
from fbrowser.ui.language import worded
from fbrowser.ui.over_window import OverWindow
from fbrowser.ui.theme import HINT, HINT_EDGE, HINT_INK, HINT_TYPED

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from fbrowser.ui.hint_targets import Target

_SIDE: Final = 4
_CORNER: Final = 4


class Hints(OverWindow):
    """Has the keyboard until letters are complete; Esc, a click, the wheel or resizing the window ends it."""

    def __init__(self, window: QWidget) -> None:
        """Show none."""
        super().__init__(window)
        worded(self._word)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._targets: dict[str, Target] = {}
        self._typed = ""
        self._opens = False

    def _word(self) -> None:
        self.setAccessibleName(tr("hints"))
        self.setAccessibleDescription(tr("Type the letters of what you want; Esc leaves"))

    def show_hints(self, *, opens: bool = False) -> None:
        """Put letters on what is there now; opens: rows are opened, not only moved to."""
        found = targets(self._window)
        if not found or self.isVisible():
            return
        self._targets = dict(zip(labels(len(found)), found, strict=True))
        self._typed, self._opens = "", opens
        self.come(self)

    @property
    def labels(self) -> list[str]:
        """The letters that can still be meant."""
        return [label for label in self._targets if label.startswith(self._typed)]

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a letter; one that leads nowhere changes nothing."""
        if event.key() == Qt.Key.Key_Backspace:
            self._type(self._typed[:-1])
            return
        names = (each.name for each in candidates(event) if each.is_plain)
        letter = next((name for name in names if name in HOME_ROW), "")
        if letter:
            self._type(self._typed + letter)
        else:
            super().keyPressEvent(event)

    def _type(self, typed: str) -> None:
        if not any(label.startswith(typed) for label in self._targets):
            return
        self._typed = typed
        target = self._targets.get(typed)
        if target is None:
            self.update()
            return
        self.leave()  # before: what is activated may take the keyboard
        (target.open if self._opens else target.activate)()

    # -- what ends it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go when things are not where they were."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.leave()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go: somebody wants to see something else."""
        event.accept()
        self.leave()

    # -- letters

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the letters that can still be meant, those that were typed fainter."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for label in self.labels:
            box = self._cap(metrics, label)
            painter.setPen(HINT_EDGE)
            painter.setBrush(HINT)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
            left = box.left() + _SIDE
            for at, letter in enumerate(label.upper()):
                painter.setPen(HINT_TYPED if at < len(self._typed) else HINT_INK)
                width = metrics.horizontalAdvance(letter)
                painter.drawText(QRect(left, box.top(), width, box.height()), Qt.AlignmentFlag.AlignCenter, letter)
                left += width
        painter.end()

    def _cap(self, metrics: QFontMetrics, label: str) -> QRect:
        """Return where letters are drawn: where their target begins, in the middle of its height."""
        target = self._targets[label].box
        width = sum(metrics.horizontalAdvance(letter) for letter in label.upper()) + 2 * _SIDE
        height = metrics.height() + 2
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = target.right() + 1 - width - 2 if is_mirrored else target.left() + 2
        left = min(max(left, 0), self.width() - width)
        return QRect(left, target.center().y() - height // 2, width, height)
