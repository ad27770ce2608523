"""Focus facts: what follows for when-clauses from who has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.commands.when import Facts

# By name: to touch a class of Qt costs up to 17 ms.
_TEXT: Final = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QAbstractSpinBox")
_CONTROLS: Final = ("QAbstractButton", "QAbstractItemView", "QAbstractSlider", "QComboBox", "QTabBar", "QMenuBar")
_NOBODY: Final = frozenset[str]()


def focus_facts(widget: QWidget | None) -> Facts:
    """Return the facts about a widget that has the keyboard: the table, a text field, another control, or none."""
    if widget is None:
        return _NOBODY
    if any(map(widget.inherits, _TEXT)):
        return frozenset(("editing_text",))
    if widget.inherits("QTableView"):
        return frozenset(("in_table",))
    if widget.inherits("PlacesList"):
        return frozenset(("in_control", "in_places"))
    return frozenset(("in_control",)) if any(map(widget.inherits, _CONTROLS)) else _NOBODY
