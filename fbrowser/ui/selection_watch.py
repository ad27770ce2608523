"""Selection watch: tells the status line what is selected, when the selection has come to rest for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from fbrowser.models.totals import selected

if TYPE_CHECKING:
    from fbrowser.ui.file_view import FileView
    from fbrowser.ui.status_line import StatusLine

_REST_MS: Final = 60


class SelectionWatch(QObject):
    """Adds up sizes not at every step of a selection that is being drawn, but at the last."""

    def __init__(self, view: FileView, status: StatusLine) -> None:
        """Watch a view."""
        super().__init__(view)
        self._view = view
        self._status = status
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._show)
        view.selection_changed.connect(self._timer.start)

    def _show(self) -> None:
        if self._view.listing is not None:
            self._status.show_selection(*selected(self._view.listing, self._view.selected_ranges()))
