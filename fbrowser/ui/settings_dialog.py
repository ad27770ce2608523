"""Settings dialog: all settings, found by typing, walked with the arrow keys, in force as soon as changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.translation import ntr, quoted, tr
from fbrowser.config.settings import SECTIONS, schema
from fbrowser.config.settings_file import path
from fbrowser.ui.controls import FlatButton, SideList
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.language import worded
from fbrowser.ui.opening import open_file
from fbrowser.ui.pages import Banner, breakable, plain_label
from fbrowser.ui.scroll_bar import ScrollBar
from fbrowser.ui.setting_row import SettingRow, lead
from fbrowser.ui.window_place import fitting

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QShowEvent

    from fbrowser.services.settings_service import SettingsService

_SIZE: Final = (820, 640)
_MARGIN: Final = 16
_SECTIONS_WIDTH: Final = 160
_CORNER: Final = 10
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Card(QFrame):
    """The settings of one section, below its title."""

    def __init__(self, rows: list[SettingRow], parent: QWidget | None = None) -> None:
        """Take the rows."""
        super().__init__(parent)
        self.rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for row in rows:
            column.addWidget(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.end()


class SettingsDialog(QDialog):
    """Shows the schema with the values in force. No OK and no Cancel: what is changed is changed."""

    def __init__(self, service: SettingsService, parent: QWidget | None = None) -> None:
        """Make the dialog; `open` shows it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(fitting(self, *_SIZE))
        self._service = service
        self.search = FlatField(self)
        self.search.setClearButtonEnabled(True)
        self.banner = Banner(self)
        self.sections = SideList(self)
        self.rows = [SettingRow(each, self) for each in schema()]
        self._titles: dict[str, QLabel] = {}
        self._cards: dict[str, Card] = {}
        self._nothing = plain_label(self)
        self.page = QScrollArea(self)
        self.open_button = FlatButton("", self)
        self.reset_button = FlatButton("", self)
        self._where = plain_label(self)
        self._lay_out()
        self._connect()
        worded(self._word)
        self.search.setFocus()

    def _word(self) -> None:
        self.setWindowTitle(tr("Settings"))
        self.search.setAccessibleName(tr("search settings"))
        self.search.setPlaceholderText(tr("Search settings"))
        self.open_button.setText(tr("&Open the file"))
        self.reset_button.setText(tr("&Reset all\u2026"))
        self._where.setAccessibleName(tr("file of the settings"))
        self.sections.setAccessibleName(tr("sections"))
        for at, (section, words) in enumerate(SECTIONS.items()):
            self.sections.item(at).setText(tr(words))
            self._titles[section].setText(tr(words))
            self._cards[section].setAccessibleName(tr(words))
        for row in self.rows:
            row.word()
        self._show_where()
        self._show_values()
        self._filter(self.search.text())

    # -- parts

    def _lay_out(self) -> None:
        self._fill_sections()
        middle = QHBoxLayout()
        middle.setSpacing(_MARGIN)
        middle.addWidget(self.sections)
        middle.addWidget(self._filled_page(), 1)
        below = QHBoxLayout()
        below.addWidget(self._where, 1)
        for button in (self.open_button, self.reset_button):
            button.setAutoDefault(False)  # Enter belongs to the settings
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addLayout(below)
        self._where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._where.setWordWrap(True)

    def _fill_sections(self) -> None:
        self.sections.setFixedWidth(_SECTIONS_WIDTH)
        self.sections.addItems(list(SECTIONS.values()))
        self.sections.setCurrentRow(0)

    def _filled_page(self) -> QScrollArea:
        inner = QWidget(self.page)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        for section in SECTIONS:
            title = self._titles[section] = plain_label(inner)
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            lead(title)
            title.setContentsMargins(2, 6, 2, 0)
            card = self._cards[section] = Card(
                [each for each in self.rows if each.setting.section == section], inner
            )
            column.addWidget(title)
            column.addWidget(card)
        self._nothing.setWordWrap(True)
        self._nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setContentsMargins(0, 80, 0, 0)
        column.addWidget(self._nothing)
        column.addStretch(1)
        self.page.setWidget(inner)
        self.page.setWidgetResizable(True)
        self.page.setVerticalScrollBar(ScrollBar(self.page, QPalette.ColorRole.Window))
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return self.page

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.sections.itemClicked.connect(self._go_to_section)
        self.sections.installEventFilter(self)
        for row in self.rows:
            row.chosen.connect(partial(self._service.set, row.setting))
            row.reset_requested.connect(partial(self._reset, row))
            row.control.installEventFilter(self)
            row.reset_button.installEventFilter(self)
        self._service.changed.connect(self._show_values)
        self._service.failed.connect(self.banner.say)
        self.open_button.clicked.connect(lambda: self._service.with_file(self._open_file))
        self.reset_button.clicked.connect(self._ask_to_reset_all)

    # -- values

    def _show_values(self) -> None:
        """Show what is in force, and what is wrong with the file."""
        for row in self.rows:
            row.show_value(self._service.value(row.setting), is_chosen=self._service.is_chosen(row.setting))
        self.reset_button.setEnabled(any(self._service.is_chosen(row.setting) for row in self.rows))
        if self._service.problems:
            self.banner.say(EnvironmentProblem("{problems}", problems="\n".join(self._service.problems)))
        else:
            self.banner.hide()

    def _reset(self, row: SettingRow) -> None:
        row.revert()
        self._service.reset(row.setting)

    def _ask_to_reset_all(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(tr("Reset all settings to their defaults?"))
        box.setInformativeText(tr("They are taken out of the file; your comments in it stay."))
        box.setStandardButtons(QMessageBox.StandardButton.Reset | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Reset).clicked.connect(self.reset_all)
        box.open()

    def reset_all(self) -> None:
        """Reset everything."""
        self._service.reset(*(row.setting for row in self.rows if self._service.is_chosen(row.setting)))

    def _open_file(self, place: bytes) -> None:
        problem = open_file(place)
        if problem:
            self.banner.say(problem)

    # -- finding

    def look_for(self, text: str) -> None:
        """Show what has a text in it, with the keyboard on the first of that."""
        self.search.setText(text)
        self._walk(None, 1)

    def shown_rows(self) -> list[SettingRow]:
        """Return the rows that the search leaves."""
        return [row for row in self.rows if not row.isHidden()]

    def _filter(self, text: str) -> None:
        """Leave the settings that have all the words in title, description, section, name or value."""
        words = text.casefold().split()
        for section, card in self._cards.items():
            found = [row for row in card.rows if all(word in row.words() for word in words)]
            for row in card.rows:
                row.setVisible(row in found)
                row.is_first = found[:1] == [row]
            card.setVisible(bool(found))
            self._titles[section].setVisible(bool(found))
            self.sections.item(list(SECTIONS).index(section)).setHidden(not found)
        first = next((at for at, card in enumerate(self._cards.values()) if not card.isHidden()), -1)
        self.sections.setCurrentRow(first)
        count = len(self.shown_rows())
        self.search.setAccessibleDescription(ntr("{count} setting", "{count} settings", count))
        self._nothing.setText(breakable(tr("No setting has {text} in it. Esc shows all.", text=quoted(text))))
        self._nothing.setVisible(not count)

    def _go_to_section(self, _item: object = None) -> None:
        section = list(SECTIONS)[self.sections.currentRow()]
        bar = self.page.verticalScrollBar()
        bar.setValue(self._titles[section].y())

    # -- hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys walk from setting to setting, and Esc step back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(watched, event):
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and watched is not self.search:
            row = self._row_of(watched)
            if row is not None:
                row.update()
                if event.type() == QEvent.Type.FocusIn:
                    self._show_row(row)
        return super().eventFilter(watched, event)

    def _take(self, watched: QObject, event: QKeyEvent) -> bool:
        """Do what a key asks for; return whether it asked for something here."""
        key, row = event.key(), self._row_of(watched)
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_F:
            self._go_to_search()
        elif not is_plain:
            return False
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and watched is not self.sections:
            self._walk(row, 1 if key == Qt.Key.Key_Down else -1)
        elif key in _ENTER and watched is self.search:
            self._walk(None, 1)
        elif key in _ENTER and watched is self.sections:
            self._go_to_section()
            self._focus_section()
        elif key == Qt.Key.Key_Escape:
            return self._step_back(watched, row)
        else:
            return False
        return True

    def _walk(self, row: SettingRow | None, step: int) -> None:
        """Give the keyboard to the next row, or the one before; above the first is the search."""
        rows = self.shown_rows()
        at = rows.index(row) + step if row in rows else 0 if step > 0 else -1
        if at < 0:
            self._go_to_search()
        elif at < len(rows):
            rows[at].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_back(self, watched: QObject, row: SettingRow | None) -> bool:
        """Take back what is typed, leave a setting, empty the search; return False if none of these was left."""
        if row is not None and row.revert():
            return True
        if watched is not self.search:
            self._go_to_search()
            return True
        if self.search.text():
            self.search.clear()
            return True
        return False

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _focus_section(self) -> None:
        section = list(SECTIONS)[self.sections.currentRow()]
        rows = [row for row in self.shown_rows() if row.setting.section == section]
        if rows:
            rows[0].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_of(self, watched: QObject) -> SettingRow | None:
        parent = watched.parent()
        return parent if isinstance(parent, SettingRow) else None

    def _show_row(self, row: SettingRow) -> None:
        """Scroll so far that a row is seen, the title of its section with it if it is the first."""
        self.page.ensureWidgetVisible(self._titles[row.setting.section] if row.is_first else row, 0, _MARGIN)
        self.page.ensureWidgetVisible(row, 0, _MARGIN)
        self.sections.setCurrentRow(list(SECTIONS).index(row.setting.section))

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where one types."""
        super().showEvent(event)
        self.search.setFocus()

    def _show_where(self) -> None:
        try:
            self._where.setText(breakable(display(path())))
        except EnvironmentProblem as problem:
            self._where.setText(str(problem))
