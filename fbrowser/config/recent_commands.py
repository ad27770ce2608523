"""Recent commands: which were run from the palette, the latest first, in one small file of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from fbrowser.common.translation import later
from fbrowser.config.data_file import DataFile, named

if TYPE_CHECKING:
    from collections.abc import Callable

Recent = tuple[str, ...]
"""Ids of commands, each once, the latest first."""
MOST: Final = 20


def remembered(recent: Recent, command_id: str) -> Recent:
    """Return them with a command as the latest."""
    return (command_id, *(each for each in recent if each != command_id))[:MOST]


def load() -> Recent:
    """Return what is kept; nothing if the file is missing or damaged. Raises EnvironmentProblem, see places."""
    return _FILE.load()


def change(*changes: Callable[[Recent], Recent]) -> Recent:
    """Make changes to what is kept by now; return what is kept then. Raises EnvironmentProblem, see data_file."""
    return _FILE.change(*changes)


def _read(data: dict[str, Any]) -> Recent:
    found = data.get("commands")
    listed = cast("list[object]", found) if isinstance(found, list) else []
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str)))[:MOST]


_FILE: Final = DataFile[Recent](
    b"recent-commands.json",
    (named("commands"),),
    _read,
    lambda recent: {"commands": recent},
    later("Commands come in their usual order the next time."),
)
