"""Dates: what people call a time, as the interval of nanoseconds since 1970 that it spans on the clock on the wall.

A day begins when the local clock says midnight, or first says something later where there is no midnight: it is 23
or 25 hours long when the clock is changed. An hour that comes twice is two hours long, a minute that comes twice is
the first of the two. Weeks begin on Monday. What the calendar or a column cannot hold is cut off.

today, yesterday, mon, jan      the whole day or month, the latest that has begun
2020, 2020-03, 2020-03-05T14    the whole year, month, hour; down to seconds
20200305, 5.3.2020, 5/3/2020    the whole day; the month first only where it must be
thisweek                        from the start of the week until now
lastweek                        the whole week before
pastweek, past2weeks, last2weeks   as long ago at most
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from fbrowser.common.translation import any_of, enumerated, tr
from fbrowser.index.query.texts import shown
from fbrowser.index.query.values import HIGHEST, LOWEST, BadValue, Interval, Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ABBREVIATED: Final = 3
_CLOCK: Final = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
"""Units that last equally long whatever is done to the clock."""
_DAYS: Final = {"day": 1, "week": 7}
_IN_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}

_ISO: Final = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:T([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?)?)?)?)?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})")
_RELATIVE: Final = re.compile(r"(this|last|past)([0-9]*)(second|minute|hour|day|week|month|quarter|year)s?")
_EXAMPLES: Final = ("today", "2024", "2024-03-05", "lastweek", "past3days")
_LAST_EXAMPLE: Final = "2024-01..2024-06"


def date_reader(now: datetime) -> Reader:
    """Return what reads dates as seen from a moment; a naive one is local."""
    moment = now.astimezone()

    def read(text: str, _is_compared: bool = False) -> Interval:
        return _Dates(moment).read(text)

    return read


def _examples() -> str:
    return any_of((enumerated(_EXAMPLES), _LAST_EXAMPLE))


def local_time(ns: int) -> datetime:
    """Return what the local clock shows at a time that a column can hold."""
    return (_EPOCH + timedelta(microseconds=ns // 1000)).astimezone()


class _Dates:
    """Reads dates as seen from now."""

    def __init__(self, moment: datetime) -> None:
        self.wall = moment.replace(tzinfo=None)
        self.now = _since_epoch(moment)

    def read(self, text: str) -> Interval:
        """Return what a date spans. Raises BadValue."""
        if found := self._named(text.lower()):
            return found
        if match := _ISO.fullmatch(text):
            return _calendar([int(part) for part in match.groups() if part], text)
        if match := _COMPACT.fullmatch(text):
            return _calendar([int(part) for part in match.groups()], text)
        if match := _DAY_FIRST.fullmatch(text):
            return _day_first(int(match[1]), int(match[3]), int(match[4]), text)
        raise BadValue(tr("{text} is no date; try {examples}", text=shown(text), examples=_examples()))

    def _named(self, name: str) -> Interval | None:
        """Return what a word spans, None if it is none of a calendar's."""
        today = _midnight(self.wall)
        if name in ("today", "yesterday"):
            return _whole(today - _DAY * (name == "yesterday"), "day")
        if (weekday := _place(name, _WEEKDAYS)) is not None:
            return _whole(today - _DAY * ((today.weekday() - weekday) % 7), "day")
        if (month := _place(name, _MONTHS)) is not None:
            months_ago = (self.wall.month - 1 - month) % 12
            return _whole(_stepped(_start(self.wall, "month"), "month", -months_ago), "month")
        match = _RELATIVE.fullmatch(name)
        return self._relative(match[1], match[2], match[3], name) if match else None

    def _relative(self, which: str, count: str, unit: str, name: str) -> Interval:
        if which == "this":
            if count:
                raise BadValue(
                    tr(
                        "{text} has a number too many; try {first}, or {second}",
                        text=shown(name),
                        first=f"this{unit}",
                        second=f"last{count}{unit}s",
                    )
                )
            return Interval(self._began(unit, 0), self.now)
        if which == "last" and not count:
            return Interval(self._began(unit, -1), self._began(unit, 0) - 1)
        return Interval(self._ago(int(count[:9] or "1"), unit), self.now)

    def _began(self, unit: str, step: int) -> int:
        """Return when this unit began, or one that many before."""
        if unit in _CLOCK:  # by the hands of the clock, but told from now: this hour may be one that comes twice
            passed = timedelta(microseconds=self.wall.microsecond)
            passed += timedelta(seconds=self.wall.second) * (unit != "second")
            passed += timedelta(minutes=self.wall.minute) * (unit == "hour")
            return self.now - _ns(passed - step * _CLOCK[unit])
        return _at(_stepped(_start(self.wall, unit), unit, step))

    def _ago(self, count: int, unit: str) -> int:
        if unit in _CLOCK:
            return max(self.now - _ns(count * _CLOCK[unit]), LOWEST)
        try:
            return _at(_stepped(self.wall, unit, -count))
        except OverflowError:
            return LOWEST


