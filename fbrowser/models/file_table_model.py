"""File table model: a listing as a Qt model. It holds nothing but row numbers and the snapshot they point into."""

from __future__ import annotations

import stat
import time
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fbrowser.common import format as fmt
from fbrowser.common.display import display
from fbrowser.common.translation import later, number, tr
from fbrowser.index.kinds import extension_of, kind_of
from fbrowser.models.listing import Column
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from fbrowser.index.entry import Entry
    from fbrowser.models.listing import Listing
    from fbrowser.models.row_update import Update

    Index = QModelIndex | QPersistentModelIndex

TITLES: Final = {
    Column.NAME: later("Name"),
    Column.SIZE: later("Size"),
    Column.MODIFIED: later("Modified"),
    Column.KIND: later("Kind"),
    Column.FOLDER: later("Folder"),
    Column.EXTENSION: later("Extension"),
    Column.ITEMS: later("Items"),
    Column.PERMISSIONS: later("Permissions"),
}
NUMBERS: Final = frozenset((Column.SIZE, Column.ITEMS))
"""Columns whose digits stand one below the other."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Role = Qt.ItemDataRole
_NO_INDEX = QModelIndex()


class FileTableModel(QAbstractTableModel):
    """Shows one listing; changed only on the UI thread, from listings and updates made elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with no listing."""
        super().__init__(parent)
        self.listing: Listing | None = None
        self._count = 0
        self._hidden: list[tuple[int, int]] = []  # runs of the listing that are not in the model, mid-update

    # -- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return tr(TITLES[Column(section)])
        if role == _Role.TextAlignmentRole:
            return _RIGHT if section in NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return a cell's text, as a screen reader reads it, or its tooltip; painting asks for neither."""
        if role == _Role.TextAlignmentRole:
            return _RIGHT if index.column() in NUMBERS else _LEFT
        if role not in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return None
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == _Role.ToolTipRole:
            return self._tooltip(index, entry)
        if index.column() in (Column.FOLDER, Column.ITEMS):
            return (self.place if index.column() == Column.FOLDER else self.items)(index.row())
        return cell_text(entry, Column(index.column()), time.time())

    def _tooltip(self, index: Index, entry: Entry) -> str:
        if index.column() == Column.MODIFIED:
            return fmt.exact_date(entry.mtime_ns)
        if index.column() == Column.SIZE:
            return fmt.exact_size(entry.size)
        import html  # noqa: PLC0415 - not before the first page

        if index.column() == Column.FOLDER:
            return f"<p>{html.escape(self.place(index.row()))}</p>"
        why = self.reason(index.row())
        text = html.escape(display(entry.name))
        return (
            f"<p>{text}</p><p>{html.escape(tr('Could not be read: {why}', why=tr(why)))}</p>"
            if why
            else f"<p>{text}</p>"
        )

    # -- what the view asks

    def entry(self, position: int) -> Entry | None:
        """Return a copy of the entry at a position."""
        row = self.row(position)
        return self.listing.snapshot.entry(row) if self.listing and row is not None else None

    def row(self, position: int) -> int | None:
        """Return the row of the snapshot at a position."""
        rows = self.listing.rows if self.listing else ()
        for first, count in self._hidden:
            if position < first:
                break
            position += count
        return int(rows[position]) if 0 <= position < len(rows) else None

    def place(self, position: int) -> str:
        """Return where the entry at a position lies, to be shown."""
        row = self.row(position)
        return display(self.listing.place_of(row)) if self.listing and row is not None else ""

    def items(self, position: int) -> str:
        """Return how many entries the folder at a position has at any depth; nothing of what is no folder."""
        row = self.row(position)
        count = self.listing.snapshot.items_below(row) if self.listing and row is not None else -1
        return number(count) if count >= 0 else ""

    def reason(self, position: int) -> str | None:
        """Return why the folder at a position could not be read."""
        row = self.row(position)
        return self.listing.snapshot.reason(row) if self.listing and row is not None else None

    # -- changes

    def show_listing(self, listing: Listing | None) -> None:
        """Show another folder."""
        self.beginResetModel()
        self._set(listing)
        self.endResetModel()

    def apply_runs(self, update: Update) -> None:
        """Remove and insert run by run; Qt moves selection and current row along.

        The listings are not copied for that: a run is hidden from the old one, or revealed in the new one.
        """
        for first, count in reversed(update.removals or []):
            self.beginRemoveRows(_NO_INDEX, first, first + count - 1)
            self._count -= count
            self._hidden.insert(0, (first, count))
            self.endRemoveRows()
        self.listing = update.new
        self._hidden = list(update.insertions)
        for first, count in update.insertions:
            self.beginInsertRows(_NO_INDEX, first, first + count - 1)
            self._count += count
            self._hidden.pop(0)
            self.endInsertRows()
        self.say_contents_changed()

    def apply_moves(self, update: Update) -> None:
        """Bring the count in line at the tail, and all entries to their new places."""
        more = len(update.new.rows) - self._count
        if more > 0:
            self.beginInsertRows(_NO_INDEX, self._count, self._count + more - 1)
            self._count += more
            self.endInsertRows()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        # What is gone goes to the tail for a moment if there is one to be cut off, else out of the model.
        self.changePersistentIndexList(before, [self._moved(index, update) for index in before])
        self.listing = update.new
        self.layoutChanged.emit()
        if more < 0:
            self.beginRemoveRows(_NO_INDEX, self._count + more, self._count - 1)
            self._count += more
            self.endRemoveRows()

    def _moved(self, index: QModelIndex, update: Update) -> QModelIndex:
        position = int(update.to[index.row()]) if index.row() < len(update.to) else -1
        return self.index(position, index.column()) if position >= 0 else QModelIndex()

    def say_contents_changed(self) -> None:
        """Tell the view that sizes and dates may differ."""
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(Column) - 1))

    def _set(self, listing: Listing | None) -> None:
        self.listing = listing
        self._count = len(listing.rows) if listing else 0


def cell_text(entry: Entry, column: Column, now_s: float) -> str:
    """Return the text of a cell."""
    if column is Column.NAME:
        return display(entry.name)
    if column is Column.SIZE:
        return fmt.size(entry.size)
    if column is Column.MODIFIED:
        return date_text(entry.mtime_ns, now_s)
    return quiet_text(entry, column)


def quiet_text(entry: Entry, column: int) -> str:
    """Return the text of a cell that follows from the entry alone, whatever the time is."""
    if column == Column.EXTENSION:
        return "" if entry.is_folder else display(extension_of(entry.name))
    return stat.filemode(entry.mode)[1:] if column == Column.PERMISSIONS else kind_of(entry).words


def date_text(mtime_ns: int, now_s: float) -> str:
    """Return when something was changed, as the user wants to read it."""
    return fmt.plain_date(mtime_ns) if live.now.dates == "exact" else fmt.date(mtime_ns, now_s)
