"""Columns menu: which columns a table has, in which order and how wide; all of it can be changed with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from fbrowser.commands.keys import parse, show
from fbrowser.common.translation import is_right_to_left, number, tr
from fbrowser.models.file_table_model import TITLES

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from fbrowser.models.listing import Column
    from fbrowser.ui.file_columns import FileColumns


class ColumnsMenu(QMenu):
    """Columns stand in it as they do in the table; Space and what moves or sizes one leave it open."""

    def __init__(self, columns: FileColumns, parent: QWidget) -> None:
        """List the columns of a table."""
        super().__init__(parent)
        self._columns = columns
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("columns"))
        self._listed: list[Column] = [*columns.chosen(), *columns.others()]
        self._actions = [self._add(at) for at in range(len(self._listed))]
        self._word()
        self.addSeparator()
        self.addAction(tr("As by default")).triggered.connect(columns.reset)
        for hint in _hints():
            self.addAction(hint).setEnabled(False)

    def _add(self, at: int) -> QAction:
        action = self.addAction("")
        action.setCheckable(True)
        action.triggered.connect(lambda: self._columns.toggle(self._listed[at]))
        return action

    def _word(self) -> None:
        """Let each action stand for the column that is at its place now: other actions would not be moved to."""
        columns, chosen = self._columns, self._columns.chosen()
        self._listed = [*chosen, *columns.others()]
        for action, column in zip(self._actions, self._listed, strict=True):
            is_chosen = column in chosen
            width = "\t" + tr("{width} px", width=number(columns.width(column))) if is_chosen else ""
            action.setText(tr(TITLES[column]) + width)
            action.setChecked(is_chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the column that is current, and stay; anything else is as in every menu."""
        key, is_held = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        active = cast("QAction | None", self.activeAction())
        current = self._listed[self._actions.index(active)] if active in self._actions else None
        if key == Qt.Key.Key_Alt:
            return  # which would close the menu before the arrow comes
        if current is None or not self._change(current, key, is_held=is_held):
            super().keyPressEvent(event)

    def _change(self, column: Column, key: Qt.Key, *, is_held: bool) -> bool:
        """Change a column as a key says; return whether it says anything."""
        columns, is_chosen = self._columns, column in self._columns.chosen()
        if key == Qt.Key.Key_Space:
            columns.toggle(column)
        elif is_held and key in _MOVES:
            columns.move(column, _MOVES[key])
        elif key in _SIZES and is_chosen:
            columns.widen(column, -_SIZES[key] if self.isRightToLeft() else _SIZES[key])
        else:
            return False
        self._word()
        self.setActiveAction(self._actions[self._listed.index(column)])
        return True


_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIZES: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def _hints() -> tuple[str, str, str]:
    """Return which keys do what."""
    sizes = ("Right", "Left") if is_right_to_left() else ("Left", "Right")
    narrower, wider, up, down, space = (show(parse(each)) for each in (*sizes, "Alt+Up", "Alt+Down", "Space"))
    return (
        tr("{space}: show or hide", space=space),
        tr("{narrower} and {wider}: narrower or wider", narrower=narrower, wider=wider),
        tr("{up} and {down}: move", up=up, down=down),
    )
