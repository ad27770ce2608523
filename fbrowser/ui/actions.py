"""Actions: what can be done in a window, each with its words and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    Row = tuple[str, str, str, list[str], Callable[[], object]]


def make_actions(widget: QWidget, rows: tuple[Row, ...]) -> dict[str, QAction]:
    """Give a window actions: rows of name, words, icon, keys and function; return them by name."""
    return {name: _action(widget, words, icon, keys, function) for name, words, icon, keys, function in rows}


def _action(widget: QWidget, words: str, icon: str, keys: list[str], function: Callable[[], object]) -> QAction:
    action = QAction(words, widget)
    action.setData(icon)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setToolTip(f"{words} ({keys[0]})")
    action.triggered.connect(lambda: function())  # noqa: PLW0108 - drops what Qt passes
    widget.addAction(action)
    return action
