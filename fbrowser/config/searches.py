"""Searches: what was searched for, and the searches that were saved, in one small file of the data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Any, Final

from fbrowser.common.translation import later
from fbrowser.config.data_file import Steps, as_it_is, read_data, write_data

MOST: Final = 100
"""Queries that are remembered."""
_NAME: Final = b"searches.json"
_STEPS: Final[Steps] = (as_it_is,)


@dataclass(frozen=True)
class Saved:
    """A search that was saved: it finds what is there whenever it is opened."""

    text: str
    scope: str
    folder: bytes


@dataclass(frozen=True)
class Searches:
    """What was searched for, the latest first, and what was saved, in the order it was."""

    history: tuple[str, ...] = ()
    saved: tuple[Saved, ...] = ()

    def remembered(self, text: str) -> Searches:
        """Return them with a query as the latest."""
        others = tuple(each for each in self.history if each != text)
        return replace(self, history=(text, *others)[:MOST])

    def toggled(self, search: Saved) -> Searches:
        """Return them with a search saved, or no longer saved if it was."""
        others = tuple(each for each in self.saved if each != search)
        return replace(self, saved=others if search in self.saved else (*others, search))


def load() -> Searches:
    """Return what is kept; nothing, if there is no file or it is damaged: then the next save replaces it.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    try:
        return _read(read_data(_NAME, _STEPS))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Searches()


def _read(data: dict[str, Any]) -> Searches:
    history = [text for text in data["history"] if isinstance(text, str)]
    saved = [Saved(str(each["text"]), str(each["scope"]), os.fsencode(each["folder"])) for each in data["saved"]]
    return Searches(tuple(dict.fromkeys(history))[:MOST], tuple(dict.fromkeys(saved)))


def save(searches: Searches) -> None:
    """Keep searches, for us alone, all or nothing. Raises EnvironmentProblem."""
    saved = [
        {"text": each.text, "scope": each.scope, "folder": os.fsdecode(each.folder)} for each in searches.saved
    ]
    data = {"history": searches.history, "saved": saved}
    write_data(_NAME, _STEPS, data, later("Your searches are kept until the window is closed."))
