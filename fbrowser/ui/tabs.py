"""Tabs: all tabs of a window, one of them shown; and those that were closed, to be had back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from fbrowser.config.session import MOST_CLOSED, Closed, KeptTab
from fbrowser.ui.tab import Tab

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fbrowser.index.answer import Answer
    from fbrowser.ui.pane import Pane
    from fbrowser.ui.tab_bar import TabStrip
    from fbrowser.ui.window_commands import WindowCommands

LAST = 9
"""The number that stands for the last tab, however many there are."""


class Tabs(QWidget):
    """The tab strip is there when there are two tabs; with one, nothing is seen of all this."""

    changed = Signal()
    """What would be kept of them is something else."""
    titled = Signal()
    """What is shown is another tab, or is called otherwise."""
    last_closed = Signal()
    """The last tab is to be closed: it is still there."""

    def __init__(self, make_pane: Callable[[], Pane], commands: WindowCommands, parent: QWidget) -> None:
        """Have no tabs yet."""
        super().__init__(parent)
        self._make_pane = make_pane
        self._commands = commands
        self._strip: TabStrip | None = None
        self._stack = QStackedWidget(self)
        self._behind = 0
        """Tabs that were opened behind the one that is shown, since it is: the next comes after them."""
        self.closed: list[Closed] = []
        """What was closed, the last one last."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack)

    # -- which there are

    def __len__(self) -> int:
        """Return how many there are."""
        return self._stack.count()

    @property
    def all(self) -> list[Tab]:
        """All tabs, from the left."""
        widgets = (self._stack.widget(at) for at in range(self._stack.count()))
        return [tab for tab in widgets if isinstance(tab, Tab)]

    @property
    def at(self) -> int:
        """The place of the one that is shown."""
        return self._stack.currentIndex()

    @property
    def current(self) -> Tab:
        """The one that is shown. There must be one."""
        tab = self._stack.currentWidget()
        assert isinstance(tab, Tab)
        return tab

    def kept(self) -> tuple[KeptTab, ...]:
        """Return what is needed to have them all again."""
        return tuple(tab.kept() for tab in self.all)

    # -- opening

    def restore(self, tabs: Sequence[KeptTab], active: int, known: Answer | None = None) -> None:
        """Have tabs again; only the one to be shown is filled. known: what was found out about its folder."""
        for kept in tabs:
            self._insert(len(self), kept)
        tab = self.all[active]
        tab.wake(known)
        self.show_at(active)
        tab.take_keyboard()

    def open(self, kept: KeptTab, *, behind: bool = False) -> None:
        """Open a tab beside the one that is shown; behind: without showing it."""
        at = self.at + 1 + (self._behind if behind else 0)
        self._insert(at, kept)
        if behind:
            self._behind += 1
        else:
            self.show_at(at)

    def _insert(self, at: int, kept: KeptTab) -> None:
        tab = Tab(kept, self._make_pane, self)
        tab.changed.connect(lambda: self._renamed(tab))
        self._stack.insertWidget(at, tab)
        if self._strip is not None:
            self._strip.tabs.insertTab(at, "")
            self._name(at)
        self._show_strip()
        self.changed.emit()

    # -- closing, and having back

    def close_at(self, at: int) -> None:
        """Close a tab; the last one is left to the window."""
        if len(self) <= 1:
            self.last_closed.emit()
            return
        tab = self.all[at]
        self.closed = [*self.closed, Closed((tab.kept(),), at)][-MOST_CLOSED:]
        if at == self.at:
            self.show_at(at + 1 if at + 1 < len(self) else at - 1)
        tab.end()
        self._stack.removeWidget(tab)
        tab.deleteLater()
        if self._strip is not None:
            self._strip.tabs.removeTab(at)
        self._show_strip()
        self.changed.emit()

    def reopen(self) -> None:
        """Have back what was closed last, where it was."""
        if not self.closed:
            return
        closed = self.closed.pop()
        first = min(closed.at, len(self))
        for at, kept in enumerate(closed.tabs, first):
            self._insert(at, kept)
        self.show_at(first)

    # -- going and moving

    def show_at(self, at: int) -> None:
        """Show the tab at a place, with the keyboard where it was there."""
        self._behind = 0
        was_awake = self.all[at].is_awake
        self._stack.setCurrentIndex(at)
        if self._strip is not None:
            self._strip.tabs.setCurrentIndex(at)
        focused = QApplication.focusWidget()
        is_elsewhere = focused is None or not (self.current.isAncestorOf(focused) or focused is self._bar())
        if not was_awake or is_elsewhere:
            self.current.take_keyboard()
        self.changed.emit()
        self.titled.emit()

    def step(self, by: int) -> None:
        """Show the tab so many places further; after the last comes the first."""
        self.show_at((self.at + by) % len(self))

    def show_number(self, number: int) -> None:
        """Show a tab by its number from 1; 9 is the last."""
        at = len(self) - 1 if number == LAST else number - 1
        if at < len(self):
            self.show_at(at)

    def move_by(self, by: int) -> None:
        """Move the tab that is shown so many places, not beyond the ends."""
        self.move_to(self.at, min(max(self.at + by, 0), len(self) - 1))

    def move_to(self, at: int, to: int) -> None:
        """Move a tab."""
        if at == to:
            return
        shown, tab = self.current, self.all[at]
        had_keyboard = tab.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.removeWidget(tab)
        self._stack.insertWidget(to, tab)
        self._stack.setCurrentWidget(shown)
        if self._strip is not None:
            self._strip.tabs.moveTab(at, to)
        if had_keyboard:
            shown.take_keyboard()
        self.changed.emit()

    def show_folder(self, folder: bytes) -> bool:
        """Show the tab, and the pane in it, that is at a folder, rather the one shown; return False if none is."""
        for tab in (self.current, *self.all):
            if folder in tab.folders():
                self.show_at(self._stack.indexOf(tab))
                tab.show_pane_on(folder)
                return True
        return False

    # -- the strip

    def _bar(self) -> QWidget | None:
        return self._strip.tabs if self._strip is not None else None

    def _show_strip(self) -> None:
        if self._strip is None and len(self) > 1:
            self._make_strip()
        if self._strip is not None:
            self._strip.setVisible(len(self) > 1)

    def _make_strip(self) -> None:
        from fbrowser.ui.tab_bar import TabStrip  # noqa: PLC0415 - not before there are two tabs

        strip = self._strip = TabStrip(self._commands, self)
        for at in range(len(self)):
            strip.tabs.insertTab(at, "")
            self._name(at)
        strip.tabs.setCurrentIndex(self.at)
        strip.tabs.currentChanged.connect(self._chosen)
        strip.tabs.close_wanted.connect(self.close_at)
        strip.tabs.moved_by_hand.connect(self.move_to)
        self._column.insertWidget(0, strip)

    def _chosen(self, at: int) -> None:
        if (
            0 <= at < len(self)
            and at != self.at
            and self._strip is not None
            and self._strip.tabs.count() == len(self)
        ):
            self.show_at(at)

    def _renamed(self, tab: Tab) -> None:
        at = self._stack.indexOf(tab)
        if at >= 0 and self._strip is not None:
            self._name(at)
        self.changed.emit()
        if tab is self._stack.currentWidget():
            self.titled.emit()

    def name_all(self) -> None:
        """Call all tabs anew: the language is another one."""
        for at in range(len(self)):
            self._name(at)
        self.titled.emit()

    def _name(self, at: int) -> None:
        if self._strip is not None:
            self._strip.tabs.set_title(at, self.all[at].title(), self.all[at].tip())

    def let_go(self, root: bytes) -> None:
        """Ask about a root no longer, in any pane: it is not to be indexed any more."""
        for tab in self.all:
            for pane in tab.panes:
                pane.let_go(root)

    def attend(self) -> None:
        """Care for what is new as much as somebody looks at the tab that is shown."""
        if len(self):
            self.current.attend()

    def end(self) -> None:
        """Give up what is running: the window closes."""
        for tab in self.all:
            tab.end()
