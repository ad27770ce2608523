"""Cheat sheet: what is bound now, as plain text or as a table in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import HEADINGS
from fbrowser.commands.keys import MAC, show
from fbrowser.common.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fbrowser.commands.command import Command
    from fbrowser.commands.keymap import Binding, Keymap

Section = tuple[str, list[tuple[str, "Command"]]]
"""A heading, and below it the keys of each command that has some."""


def sections(keymap: Keymap, commands: Iterable[Command], *, mac: bool = MAC) -> list[Section]:
    """Return what is bound, by subject."""
    bound: dict[Command, list[Binding]] = {}
    for each in keymap.bindings:
        bound.setdefault(each.command, []).append(each)
    listed = [each for each in commands if each in bound]
    found = [
        (tr(heading), [(_shown(bound[each], mac=mac), each) for each in listed if each.subject == subject])
        for subject, heading in HEADINGS.items()
    ]
    return [section for section in found if section[1]]


def _shown(bindings: list[Binding], *, mac: bool) -> str:
    """Return all keys of a command; of those that differ by the count alone, the first and the last."""
    plain = [show(each.keys, mac=mac) for each in bindings if each.number is None]
    counting = [show(each.keys, mac=mac) for each in bindings if each.number is not None]
    between = " \u2026 ".join(dict.fromkeys((counting[0], counting[-1]))) if counting else ""
    return ", ".join([*plain, between] if between else plain)


def as_text(keymap: Keymap, commands: Iterable[Command], *, mac: bool = MAC) -> str:
    """Return the sheet for a terminal or a printer."""
    found = sections(keymap, commands, mac=mac)
    width = max((len(keys) for _, rows in found for keys, _ in rows), default=0)
    lines = [tr("Keys: {keymap}", keymap=tr(keymap.title))]
    for heading, rows in found:
        lines += ["", heading]
        lines += [f"  {keys:{width}}  {command.description}" for keys, command in rows]
    if keymap.is_modal:
        count = tr("A number typed before is a count: how often, or which. Esc takes back what is not complete.")
        lines += ["", count]
    return "\n".join(lines)


def as_list(keymap: Keymap, commands: Iterable[Command], *, mac: bool = MAC) -> str:
    """Return every command, with its id and the keys it has, if any."""
    commands = list(commands)
    shown = {each: keys for _, rows in sections(keymap, commands, mac=mac) for keys, each in rows}
    width = max((len(each.id) for each in commands), default=0)
    broad = max(map(len, shown.values()), default=0)
    return "\n".join(f"{each.id:{width}}  {shown.get(each, ''):{broad}}  {each.description}" for each in commands)


def as_markdown(keymap: Keymap, commands: Iterable[Command], *, mac: bool = MAC) -> str:
    """Return the sheet as one table."""
    lines = [f"| {tr('Keys')} | {tr('Do')} |", "|---|---|"]
    for heading, rows in sections(keymap, commands, mac=mac):
        lines.append(f"| **{heading}** | |")
        lines += [f"| {_escaped(keys)} | {_escaped(command.description)} |" for keys, command in rows]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return "".join(f"\\{each}" if each in r"\|`*_<" else each for each in text)
