"""Own order: what the user has put in an order, and given names, of their own."""

from __future__ import annotations

from typing import Final, TypeVar

T = TypeVar("T")
_LONGEST_NAME: Final = 200


def moved(items: tuple[T, ...], one: T, place: int) -> tuple[T, ...]:
    """Return items with one of them at another place, counted without it, as near as there is one."""
    others = tuple(each for each in items if each != one)
    place = min(max(place, 0), len(others))
    return (*others[:place], one, *others[place:])


def tidy(name: str) -> str:
    """Return a name in one line, as text that can be written."""
    line = " ".join(name.split())[:_LONGEST_NAME]
    return line.encode("utf-8", "replace").decode("utf-8")
