"""Search scope: where a search looks: which snapshot, below which folder, and what is known of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fbrowser.common.paths import relative_to
from fbrowser.index.forest import Forest
from fbrowser.index.snapshot import ROOT
from fbrowser.models.search import Scope
from fbrowser.services.roots_service import RootsService

if TYPE_CHECKING:
    from fbrowser.index.answer import Answer
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.tasks import Tasks


class SearchScope(QObject):
    """Knows the folder the pane is in, the index it lies in, and, once that was asked for, all others."""

    moved = Signal()
    """There is something else, or something newer, to look in."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Look nowhere yet."""
        super().__init__(parent)
        self._service = RootsService(tasks, self)
        self.folder = b""
        self.scope = Scope.HERE
        self._answer: Answer | None = None
        self._live: Snapshot | None = None
        self._roots: list[bytes] = []
        self._others: list[Answer] = []
        self._forest: Forest | None = None

    # -- what comes in

    def go_to(self, folder: bytes, answer: Answer | None) -> None:
        """Be in another folder, and look below it."""
        is_about_it = answer is not None and relative_to(folder, answer.root) is not None
        self.folder, self._answer, self._live = folder, answer if is_about_it else None, None
        self.scope, self._others, self._forest = Scope.HERE, [], None

    def take_answer(self, answer: Answer | None) -> None:
        """Know something newer of the index of the folder."""
        self._answer = answer
        self.moved.emit()

    def take_live(self, snapshot: Snapshot) -> None:
        """Know a folder that no index has, as it was listed."""
        self._live = snapshot
        self.moved.emit()

    def look_around(self) -> None:
        """Find out which roots there are, and, if they are searched, what is in them by now."""

        def take_roots(roots: list[bytes]) -> None:
            self._roots = roots
            self.moved.emit()

        def take_answers(answers: list[Answer]) -> None:
            self._others, self._roots = answers, [answer.root for answer in answers]
            self.moved.emit()

        if self.scope is Scope.ALL:
            self._service.ask_all(take_answers)
        else:
            self._service.list_roots(take_roots)

    def choose(self, scope: Scope) -> None:
        """Look elsewhere."""
        self.scope = scope
        if scope is Scope.ALL:
            self.look_around()
        self.moved.emit()

    # -- what is asked

    @property
    def indexed(self) -> Snapshot | None:
        """What is known of the index that the folder is in."""
        return self._answer.snapshot if self._answer else None

    @property
    def root(self) -> bytes | None:
        """The root that the folder is in; None outside every root, or before it is indexed."""
        return self._answer.root if self._answer and self._answer.snapshot else None

    def scopes(self) -> list[Scope]:
        """Return the scopes that differ here, from the nearest to the widest."""
        wider = [Scope.ROOT] if self.root not in (None, self.folder) else []
        has_more = self.scope is Scope.ALL or any(root != self.root for root in self._roots)
        return [Scope.HERE, *wider, *([Scope.ALL] if has_more else [])]

    def answers(self) -> list[Answer]:
        """Return what the entries rest on."""
        mine = [self._answer] if self._answer else []
        if self.scope is not Scope.ALL:
            where = self.where()
            return [] if where is None or where[0] is self._live else mine
        if self._answer is None or self._answer.snapshot is None:
            return self._others
        # What the window knows of its own root is newer; it comes first, as its matches do.
        return [*mine, *(each for each in self._others if each.root != self._answer.root)]

    def where(self) -> tuple[Snapshot, int] | None:
        """Return the snapshot to look in and the folder below which; None if nothing is known yet."""
        if self.scope is Scope.ALL:
            return self._everywhere()
        indexed = self.indexed
        if indexed is not None and self.scope is Scope.ROOT:
            return indexed, ROOT
        for snapshot in (indexed, self._live):
            number = snapshot.find_folder(self.folder) if snapshot is not None else None
            if snapshot is not None and number is not None:
                return snapshot, number
        return None

    def _everywhere(self) -> tuple[Snapshot, int] | None:
        """Return all roots as one, the same object as long as they are the same; None before they were asked."""
        if not self._others:
            return None
        parts = tuple(answer.snapshot for answer in self.answers() if answer.snapshot is not None)
        if self._forest is None or self._forest.parts != parts:
            self._forest = Forest(parts)
        return self._forest, ROOT
