"""Reads cases.txt, the queries and their answers, and names what answers them."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.helpers import oracle
from tests.helpers.query_engine import by_engine
from tests.helpers.query_tree import ANNA, NOW

if TYPE_CHECKING:
    from collections.abc import Callable

CASES: Final = Path(__file__).parents[1] / "unit" / "query" / "cases.txt"
PATHS: Final = [row.path for row in oracle.walk(ANNA, ())]


def by_oracle(query: str) -> list[str]:
    """Return what the oracle finds in the tree, as paths in order."""
    return oracle.find(query, ANNA, NOW)


ENGINES: Final[dict[str, Callable[[str], list[str]]]] = {"oracle": by_oracle, "engine": by_engine}
"""Whatever answers queries about the tree: each must give all the answers, in order."""


class Case(NamedTuple):
    """One line of the file."""

    heading: str
    query: str
    sign: str
    """`->` before what is found, `!` before a part of a problem, `?` before a part of a hint."""
    answer: str

    def paths(self) -> set[str]:
        """Return the paths that are to be found."""
        if self.answer in ("nothing", "everything"):
            return set(PATHS) if self.answer == "everything" else set()
        but, names = re.fullmatch(r"(all but )?(.*)", self.answer).groups()  # pyright: ignore[reportOptionalMemberAccess]
        listed = {_BY_NAME[name] for name in shlex.split(names)}
        return set(PATHS) - listed if but else listed


def read_cases() -> list[Case]:
    """Return the cases of the file."""
    cases: list[Case] = []
    heading = ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("# "):
            heading = line[2:]
        elif line and not line.startswith("#"):
            cases.append(Case(heading, *_columns(line)))
    return cases


def _columns(line: str) -> tuple[str, str, str]:
    query, sign, answer = re.split(r"\s{2,}(->|!|\?)\s{2,}", line, maxsplit=1)
    return _unescaped(query), sign, _unescaped(answer)


def _unescaped(text: str) -> str:
    """Return a text in which ⟨E9⟩ is a byte that is no UTF-8, and ⟨U+0301⟩ a character."""
    text = re.sub("⟨U[+]([0-9A-F]+)⟩", lambda match: chr(int(match[1], 16)), text)
    return re.sub("⟨([0-9A-F]{2})⟩", lambda match: chr(0xDC00 + int(match[1], 16)), text)


def _by_name() -> dict[str, str]:
    """Return the paths by themselves, and by the name alone where only one entry has it."""
    names = [path.rpartition("/")[2] for path in PATHS]
    counts = Counter(names)
    alone = {name: path for name, path in zip(names, PATHS, strict=True) if counts[name] == 1}
    return {path: path for path in PATHS} | alone


_BY_NAME: Final = _by_name()
