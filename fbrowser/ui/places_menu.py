"""Places menu: home, what is indexed, and the searches that were saved."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from fbrowser.common.display import display
from fbrowser.models.search import Scope
from fbrowser.services.roots_service import RootsService
from fbrowser.ui.icons import action_icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from fbrowser.config.searches import Saved
    from fbrowser.services.search_memory import SearchMemory
    from fbrowser.services.tasks import Tasks


class Places(QObject):
    """The menu, made when it is wanted for the first time."""

    folder_chosen = Signal(object)
    """Path, bytes."""
    search_chosen = Signal(object)
    """Saved."""

    def __init__(self, memory: SearchMemory, tasks: Tasks, parent: QWidget) -> None:
        """Make no menu yet."""
        super().__init__(parent)
        self._memory = memory
        self._tasks = tasks
        self._owner = parent
        self.menu: PlacesMenu | None = None

    def show_at(self, place: QPoint) -> None:
        """Open the menu at a place on the screen."""
        if self.menu is None:
            self.menu = PlacesMenu(self._memory, RootsService(self._tasks, self), self._owner)
            self.menu.folder_chosen.connect(self.folder_chosen)
            self.menu.search_chosen.connect(self.search_chosen)
        self.menu.popup(place)


class PlacesMenu(QMenu):
    """Shows what is known at once, and what is found out meanwhile as soon as it is."""

    folder_chosen = Signal(object)
    """Path, bytes."""
    search_chosen = Signal(object)
    """Saved."""

    def __init__(self, memory: SearchMemory, roots: RootsService, parent: QWidget) -> None:
        """Know home, and nothing else."""
        super().__init__(parent)
        self.setAccessibleName("places")
        self._memory = memory
        self._service = roots
        self._roots: Sequence[bytes] = ()
        self.aboutToShow.connect(self._look)
        memory.changed.connect(self._fill)

    def _look(self) -> None:
        self._fill()
        self._memory.look()
        self._service.list_roots(self._take)

    def _take(self, roots: list[bytes]) -> None:
        if roots != self._roots:
            self._roots = roots
            self._fill()

    def _fill(self) -> None:
        self.clear()
        home = os.fsencode(os.path.expanduser("~"))
        self._add("home", "Home", lambda: self.folder_chosen.emit(home))
        for root in self._roots:
            if root != home:
                self._add("folder", display(root), lambda root=root: self.folder_chosen.emit(root))
        if self._memory.searches.saved:
            self.addSeparator()
        for saved in self._memory.searches.saved:
            self._add("search", _words(saved), lambda saved=saved: self.search_chosen.emit(saved))

    def _add(self, icon: str, words: str, function: Callable[[], object]) -> None:
        action = self.addAction(action_icon(icon, self), words.replace("&", "&&"))
        action.triggered.connect(lambda: function())  # noqa: PLW0108 - drops what Qt passes


_WHERE: Final = {Scope.ROOT: "its root", Scope.ALL: "everything"}


def _words(saved: Saved) -> str:
    folder = display(os.path.basename(saved.folder) or saved.folder)
    return f"{saved.text} in {_WHERE.get(Scope.named(saved.scope), folder)}"
