"""Cheat sheet saver: writes which keys do what to a file, to print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from fbrowser.commands.cheat_sheet import as_markdown, as_text
from fbrowser.common.display import display
from fbrowser.common.errors import not_written
from fbrowser.common.files import replacing
from fbrowser.common.translation import later, tr
from fbrowser.ui.ask_where import ask_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.registry import Registry
    from fbrowser.services.tasks import Tasks

_KINDS: Final = {later("Text"): "txt", "Markdown": "md"}


class CheatSheetSaver(QObject):
    """Asks where to, and writes on a worker."""

    said = Signal(object)
    """A sentence, or EnvironmentProblem: what became of it."""

    def __init__(self, widget: QWidget, registry: Registry, keymap: Callable[[], Keymap], tasks: Tasks) -> None:
        """Take what is written: all commands, and what is bound when it is."""
        super().__init__(widget)
        self._widget = widget
        self._registry = registry
        self._keymap = keymap
        self._tasks = tasks

    def ask(self) -> None:
        """Ask where to."""
        ask_where(self._widget, tr("Save the cheat sheet"), "fbrowser-keys.txt", _KINDS, self.save)

    def save(self, path: bytes) -> None:
        """Write it: a table in Markdown if the path ends in `.md`, else plain text."""
        write = as_markdown if path.lower().endswith(b".md") else as_text
        text = write(self._keymap(), self._registry)
        self._tasks.run(
            lambda _: _write(path, text),
            on_result=lambda _: self.said.emit(tr("The cheat sheet is in {path}.", path=display(path))),
            on_error=self.said.emit,
        )


def _write(path: bytes, text: str) -> None:
    try:
        with replacing(path) as file:
            file.write(text.encode() + b"\n")
    except OSError as error:
        raise not_written(path, error, later("Choose another folder.")) from error
