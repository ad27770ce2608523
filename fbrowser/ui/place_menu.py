"""Place menu: a few places to choose from, below the button that leads to them."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from fbrowser.common.paths import folders_down_to, name_shown
from fbrowser.ui.history import Place
from fbrowser.ui.icons import menu_icon
from fbrowser.ui.mirror import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from fbrowser.ui.history import History

_MOST: Final = 15
"""Places of the history, in either direction, and folders above."""
_WIDEST: Final = 300
"""Of a title, and of what stands beside it, pixels."""


class Choice(NamedTuple):
    """A row of the menu."""

    place: Place
    choose: Callable[[], object]
    beside: str = ""
    """What else there is to know."""
    is_here: bool = False
    """Whether that is where we are."""


def of_history(history: History, here: Place, step: Callable[[int], object]) -> list[Choice]:
    """Return the places after this one, this one, and those before it: the latest first.

    step: goes so many steps in the history, back if negative.
    """
    ahead, behind = enumerate(history.ahead[:_MOST], 1), enumerate(history.behind[:_MOST], 1)
    steps = [*reversed(list(ahead)), (0, here), *((-by, place) for by, place in behind)]
    return [
        Choice(place, partial(step, by), name_shown(os.path.dirname(place.folder)), is_here=by == 0)
        for by, place in steps
    ]


def of_folders_above(folder: bytes, go: Callable[[bytes], object]) -> list[Choice]:
    """Return the folders that lie around one, the nearest first."""
    above = folders_down_to(folder)[-2 : -2 - _MOST : -1]
    return [Choice(Place(each), partial(go, each)) for each in above]


def show_place_menu(owner: QWidget, place: QPoint, choices: Sequence[Choice]) -> None:
    """Open a menu at a place on the screen, ready for the keyboard; it is gone when it closes."""
    menu = QMenu(owner)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for each in choices:
        action = menu.addAction(_text(each, menu))
        action.triggered.connect(each.choose)
        if each.is_here:
            action.setCheckable(True)
            action.setChecked(True)
        else:
            action.setIcon(menu_icon("search" if each.place.search else "folder"))
    menu.popup(place)
    here = next((row for row, each in enumerate(choices) if each.is_here), -1)
    menu.setActiveAction(menu.actions()[min(here + 1, len(choices) - 1)])


def _text(choice: Choice, menu: QMenu) -> str:
    """Return the title, and what stands beside it, as a menu wants them."""
    metrics = menu.fontMetrics()
    cut = (
        metrics.elidedText(each, Qt.TextElideMode.ElideMiddle, _WIDEST).replace("&", "&&")
        for each in (choice.place.title(), choice.beside)
        if each
    )
    return "\t".join(map(isolated, cut) if menu.isRightToLeft() else cut)
