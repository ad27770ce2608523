"""Nothing found: why nothing matches, in which part of the query, and what might be meant instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from fbrowser.common.display import display
from fbrowser.common.paths import name_shown
from fbrowser.common.translation import quoted, tr
from fbrowser.models.search import Scope
from fbrowser.ui.nothing_page import NothingPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from fbrowser.index.query import Query
    from fbrowser.ui.parts import Parts
    from fbrowser.ui.searching import Searching


class NothingFound(QObject):
    """Fills the page that stands in the place of an empty result; made when it is needed for the first time."""

    def __init__(self, searching: Searching, parts: Parts, owner: QWidget) -> None:
        """Add the page to those in the middle."""
        super().__init__(owner)
        self._searching = searching
        self._query: Query | None = None
        self.page = NothingPage(owner)
        self.page.name_chosen.connect(parts.field.show_text)
        parts.middle.addWidget(self.page)

    def say(self, folder: bytes, query: Query, counts: Sequence[int]) -> None:
        """Say that nothing matches below a folder; counts: how much each part of the query matches alone."""
        self._query = query
        problem = query.problems[0][1] if query.problems else ""
        why = f"{problem}." if problem else _why_nothing(query, counts)
        what = tr("Nothing matches {query} below {folder}.", query=quoted(query.text), folder=_named(folder))
        self.page.say(what, why, [*self._wider(), *self._reasons()])
        self._searching.service.closest(query, lambda names: self._offer(query, names))

    def _wider(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the ways to search in more."""
        scope, searching = self._searching.scope, self._searching
        words = {
            Scope.ROOT: tr("Search all of {folder}", folder=_named(scope.root or b"")),
            Scope.ALL: tr("Search all that is indexed"),
        }
        scopes = scope.scopes()
        wider = scopes[scopes.index(scope.scope) + 1 :]
        return [(words[each], lambda each=each: searching.choose_scope(each)) for each in wider]

    def _reasons(self) -> list[tuple[str, Callable[[], object]]]:
        tools = self._searching.tools
        ask_why = tools.ask_why if tools is not None else None
        return [(tr("Why is something not here?"), lambda: ask_why(about_current=False))] if ask_why else []

    def _offer(self, query: Query, names: list[bytes]) -> None:
        from fbrowser.index.query.lexer import quote_name  # noqa: PLC0415 - not before somebody wants to search

        if query is self._query:
            self.page.show_closest([(quoted(display(name)), quote_name(name)) for name in names])


def _why_nothing(query: Query, counts: Sequence[int]) -> str:
    """Return which part of a query lets nothing through; of one part alone that is clear."""
    if len(query.pills) <= 1:
        return ""
    alone = [pill.words for pill, count in zip(query.pills, counts, strict=False) if count == 0]
    if alone:
        return "\n".join(tr("Nothing there matches this alone: {part}.", part=words) for words in alone)
    return tr("Each part matches something, but nothing matches them all.")


def _named(folder: bytes) -> str:
    """Return a folder's name in quotes; without a path it is all that is indexed."""
    return quoted(name_shown(folder)) if folder else tr("any root")
