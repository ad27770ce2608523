"""Tooltips: names as they are, though Qt takes what looks like markup for it; and keys as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fbrowser.common.translation import tr
from fbrowser.ui.language import worded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.ui.window_commands import WindowCommands


def tip_of(*lines: str) -> str:
    """Return a tooltip that says these lines, as they are."""
    from html import escape  # noqa: PLC0415 - 1.5 ms, and the first page has no tooltip

    return "".join(f"<div>{escape(line)}</div>" for line in lines)


class KeyTip(QObject):
    """The tooltip of a widget: what it is for, and the keys that do the same, whichever they are at the time."""

    def __init__(
        self,
        widget: QWidget,
        words: str,
        command_id: str,
        commands: WindowCommands,
        with_keys: str = "{words} ({keys})",
    ) -> None:
        """Keep it as long as there is the widget. words, with_keys: yet to be translated."""
        super().__init__(widget)
        self._widget = widget
        self._words, self._with_keys = words, with_keys
        self._command_id, self._commands = command_id, commands
        commands.keymap_changed.connect(self._show)
        worded(self._show)

    def _show(self) -> None:
        words, keys = tr(self._words), self._commands.keys_of(self._command_id)
        self._widget.setToolTip(tr(self._with_keys, words=words, keys=keys) if keys else words)
