"""About dialog: which version this is, what it is made of, and the licence of each part beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout

from fbrowser.common.translation import tr
from fbrowser.ui.controls import FlatButton, SideList
from fbrowser.ui.icons import app_icon
from fbrowser.ui.language import worded
from fbrowser.ui.pages import Banner, breakable, plain_label
from fbrowser.ui.reading_page import ReadingPage
from fbrowser.ui.window_place import fitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fbrowser.common.licences import Part
    from fbrowser.services.tasks import Tasks

_SIZE: Final = (840, 600)
_MARGIN: Final = 16
_ICON: Final = 56
_PARTS_WIDTH: Final = 250
_LARGER: Final = 1.6


class AboutDialog(QDialog):
    """Walked with Tab and the arrow keys; version and licences come from workers, for they take a moment."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        """Make the dialog and have it filled; `open` shows it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(fitting(self, *_SIZE))
        self._parts: list[Part] = []
        self.version = plain_label(self)
        self.copy_button = FlatButton("", self)
        self.parts = SideList(self)
        self.page = ReadingPage(self)
        self.banner = Banner(self)
        self._what = plain_label(self)
        self._heading = plain_label(self)
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.parts.currentRowChanged.connect(self._show_part)
        worded(self._word)
        self._ask(tasks)

    def _word(self) -> None:
        self.setWindowTitle(tr("About fbrowser"))
        self._what.setText(tr("A file browser that never freezes and already knows where everything is."))
        self._heading.setText(tr("What it is made of, and the licences:"))
        self.copy_button.setText(tr("&Copy"))
        self.copy_button.setAccessibleName(tr("copy the version"))
        self.version.setAccessibleName(tr("version"))
        self.parts.setAccessibleName(tr("parts"))
        self.page.setAccessibleName(tr("licence"))

    # -- parts

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self.banner)
        column.addWidget(self._heading)
        below = QHBoxLayout()
        below.setSpacing(_MARGIN)
        self.parts.setFixedWidth(_PARTS_WIDTH)
        below.addWidget(self.parts)
        below.addWidget(self.page, 1)
        column.addLayout(below, 1)

    def _head(self) -> QHBoxLayout:
        icon = QLabel(self)
        icon.setPixmap(app_icon().pixmap(_ICON, _ICON))
        name = QLabel("fbrowser", self)
        font = name.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        name.setFont(font)
        self._what.setWordWrap(True)
        self.version.setWordWrap(True)
        self.version.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        words = QVBoxLayout()
        words.setSpacing(3)
        for each in (name, self._what, self.version):
            words.addWidget(each)
        self.copy_button.setAutoDefault(False)
        self.copy_button.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(_MARGIN)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # -- what workers tell

    def _ask(self, tasks: Tasks) -> None:
        branch = tasks.branch()  # who closes the dialog wants to know no more
        branch.run(lambda _: _version_line(), on_result=self._show_version)
        branch.run(lambda _: _parts(), on_result=self._show_parts, on_error=self.banner.say)
        self.finished.connect(_give_up(branch))

    def _show_version(self, line: str) -> None:
        self.version.setText(breakable(line))
        self.copy_button.setEnabled(True)

    def _show_parts(self, parts: list[Part]) -> None:
        self._parts = parts
        self.parts.addItems([each.title for each in parts])
        self.parts.setCurrentRow(0)
        self.parts.setFocus()

    def _show_part(self, row: int) -> None:
        part = self._parts[row]
        self.page.show_text("\n\n".join(filter(None, (part.title, part.licence, part.text))))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.version.text().replace("\u200b", ""))


def _give_up(tasks: Tasks) -> Callable[[], None]:
    """Return what ends some tasks; without the dialog in it, which it must not keep."""
    return tasks.give_up


def _version_line() -> str:
    from fbrowser.common.version import version_line  # noqa: PLC0415 - on the worker

    return version_line()


def _parts() -> list[Part]:
    from fbrowser.common.licences import parts  # noqa: PLC0415 - on the worker

    return parts()
