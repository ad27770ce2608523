"""Values: numbers, sizes and what is compared with them, as closed intervals of whole numbers.

A value stands for an interval itself: `1kb` for all sizes that are one KB and a bit, `tiny` for a class of sizes,
`2020` for a year. `a..b` reaches from the start of a to the end of b; `>a` begins behind the end of a, `>=a` at its
start, `<a` ends before its start, `<=a` at its end. Only a size with a unit is compared by its exact bytes:
`>1kb` is 1025 bytes or more. A size with decimals is exact always, rounded down to whole bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from fbrowser.common.translation import quoted, tr
from fbrowser.index.query.texts import shown

HIGHEST: Final = 2**63 - 1
"""Of a column; what is beyond is taken for this."""
LOWEST: Final = -HIGHEST
"""Not -(2**63): that stands for a time that is not known."""


class BadValue(ValueError):  # noqa: N818 - a name people read
    """A value that cannot be read; `str()` says why, and what can be."""


class Interval(NamedTuple):
    """Numbers from low to high, both included; None leaves an end open."""

    low: int | None
    high: int | None
    hint: str = ""
    """What may surprise about how the value was read."""


Reader: TypeAlias = Callable[[str, bool], Interval]
"""Reads one value; the flag says that it is compared, and wants the exact number. Raises BadValue."""


def intervals(text: str, read: Reader) -> list[Interval]:
    """Return the intervals of one or more values, separated by `;`. Raises BadValue."""
    parts = [part for part in text.split(";") if part]
    if not parts:
        raise BadValue(tr("a value is missing right behind the colon"))
    return [_interval(part, read) for part in parts]


def _interval(text: str, read: Reader) -> Interval:
    first, dots, last = text.partition("..")
    if dots:
        return _between(first, last, read)
    value = text.lstrip("<>=")
    comparison = text[: len(text) - len(value)]
    if not value:
        raise BadValue(
            tr("the value belongs right behind {comparison}, without a space", comparison=shown(comparison))
        )
    low, high, hint = read(value, bool(comparison))
    match comparison:
        case ">":
            return Interval(_after(high), None, hint)
        case ">=":
            return Interval(low, None, hint)
        case "<":
            return Interval(None, _before(low), hint)
        case "<=":
            return Interval(None, high, hint)
        case "=" | "":
            return Interval(low, high, hint)
        case _:
            raise BadValue(
                tr(
                    "{comparison} is no comparison; try {others} or {last}",
                    comparison=shown(comparison),
                    others="> >= < <=",
                    last="=",
                )
            )


def _between(first: str, last: str, read: Reader) -> Interval:
    """Return what lies between two values, either of which may be left out; the wrong way round is put right."""
    if not first and not last:
        raise BadValue(tr("a value is missing before or behind {dots}", dots=quoted("..")))
    start = read(first, False) if first else Interval(None, None)
    end = read(last, False) if last else Interval(None, None)
    hints = [hint for hint in (start.hint, end.hint) if hint]
    if start.low is not None and end.low is not None and start.low > end.low:
        start, end = end, start
        hints.append(tr("{text} is read the other way round", text=shown(f"{first}..{last}")))
    return Interval(start.low, end.high, "; ".join(hints))


def _after(high: int | None) -> int:
    return HIGHEST if high is None else min(high + 1, HIGHEST)


def _before(low: int | None) -> int:
    return LOWEST if low is None else max(low - 1, LOWEST)


# -- numbers and sizes

_DIGITS: Final = 20
"""Digits that a number of 64 bits has, at most one more; of decimals, more than a unit can tell apart."""
_NUMBER: Final = re.compile(r"[0-9]+")
_SIZE: Final = re.compile(r"([0-9]*)(?:\.([0-9]+))?(b|([kmgtp])(?:i?b)?)?", re.IGNORECASE)
_UNITS: Final = "kmgtp"
_KB: Final = 1024
_CLASSES: Final = {
    "empty": Interval(0, 0),
    "tiny": Interval(1, 10 * _KB),
    "small": Interval(10 * _KB + 1, 100 * _KB),
    "medium": Interval(100 * _KB + 1, _KB**2),
    "large": Interval(_KB**2 + 1, 16 * _KB**2),
    "huge": Interval(16 * _KB**2 + 1, 128 * _KB**2),
    "gigantic": Interval(128 * _KB**2 + 1, None),
}


def read_number(text: str, _is_compared: bool = False) -> Interval:
    """Return a whole number. Raises BadValue."""
    if not _NUMBER.fullmatch(text):
        raise BadValue(tr("{text} is no whole number; try 3, >3 or 2..5", text=shown(text)))
    number = _whole(text)
    return Interval(number, number)


def read_size(text: str, is_compared: bool = False) -> Interval:
    """Return the bytes that a size stands for: 1 KB is 1024 bytes. Raises BadValue."""
    if text.lower() in _CLASSES:
        return _CLASSES[text.lower()]
    match = _SIZE.fullmatch(text)
    whole, decimals, _, letter = match.groups() if match else ("", None, None, None)
    if not whole and not decimals:
        raise BadValue(tr("{text} is no size; try 10kb, >1.5mb, 1kb..2mb or tiny", text=shown(text)))
    unit = _KB ** (1 + _UNITS.index(letter.lower())) if letter else 1
    low = _whole(whole) * unit
    if decimals:
        decimals = decimals[:_DIGITS]
        low += int(decimals) * unit // 10 ** len(decimals)
    is_exact = is_compared or decimals is not None
    return Interval(min(low, HIGHEST), min(low if is_exact else low + unit - 1, HIGHEST))


def _whole(digits: str) -> int:
    """Return a number; Python refuses to read one of thousands of digits."""
    digits = digits.lstrip("0")
    return min(int(digits or "0"), HIGHEST) if len(digits) <= _DIGITS else HIGHEST
