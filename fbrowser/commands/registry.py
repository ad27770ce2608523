"""Registry: all commands by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fbrowser.commands.command import Command, Menu


class Registry:
    """Commands in the order in which they were written down."""

    def __init__(self, commands: Iterable[Command]) -> None:
        """Take commands. Raises ValueError if two have the same id."""
        self._commands: dict[str, Command] = {}
        for each in commands:
            if each.id in self._commands:
                raise ValueError(f"two commands are called {each.id}")
            self._commands[each.id] = each

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __len__(self) -> int:
        return len(self._commands)

    def __getitem__(self, command_id: str) -> Command:
        return self._commands[command_id]

    def get(self, command_id: str) -> Command | None:
        """Return the command of an id; None: there is none."""
        return self._commands.get(command_id)

    def menu(self, menu: Menu) -> list[list[Command]]:
        """Return the commands of a menu, group by group; none of these is empty."""
        groups: dict[int, list[Command]] = {}
        for each in self:
            for place in each.places:
                if place.menu is menu:
                    groups.setdefault(place.group, []).append(each)
        return [groups[number] for number in sorted(groups)]

    def closest(self, text: str) -> list[str]:
        """Return the ids of the commands that somebody who wrote a text may have meant, the likest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - 20 ms, and only who mistypes needs it

        words = {each.id: f"{each.id} {each.title.lower()}" for each in self}
        alike = process.extract(text.lower(), words, scorer=fuzz.WRatio, limit=3, score_cutoff=_LIKE)
        return [str(found) for _, _, found in alike]


_LIKE = 60
"""How alike, of 100, a command must be to be offered."""
