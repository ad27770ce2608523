"""File columns: which columns the table has, where and how wide; the user moves, sizes and chooses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt

from fbrowser.models.columns import WIDTHS, arranged, fitting, moved, offered, resized, seen, to_keep, toggled
from fbrowser.models.listing import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTableView

    from fbrowser.models.columns import Kind, Shown
    from fbrowser.services.view_memory import ViewMemory
    from fbrowser.ui.columns_menu import ColumnsMenu
    from fbrowser.ui.file_header import FileHeader


_STEP: Final = 10
"""By which a column is sized with keys, pixels."""


class FileColumns(QObject):
    """Keeps the header of a table in step with what the user wants of a folder, and of a result."""

    def __init__(self, view: QTableView, header: FileHeader) -> None:
        """Have the columns of a folder, as by default; `follow` lets them be kept."""
        super().__init__(view)
        self._view = view
        self._header = header
        self._memory: ViewMemory | None = None
        self._kind: Kind = "folder"
        self._wanted: dict[Kind, Shown] = {kind: arranged(None, kind) for kind in ("folder", "result")}
        self._widths: dict[Column, int] = {}
        """As they were shown last, unless by hand."""
        self._is_arranging = False
        self._header.setSectionsMovable(True)
        self._header.setFirstSectionMovable(False)  # what an entry is called comes first
        self._header.sectionResized.connect(self._note)
        self._header.sectionMoved.connect(self._note)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self._offer)

    def follow(self, memory: ViewMemory) -> None:
        """Have the columns that are kept, and keep what is changed."""
        self._memory = memory
        memory.changed.connect(self._take)
        self._take()

    def _take(self) -> None:
        if self._memory is not None:
            state = self._memory.value
            self._wanted = {kind: arranged(state.columns(kind), kind) for kind in ("folder", "result")}
            self.arrange(self._kind)

    # -- what is seen

    def arrange(self, kind: Kind) -> None:
        """Show the columns of a kind of view, as many as there is room for."""
        self._kind = kind
        room = self._header.width()  # of the viewport as well; to ask that one first costs PySide 17 ms
        known = [(column, width or self._natural(column)) for column, width in self._wanted[kind]]
        shown = fitting(known, room, kind)
        self._widths = dict(shown)
        self._is_arranging = True
        try:
            self._show(shown)
        finally:
            self._is_arranging = False

    def _show(self, shown: Sequence[tuple[Column, int]]) -> None:
        header, there = self._header, {column for column, _ in shown}
        for column in Column:
            if header.isSectionHidden(column) != (column not in there):
                header.setSectionHidden(column, column not in there)
        for place, (column, width) in enumerate(shown):
            if header.visualIndex(column) != place:
                header.moveSection(header.visualIndex(column), place)
            if column is not Column.NAME and header.sectionSize(column) != width:
                header.resizeSection(column, width)

    def _natural(self, column: Column) -> int:
        """Return how wide a column is by default, in the language in force."""
        return max(WIDTHS[column], self._header.title_width(column))

    # -- what the user changes

    def _note(self, *_: int) -> None:
        """Keep how the columns lie now: one was moved or sized by hand."""
        if self._is_arranging:
            return
        header, before = self._header, self._wanted[self._kind]
        there = [column for column, _ in before[1:] if not header.isSectionHidden(column)]
        there.sort(key=header.visualIndex)
        wanted = dict(before)
        sizes = {column: header.sectionSize(column) for column in there}
        now = [(each, wanted[each] if size == self._widths.get(each) else size) for each, size in sizes.items()]
        now = seen(before, [before[0], *now])
        if now != before or header.visualIndex(Column.NAME):  # else just the name has more room, or less
            self._want(now)

    def toggle(self, column: Column) -> None:
        """Have a column, or no longer."""
        self._want(toggled(self._wanted[self._kind], column))

    def move(self, column: Column, by: int) -> None:
        """Move a column some places further to the end, or to the beginning."""
        self._want(moved(self._wanted[self._kind], column, by))

    def widen(self, column: Column, steps: int) -> None:
        """Make a column wider, or narrower."""
        self._want(resized(self._wanted[self._kind], column, self.width(column) + steps * _STEP))

    def reset(self) -> None:
        """Have the columns as by default."""
        self._want(arranged(None, self._kind))

    def _want(self, columns: Shown) -> None:
        kind = self._kind
        self._wanted[kind] = columns
        self.arrange(kind)
        if self._memory is not None:
            kept = to_keep(columns, kind)
            self._memory.change(lambda state: state.with_columns(kind, kept))

    # -- the menu

    def chosen(self) -> list[Column]:
        """Return the columns beside the name, in their order, whether or not there is room for them."""
        return [column for column, _ in self._wanted[self._kind][1:]]

    def others(self) -> list[Column]:
        """Return those that there can be as well."""
        chosen = self.chosen()
        return [column for column in offered(self._kind) if column not in chosen]

    def width(self, column: Column) -> int:
        """Return how wide a column is, or would be if there was room for it."""
        return dict(self._wanted[self._kind]).get(column, 0) or self._natural(column)

    def choose(self) -> None:
        """Offer the columns, below the titles."""
        self._offer(QPoint(0, self._header.height()))

    def _offer(self, place: QPoint) -> None:
        menu = self.menu()
        menu.popup(self._header.mapToGlobal(place))
        menu.setActiveAction(menu.actions()[0])

    def menu(self) -> ColumnsMenu:
        """Return a menu of the columns that there can be."""
        from fbrowser.ui.columns_menu import ColumnsMenu  # noqa: PLC0415 - not before somebody wants it

        return ColumnsMenu(self, self._view)
