"""A window to put things over: a table, a field and a button; what commands do with it is noted."""

from typing import Any

from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fbrowser.commands.when import Facts
from fbrowser.ui.focus_facts import focus_facts


class Covered(QMainWindow):
    """As much of a window, and of its pane, as commands need that are run in tests."""

    def __init__(self) -> None:
        """Show a hundred rows."""
        super().__init__()
        self.done: list[str] = []
        self.keymap_name = "desktop"
        self.known: set[str] = {"can_go_up"}
        self.table = QTableWidget(100, 2)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row in range(100):
            self.table.setItem(row, 0, QTableWidgetItem(f"row {row}"))
        self.field, self.button = QLineEdit(), QPushButton("press")
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        for each in (self.field, self.table, self.button):
            column.addWidget(each)
        self.setCentralWidget(centre)
        self.resize(900, 600)
        self.table.setCurrentCell(0, 0)

    def facts(self) -> Facts:
        """Return what is so."""
        return focus_facts(self.focusWidget()) | self.known

    @property
    def pane(self) -> "Covered":
        """The pane, and its view, is the window itself."""
        return self

    view = pane

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever commands call
        """Return a function that notes that it was called, and who had the keyboard."""
        if name.startswith("_"):
            raise AttributeError(name)

        def note(*_arguments: object, **_more: object) -> None:
            focused = self.focusWidget()
            self.done.append(f"{name} in {type(focused).__name__}")

        return note
