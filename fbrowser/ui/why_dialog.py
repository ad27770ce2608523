"""Why dialog: which parts of a query say yes to an entry, and which have removed it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout

from fbrowser.common.display import display
from fbrowser.common.paths import absolute, relative_to
from fbrowser.common.translation import tr
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.pages import breakable, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_WIDTH: Final = 520
_MARKS: Final = {True: "\u2713", False: "\u2717"}


class WhyDialog(QDialog):
    """A path, and under it the parts of the query with a yes or a no."""

    asked = Signal(object)
    """Absolute path, bytes."""

    def __init__(self, folder: bytes, path: bytes | None, parent: QWidget | None = None) -> None:
        """Ask about a path below the folder that was searched, if it was one; None: the user will type one."""
        super().__init__(parent)
        self.setWindowTitle(tr("Why is it here, or not?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._folder = folder
        self._path = path
        self.is_over = False
        """Whether it was closed: nothing may be said in it any more."""
        self.field = FlatField(self)
        self.field.setAccessibleName(tr("entry"))
        self.field.setPlaceholderText(tr("Path of an entry, absolute or below the folder that was searched"))
        below = relative_to(path, folder) if path is not None and folder else None
        self.field.put(display(below or path or b""))
        self._answer = plain_label(self)
        self._answer.setWordWrap(True)
        self._answer.setAccessibleName(tr("answer"))
        self._parts = QFormLayout()
        self._parts.setHorizontalSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addLayout(self._parts)
        column.addWidget(self._answer)

    def ask(self) -> None:
        """Ask about what is in the field; what was shown there is never read back unless it was changed."""
        if self.field.isModified() or self._path is None:
            typed = os.fsencode(self.field.text())
            if not typed.strip():
                return
            self._path = absolute(os.path.join(self._folder or b"/", os.path.expanduser(typed)))
        self.asked.emit(self._path)

    def show_parts(self, parts: Sequence[tuple[str, bool]], conclusion: str) -> None:
        """Show what each part of the query says to the entry, and what follows from it."""
        while self._parts.rowCount():
            self._parts.removeRow(0)
        for words, says_yes in parts:
            mark, label = QLabel(_MARKS[says_yes], self), plain_label(self)
            label.setText(breakable(words))
            label.setWordWrap(True)
            label.setAccessibleDescription(tr("yes") if says_yes else tr("no"))
            self._parts.addRow(mark, label)
        self._answer.setText(breakable(conclusion))

    def conclusion(self) -> str:
        """Return what was said in the end."""
        return self._answer.text().replace("\u200b", "")

    def done(self, result: int) -> None:
        """Be over."""
        self.is_over = True
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask with Enter; Esc closes, as everywhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
        else:
            super().keyPressEvent(event)
