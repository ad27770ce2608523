"""Typed path: what somebody types to go somewhere, as bytes of a path, and how it may go on.

A text field cannot carry every name. So it shows what `display` makes of them, and what was put there of a path is
remembered with its bytes: as long as it stands at the beginning of the text, it is that path.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.display import display
from fbrowser.common.fuzzy import fold
from fbrowser.common.paths import SEP, absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SEP: Final = os.sep
_MOST: Final = 200


class Place(NamedTuple):
    """Where in a typed path one is."""

    folder: bytes
    """Absolute path of the folder that is complete."""
    head: str
    """What is typed of that."""
    prefix: str
    """What is typed of a name in it."""


class TypedPath:
    """Reads what is typed, relative to a folder."""

    def __init__(self, folder: bytes = SEP) -> None:
        """Read relative to a folder."""
        self._known: dict[str, bytes] = {}
        """Paths by the texts that stand for them, each with a separator at its end."""
        self.folder = folder
        self.start(folder)

    def start(self, folder: bytes) -> None:
        """Read relative to another folder; its shown path means that folder."""
        self.folder = folder
        self._known.clear()
        self.show(folder)

    def show(self, folder: bytes) -> str:
        """Return the text for a folder (an absolute path), with a separator at its end; who types on means it."""
        text = display(folder).rstrip(_SEP) + _SEP
        self._remember(text, folder)
        return text

    def accept(self, place: Place, name: bytes) -> str:
        """Return the text for a folder of that name there, with a separator at its end; who types on means it."""
        text = f"{place.head}{display(name)}{_SEP}"
        self._remember(text, os.path.join(place.folder, name))
        return text

    def _remember(self, text: str, path: bytes) -> None:
        while len(self._known) >= _MOST:
            del self._known[next(iter(self._known))]
        self._known[text] = path

    def read(self, text: str) -> bytes:
        """Return the absolute path that a text means; `~` is home. Raises EnvironmentProblem, see `absolute`."""
        return absolute(os.path.join(self.folder, self._bytes(text)))

    def split(self, text: str) -> Place:
        """Return where in its path a text ends. Raises EnvironmentProblem, see `absolute`."""
        head, sep, prefix = text.rpartition(_SEP)
        if not sep and text.startswith("~"):
            head, sep, prefix = text, _SEP, ""
        return Place(self.read(head + sep), head + sep, prefix)

    def _bytes(self, text: str) -> bytes:
        known = max((each for each in self._known if (text + _SEP).startswith(each)), key=len, default="")
        if known:
            return os.path.join(self._known[known], _encoded(text[len(known) :]).lstrip(SEP))
        return os.path.expanduser(_encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if not _has_others(text) else "replace").replace(b"\0", b"")


def _has_others(text: str) -> bool:
    """Return whether there are surrogates that stand for no byte."""
    return any("\ud800" <= each <= "\udc7f" or "\udd00" <= each <= "\udfff" for each in text)


class Completion(NamedTuple):
    """A name that what was typed may become."""

    name: bytes
    shown: str
    marked: int
    """How many of its first characters, as it is shown, were typed."""


def completions(prefix: str, names: Iterable[bytes], limit: int = 100) -> Sequence[Completion]:
    """Return the names that begin with what is typed, without regard to case and accents.

    Those that are written just so come first, else they keep their order. Hidden ones are offered to who types a
    dot. What names have that is no text is compared as it is shown.
    """
    wanted = fold(prefix)
    found: list[tuple[int, Completion]] = []
    for name in names:
        if name.startswith(b".") and not prefix.startswith("."):
            continue
        shown = display(name)
        if not fold(shown).startswith(wanted):
            continue
        rank = 0 if shown == prefix else 1 if shown.startswith(prefix) else 2
        found.append((rank, Completion(name, shown, _length_of(wanted, shown))))
    found.sort(key=lambda each: each[0])
    return [each for _, each in found[:limit]]


def _length_of(folded: str, shown: str) -> int:
    """Return how many first characters of a text come to a folded one."""
    return next((end for end in range(len(shown) + 1) if len(fold(shown[:end])) >= len(folded)), len(shown))
