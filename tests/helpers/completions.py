"""What the completions of bash, zsh and fish know of commands and options: what the parser knows."""

import argparse
import re
from collections.abc import Iterator

from fbrowser.app.cli import Parser, parser
from fbrowser.commands.keymaps import TITLES
from tests.helpers.man_page import help_of, options_of

VALUES = {
    "NAME": list(TITLES),
    "KEY[:desc]": [key + how for key in ("name", "path", "size", "modified", "ext") for how in ("", ":desc")],
}
"""What can stand for a value, where only certain words can."""
FOLDER = "ROOT"
_ALONE = "(- *)"


def for_bash() -> str:
    """Return the cases of each command: its options, those with a value, and which argument is a folder."""
    lines = [f"    '') options='{_names(parser())}' folder=1 ;;"]
    for name, command in parser().commands.items():
        places = [action.metavar for action in options_of(command) if not action.option_strings]
        folder = places.index(FOLDER) + 1 if FOLDER in places else 0
        lines.append(f"    {name}) options='{_names(command)}' folder={folder} ;;")
    return "\n".join(lines)


def words_for_bash() -> str:
    """Return the variables that hold words."""
    lines = [f"    local commands='{' '.join(parser().commands)}'"]
    valued = [action for command in parser().commands.values() for action in options_of(command) if action.metavar]
    names = [name for action in valued for name in action.option_strings]
    lines.append(f"    local valued=' {' '.join(names)} '")
    lines += [f"    local {variable}='{' '.join(words)}'" for variable, words in _variables()]
    return "\n".join(lines)


def _variables() -> Iterator[tuple[str, list[str]]]:
    yield "keymaps", VALUES["NAME"]
    yield "orders", VALUES["KEY[:desc]"]


def commands_for_zsh() -> str:
    """Return the lines of the table of commands."""
    return "\n".join(f"    {_quoted(f'{name}:{help_of(name)}')}" for name in parser().commands)


def options_for_zsh() -> str:
    """Return the lines of the table of options that a call begins with; all but one stand alone."""
    taken = ((name, action.help) for action in options_of(parser()) for name in action.option_strings)
    alone = {"--safe": ""}
    return "\n".join(f"    {_quoted(f'{alone.get(name, _ALONE)}{name}[{about}]')}" for name, about in taken)


def for_zsh() -> str:
    """Return the cases of each command."""
    cases = (f"    {name})\n{_arguments(command)}\n        ;;" for name, command in parser().commands.items())
    return "\n".join(cases)


def _arguments(command: argparse.ArgumentParser) -> str:
    lines = ["'(- *)'{-h,--help}'[show this help message and exit]'"]
    places = 0
    for action in options_of(command):
        text = re.sub(r"[\[\]]", r"\\\g<0>", action.help or "")
        if not action.option_strings:
            places += 1
            many = ":" if action.nargs == "?" else ""
            lines.append(
                _quoted(f"{places}:{many}{action.metavar}:{'_files -/' if action.metavar == FOLDER else ' '}")
            )
            continue
        allowed = " ".join(VALUES.get(f"{action.metavar}", [])).replace(":", r"\:")
        value = f"=[{text}]:{_bare(action)}:{f'({allowed})' if allowed else ' '}" if action.metavar else f"[{text}]"
        lines += [_quoted(f"{name}{value}") for name in action.option_strings]
    return " \\\n".join([f"        _arguments {lines[0]}", *(f"            {line}" for line in lines[1:])])


def _bare(action: argparse.Action) -> str:
    return re.sub(r"\W.*", "", f"{action.metavar}")


def for_fish() -> str:
    """Return a line for each command and option."""
    first = "complete -c fbrowser -n __fish_use_subcommand"
    top = [action for action in options_of(parser()) if action.option_strings]
    lines = [f"{first}{each} -d {_fish(action.help or '')}" for action in top for each in _fish_options(action)]
    for name, command in parser().commands.items():
        lines.append(f"{first} -a {name} -d {_fish(help_of(name))}")
        here = f"complete -c fbrowser -n '__fish_seen_subcommand_from {name}'"
        places = 0
        for action in options_of(command):
            places += not action.option_strings
            if action.metavar == FOLDER:
                behind = f"{here[:-1]}; and test (count (commandline -opc)) -gt {places}'"
                lines.append(f"{behind} -a '(__fish_complete_directories)'")
            elif action.option_strings:
                lines += [f"{here}{each} -d {_fish(action.help or '')}" for each in _fish_options(action)]
    return "\n".join(lines)


def _fish_options(action: argparse.Action) -> Iterator[str]:
    words = VALUES.get(f"{action.metavar}")
    value = f" -x -a '{' '.join(words)}'" if words else " -x" if action.metavar else ""
    for name in action.option_strings:
        yield (f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}") + value


def _names(command: Parser | argparse.ArgumentParser) -> str:
    return " ".join(["-h", "--help", *(name for action in options_of(command) for name in action.option_strings)])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
