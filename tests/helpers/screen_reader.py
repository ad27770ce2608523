"""A screen reader's view of the window: run by the system's Python, which has AT-SPI; answers questions on stdin.

A question is a line of JSON, a name and what it is about; the answer is a line of JSON, after ANSWER:
null if what it is about is not there in time.
"""

import contextlib
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import gi  # type: ignore[import-not-found] - of the system's Python

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402 - the version comes first

PATIENCE_S = 8
ANSWER = "answer: "
"""What a line with an answer begins with: the bus writes lines of its own."""
State = Atspi.StateType
Node = Any
"""Atspi.Accessible, whose types nobody wrote down."""


def below(node: Node) -> Iterator[Node]:
    """Yield what is in a window, itself first; of tables and lists not the cells."""
    yield node
    if node.get_role_name() not in ("table", "list"):
        for at in range(node.get_child_count()):
            child = node.get_child_at_index(at)
            if child is not None:
                yield from below(child)


def program() -> Node:
    """Return the program.

    Raises:
        LookupError: It is not there yet.
    """
    desktop = Atspi.get_desktop(0)
    found = (desktop.get_child_at_index(at) for at in range(desktop.get_child_count()))
    for each in found:
        if each is not None and each.get_name() == "fbrowser":
            return each
    raise LookupError("the program")


def named(name: str) -> Node:
    """Return what is seen and has a name.

    Raises:
        LookupError: There is nothing of the kind.
    """
    whole = program()
    whole.clear_cache()  # what changes is told to a main loop, and there is none here
    for node in below(whole):
        if node.get_name() == name and node.get_state_set().contains(State.SHOWING):
            return node
    raise LookupError(name)


def headers() -> list[str]:
    """Return the titles of the columns."""
    table = named("files").get_table_iface()
    return [table.get_column_header(column).get_name() for column in range(table.get_n_columns())]


def rows() -> list[list[str]]:
    """Return the texts of all cells."""
    table = named("files").get_table_iface()
    return [
        [table.get_accessible_at(row, column).get_name() for column in range(table.get_n_columns())]
        for row in range(table.get_n_rows())
    ]


def cursor() -> str:
    """Return the cell that has the keyboard."""
    table = named("files").get_table_iface()
    for row in range(table.get_n_rows()):
        cell = table.get_accessible_at(row, 0)
        if cell.get_state_set().contains(State.FOCUSED):
            return str(cell.get_name())
    return ""


def role(name: str) -> str:
    """Return what something is."""
    return str(named(name).get_role_name())


def is_enabled(name: str) -> bool:
    """Return whether something can be used."""
    return bool(named(name).get_state_set().contains(State.SENSITIVE))


def description(name: str) -> str:
    """Return what is said of something besides its name."""
    return str(named(name).get_description())


def press(name: str) -> bool:
    """Press a button."""
    node = named(name)
    names = [node.get_action_name(at) for at in range(node.get_n_actions())]
    return bool(node.do_action(names.index("Press")))


def text(name: str) -> str:
    """Return what is written in a field."""
    return str(named(name).get_text_iface().get_text(0, -1))


def write(name: str, what: str) -> bool:
    """Write into a field, and give it the keyboard."""
    node = named(name)
    names = [node.get_action_name(at) for at in range(node.get_n_actions())]
    node.do_action(names.index("SetFocus"))
    return bool(node.get_editable_text_iface().set_text_contents(what))


def labels(name: str) -> list[str]:
    """Return the names of what is in something."""
    node = named(name)
    found = [node.get_child_at_index(at) for at in range(node.get_child_count())]
    return [each.get_name() for each in found if each is not None]


QUESTIONS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (headers, rows, cursor, role, is_enabled, description, press, text, write, labels)
}


def answer(question: str, *about: str) -> object:
    """Return the answer, or nothing if it cannot be had in time: things come and go while one looks."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        with contextlib.suppress(LookupError, AttributeError, GLib.Error):
            return QUESTIONS[question](*about)
        time.sleep(0.05)
    return None


def main() -> None:
    """Answer."""
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(ANSWER + json.dumps(answer(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
