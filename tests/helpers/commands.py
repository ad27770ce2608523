"""Commands that tests make up."""

from fbrowser.commands.command import Command, Place, command, keys
from fbrowser.commands.keymap import Binding, Keymap
from fbrowser.commands.keys import parse


def make(name: str, when: str = "", *places: Place, counted: bool = False) -> Command:
    """Return a command that notes that it was run."""
    decorator = command(name, name.title(), *places, keys=keys(), when=when)

    def counting(window: object, count: int | None) -> None:
        """Count."""
        getattr(window, "ran").append((name, count))  # noqa: B009 - whatever stands for a window

    def plain(window: object) -> None:
        """Do."""
        getattr(window, "ran").append((name, None))  # noqa: B009

    return decorator.counted(counting) if counted else decorator(plain)


def keymap(bound: dict[str, Command], *, is_modal: bool = False) -> Keymap:
    """Return a keymap of texts of keys and what they run."""
    return Keymap("x", "X", [Binding(parse(text), each) for text, each in bound.items()], is_modal=is_modal)
