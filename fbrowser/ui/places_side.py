"""Places side: the sidebar and all that is beside it, with a line between that stays where it was moved to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from fbrowser.ui.hair_splitter import HairSplitter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from fbrowser.commands.when import Facts
    from fbrowser.services.view_memory import ViewMemory
    from fbrowser.ui.places_panel import PlacesPanel

_SIDE, _REST = 0, 1
LEAST_WIDTH: Final = 140
"""Of the sidebar, pixels."""
_STEP: Final = 20
"""By which it is made wider with keys."""


class PlacesSide(HairSplitter):
    """Keeps room for the sidebar from the first frame on; the panel itself is made when there is time for it."""

    shown_changed = Signal()
    """The sidebar was shown or hidden."""
    left = Signal()
    """The keyboard should go back to where one works."""

    def __init__(
        self, rest: QWidget, make: Callable[[], PlacesPanel], memory: ViewMemory, parent: QWidget | None = None
    ) -> None:
        """Put a widget beside the room for the sidebar, as wide as the memory says."""
        super().__init__(parent)
        self._make = make
        self._memory = memory
        self._rest = rest
        self._room = QWidget(self)
        self.panel: PlacesPanel | None = None
        self._folder = b""
        self.addWidget(_yielding(self._room))
        self.addWidget(rest)
        self.setStretchFactor(_SIDE, 0)
        self.setStretchFactor(_REST, 1)
        self._follow()
        memory.changed.connect(self._follow)
        self.splitterMoved.connect(self._note_width)

    def _follow(self) -> None:
        """Be as the memory says, as far as there is room beside what one works with."""
        state, room = self._memory.value, self.width() - self.minimumSizeHint().width()
        is_shown = state.has_places and room >= LEAST_WIDTH
        if self._side().isVisibleTo(self) != is_shown:
            self._side().setVisible(is_shown)
        width = min(state.places_width, room)
        if is_shown and self._side().width() != width:
            self.setSizes([width, self.width() - width])

    def minimumSizeHint(self) -> QSize:
        """Return what one works with needs: in a narrow window there is no sidebar."""
        return self._rest.minimumSizeHint().expandedTo(self._rest.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the sidebar if there is room for it."""
        super().resizeEvent(event)
        self._follow()

    def event(self, event: QEvent) -> bool:
        """Look whether there is room for the sidebar still: what is beside it needs more, or less."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return is_done

    def _side(self) -> QWidget:
        return self.panel or self._room

    def _note_width(self, _position: int, _index: int) -> None:
        self._be_wide(self._side().width())

    def widen(self, steps: int) -> None:
        """Give the sidebar more room, less if negative, as far as what is beside it needs none of that."""
        room = self.width() - self.minimumSizeHint().width()
        self._be_wide(min(self._side().width() + steps * _STEP, room))

    def _be_wide(self, width: int) -> None:
        width = max(width, LEAST_WIDTH)
        self._memory.change(lambda state: state._replace(places_width=width))
        self._follow()

    # -- the panel

    def fill(self) -> None:
        """Make the panel, if it is to be seen: there is time now."""
        if self._memory.value.has_places:
            self._filled()

    def _filled(self) -> PlacesPanel:
        if self.panel is None:
            self.panel = self._make()
            _yielding(self.panel)
            is_shown, sizes = self._room.isVisibleTo(self), self.sizes()
            self.replaceWidget(_SIDE, self.panel)
            self._room.deleteLater()
            self.panel.setVisible(is_shown)
            self.setSizes(sizes)
            self.setStretchFactor(_SIDE, 0)
            self.panel.show_folder(self._folder)
        return self.panel

    def end(self) -> None:
        """Ask for nothing any more: the window closes."""
        if self.panel is not None:
            self.panel.end()

    @property
    def is_shown(self) -> bool:
        """Whether there is a sidebar to be seen."""
        return self._memory.value.has_places

    def toggle(self) -> None:
        """Show the sidebar, or hide it."""
        self._show(is_shown=not self.is_shown)

    def take_keyboard(self) -> None:
        """Go to the places with the keyboard."""
        self._show(is_shown=True)
        self._filled().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, *, is_shown: bool) -> None:
        if is_shown == self.is_shown:
            return
        had_keyboard = self.has_keyboard
        self._memory.change(lambda state: state._replace(has_places=is_shown))
        if is_shown:
            self._filled()
        self._follow()
        if had_keyboard:
            self.left.emit()
        self.shown_changed.emit()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is with the places."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return self.panel is not None and focused is not None and self.panel.isAncestorOf(focused)

    def step_back(self) -> bool:
        """Give up a name that is being typed, else leave the places; return False if one is not there."""
        if self.panel is None or not self.has_keyboard:
            return False
        if not self.panel.list.give_up_editing():
            self.left.emit()
        return True

    def show_folder(self, folder: bytes) -> None:
        """Mark the place that leads to the folder that is shown."""
        self._folder = folder
        if self.panel is not None:
            self.panel.show_folder(folder)

    def facts(self) -> Facts:
        """Return what is so here, of `fbrowser.commands.when.FACTS`."""
        found = frozenset[str](("are_places_shown",) if self.is_shown else ())
        return found if self.panel is None else found | self.panel.facts()


def _yielding(side: QWidget) -> QWidget:
    """Return the sidebar, which must not keep a window from getting narrow: it will be hidden then."""
    side.setMinimumWidth(0)
    side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return side
