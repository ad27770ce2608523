"""Report dialog: what was written down of mistakes and crashes, to be read, copied, saved and deleted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from fbrowser.common.display import display
from fbrowser.common.errors import not_written
from fbrowser.common.translation import later, tr
from fbrowser.ui.ask_where import ask_where
from fbrowser.ui.controls import FlatButton, SideList, SwitchButton
from fbrowser.ui.language import worded
from fbrowser.ui.pages import Banner, plain_label
from fbrowser.ui.reading_page import ReadingPage
from fbrowser.ui.window_place import fitting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.services.tasks import Tasks

_SIZE: Final = (840, 600)
_MARGIN: Final = 16
_LIST_WIDTH: Final = 170


class ReportDialog(QDialog):
    """Shows what could be sent; what would name something of the user's only if that is asked for.

    Nothing is sent by the program.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Make the dialog and have it filled; `open` shows it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(fitting(self, *_SIZE))
        self._tasks = tasks.branch()
        self._names: list[str] = []
        self._shown: tuple[str, bool] | None = None
        """The report that is on the page, or on its way there, and whether with paths."""
        self.banner = Banner(self)
        self.reports = SideList(self)
        self.page = ReadingPage(self)
        self.paths = SwitchButton(self)
        self._paths_words = plain_label(self)
        self._what = plain_label(self)
        self.copy_button, self.save_button, self.delete_button, self.close_button = (
            FlatButton("", self) for _ in range(4)
        )
        self._lay_out()
        self._connect()
        worded(self._word)
        self._list()

    def _word(self) -> None:
        self.setWindowTitle(tr("Reports of mistakes and crashes"))
        self._what.setText(
            tr(
                "A report says what went wrong inside fbrowser. Nothing is sent by itself: you can read it, save "
                "it, and send the file to the developers. It names no file, no folder and no person."
            )
        )
        self._paths_words.setText(tr("With the &paths, and what the messages say"))
        self.paths.setAccessibleName(tr("with the paths"))
        self.reports.setAccessibleName(tr("reports"))
        self.page.setAccessibleName(tr("report"))
        self.copy_button.setText(tr("&Copy"))
        self.save_button.setText(tr("&Save as\u2026"))
        self.delete_button.setText(tr("&Delete"))
        self.close_button.setText(tr("Close"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        self._what.setWordWrap(True)
        self._what.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(self._what)
        column.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.setSpacing(_MARGIN)
        self.reports.setFixedWidth(_LIST_WIDTH)
        middle.addWidget(self.reports)
        middle.addWidget(self.page, 1)
        column.addLayout(middle, 1)
        below = QHBoxLayout()
        self._paths_words.setBuddy(self.paths)
        below.addWidget(self.paths)
        below.addWidget(self._paths_words)
        below.addStretch(1)
        for button in (self.copy_button, self.save_button, self.delete_button, self.close_button):
            button.setAutoDefault(False)
            below.addWidget(button)
        column.addLayout(below)

    def _connect(self) -> None:
        self.reports.currentRowChanged.connect(self._show)
        self.paths.toggled.connect(self._show)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._ask_where)
        self.delete_button.clicked.connect(self._delete)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._tasks.give_up)

    # -- what there is

    def _list(self) -> None:
        self._tasks.run(lambda _: _listed(), on_result=self._take, on_error=self.banner.say)

    def _take(self, names: list[str]) -> None:
        at = max(self.reports.currentRow(), 0)
        self._names, self._shown = names, None
        self.reports.clear()
        self.reports.addItems([_date_of(each) for each in names])
        for each in (self.copy_button, self.save_button, self.delete_button, self.paths):
            each.setEnabled(bool(names))
        if names:
            self.reports.setCurrentRow(min(at, len(names) - 1))
            self.reports.setFocus()
        else:
            self.page.show_text("")
            self.page.setPlaceholderText(tr("There is no report: nothing has gone wrong."))
            self.close_button.setFocus()

    def _name(self) -> str | None:
        row = self.reports.currentRow()
        return self._names[row] if 0 <= row < len(self._names) else None

    def _show(self, _changed: object = None) -> None:
        name = self._name()
        wanted = (name, self.paths.isChecked()) if name is not None else None
        if wanted is None or wanted == self._shown:
            return
        self._shown = wanted

        def show(text: str) -> None:
            if self._shown == wanted:
                self.page.show_text(text)

        self._tasks.run(lambda _: _read(*wanted), on_result=show, on_error=self.banner.say)

    # -- what can be done

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.page.toPlainText())

    def _ask_where(self) -> None:
        name, text = self._name(), self.page.toPlainText()
        ask_where(
            self,
            tr("Save the report"),
            f"fbrowser-{name}.txt",
            {later("Text"): "txt"},
            lambda path: self.save(path, text),
        )

    def save(self, path: bytes, text: str) -> None:
        """Write what is shown to a file."""
        self._tasks.run(
            lambda _: _save(path, text),
            on_result=lambda _: self.banner.say(tr("The report is in {path}.", path=display(path))),
            on_error=self.banner.say,
        )

    def _delete(self) -> None:
        name = self._name()
        if name is not None:
            self._tasks.run(lambda _: _deleted(name), on_result=self._take, on_error=self.banner.say)


def _date_of(name: str) -> str:
    """Return when a report was written, as its name says; with a number if it was not the only one then."""
    date, clock, *number = name.split("-")
    try:
        said = datetime.strptime(f"{date}{clock}", "%Y%m%d%H%M%S").strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - local
    except ValueError:
        return name
    return "\u2066" + " ".join((said, *(f"({each})" for each in number))) + "\u2069"  # one way round everywhere


def _listed() -> list[str]:
    from fbrowser.config.reports import listed  # noqa: PLC0415 - on the worker

    return listed()


def _read(name: str, with_paths: bool) -> str:
    from fbrowser.config.reports import read  # noqa: PLC0415 - on the worker

    return read(name, with_paths=with_paths)


def _deleted(name: str) -> list[str]:
    from fbrowser.config.reports import delete  # noqa: PLC0415 - on the worker

    delete(name)
    return _listed()


def _save(path: bytes, text: str) -> None:
    from fbrowser.common.files import replacing  # noqa: PLC0415 - on the worker

    try:
        with replacing(path) as file:
            file.write(text.encode())
    except OSError as error:
        raise not_written(path, error, later("Choose another folder.")) from error
