"""Recent commands: which were run from the palette, the latest first, in one small file of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from fbrowser.common.translation import later
from fbrowser.config.data_file import change_data, compact, load_data

if TYPE_CHECKING:
    from collections.abc import Callable

Recent = tuple[str, ...]
"""Ids of commands, each once, the latest first."""
MOST: Final = 20
_NAME: Final = b"recent-commands.json"


def remembered(recent: Recent, command_id: str) -> Recent:
    """Return them with a command as the latest."""
    return (command_id, *(each for each in recent if each != command_id))[:MOST]


def load() -> Recent:
    """Return what is kept; nothing if the file is missing or damaged. Raises EnvironmentProblem, see places."""
    return load_data(_NAME, _read)


def change(*changes: Callable[[Recent], Recent]) -> Recent:
    """Make changes to what is kept by now; return what is kept then. Raises EnvironmentProblem, see data_file."""
    remedy = later("Commands come in their usual order the next time.")
    return change_data(_NAME, changes, _read, compact, remedy)


def _read(data: object) -> Recent:
    listed = cast("list[object]", data) if isinstance(data, list) else []
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str)))[:MOST]
