"""Numbers and dates as people read them."""

from __future__ import annotations

import time
from typing import Final

from fbrowser.common.translation import decimal, later, ntr, number, tr

UNITS: Final = (
    later("{size} KB"),
    later("{size} MB"),
    later("{size} GB"),
    later("{size} TB"),
    later("{size} PB"),
    later("{size} EB"),
)
"""Of 1024 bytes, and so on; yet to be translated."""
_MONTHS: Final = later("January|February|March|April|May|June|July|August|September|October|November|December")
_K: Final = 1024
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNKNOWN_TIME: Final = -(2**63)
_NS: Final = 10**9


def size(count: int) -> str:
    """Return bytes with three digits at most, 1 KB being 1024 bytes; a dash if the size is not known."""
    if count < 0:
        return "\u2013"
    if count < _K:
        return tr("{size} B", size=str(count))
    value = float(count)
    for unit in UNITS:
        value /= _K
        if value < 999.5:  # noqa: PLR2004 - above, it would take four digits
            return tr(unit, size=decimal(value, 1 if value < 9.95 else 0))  # noqa: PLR2004 - likewise
    return tr(UNITS[-1], size=decimal(value, 0))


def exact_size(count: int) -> str:
    """Return bytes to the last one."""
    return tr("Size unknown") if count < 0 else ntr("{count} byte", "{count} bytes", count)


def items(count: int) -> str:
    """Return a number of items."""
    return ntr("{count} item", "{count} items", count)


def entries(count: int) -> str:
    """Return a number of entries of an index."""
    return ntr("{count} entry", "{count} entries", count)


def date(mtime_ns: int, now_s: float) -> str:
    """Return a time of modification, local: the nearer, the more exact."""
    then = _local(mtime_ns)
    if then is None:
        return "\u2013" if mtime_ns == _UNKNOWN_TIME else tr("out of range")
    now = time.localtime(now_s)
    days = _day(now) - _day(then)
    clock = f"{then.tm_hour:02}:{then.tm_min:02}"
    if days == 0:
        return tr("Today {time}", time=clock)
    if days == 1:
        return tr("Yesterday {time}", time=clock)
    month = tr("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec").split("|")[then.tm_mon - 1]
    if then.tm_year == now.tm_year:
        return tr("{day} {month} {time}", day=then.tm_mday, month=month, time=clock)
    return tr("{day} {month} {year}", day=then.tm_mday, month=month, year=then.tm_year)


def plain_date(mtime_ns: int) -> str:
    """Return a time of modification to the minute, local: all are equally long, and sort as text."""
    then = _local(mtime_ns)
    if then is None:
        return "\u2013" if mtime_ns == _UNKNOWN_TIME else tr("out of range")
    day = f"{then.tm_year:04}-{then.tm_mon:02}-{then.tm_mday:02}"
    return f"{day} {then.tm_hour:02}:{then.tm_min:02}"


def exact_date(mtime_ns: int) -> str:
    """Return a time of modification to the second, local; of years that no calendar has, seconds since 1970."""
    then = _local(mtime_ns)
    if then is None:
        seconds = mtime_ns // _NS
        unknown = mtime_ns == _UNKNOWN_TIME
        return tr("Modified: unknown") if unknown else tr("{count} seconds since 1970", count=number(seconds))
    return tr(
        "{weekday}, {day} {month} {year} {time}",
        weekday=tr("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday").split("|")[then.tm_wday],
        day=f"{then.tm_mday:02}",
        month=tr(_MONTHS).split("|")[then.tm_mon - 1],
        year=then.tm_year,
        time=f"{then.tm_hour:02}:{then.tm_min:02}:{then.tm_sec:02}",
    )


def ago(seconds: float) -> str:
    """Return how long ago something was."""
    return tr("just now") if seconds < 2 else tr("{age} ago", age=age(seconds))  # noqa: PLR2004 - seconds


def age(seconds: float) -> str:
    """Return how old something is, in its largest unit."""
    if seconds < _MINUTE:
        return tr("{count} s", count=number(round(seconds)))
    if seconds < _HOUR:
        return tr("{count} min", count=number(int(seconds // _MINUTE)))
    if seconds < 2 * _DAY:
        return tr("{count} h", count=number(int(seconds // _HOUR)))
    return ntr("{count} day", "{count} days", int(seconds // _DAY))


def took(seconds: float) -> str:
    """Return how long something took."""
    if seconds < 0.0005:  # noqa: PLR2004 - less would be written as 0
        return tr("under 1 ms")
    if seconds < 0.9995:  # noqa: PLR2004 - rounded
        return tr("{count} ms", count=number(round(seconds * 1000)))
    return tr("{count} s", count=decimal(seconds, 1))


def _local(mtime_ns: int) -> time.struct_time | None:
    """Return a local time, None if it is not known or beyond the years 1 to 9999."""
    try:
        then = time.localtime(mtime_ns // _NS)
    except (OverflowError, OSError, ValueError):  # before 1970 on Windows, or beyond
        from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - seldom

        try:
            since = timedelta(seconds=mtime_ns // _NS - time.timezone)
            then = (datetime(1970, 1, 1, tzinfo=UTC) + since).timetuple()
        except OverflowError:
            return None
    return then if 1 <= then.tm_year <= 9999 and mtime_ns != _UNKNOWN_TIME else None  # noqa: PLR2004 - see above


def _day(then: time.struct_time) -> int:
    """Return a day's number, so that days can be subtracted: a day is not always 24 hours."""
    year = then.tm_year - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + then.tm_yday
