"""Recent commands: which were run from the palette, the latest first, in one small file of the data folder."""

from __future__ import annotations

from typing import Any, Final, cast

from fbrowser.common.translation import later
from fbrowser.config.data_file import Steps, named, read_data, write_data

Recent = tuple[str, ...]
"""Ids of commands, each once, the latest first."""
MOST: Final = 20
_NAME: Final = b"recent-commands.json"
_STEPS: Final[Steps] = (named("commands"),)


def remembered(recent: Recent, command_id: str) -> Recent:
    """Return them with a command as the latest."""
    return (command_id, *(each for each in recent if each != command_id))[:MOST]


def load() -> Recent:
    """Return what is kept; nothing if the file is missing or damaged. Raises EnvironmentProblem, see places."""
    data: Any = read_data(_NAME, _STEPS).get("commands")
    listed = cast("list[object]", data) if isinstance(data, list) else []
    return tuple(dict.fromkeys(each for each in listed if isinstance(each, str)))[:MOST]


def save(recent: Recent) -> None:
    """Keep them. Raises EnvironmentProblem."""
    write_data(_NAME, _STEPS, {"commands": recent}, later("Commands come in their usual order the next time."))
