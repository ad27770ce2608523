"""The commands of the program: a file for each subject, a decorated function for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.commands.builtin import (
    cursor,
    going,
    helping,
    hints,
    panes,
    places,
    searching,
    selecting,
    settings,
    sorting,
    tabs,
    view,
    window,
)
from fbrowser.commands.command import Command
from fbrowser.commands.registry import Registry

if TYPE_CHECKING:
    from types import ModuleType

_SUBJECTS: Final = (
    going,
    searching,
    cursor,
    selecting,
    places,
    sorting,
    view,
    tabs,
    panes,
    hints,
    window,
    helping,
    settings,
)


def builtin_commands() -> Registry:
    """Return all of them."""
    return Registry(each for module in _SUBJECTS for each in _in(module))


def _in(module: ModuleType) -> list[Command]:
    """Return those that a module names, and those that it made of something else."""
    return [
        *(each for each in vars(module).values() if isinstance(each, Command)),
        *getattr(module, "COMMANDS", ()),
    ]
