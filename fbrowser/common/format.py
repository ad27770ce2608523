"""Numbers and dates as people read them."""

from __future__ import annotations

import time
from typing import Final

_UNITS: Final = ("KB", "MB", "GB", "TB", "PB", "EB")
_K: Final = 1024
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNKNOWN_TIME: Final = -(2**63)
_NS: Final = 10**9


def size(count: int) -> str:
    """Return bytes with three digits at most, 1 KB being 1024 bytes; a dash if the size is not known."""
    if count < 0:
        return "\u2013"
    if count < _K:
        return f"{count} B"
    value = float(count)
    for unit in _UNITS:
        value /= _K
        if value < 999.5:  # noqa: PLR2004 - above, it would take four digits
            return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"  # noqa: PLR2004 - likewise
    return f"{value:,.0f} {_UNITS[-1]}"


def exact_size(count: int) -> str:
    """Return bytes to the last one."""
    return "Size unknown" if count < 0 else f"{count:,} byte{'s' * (count != 1)}"


def items(count: int) -> str:
    """Return a number of items."""
    return f"{count:,} item{'s' * (count != 1)}"


def hidden_items(count: int) -> str:
    """Return a number of hidden items."""
    return f"{count:,} hidden item{'s' * (count != 1)}"


def entries(count: int) -> str:
    """Return a number of entries of an index."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def date(mtime_ns: int, now_s: float) -> str:
    """Return a time of modification, local: the nearer, the more exact."""
    then = _local(mtime_ns)
    if then is None:
        return "\u2013" if mtime_ns == _UNKNOWN_TIME else "out of range"
    now = time.localtime(now_s)
    days = _day(now) - _day(then)
    clock = f"{then.tm_hour:02}:{then.tm_min:02}"
    if days == 0:
        return f"Today {clock}"
    if days == 1:
        return f"Yesterday {clock}"
    month = time.strftime("%b", then)
    if then.tm_year == now.tm_year:
        return f"{then.tm_mday} {month} {clock}"
    return f"{then.tm_mday} {month} {then.tm_year}"


def plain_date(mtime_ns: int) -> str:
    """Return a time of modification to the minute, local: all are equally long, and sort as text."""
    then = _local(mtime_ns)
    if then is None:
        return "\u2013" if mtime_ns == _UNKNOWN_TIME else "out of range"
    day = f"{then.tm_year:04}-{then.tm_mon:02}-{then.tm_mday:02}"
    return f"{day} {then.tm_hour:02}:{then.tm_min:02}"


def exact_date(mtime_ns: int) -> str:
    """Return a time of modification to the second, local; of years that no calendar has, seconds since 1970."""
    then = _local(mtime_ns)
    if then is not None:
        return time.strftime("%A, %d %B ", then) + f"{then.tm_year} " + time.strftime("%H:%M:%S", then)
    return "Modified: unknown" if mtime_ns == _UNKNOWN_TIME else f"{mtime_ns // _NS:,} seconds since 1970"


def ago(seconds: float) -> str:
    """Return how long ago something was."""
    return "just now" if seconds < 2 else f"{age(seconds)} ago"  # noqa: PLR2004 - seconds


def age(seconds: float) -> str:
    """Return how old something is, in its largest unit."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR:.0f} h"
    return f"{seconds // _DAY:,.0f} days"


def took(seconds: float) -> str:
    """Return how long something took."""
    if seconds < 0.0005:  # noqa: PLR2004 - less would be written as 0
        return "under 1 ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"  # noqa: PLR2004 - rounded


def _local(mtime_ns: int) -> time.struct_time | None:
    """Return a local time, None if it is not known or beyond the years 1 to 9999."""
    try:
        then = time.localtime(mtime_ns // _NS)
    except (OverflowError, OSError, ValueError):
        return None
    return then if 1 <= then.tm_year <= 9999 and mtime_ns != _UNKNOWN_TIME else None  # noqa: PLR2004 - see above


def _day(then: time.struct_time) -> int:
    """Return a day's number, so that days can be subtracted: a day is not always 24 hours."""
    year = then.tm_year - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + then.tm_yday