# -- the calendar: naive times, which is what the clock on the wall shows


def _calendar(parts: list[int], text: str) -> Interval:
    """Return the whole of what year, month, day, hour, minute, second name, as far as they are given."""
    clock = [*parts[3:], 0, 0, 0]
    try:
        day = date(*[*parts, 1, 1][:3])
        start = datetime.combine(day, time(clock[0], clock[1], clock[2]))
    except ValueError as error:
        raise BadValue(tr("{text} is not in the calendar", text=shown(text))) from error
    return _whole(start, _PARTS[len(parts) - 1])


def _day_first(first: int, second: int, year: int, text: str) -> Interval:
    if second <= 12:  # noqa: PLR2004 - a month
        return _calendar([year, second, first], text)
    hint = tr("{text} is read with the month first", text=shown(text))
    return _calendar([year, first, second], text)._replace(hint=hint)


def _whole(start: datetime, unit: str) -> Interval:
    """Return the whole unit that begins at a time."""
    if unit in ("second", "minute"):
        return Interval(_at(start), min(_at(start) + _ns(_CLOCK[unit]) - 1, HIGHEST))
    try:
        return Interval(_at(start), max(_at(_stepped(start, unit, 1)) - 1, LOWEST))
    except OverflowError:  # the year 10000
        return Interval(_at(start), HIGHEST)


def _start(wall: datetime, unit: str) -> datetime:
    """Return when the day, week, month, quarter or year of a time began."""
    midnight = _midnight(wall)
    if unit in _DAYS:
        return midnight - _DAY * (midnight.weekday() if unit == "week" else 0)
    step = _IN_MONTHS[unit]
    return midnight.replace(month=(midnight.month - 1) // step * step + 1, day=1)


def _stepped(wall: datetime, unit: str, count: int) -> datetime:
    """Return a time that many units later, on the last day of a month that is too short.

    Raises OverflowError beyond the years 1 to 9999.
    """
    if unit in _CLOCK:
        return wall + count * _CLOCK[unit]
    if unit in _DAYS:
        return wall + timedelta(days=count * _DAYS[unit])
    year, month = divmod(wall.year * 12 + wall.month - 1 + count * _IN_MONTHS[unit], 12)
    if not 1 <= year <= 9999:  # noqa: PLR2004 - the years of the calendar
        raise OverflowError(year)
    return wall.replace(year=year, month=month + 1, day=min(wall.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days  # noqa: PLR2004 - December


def _midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date(), time())


def _place(name: str, names: Sequence[str]) -> int | None:
    """Return which of the names is meant, in full or by its first three letters."""
    return next((at for at, full in enumerate(names) if name in (full, full[:_ABBREVIATED])), None)


# -- nanoseconds since 1970


def _at(wall: datetime) -> int:
    """Return when the local clock first shows a time; one that it skips, as if it were moved only later."""
    wall = wall.replace(fold=0)
    try:  # not astimezone(): it takes a time that is skipped for one before the clock is moved
        seconds = int(wall.replace(microsecond=0).timestamp())
    except (OverflowError, ValueError, OSError):  # at the ends of the calendar
        return _since_epoch(wall.replace(tzinfo=UTC))
    return max(LOWEST, min(seconds * 10**9 + wall.microsecond * 1000, HIGHEST))


def _since_epoch(moment: datetime) -> int:
    return max(LOWEST, min((moment - _EPOCH) // _MICROSECOND * 1000, HIGHEST))


def _ns(length: timedelta) -> int:
    return length // _MICROSECOND * 1000
