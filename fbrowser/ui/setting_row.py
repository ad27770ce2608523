"""Setting row: one setting in words, the control that changes it, and the button that resets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from fbrowser.common.translation import tr
from fbrowser.config.setting_rules import BadValueError, Choice, Extensions, Folders, Number, Switch, Typed
from fbrowser.config.settings import SECTIONS, Setting
from fbrowser.ui.controls import ChoiceBox, SwitchButton
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.icons import action_icon
from fbrowser.ui.pages import breakable, plain_label
from fbrowser.ui.theme import hover_ground, warning_ink

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from fbrowser.config.setting_rules import Value

_SIDE: Final = 16
_AIR: Final = 11
_INSET: Final = 4
"""Of the ground of the row that has the keyboard, pixels."""
_CORNER: Final = 7
_FIELD: Final = 240
_NUMBER: Final = 140


class SettingRow(QWidget):
    """A row, made from what the schema says of a setting."""

    chosen = Signal(object)
    """Value that the user wants."""
    reset_requested = Signal()

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        """Make the row; `show_value` fills it."""
        super().__init__(parent)
        self.setting = setting
        self._value: Value = setting.default
        self.is_first = False
        """Whether it stands at the top of its card, and needs no line above it."""
        self._title = plain_label(self)
        self._description = self._small()
        self._wrong = self._small()
        self._wrong.hide()
        self.reset_button = self._make_reset_button()
        self.control = self._make_control()
        self._title.setBuddy(self.control)  # of a combo box, screen readers are told the label alone
        self._lay_out()
        self.word()
        self._colour()

    def word(self) -> None:
        """Say what is said in the language in force; what is wrong with something that is being typed stays."""
        setting, rule = self.setting, self.setting.rule
        self._title.setText(setting.title)
        self._description.setText(breakable(setting.description))
        for label in (self._title, self._description, self._wrong):
            lead(label)
        self.control.setAccessibleName(setting.title)
        self.control.setAccessibleDescription(setting.description)
        self.reset_button.setAccessibleName(tr("reset {setting}", setting=setting.title))
        if isinstance(self.control, ChoiceBox) and isinstance(rule, Choice):
            for at, value in enumerate(rule.titles):
                self.control.setItemText(at, rule.said(value))
        elif isinstance(self.control, FlatField) and isinstance(rule, Typed):
            self.control.setPlaceholderText(rule.nothing)

    def _small(self) -> QLabel:
        label = plain_label(self)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _make_reset_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(action_icon("history"))
        button.clicked.connect(self.reset_requested)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing moves when it comes
        button.setSizePolicy(policy)
        return button

    def _make_control(self) -> ChoiceBox | SwitchButton | FlatField:
        rule = self.setting.rule
        if isinstance(rule, Choice):
            choice = ChoiceBox(self)
            for value in rule.titles:
                choice.addItem("", value)
            choice.activated.connect(lambda: self.chosen.emit(choice.currentData()))
            return choice
        if isinstance(rule, Switch):
            switch = SwitchButton(self)
            switch.clicked.connect(lambda: self.chosen.emit(switch.isChecked()))
            return switch
        field = FlatField(self, is_outlined=True)
        field.written.connect(self._take_text)
        field.editingFinished.connect(self._commit)
        return field

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._description, self._wrong):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.reset_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, _AIR, _SIDE, _AIR)
        whole.addLayout(row)
        if isinstance(self.setting.rule, (Extensions, Folders)):  # too long to stand beside anything
            whole.addWidget(self.control)
            return
        if isinstance(self.control, FlatField):
            self.control.setFixedWidth(_NUMBER if isinstance(self.setting.rule, Number) else _FIELD)
        row.addWidget(self.control)

    # -- value

    def show_value(self, value: Value, *, is_chosen: bool) -> None:
        """Show a value, and whether there is something to reset; what is being typed stays."""
        self._value = value
        self.reset_button.setVisible(is_chosen)
        self.reset_button.setToolTip(tr("Back to the default: {value}", value=self._said(self.setting.default)))
        if isinstance(self.control, ChoiceBox):
            self.control.setCurrentIndex(self.control.findData(value))
        elif isinstance(self.control, SwitchButton):
            self.control.setChecked(bool(value))
        elif not self.control.isModified():
            self._show_text()

    def words(self) -> str:
        """Return everything that can be searched for."""
        setting, rule = self.setting, self.setting.rule
        options = map(rule.said, rule.titles) if isinstance(rule, Choice) else ()
        said = (setting.key, tr(SECTIONS[setting.section]), setting.title, setting.description, *options)
        return " ".join((*said, rule.said(self._value))).casefold()

    def problem(self) -> str:
        """Return what is said to be wrong with what was typed."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    def revert(self) -> bool:
        """Take back what was typed and is not in force; return whether there was something."""
        if not isinstance(self.control, FlatField) or not self.control.isModified():
            return False
        self._show_text()
        return True

    def _show_text(self) -> None:
        if isinstance(self.control, FlatField):
            self.control.put(self.setting.rule.said(self._value))
            self.control.setCursorPosition(0)
            self._wrong.hide()

    def _said(self, value: Value) -> str:
        rule = self.setting.rule
        return rule.said(value) or (rule.nothing if isinstance(rule, Typed) else "")

    def _check(self) -> Value | None:
        """Return what was typed if it is allowed; else say what is."""
        rule = self.setting.rule
        if not isinstance(rule, Typed) or not isinstance(self.control, FlatField):
            return None
        try:
            value = rule.typed(self.control.text())
        except BadValueError as error:
            words = f"{error} {tr('Allowed: {values}.', values=rule.allowed)}".strip()
            self._wrong.setText(breakable(words))
            self._wrong.show()
            self.control.setAccessibleDescription(f"{self.setting.description} {words}")
            return None
        self._wrong.hide()
        self.control.setAccessibleDescription(self.setting.description)
        return value

    def _take_text(self) -> None:
        """Say whether what is typed is allowed; what is written without the keyboard is never left, so it holds."""
        self._check()
        if not self.control.hasFocus():
            self._commit()

    def _commit(self) -> None:
        """Let what was typed be in force, if it is allowed; else it stays to be corrected."""
        if not isinstance(self.control, FlatField) or not self.control.isModified():
            return
        value = self._check()
        if value is not None:
            self.control.setModified(False)
            if value == self._value:
                self._show_text()
            else:
                self.chosen.emit(value)

    # -- looks

    def _colour(self) -> None:
        wrong = self._wrong.palette()
        if wrong.color(QPalette.ColorRole.PlaceholderText) != warning_ink(self.palette()):
            wrong.setColor(QPalette.ColorRole.PlaceholderText, warning_ink(self.palette()))
            self._wrong.setPalette(wrong)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above, and a ground while the row has the keyboard."""
        super().paintEvent(event)
        palette, rect = self.palette(), self.rect()
        painter = QPainter(self)
        if self.control.hasFocus() or self.reset_button.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hover_ground(palette))
            painter.drawRoundedRect(rect.adjusted(_INSET, _INSET, -_INSET, -_INSET), _CORNER, _CORNER)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if not self.is_first:
            painter.setPen(palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(rect.left() + _SIDE, rect.top(), rect.right() - _SIDE, rect.top())
        painter.end()


def lead(label: QLabel) -> None:
    """Let a text begin on the side where the window begins, also one that is written the other way."""
    if not label.isLeftToRight():
        label.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
