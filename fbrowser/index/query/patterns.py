"""Patterns: what `regex:` compiles with."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from fbrowser.index.query.values import BadValue

if TYPE_CHECKING:
    import regex

    from fbrowser.index.query.nodes import Text

_LONGEST: Final = 2000
"""Characters; compiling takes about a microsecond for each, and more where they nest."""
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
        raise BadValue(f"a pattern has at most {_LONGEST:,} characters")
    text = _without_accents(node.text) if not node.diacritics else _composed(node)
    flags = 0 if node.case else regex.IGNORECASE
    if not node.case and not text.isascii():
        flags |= regex.FULLCASE  # ß is ss in a folded name
    try:
        return regex.compile(text, flags)
    except RecursionError as error:
        raise BadValue("the pattern is nested too deeply") from error
    except (regex.error, ArithmeticError, LookupError, MemoryError, TypeError, ValueError) as error:
        raise BadValue(f"the pattern is wrong: {error}") from error


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
