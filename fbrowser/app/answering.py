"""Answering: does in the window what a call asks for: of the one that started the program, and of later ones."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from fbrowser.app.call import Call, Wish
from fbrowser.index.probe import folders_of

if TYPE_CHECKING:
    from fbrowser.app.on_bus import OnBus
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow

_TOKEN = "XDG_ACTIVATION_TOKEN"


class Answering(QObject):
    """Does one thing after the other, as soon as the loop turns: who called has been answered by then."""

    def __init__(self, window: MainWindow, tasks: Tasks, on_bus: OnBus) -> None:
        """Do nothing yet."""
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._on_bus = on_bus

    def take(self, call: Call) -> bool:
        """Do what is wanted; return False if it is not to be done."""
        if call.wish is Wish.SERVE:
            return self._on_bus.serve()
        if call.wish is not Wish.WAIT:
            QTimer.singleShot(0, self, lambda: self._answer(call))
        return True

    def _answer(self, call: Call) -> None:
        if call.wish is Wish.OPEN:
            self._open(call.paths)
        elif call.wish is Wish.SHOW:
            self._show(call.paths)
        self._bring_to_front(call.token)
        if call.wish is Wish.SEARCH:
            self._window.pane.search_everywhere()

    def _open(self, paths: tuple[bytes, ...]) -> None:
        """Open folders, and files in theirs, the first in front. What they are may have to be asked of the disk."""
        turns = itertools.count()

        def turn_to(found: tuple[bytes, bytes | None]) -> None:
            self._turn_to(found, behind=next(turns) > 0)

        if all(map(self._window.knows_folder, paths)):
            for path in paths:
                turn_to((path, None))
        else:
            self._tasks.run(lambda report: folders_of(paths, report), on_progress=turn_to)

    def _turn_to(self, found: tuple[bytes, bytes | None], *, behind: bool) -> None:
        """Show a folder, and perhaps a file in it; behind: it is enough to have it in a tab."""
        folder, name = found
        if behind:
            self._window.have_behind(folder, name, is_indexed=name is None)
        elif name is None:
            self._window.open(folder)
        else:
            self._window.show_items(folder, (name,))

    def _show(self, paths: tuple[bytes, ...]) -> None:
        """Show entries, of each folder in a tab: those of the first in front; making one ready takes 0.2 s."""
        folders: dict[bytes, list[bytes]] = {}
        for path in paths:
            folder, name = os.path.split(path)
            folders.setdefault(folder, []).extend([name] if name else [])
        for number, (folder, names) in enumerate(folders.items()):
            if number:
                self._window.have_behind(folder, next(iter(names), None), is_indexed=False)
            else:
                self._window.show_items(folder, names)

    def _bring_to_front(self, token: str) -> None:
        window = self._window
        if token:
            os.environ[_TOKEN] = token  # Qt looks there, on Wayland
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        os.environ.pop(_TOKEN, None)
