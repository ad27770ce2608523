"""Keymap: which keys run which commands; a trie in which keys are all, a part, or none of a binding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fbrowser.commands.keys import Key, Sequence, show
from fbrowser.common.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fbrowser.commands.command import Command


class Binding(NamedTuple):
    """Keys that run a command."""

    keys: Sequence
    command: Command
    number: int | None = None
    """What the command is run with."""
    origin: str = ""
    """Where that was said: the name of a keymap, or a file and a line."""

    def comes_before(self, other: Binding) -> bool:
        """Return whether this is for who has the keyboard, and the other, with the same keys, for the window."""
        return self.command.when.is_of_focus and not other.command.when.is_of_focus

    def overlaps(self, other: Binding) -> bool:
        """Return whether both commands can be meant at the same time: then their keys must differ."""
        return self.command.when.can_hold_with(other.command.when)


class Node:
    """What some first keys lead to."""

    def __init__(self) -> None:
        self.bindings: list[Binding] = []
        """Bindings of exactly these keys."""
        self.nodes: dict[Key, Node] = {}
        """By the next key."""

    def below(self) -> Iterator[Binding]:
        """Return the bindings of these keys and more."""
        for node in self.nodes.values():
            yield from node.bindings
            yield from node.below()


class Keymap:
    """Bindings, of which the first that fits counts; what is for who has the keyboard comes first. Immutable."""

    def __init__(
        self,
        name: str,
        title: str,
        bindings: Iterable[Binding],
        *,
        is_modal: bool = False,
        keeps_marks: bool = False,
    ) -> None:
        """Take bindings.

        is_modal: characters are for commands: in the table none is typed ahead, and digits that are bound to
        nothing are how often the next command is meant.
        keeps_marks: moving the cursor never takes the selection of several entries away.
        """
        self.name = name
        self.title = title
        self.is_modal = is_modal
        self.keeps_marks = keeps_marks
        self.bindings = tuple(bindings)
        self.root = Node()
        for each in self.bindings:
            node = self.root
            for key in each.keys:
                node = node.nodes.setdefault(key, Node())
            ahead = [other for other in node.bindings if not each.comes_before(other)]
            node.bindings = [*ahead, each, *node.bindings[len(ahead) :]]

    def with_bindings(self, bindings: Iterable[Binding]) -> Keymap:
        """Return a keymap like this one with other bindings."""
        return Keymap(self.name, self.title, bindings, is_modal=self.is_modal, keeps_marks=self.keeps_marks)

    def find(self, keys: Sequence) -> Node | None:
        """Return what some first keys lead to; None: nothing is bound to them, or to them and more."""
        node: Node | None = self.root
        for key in keys:
            node = node.nodes.get(key) if node else None
        return node

    def of(self, command: Command) -> list[Binding]:
        """Return what is bound to a command."""
        return [each for each in self.bindings if each.command is command]

    def shown(self, command: Command) -> str:
        """Return the first keys of a command, as they are shown beside its title; empty if it has none."""
        first = next((each for each in self.of(command) if each.number is None), None)
        return show(first.keys) if first else ""


class Conflict(NamedTuple):
    """Two bindings of which one keeps the other from ever being reached, in some circumstances."""

    winner: Binding
    loser: Binding

    def __str__(self) -> str:
        winner, loser = self.winner, self.loser
        if winner.keys == loser.keys:
            return tr(
                "{keys} runs both {first} and {second}",
                keys=show(winner.keys),
                first=_told(winner),
                second=_told(loser),
            )
        return tr(
            "{keys}, which runs {first}, and {others}, which runs {second}, begin alike",
            keys=show(winner.keys),
            first=_told(winner),
            others=show(loser.keys),
            second=_told(loser),
        )


def _told(binding: Binding) -> str:
    return f"{binding.command.id} ({tr(binding.origin)})"


def conflicts(keymap: Keymap) -> list[Conflict]:
    """Return every two bindings that get into each other's way, each once.

    The same keys may mean one thing in the window, and another to who has the keyboard: see `Keymap`.
    """
    found: list[Conflict] = []
    for at, each in enumerate(keymap.bindings):
        before = keymap.bindings[:at]
        found += [
            Conflict(other, each) for other in before if in_the_way(other, each) and not _is_told(other, each)
        ]
    return found


def _is_told(one: Binding, other: Binding) -> bool:
    return one.keys == other.keys and (one.comes_before(other) or other.comes_before(one))


def in_the_way(one: Binding, other: Binding) -> bool:
    """Return whether the keys of one are the first, or all, of the other's, and both can be meant at a time."""
    shared = min(len(one.keys), len(other.keys))
    return one.keys[:shared] == other.keys[:shared] and one.overlaps(other)
