"""Places model: headings and places as a Qt model, and what can be dragged among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from fbrowser.common.translation import enumerated, tr
from fbrowser.models.places import Place, Section
from fbrowser.ui.tooltip import tip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.models.places import Row

    Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
_Flag = Qt.ItemFlag
_NO_INDEX = QModelIndex()
_DRAGGED: Final = "application/x-fbrowser-place"
_OWN: Final = (Section.BOOKMARKS, Section.SEARCHES)
"""What the user has put there, and can name and put in an order."""


class PlacesModel(QAbstractListModel):
    """Shows what it is given; what the user changes, it asks for."""

    rename_wanted = Signal(object, str)
    """Place, and what it should be called."""
    move_wanted = Signal(object, int)
    """Place, and where it should be among the others of its section."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing."""
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._dragged: Place | None = None

    def put(self, rows: Sequence[Row]) -> bool:
        """Show other rows; return whether there are other places among them, or in another order."""
        before, after = list(map(_key, self.rows)), list(map(_key, rows))
        if before != after:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return True
        changed = [at for at, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
        self.rows = rows
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))
        return False

    def place(self, index: Index) -> Place | None:
        """Return the place at an index; None for a heading."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        return row if isinstance(row, Place) else None

    def find(self, key: object) -> QModelIndex:
        """Return where the place of a key is."""
        at = next((at for at, row in enumerate(self.rows) if _key(row) == key), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def find_folder(self, folder: bytes) -> QModelIndex:
        """Return where the first place is that leads to a folder."""
        leads = (at for at, row in enumerate(self.rows) if isinstance(row, Place) and row.folder == folder != b"")
        at = next(leads, -1)
        return self.index(at) if at >= 0 else QModelIndex()

    # -- what Qt asks

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return the number of rows, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - as Qt declares it
        """Return what is said of a row; painting asks for none of it."""
        row = self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None
        if isinstance(row, Section):
            return tr(row.value) if role in (_Role.DisplayRole, _Role.AccessibleTextRole) else None
        return _said(row, role) if row is not None else None

    def flags(self, index: Index) -> _Flag:
        """Let places be chosen, and what is the user's own be renamed and dragged to between others."""
        place = self.place(index)
        if place is None:
            return _Flag.NoItemFlags if index.isValid() else _Flag.ItemIsDropEnabled
        found = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable | _Flag.ItemNeverHasChildren
        if place.section in _OWN:
            found |= _Flag.ItemIsEditable | _Flag.ItemIsDragEnabled
        return found

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Ask for another name."""
        place = self.place(index)
        if place is None or role != _Role.EditRole or not isinstance(value, str):
            return False
        if value != place.title:
            self.rename_wanted.emit(place, value)
        return True

    # -- dragging

    def mimeTypes(self) -> list[str]:
        """Return what a place is dragged as."""
        return [_DRAGGED]

    def supportedDropActions(self) -> Qt.DropAction:
        """Move, never copy: none is there twice."""
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return what says that a place is dragged; which one stays with us: it goes nowhere else."""
        found = QMimeData()
        self._dragged = self.place(indexes[0]) if indexes else None
        found.setData(_DRAGGED, QByteArray())
        return found

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Allow it between places of the same section, and at either end of them."""
        return data.hasFormat(_DRAGGED) and not parent.isValid() and row in self._gaps()

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for a place to be where it was dropped."""
        place = self._dragged
        if place is not None and self.canDropMimeData(data, action, row, column, parent):
            self.move_by(place, row - self.find(place.key).row() - (row > self.find(place.key).row()))
        return False  # else Qt would take it away from where it was

    def move_by(self, place: Place, by: int) -> None:
        """Ask for a place to be so many places further down in its section, up if negative."""
        if place.section in _OWN:
            first = self.rows.index(place.section) + 1
            self.move_wanted.emit(place, max(0, self.find(place.key).row() - first + by))

    def _gaps(self) -> range:
        """Return the rows before which the place that is dragged can be put."""
        place = self._dragged
        if place is None or not self.find(place.key).isValid():
            return range(0)
        rows = [at for at, row in enumerate(self.rows) if isinstance(row, Place) and row.section is place.section]
        return range(rows[0], rows[-1] + 2)


def _said(place: Place, role: int) -> str | None:
    """Return what is said of a place in a role."""
    match role:
        case _Role.DisplayRole | _Role.EditRole:
            return place.title
        case _Role.AccessibleTextRole:
            return enumerated(
                filter(None, (place.title, place.detail, tr("not there now") if place.is_away else ""))
            )
        case _Role.AccessibleDescriptionRole:
            return place.tip
        case _Role.ToolTipRole:
            return tip_of(*place.tip.split("\n"))
        case _:
            return None


def _key(row: Row) -> object:
    return row.key if isinstance(row, Place) else row
