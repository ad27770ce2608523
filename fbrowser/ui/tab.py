"""Tab: one pane or two side by side; they are made when the tab is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fbrowser.common.display import display
from fbrowser.config.session import NARROWEST, KeptPane, KeptPlace, KeptTab
from fbrowser.ui.hair_splitter import HairSplitter
from fbrowser.ui.history import title_of
from fbrowser.ui.tooltip import tip_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from fbrowser.index.answer import Answer
    from fbrowser.ui.pane import Pane

_HALF: Final = 0.5
_STEP: Final = 0.05
"""By which a pane is made wider with keys, of the whole."""
_WHOLE: Final = 10_000
"""What the widths of two panes are given out of: Qt makes pixels of it."""


class Tab(QWidget):
    """Keeps, as plain data, what a tab is about until somebody looks: so a hundred cost nothing at the start."""

    changed = Signal()
    """What would be kept of it, or what it is called, is something else."""

    def __init__(self, kept: KeptTab, make_pane: Callable[[], Pane], parent: QWidget | None = None) -> None:
        """Know what it is about."""
        super().__init__(parent)
        self._kept = kept
        self._make_pane = make_pane
        self._panes: list[Pane] = []
        self._active = 0
        self._splitter = HairSplitter(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._splitter)

    # -- its panes

    def wake(self, known: Answer | None = None) -> None:
        """Make the panes, if they are not there yet. known: what was found out about the active one's folder."""
        if self._panes:
            return
        kept = self._kept
        for _ in kept.panes:
            self._add()
        self._active = min(kept.active, len(self._panes) - 1)
        self._share(kept.share)
        self._mark()
        for at, (pane, each) in enumerate(zip(self._panes, kept.panes, strict=True)):
            pane.resume(each, known if at == self._active else None)

    def _add(self) -> Pane:
        pane = self._make_pane()
        self._panes.append(pane)
        self._splitter.addWidget(pane)
        pane.changed.connect(self.changed)
        pane.used.connect(lambda: self.activate(pane))
        return pane

    @property
    def is_awake(self) -> bool:
        """Whether it has been shown."""
        return bool(self._panes)

    @property
    def panes(self) -> list[Pane]:
        """The panes, from the left; none before it was shown."""
        return list(self._panes)

    @property
    def pane(self) -> Pane:
        """The one that keys go to."""
        self.wake()
        return self._panes[self._active]

    @property
    def other_pane(self) -> Pane | None:
        """The other one, if there are two."""
        self.wake()
        return self._panes[1 - self._active] if len(self._panes) > 1 else None

    def activate(self, pane: Pane) -> None:
        """Have keys go to a pane from now on."""
        if pane in self._panes and pane is not self.pane:
            self._active = self._panes.index(pane)
            self._mark()
            self.changed.emit()

    def _mark(self) -> None:
        for pane in self._panes:
            pane.mark(is_active=pane is self._panes[self._active], is_alone=len(self._panes) == 1)

    # -- one or two

    def split(self, place: KeptPlace | None = None) -> Pane:
        """Return the other pane; if there is none, make one at a place, else at the folder of this one."""
        if other := self.other_pane:
            return other
        pane = self.pane
        here = pane.kept()
        there = place or KeptPlace(pane.folder, pane.current_name())
        other = self._add()
        self._share(_HALF)
        self._mark()
        other.resume(KeptPane(there, here.root, here.sort))
        self.changed.emit()
        return other

    def toggle_second(self) -> None:
        """Show a second pane, and go there; or have this one alone again."""
        other = self.other_pane
        if other is None:
            self.switch()
            return
        keep = self.pane
        self._panes.remove(other)
        self._active = 0
        other.end()
        other.hide()
        other.deleteLater()
        self._mark()
        keep.take_keyboard()
        self.changed.emit()

    def switch(self) -> None:
        """Go to the other pane, which is made if there is none."""
        other = self.split()
        self.activate(other)
        other.take_keyboard()

    def swap(self) -> None:
        """Have the panes change places; keys go where they went."""
        if self.other_pane is None:
            return
        active, share = self.pane, self._shared()
        self._panes.reverse()
        self._active = self._panes.index(active)
        self._splitter.insertWidget(0, self._panes[0])
        self._share(1 - share)
        active.take_keyboard()
        self.changed.emit()

    def widen(self, steps: int) -> None:
        """Give the active pane more of the room, less if negative; it stays as it is where a pane needs its own."""
        if self.other_pane is not None:
            by = steps * _STEP
            share = self._shared() + (-by if self._active else by)
            self._share(min(max(share, NARROWEST), 1 - NARROWEST))
            self.changed.emit()

    def even(self) -> None:
        """Give both panes the same room."""
        if self.other_pane is not None:
            self._share(_HALF)
            self.changed.emit()

    def _share(self, share: float) -> None:
        self._splitter.setSizes([round(_WHOLE * share), round(_WHOLE * (1 - share))])

    def _shared(self) -> float:
        first, *second = self._splitter.sizes()
        total = first + sum(second)
        if not second:
            return _HALF
        return first / total if total else self._kept.share  # it was not laid out yet

    # -- what is kept of it

    def kept(self) -> KeptTab:
        """Return what is needed to have it again."""
        if not self._panes:
            return self._kept
        return KeptTab(tuple(pane.kept() for pane in self._panes), self._active, self._shared())

    def title(self) -> str:
        """Return what it is called."""
        if self._panes:
            return self.pane.title()
        place = self._kept.panes[self._kept.active].place
        return title_of(place.folder, place.query)

    def folders(self) -> list[bytes]:
        """Return where its panes are; nothing for one that shows a search."""
        if self._panes:
            return [b"" if pane.searching.is_on else pane.folder for pane in self._panes]
        return [b"" if pane.place.query is not None else pane.place.folder for pane in self._kept.panes]

    def tip(self) -> str:
        """Return the paths of its panes, as they are: names are no markup."""
        kept = [pane.folder for pane in self._panes] or [pane.place.folder for pane in self._kept.panes]
        return tip_of(*map(display, kept))

    def show_pane_on(self, folder: bytes) -> None:
        """Have keys go to the pane that shows a folder."""
        self.wake()
        self.activate(self._panes[self.folders().index(folder)])

    def take_keyboard(self) -> None:
        """Have keys go to the active pane."""
        self.pane.take_keyboard()

    def attend(self) -> None:
        """Care for what is new as much as somebody looks here."""
        for pane in self._panes:
            pane.attend()

    def end(self) -> None:
        """Give up what is running: the tab closes."""
        for pane in self._panes:
            pane.end()

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the tab: somebody looks at it."""
        super().showEvent(event)
        self.wake()
