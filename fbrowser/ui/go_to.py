"""Go to: any folder of any root by a few letters of its name, or a path; where one goes most comes first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Signal

from fbrowser.common.display import display
from fbrowser.common.fuzzy import match
from fbrowser.common.translation import later, tr
from fbrowser.common.typed_path import TypedPath, completions
from fbrowser.services.folder_finder import FolderFinder
from fbrowser.services.folder_names import FolderNamesService
from fbrowser.ui.picker import Picker
from fbrowser.ui.picker_list import Item

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.services.folder_finder import Whereto
    from fbrowser.services.folder_names import FolderNames
    from fbrowser.services.tasks import Tasks
    from fbrowser.services.visit_memory import VisitMemory

_NOTHING_YET: Final = later(
    "Type a few letters of a folder, in any order of its parents: proj src. Or a path: /etc, ~/Pic."
)
_NONE_FITS: Final = later("No folder that is indexed is called so. A path, from / or ~ on, goes anywhere.")
_NO_FOLDER: Final = later("No folder there begins so. Enter goes to what is typed.")
_LOOKING: Final = later("Looking\u2026")
_ICON: Final = "folder"


class GoTo(QObject):
    """Asks on workers with every letter, and shows what comes in; nothing waits for it."""

    folder_chosen = Signal(object)
    """Path, bytes."""
    tab_wanted = Signal(object)
    """Path, bytes, to be shown in a new tab: it was chosen with Ctrl."""

    def __init__(self, widget: QWidget, tasks: Tasks, visits: VisitMemory) -> None:
        """Make it, closed. widget: what is covered."""
        super().__init__(widget)
        self._finder = FolderFinder(tasks, visits, self)
        self._names = FolderNamesService(tasks, self)
        self._typed_path = TypedPath()
        self._shown_for: str | None = None
        """What was typed for the rows that are shown: when more is found of it, the same row stays current."""
        self.picker = Picker(
            widget, later("go to"), later("Go to a folder: a few letters, or a path"), completes=True
        )
        self.picker.typed.connect(self._ask)
        self.picker.chosen.connect(self._choose)
        self.picker.completed.connect(self._complete)
        self.picker.closed.connect(self._let_go)
        self._finder.found.connect(self._show_found)
        self._names.found.connect(self._show_names)

    def open(self, folder: bytes) -> None:
        """Ask where to go. folder: where we are, an absolute path: paths may be relative to it."""
        self._typed_path.start(folder)
        self._shown_for = None
        self.picker.show_items(())
        self.picker.open()
        self._finder.look()
        self._ask("")

    def _let_go(self) -> None:
        self._finder.let_go()
        self._names.forget()
        self.picker.show_busy(is_busy=False)

    def _ask(self, typed: str) -> None:
        if _is_path(typed):
            self._show_names()
        else:
            self._names.forget()
            self.picker.show_busy(is_busy=True)
            self._finder.ask(typed)

    # -- by a few letters

    def _show_found(self, found: Whereto) -> None:
        typed = self.picker.field.text()
        if not self.picker.isVisible() or _is_path(typed) or found.typed != typed:
            return
        words = typed.replace(os.sep, " ").split()
        items = [_item(each, words[-1] if words else "") for each in found.folders]
        note = _LOOKING if not found.is_complete else _NONE_FITS if words else _NOTHING_YET
        self.picker.show_busy(is_busy=not found.is_complete)
        self.picker.show_items(items, tr(note), keep=typed == self._shown_for)
        self._shown_for = typed

    # -- by a path

    def _show_names(self, _found: object = None) -> None:
        """Show what a path may become; what is not known yet is asked for."""
        typed = self.picker.field.text()
        if not self.picker.isVisible() or not _is_path(typed):
            return
        place = self._typed_path.split(typed)
        self._names.ask(place.folder)
        last = self._names.last
        self.picker.show_busy(is_busy=last is None)
        items = self._names_there(last, place.prefix) if last is not None else []
        if not place.prefix:
            items.insert(0, Item(place.folder, display(place.folder), icon=_ICON, cuts_middle=True))
        elif not any(each.what == self._typed_path.read(typed) for each in items):
            path = self._typed_path.read(typed)
            items.append(Item(path, display(path), tr("as typed"), icon=_ICON, cuts_middle=True))
        self.picker.show_items(items, tr(_LOOKING if last is None else _NO_FOLDER))

    def _names_there(self, last: FolderNames, prefix: str) -> list[Item]:
        return [
            Item(
                os.path.join(last.folder, each.name),
                each.shown,
                icon=_ICON,
                spans=((0, each.marked),) if each.marked else (),
            )
            for each in completions(prefix, last.names)
        ]

    def _complete(self) -> None:
        """Put the current row into the field as a path, to go on from there."""
        current = self.picker.list.current
        if current is None:
            return
        path = cast("bytes", current.what)
        self.picker.field.put(self._typed_path.show(path))
        self._ask(self.picker.field.text())

    # -- chosen

    def _choose(self, what: object, apart: object) -> None:
        self.picker.leave()
        (self.tab_wanted if apart else self.folder_chosen).emit(what)


def _is_path(typed: str) -> bool:
    return typed.startswith((os.sep, "~", f".{os.sep}", f"..{os.sep}")) or os.path.isabs(typed)


def _item(path: bytes, word: str) -> Item:
    """Return the row of a folder: its name with what was typed of it, and where it lies."""
    above, name = os.path.split(path)
    shown = display(name or path)
    found = match(word, shown) if word else None
    return Item(
        path,
        shown,
        display(above) if name else "",
        icon=_ICON,
        spans=found.spans if found else (),
        cuts_middle=True,
    )
