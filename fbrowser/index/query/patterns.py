"""Patterns: what `regex:` compiles with."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from fbrowser.common.translation import number, tr
from fbrowser.index.query.values import BadValue

if TYPE_CHECKING:
    import regex

    from fbrowser.index.query.nodes import Text

_LONGEST: Final = 2000
"""Characters; compiling takes about a microsecond for each, and more where they nest."""
_MOST_REPEATS: Final = 10_000
_REPEATS: Final = re.compile(r"\{([0-9]*(?:,[0-9]*)?)\}")
_PROBES: Final = ("", "\ufdd0\x01")
"""What a pattern must occur in to occur in everything: no text, and one that nobody asks for."""
_PROBE_S: Final = 0.05


def compiled(node: Text) -> regex.Pattern[str]:
    r"""Return the pattern of a `regex` text. Raises BadValue with the reason if it is none.

    It is meant for names in the form that the node compares them in: without accents unless they count, and folded
    unless capitals do. The pattern itself cannot be folded, that would turn `\W` into `\w`.
    """
    import regex  # noqa: PLC0415 - 30 ms, and few queries have a pattern

    if len(node.text) > _LONGEST:
        raise BadValue(tr("a pattern has at most {count} characters", count=number(_LONGEST)))
    text = as_compiled(node)
    if _unrolled(text) > _MOST_REPEATS:
        raise BadValue(tr("the pattern repeats something too many times"))
    flags = 0 if node.case else regex.IGNORECASE
    if not node.case and not text.isascii():
        flags |= regex.FULLCASE  # ß is ss in a folded name
    try:
        return regex.compile(text, flags)
    except RecursionError as error:
        raise BadValue(tr("the pattern is nested too deeply")) from error
    except (regex.error, ArithmeticError, LookupError, MemoryError, TypeError, ValueError) as error:
        raise BadValue(tr("the pattern is wrong: {why}", why=str(error))) from error


def as_compiled(node: Text) -> str:
    """Return the text of a pattern as it is compiled: without accents unless they count, else composed."""
    return _composed(node) if node.diacritics else _without_accents(node.text)


def _unrolled(text: str) -> int:
    """Return how many times something may be repeated at most: compiling takes memory for each."""
    found = 1
    for counts in _REPEATS.findall(text):
        found *= max(1, *(int(each[:9]) for each in counts.split(",") if each))
    return found


def is_in_everything(pattern: regex.Pattern[str]) -> bool:
    """Return whether a pattern occurs in any text at all."""
    try:
        return all(pattern.search(probe, timeout=_PROBE_S) for probe in _PROBES)
    except TimeoutError:
        return False


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if unicodedata.category(each) != "Mn")


def _composed(node: Text) -> str:
    return node.text if node.case else unicodedata.normalize("NFC", node.text)
