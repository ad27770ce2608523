"""User's keys: a TOML file laid over a built-in keymap; what is wrong in it is named, and ignored line by line.

[keys]
"Ctrl+K" = "go.up"
"g s" = "cursor.down 5" # with a count
"F9" = ""               # does nothing
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from fbrowser.commands.keymap import Binding, Conflict, Keymap, in_the_way
from fbrowser.commands.keymaps import DEFAULT, built_in
from fbrowser.commands.keys import MAC, BadKeyError, Sequence, parse
from fbrowser.common.display import display
from fbrowser.common.translation import ISOLATES, enumerated, number, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fbrowser.commands.registry import Registry

FORMAT: Final = 1
_FORMAT: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*format[ \t]*=[ \t]*([0-9]{1,9})[ \t]*(?=\n|\Z)")
"""A line that says which format it is, before all others; without one it is the first."""
_TABLE: Final = re.compile(r"\s*\[")
_TARGET: Final = re.compile(r"(\S+)(?:\s+(\d{1,9}))?", re.ASCII)
_MOST: Final = 1000
"""Lines that are read."""
_LONGEST: Final = 200
"""Characters of a line that is."""


@dataclass(frozen=True)
class Problem:
    """Something in the file that is not as it should be, and was ignored."""

    file: str
    line: int
    """Counted from 1."""
    what: str
    """What is wrong, and what is allowed; without a capital or a full stop."""

    def __str__(self) -> str:
        # What the file says may be in any part of it; the isolates around the parts are ours.
        said = tr("{place}: {what}.", place=_line(self.file, self.line), what=self.what)
        return "".join(each if each in ISOLATES else display(each.encode("utf-8", "replace")) for each in said)


@dataclass(frozen=True)
class _Line:
    """Something that the file says."""

    number: int
    names: tuple[str, ...]
    value: object


class _BadTargetError(ValueError):
    """What keys are bound to is no command; `str()` says why."""


def lay_over(
    text: str,
    registry: Registry,
    base: str = DEFAULT,
    *,
    file: str = "keys.toml",
    mac: bool = MAC,
    backspace: str = "parent",
) -> tuple[Keymap, list[Problem]]:
    """Return a keymap with what the text of a file says laid over it, and what is wrong with that, by line.

    Never raises. What the file says wins over the keymap below. base: the name of that, one of TITLES. backspace:
    as `built_in` takes it.
    """
    if (number := _FORMAT.match(text)) is not None:
        if int(number[1]) > FORMAT:
            what = tr("the file was written by a newer fbrowser, and none of it counts")
            at = number[0].count("\n") + 1
            return built_in(base, registry, mac=mac, backspace=backspace), [Problem(file, at, what)]
        text = "\n" * number[0].count("\n") + text[number.end() :]  # the others keep their numbers
    said = _Said(registry, file, mac=mac)
    for line in said.lines(text):
        said.take(line)
    below = built_in(base, registry, mac=mac, backspace=backspace)
    kept = [each for each in below.bindings if each.keys not in said.unbound]
    for at, binding in said.bindings:
        hidden = [each for each in kept if in_the_way(binding, each)]
        kept = [each for each in kept if each not in hidden]
        for each in hidden:
            if each.keys != binding.keys:  # on the same keys that is what was asked for
                said.complain(at, _first_holds(Conflict(binding, each)))
    bindings = [*(binding for _, binding in said.bindings), *kept]
    return below.with_bindings(bindings), sorted(said.problems, key=lambda problem: problem.line)


class _Said:
    """What a file says, as far as it could be read."""

    def __init__(self, registry: Registry, file: str, *, mac: bool) -> None:
        self._registry = registry
        self._file = file
        self._mac = mac
        self.bindings: list[tuple[int, Binding]] = []
        """With the number of the line."""
        self.unbound: set[Sequence] = set()
        self.problems: list[Problem] = []

    def complain(self, line: int, what: str) -> None:
        self.problems.append(Problem(self._file, line, what))

    def lines(self, text: str) -> Iterator[_Line]:
        """Return what each line says.

        Each is read as TOML by itself: so one that is wrong costs no other, and each has a number.
        """
        table: tuple[str, ...] | None = ()
        written = text.split("\n")
        if len(written) > _MOST:
            what = tr("{count} lines are read; this one and those below are not", count=number(_MOST))
            self.complain(_MOST + 1, what)
        for at, line in enumerate(written[:_MOST], 1):
            try:
                content = _parsed(line)
            except ValueError as error:
                self.complain(at, str(error))
                table = None if _TABLE.match(line) else table  # what follows belongs to what could not be read
                continue
            if _TABLE.match(line):
                table = next((names for names, _ in _leaves(content)), ())
            elif table is not None:
                yield from (_Line(at, (*table, *names), value) for names, value in _leaves(content))

    def take(self, line: _Line) -> None:
        """Take note of something; complain if it cannot be done."""
        match line.names:
            case ("keys", keys):
                try:
                    self._take_keys(line, parse(keys, mac=self._mac))
                except (BadKeyError, _BadTargetError) as problem:
                    self.complain(line.number, str(problem))
            case _:
                what = tr("{name} means nothing here; keys below [keys] do", name=".".join(line.names))
                self.complain(line.number, what)

    def _take_keys(self, line: _Line, keys: Sequence) -> None:
        if line.value == "":
            self.unbound.add(keys)
            return
        binding = self._binding(line, keys)
        other = next((each for _, each in self.bindings if in_the_way(each, binding)), None)
        if other is None:
            self.bindings.append((line.number, binding))
        else:
            self.complain(line.number, _first_holds(Conflict(other, binding)))

    def _binding(self, line: _Line, keys: Sequence) -> Binding:
        found = _TARGET.fullmatch(line.value.strip()) if isinstance(line.value, str) else None
        if found is None:
            raise _BadTargetError(
                tr(
                    '{value} is no command; write the id of one, such as "go.up", or "" for none',
                    value=repr(line.value),
                )
            )
        name, count = found.groups()
        command = self._registry.get(name)
        if command is None:
            closest = enumerated(self._registry.closest(name))
            if closest:
                raise _BadTargetError(
                    tr("there is no command {name}; the closest are {closest}", name=name, closest=closest)
                )
            raise _BadTargetError(tr("there is no command {name}; fbrowser keys --ids lists them", name=name))
        if count and not command.counts:
            raise _BadTargetError(tr("{name} takes no count; write it without {count}", name=name, count=count))
        origin = _line(self._file, line.number)
        return Binding(keys, command, int(count) if count else None, origin)


def _parsed(line: str) -> Mapping[str, Any]:
    """Return what a line says as TOML. Raises ValueError, in plain words."""
    if len(line) > _LONGEST:
        raise ValueError(tr("the line is too long; {count} characters are read", count=number(_LONGEST)))
    try:
        return tomllib.loads(line)
    except tomllib.TOMLDecodeError as error:
        said = str(error).split(" (at ")[0]
        reason = f"{said[:1].lower()}{said[1:]}"
    except RecursionError:
        reason = tr("too deep")
    raise ValueError(
        tr('this is no TOML ({reason}); write keys = command, both in quotes: "Ctrl+K" = "go.up"', reason=reason)
    )


def _line(file: str, at: int) -> str:
    return tr("{file}, line {line}", file=file, line=at)


def _first_holds(conflict: Conflict) -> str:
    return tr("{conflict}; the first one holds", conflict=str(conflict))


def _leaves(content: Mapping[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Return names and value of each thing that a part of a TOML file says; of an empty table the names alone."""
    for name, value in content.items():
        names = (*before, name)
        if isinstance(value, Mapping) and value:
            yield from _leaves(cast("Mapping[str, Any]", value), names)
        else:
            yield names, value
