"""What the man page says of commands and options: the program's own help, in the words of man pages."""

import argparse

from fbrowser.app.cli import parser


def options_of(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return what a command takes, but for its own commands, its help, and what is told nobody."""
    left_out = (argparse._SubParsersAction, argparse._HelpAction)
    return [
        action
        for action in command._actions
        if not isinstance(action, left_out) and action.help != argparse.SUPPRESS
    ]


def help_of(name: str) -> str:
    """Return what a command does."""
    choices = [choice for action in parser()._actions for choice in getattr(action, "_choices_actions", ())]
    return next(choice.help for choice in choices if choice.dest == name)


def options_and_commands() -> str:
    """Return the rest of the section on options, and the one on commands."""
    top = parser()
    lines = [".TP", r"\fB\-h\fR, \fB\-\-help\fR", "Show what can be typed."]
    for action in options_of(top):
        lines += _described(action)
    lines.append(".SH COMMANDS")
    for name, command in top.commands.items():
        taken = " ".join(rf"\fI{_placed(action)}\fR" for action in options_of(command) if not action.option_strings)
        lines += [".SS " + rf"fbrowser {name} [\fIOPTION\fR]... {taken}".strip(), _sentence(help_of(name))]
        for action in options_of(command):
            if action.help:
                lines += _described(action)
    return "\n".join(lines)


def _placed(action: argparse.Action) -> str:
    return f"[{action.metavar}]" if action.nargs == "?" else f"{action.metavar}"


def _described(action: argparse.Action) -> list[str]:
    names = ", ".join(rf"\fB{_escaped(name)}\fR" for name in action.option_strings)
    value = rf"\fI{action.metavar}\fR" if action.metavar else ""
    return [".TP", " ".join(filter(None, (names, value))), _sentence(action.help or "")]


def _sentence(text: str) -> str:
    whole = _escaped(f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else "."))
    return rf"\&{whole}" if whole.startswith((".", "'")) else whole


def _escaped(text: str) -> str:
    return text.replace("\\", r"\e").replace("-", r"\-")
