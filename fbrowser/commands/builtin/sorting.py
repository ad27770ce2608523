"""Sorting: what a list is sorted by, a command for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.commands.command import Command, Keys, Menu, Place, keys
from fbrowser.commands.when import parse
from fbrowser.common.translation import later

if TYPE_CHECKING:
    from fbrowser.commands.context import Window


class _Order(NamedTuple):
    """What one can sort by."""

    column: str
    title: str
    description: str
    keys: Keys
    when: str = ""


_ORDERS: Final = (
    _Order(
        "name",
        later("Sort by name"),
        later("Sort by name; again: the other way round."),
        keys("Mod+1", commander="Ctrl+F3", vim=(", n", "Mod+1"), finder="Ctrl+Alt+Mod+1"),
    ),
    _Order(
        "size",
        later("Sort by size"),
        later("Sort by size, the largest first; again: the other way round."),
        keys("Mod+2", commander="Ctrl+F6", vim=(", s", "Mod+2"), finder="Ctrl+Alt+Mod+6"),
    ),
    _Order(
        "modified",
        later("Sort by time"),
        later("Sort by when it was modified, the latest first; again: the other way round."),
        keys("Mod+3", commander="Ctrl+F5", vim=(", m", "Mod+3"), finder="Ctrl+Alt+Mod+5"),
    ),
    _Order(
        "kind",
        later("Sort by kind"),
        later("Sort by kind; again: the other way round."),
        keys("Mod+4", commander="Ctrl+F4", vim=(", k", "Mod+4"), finder="Ctrl+Alt+Mod+2"),
    ),
    _Order(
        "folder",
        later("Sort by folder"),
        later("Sort what was found by the folder that it lies in; again: the other way round."),
        keys("Mod+5", vim=(", f", "Mod+5"), finder="Ctrl+Alt+Mod+3"),
        "in_search",
    ),
    _Order(
        "extension",
        later("Sort by extension"),
        later("Sort by what follows the last dot of the name; again: the other way round."),
        keys("Mod+6", vim=(", e", "Mod+6"), finder="Ctrl+Alt+Mod+4"),
    ),
    _Order(
        "items",
        later("Sort by number of items"),
        later("Sort by how much there is in a folder, the fullest first; again: the other way round."),
        keys("Mod+7", vim=(", i", "Mod+7"), finder="Ctrl+Alt+Mod+7"),
    ),
    _Order(
        "permissions",
        later("Sort by permissions"),
        later("Sort by who may do what; again: the other way round."),
        keys("Mod+8", vim=(", p", "Mod+8"), finder="Ctrl+Alt+Mod+8"),
    ),
)


def _command(order: _Order) -> Command:
    def sort(window: Window, _count: int | None) -> None:
        window.pane.sort_by(order.column)

    return Command(
        f"view.sort_{order.column}",
        order.title,
        order.description,
        icon="",
        places=(Place(Menu.VIEW, 1),),
        keys=order.keys,
        when=parse(order.when),
        checked=None,
        counts=False,
        function=sort,
    )


COMMANDS: Final = tuple(map(_command, _ORDERS))
