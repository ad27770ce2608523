"""Offers: every command as the palette offers it: what can be done now first, the rest with why it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fbrowser.common.fuzzy import fold, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fbrowser.commands.command import Command
    from fbrowser.commands.when import Facts
    from fbrowser.common.spans import Spans


class Offer(NamedTuple):
    """A command to choose."""

    command: Command
    why_not: str
    """Why it cannot be done now; empty: it can."""
    spans: Spans = ()
    """What of its title was typed."""
    is_described: bool = False
    """Whether it is not its title that fits, but what is said of it."""


def offers(commands: Iterable[Command], facts: Facts, recent: Sequence[str], typed: str) -> list[Offer]:
    """Return all commands that fit what was typed, the best first: by their titles, then by what is said of them.

    Of either what cannot be done now comes last. Of equals, what was run last comes first, then in the order in
    which they are listed.
    """
    turns = {command_id: turn for turn, command_id in enumerate(recent)}
    listed = sorted(commands, key=lambda each: turns.get(each.id, len(turns)))
    possible = [Offer(each, each.when.why_not(facts)) for each in listed]
    return sorted(_fitting(possible, typed), key=lambda each: (each.is_described, bool(each.why_not)))


def _fitting(possible: list[Offer], typed: str) -> list[Offer]:
    if not typed.strip():
        return possible
    by_title = rank(typed, [each.command.title for each in possible])
    found = [possible[each.place]._replace(spans=each.spans) for each in by_title if each.spans]
    # Who knows no title may know its menu, its id, or a word of its description.
    known = {each.command for each in found}
    words = fold(typed).split()
    found += [
        each._replace(is_described=True)
        for each in possible
        if each.command not in known and all(word in _said(each.command) for word in words)
    ]
    return found or [possible[each.place] for each in by_title]


def _said(command: Command) -> str:
    return fold(f"{command.found_in} {command.title} {command.id} {command.description}")
