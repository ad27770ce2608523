"""Roots service: which folders are indexed, and what is known of all of them; looked up on workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fbrowser.index.answer import Answer, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.services.tasks import Tasks


class RootsService(QObject):
    """Looks at the cache whenever it is asked, and keeps nothing."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Look at nothing yet."""
        super().__init__(parent)
        self._tasks = tasks

    def list_roots(self, then: Callable[[list[bytes]], None]) -> None:
        """Tell every indexed root that no other one answers for; none, if the cache cannot be read."""
        self._tasks.run(lambda _: _roots(), on_result=then, on_error=lambda _: then([]))

    def ask_all(self, then: Callable[[list[Answer]], None]) -> None:
        """Tell what is known of each of them, with private snapshots; nothing is rebuilt for that."""
        self._tasks.run(lambda _: _answers(), on_result=then, on_error=lambda _: then([]))


def _roots() -> list[bytes]:
    from fbrowser.index.serving import outer_roots  # noqa: PLC0415 - not before the first page

    return outer_roots()


def _answers() -> list[Answer]:
    answers = [ask(root, private=True, claim=False)[0] for root in _roots()]
    return [answer for answer in answers if answer.snapshot is not None]
