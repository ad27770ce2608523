"""Middle: the table, or the page that stands in its place; only one is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from fbrowser.ui.pages import MessagePage, WaitingPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Middle(QStackedWidget):
    """Shows one page, and gives it the keyboard unless that belongs to a field that is being typed in."""

    def __init__(self, table: QWidget, fields: tuple[QWidget, ...], parent: QWidget | None = None) -> None:
        """Take the table, and the fields that keep the keyboard."""
        super().__init__(parent)
        self._table = table
        self._fields = fields
        self._waiting = WaitingPage(self)
        self.message = MessagePage(self)
        for page in (table, self._waiting, self.message):
            self.addWidget(page)

    @property
    def is_table_shown(self) -> bool:
        """Whether there is a table to be seen."""
        return self.currentWidget() is self._table

    def wait_for(self, folder: bytes) -> None:
        """Say, after a moment, that a folder is being read."""
        self._waiting.wait_for(folder)
        self._show(self._waiting)

    def show_table(self) -> None:
        """Show the table."""
        self._waiting.rest()
        if not self.is_table_shown:
            self._show(self._table)

    def say(self, icon: str, what: str, remedy: str) -> None:
        """Show why there is no table."""
        self._waiting.rest()
        self.message.say(icon, what, remedy)
        self._show(self.message)

    def _show(self, page: QWidget) -> None:
        keeps_keyboard = any(field.hasFocus() for field in self._fields)
        self.setCurrentWidget(page)
        if not keeps_keyboard:
            page.setFocus()
