"""Search bar: under the field, what a search is about: where, which kinds, and what the query was found to mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from fbrowser.common.paths import name_shown
from fbrowser.common.translation import later, ptr, quoted, tr
from fbrowser.models.search import Scope
from fbrowser.ui.bar import Bar
from fbrowser.ui.controls import SegmentButton
from fbrowser.ui.icons import ICON, action_icon
from fbrowser.ui.language import worded
from fbrowser.ui.pages import breakable, plain_label
from fbrowser.ui.pills import Pills
from fbrowser.ui.spinner import Spinner
from fbrowser.ui.tooltip import KeyTip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QResizeEvent
    from PySide6.QtWidgets import QMenu

    from fbrowser.index.query import Query
    from fbrowser.ui.window_commands import WindowCommands

_LONGEST: Final = 24
"""Characters of a folder's name on a button."""
_BUTTON: Final = 26
_MOST_REMARKS: Final = 3
_SPARE: Final = 60
"""What margins, gaps and the spinner need of the width, pixels."""


class SearchBar(Bar):
    """Made when somebody wants to search for the first time; its rows never change their order."""

    scope_chosen = Signal(object)
    """Scope."""
    pill_removed = Signal(object)
    """Pill."""

    def __init__(self, commands: WindowCommands, parent: QWidget | None = None) -> None:
        """Make a bar about nothing yet."""
        super().__init__(parent)
        self._commands = commands
        self.spinner = Spinner(16, self)
        self._words: dict[Scope, tuple[str, str]] = {}
        self._actions: list[QToolButton] = []
        self._menus: list[tuple[QToolButton, str]] = []
        """Buttons that open menus, with their words."""
        self.pills = Pills(self)
        self.pills.removed.connect(self.pill_removed)
        self._remarks = plain_label(self)
        self._remarks.setWordWrap(True)
        self._remarks.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._remarks.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        self._scopes = self._make_scopes()
        self._row.addStretch(1)
        self._row.addWidget(self.spinner)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 5)
        column.setSpacing(5)
        column.addLayout(self._row)
        column.addWidget(self.pills)
        column.addWidget(self._remarks)
        worded(self._word)

    def _word(self) -> None:
        self.setAccessibleName(tr("search options"))
        self._remarks.setAccessibleName(tr("remarks"))
        for button, words in self._menus:
            self._word_menu(button, words)

    def _make_scopes(self) -> dict[Scope, SegmentButton]:
        group = QButtonGroup(self)
        buttons: dict[Scope, SegmentButton] = {}
        for scope in Scope:
            button = SegmentButton(self)
            button.setFixedHeight(_BUTTON)
            button.clicked.connect(lambda _=False, scope=scope: self.scope_chosen.emit(scope))
            KeyTip(button, _TIPS[scope], "search.scope", self._commands, later("{words} ({keys}: the next)"))
            group.addButton(button)
            self._row.addWidget(button)
            buttons[scope] = button
        return buttons

    # -- what is on it

    def add_menu(self, words: str, icon: str, menu: QMenu, command_id: str) -> QToolButton:
        """Add a button that opens a menu. words: yet to be translated; command_id: of what opens it by keys."""
        button = QToolButton(self)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menus.append((button, words))
        button.setIcon(action_icon(icon))
        self._add_button(button)
        self._word_menu(button, words)
        KeyTip(button, words, command_id, self._commands)
        return button

    def _word_menu(self, button: QToolButton, words: str) -> None:
        button.setText(tr(words))
        button.setAccessibleName(tr(words))

    def add_action(self, action: QAction) -> QToolButton:
        """Add a button for an action."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        self._add_button(button)
        self._actions.append(button)
        action.changed.connect(self._name_buttons)
        return button

    def _name_buttons(self) -> None:
        for button in self._actions:
            button.setAccessibleName(button.text())

    def _add_button(self, button: QToolButton) -> None:
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(button.text())
        button.setIconSize(QSize(ICON - 2, ICON - 2))
        button.setFixedHeight(_BUTTON)
        self._row.insertWidget(self._row.count() - 1, button)

    def show_scopes(self, scopes: Sequence[Scope], scope: Scope, folder: bytes, root: bytes) -> None:
        """Say where can be searched, and where is: below a folder, in its root, or in all."""
        self._scopes[scope].setChecked(True)
        self._words = {
            Scope.HERE: (tr("{folder} and below", folder=_named(folder)), tr("Here")),
            Scope.ROOT: (tr("All of {folder}", folder=_named(root)), tr("Root")),
            Scope.ALL: (tr("All that is indexed"), ptr("roots", "All")),
        }
        for each, button in self._scopes.items():
            button.setVisible(each in scopes)
            button.setAccessibleName(self._words[each][0].replace("&&", "&"))
        self._fit()

    def _fit(self) -> None:
        """Say where is searched in as many words as there is room for."""
        for length in (0, 1):
            for scope, words in self._words.items():
                self._scopes[scope].setText(words[length])
            needed = sum(
                button.sizeHint().width() for button in self.findChildren(QToolButton) if self._is_in_row(button)
            )
            if needed + _SPARE <= self.width():
                break

    def _is_in_row(self, button: QToolButton) -> bool:
        return self._row.indexOf(button) >= 0 and not button.isHidden()

    def minimumSizeHint(self) -> QSize:
        """Return that it may be as narrow as with the shortest words."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose words that fit."""
        super().resizeEvent(event)
        self._fit()

    def show_query(self, query: Query | None) -> None:
        """Show how a query was read."""
        self.pills.show_query(query)
        remarks = [*query.problems, *query.hints] if query else []
        sentences = [f"{sentence}." for _span, sentence in remarks]
        words = "\n".join([*dict.fromkeys(sentences)][:_MOST_REMARKS])
        self._remarks.setText(breakable(words))
        self._remarks.setVisible(bool(words))

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show how much each part of the query matches by itself."""
        self.pills.show_counts(counts)

    def remarks(self) -> str:
        """Return what is said about the query."""
        return self._remarks.text()


_TIPS: Final = {
    Scope.HERE: later("Search this folder and all that is below it"),
    Scope.ROOT: later("Search all of the indexed folder that this one is in"),
    Scope.ALL: later("Search every root"),
}


def _named(folder: bytes) -> str:
    """Return a folder's name for a button."""
    name = name_shown(folder)
    cut = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}\u2026"
    return quoted(cut).replace("&", "&&")
