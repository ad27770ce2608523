"""Middle: the table, or the page that stands in its place; only one is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QStackedWidget

from fbrowser.ui.pages import MessagePage, WaitingPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Middle(QStackedWidget):
    """Shows one page, and gives it the keyboard if the one before had it, so that no pane takes it from another."""

    def __init__(self, table: QWidget, parent: QWidget | None = None) -> None:
        """Take the table."""
        super().__init__(parent)
        self._table = table
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
        self.show_page(self._waiting)

    def show_table(self) -> None:
        """Show the table."""
        self._waiting.rest()
        if not self.is_table_shown:
            self.show_page(self._table)

    def say(self, icon: str, what: str, remedy: str) -> None:
        """Show why there is no table."""
        self._waiting.rest()
        self.message.say(icon, what, remedy)
        self.show_page(self.message)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to what is in the middle, or nowhere yet."""
        focused = cast(
            "QWidget | None", self.window().focusWidget()
        )  # not the pane's own: that would be what it was there
        return focused is None or self.isAncestorOf(focused)

    def show_page(self, page: QWidget) -> None:
        """Show a page, and keep the keyboard where it was: in the middle, or out of it."""
        had_keyboard = self.has_keyboard
        self.setCurrentWidget(page)
        if had_keyboard:
            page.setFocus()
