"""Dates are what the local clock says, on the days when it is changed as well."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fbrowser.index.query.dates import date_reader, local_time
from fbrowser.index.query.values import HIGHEST, LOWEST, BadValue, intervals

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
SAO_PAULO = "<-03>3<-02>,M11.1.0/0,M2.3.0/0"
"""As it was until 2019: on the first Sunday of November the clock went from midnight to one."""
NOW = "2024-08-14T12:34:56+02:00"

Zone = Callable[[str], None]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Return what moves the test to a zone."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    with monkeypatch.context():
        yield move
    monkeypatch.undo()
    time.tzset()


def span(text: str, now: str = NOW) -> tuple[str, str]:
    """Return the local times between which a date lies, the end not included."""
    (found,) = intervals(text, date_reader(datetime.fromisoformat(now)))
    return shown(found.low), shown(found.high, 1)


def shown(ns: int | None, more: int = 0) -> str:
    """Return a local time to the second, a moment that is none as a dash."""
    return "-" if ns is None else local_time(ns + more).replace(tzinfo=None).isoformat(" ")


def length(text: str, now: str = NOW) -> timedelta:
    """Return how long a date lasts."""
    (found,) = intervals(text, date_reader(datetime.fromisoformat(now)))
    assert found.low is not None
    assert found.high is not None
    return timedelta(microseconds=(found.high + 1 - found.low) // 1000)


DATES: dict[str, tuple[str, str]] = {
    "2024": ("2024-01-01 00:00:00", "2025-01-01 00:00:00"),
    "2024-03": ("2024-03-01 00:00:00", "2024-04-01 00:00:00"),
    "2024-12": ("2024-12-01 00:00:00", "2025-01-01 00:00:00"),
    "2024-2-9": ("2024-02-09 00:00:00", "2024-02-10 00:00:00"),
    "2024-02-29": ("2024-02-29 00:00:00", "2024-03-01 00:00:00"),
    "2024-03-05T14": ("2024-03-05 14:00:00", "2024-03-05 15:00:00"),
    "2024-03-05t14:30": ("2024-03-05 14:30:00", "2024-03-05 14:31:00"),
    "2024-03-05T14:30:15": ("2024-03-05 14:30:15", "2024-03-05 14:30:16"),
    "20240305": ("2024-03-05 00:00:00", "2024-03-06 00:00:00"),
    "5.3.2024": ("2024-03-05 00:00:00", "2024-03-06 00:00:00"),
    "05/03/2024": ("2024-03-05 00:00:00", "2024-03-06 00:00:00"),
    "3/25/2024": ("2024-03-25 00:00:00", "2024-03-26 00:00:00"),
    "today": ("2024-08-14 00:00:00", "2024-08-15 00:00:00"),
    "yesterday": ("2024-08-13 00:00:00", "2024-08-14 00:00:00"),
    "wed": ("2024-08-14 00:00:00", "2024-08-15 00:00:00"),
    "Thursday": ("2024-08-08 00:00:00", "2024-08-09 00:00:00"),
    "aug": ("2024-08-01 00:00:00", "2024-09-01 00:00:00"),
    "september": ("2023-09-01 00:00:00", "2023-10-01 00:00:00"),
    "jan": ("2024-01-01 00:00:00", "2024-02-01 00:00:00"),
    "lastsecond": ("2024-08-14 12:34:55", "2024-08-14 12:34:56"),
    "lastminute": ("2024-08-14 12:33:00", "2024-08-14 12:34:00"),
    "lasthour": ("2024-08-14 11:00:00", "2024-08-14 12:00:00"),
    "lastday": ("2024-08-13 00:00:00", "2024-08-14 00:00:00"),
    "lastweek": ("2024-08-05 00:00:00", "2024-08-12 00:00:00"),
    "lastmonth": ("2024-07-01 00:00:00", "2024-08-01 00:00:00"),
    "lastquarter": ("2024-04-01 00:00:00", "2024-07-01 00:00:00"),
    "lastyear": ("2023-01-01 00:00:00", "2024-01-01 00:00:00"),
    ">2024-03": ("2024-04-01 00:00:00", "-"),
    ">=2024-03": ("2024-03-01 00:00:00", "-"),
    "<2024-03": ("-", "2024-03-01 00:00:00"),
    "<=2024-03": ("-", "2024-04-01 00:00:00"),
    "=2024-03": ("2024-03-01 00:00:00", "2024-04-01 00:00:00"),
    "2024-03..2024-05-02": ("2024-03-01 00:00:00", "2024-05-03 00:00:00"),
    "5.3.2024..7.3.2024": ("2024-03-05 00:00:00", "2024-03-08 00:00:00"),
    "2024..2023": ("2023-01-01 00:00:00", "2025-01-01 00:00:00"),
    "lastweek..today": ("2024-08-05 00:00:00", "2024-08-15 00:00:00"),
}


def test_a_date_spans(zone: Zone) -> None:
    zone(BERLIN)
    assert {text: span(text) for text in DATES} == DATES


UNTIL_NOW: dict[str, str] = {
    "thissecond": "2024-08-14 12:34:56",
    "thisminute": "2024-08-14 12:34:00",
    "thishour": "2024-08-14 12:00:00",
    "thisday": "2024-08-14 00:00:00",
    "thisweek": "2024-08-12 00:00:00",
    "thismonth": "2024-08-01 00:00:00",
    "thisquarter": "2024-07-01 00:00:00",
    "thisyear": "2024-01-01 00:00:00",
    "pastminute": "2024-08-14 12:33:56",
    "last90seconds": "2024-08-14 12:33:26",
    "past2hours": "2024-08-14 10:34:56",
    "last1day": "2024-08-13 12:34:56",
    "past3days": "2024-08-11 12:34:56",
    "past2weeks": "2024-07-31 12:34:56",
    "pastmonth": "2024-07-14 12:34:56",
    "pastquarter": "2024-05-14 12:34:56",
    "last2years": "2022-08-14 12:34:56",
    "past0days": "2024-08-14 12:34:56",
}


def test_what_is_said_from_now_ends_now(zone: Zone) -> None:
    zone(BERLIN)
    read = date_reader(datetime.fromisoformat(NOW))
    found = {text: intervals(text, read)[0] for text in UNTIL_NOW}
    assert {text: shown(each.low) for text, each in found.items()} == UNTIL_NOW
    assert {shown(each.high) for each in found.values()} == {"2024-08-14 12:34:56"}


@pytest.mark.parametrize(
    ("now", "text", "start"),
    [
        ("2023-03-31T12:00+02:00", "pastmonth", "2023-02-28 12:00:00"),
        ("2024-03-31T12:00+02:00", "pastmonth", "2024-02-29 12:00:00"),
        ("2024-02-29T12:00+01:00", "pastyear", "2023-02-28 12:00:00"),
        ("2024-05-31T12:00+02:00", "pastquarter", "2024-02-29 12:00:00"),
        ("2024-01-31T12:00+01:00", "past2months", "2023-11-30 12:00:00"),
    ],
)
def test_a_short_month_ends_on_its_last_day(zone: Zone, now: str, text: str, start: str) -> None:
    zone(BERLIN)
    assert span(text, now)[0] == start


@pytest.mark.parametrize(
    ("name", "text", "hours"),
    [
        (BERLIN, "2024-03-30", 24),
        (BERLIN, "2024-03-31", 23),
        (BERLIN, "2024-03-31T02", 0),
        (BERLIN, "2024-03-31T03", 1),
        (BERLIN, "2024-10-27", 25),
        (BERLIN, "2024-10-27T02", 2),
        (BERLIN, "2024-10-27T02:59", 1 / 60),
        (BERLIN, "2024-10", 31 * 24 + 1),
        (SAO_PAULO, "2018-11-04", 23),
        (SAO_PAULO, "2018-11-03", 24),
        (SAO_PAULO, "2018-02-17", 25),
        (SAO_PAULO, "2018-11", 30 * 24 - 1),
    ],
)
def test_days_are_as_long_as_they_are(zone: Zone, name: str, text: str, hours: float) -> None:
    zone(name)
    assert length(text) == timedelta(hours=hours)


def test_a_day_without_midnight_begins_at_one(zone: Zone) -> None:
    zone(SAO_PAULO)
    assert span("2018-11-04") == ("2018-11-04 01:00:00", "2018-11-05 00:00:00")
    assert span("today", "2018-11-04T15:00-02:00") == ("2018-11-04 01:00:00", "2018-11-05 00:00:00")


def test_an_hour_that_comes_twice_is_told_from_now(zone: Zone) -> None:
    zone(BERLIN)
    again = "2024-10-27T02:30+01:00"
    assert length("thishour", again) == timedelta(minutes=30)
    assert length("pasthour", again) == timedelta(hours=1)
    assert length("lasthour", again) == timedelta(hours=1)
    assert length("pastday", again) == timedelta(hours=25)


def test_now_may_be_told_in_any_zone(zone: Zone) -> None:
    zone(BERLIN)
    assert span("today", "2024-08-14T23:30+00:00")[0] == "2024-08-15 00:00:00"
    assert span("today", "2024-08-14T23:30")[0] == "2024-08-14 00:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "0001",
        "9999",
        "9999-12-31",
        "1-1-0001",
        "1600..9000",
        ">9999",
        "<0001",
        "last9999years",
        "past99999999999days",
        "past999999999999seconds",
        "last99999999months",
    ],
)
def test_the_ends_of_the_calendar_are_cut_off(zone: Zone, text: str) -> None:
    zone(BERLIN)
    try:
        found = intervals(text, date_reader(datetime.fromisoformat(NOW)))
    except BadValue:
        assert text == "1-1-0001"
    else:
        assert all(LOWEST <= end <= HIGHEST for each in found for end in each[:2] if end is not None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2024-00",
        "2024-13",
        "2023-02-29",
        "2024-03-05T24",
        "2024-03-05T14:60",
        "0000",
        "202403",
        "31.4.2024",
        "13.13.2024",
        "5.3.24",
        "5.3/2024",
        "this2days",
        "lastfortnight",
        "janu",
        "m",
        "\uff12\uff10\uff12\uff14",
        "2024-03-05 14:30",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        intervals(text, date_reader(datetime.fromisoformat(NOW)))


def test_the_month_first_gives_a_hint() -> None:
    (found,) = intervals("3/25/2024", date_reader(datetime.fromisoformat(NOW)))
    assert found.hint == "“3/25/2024” is read with the month first"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(-600_000_000, 4_000_000_000), st.sampled_from([BERLIN, SAO_PAULO]))
def test_days_follow_each_other_without_a_gap(zone: Zone, seconds: int, name: str) -> None:
    zone(name)
    read = date_reader(datetime.fromtimestamp(seconds, UTC))
    today, yesterday = read("today", False), read("yesterday", False)
    assert today.low is not None
    assert yesterday.high is not None
    assert today.high is not None
    assert yesterday.high + 1 == today.low
    assert today.low <= seconds * 10**9 <= today.high
    for unit in ("hour", "day", "week", "month", "quarter", "year"):
        last, this = read(f"last{unit}", False), read(f"this{unit}", False)
        assert this.low is not None
        assert last.high is not None
        assert last.high + 1 == this.low
