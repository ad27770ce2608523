"""The queries of cases.txt find what they say there, whatever answers them. One test for each heading."""

import time
from collections.abc import Callable, Iterator
from itertools import groupby

import pytest

from fbrowser.index.query import parse
from tests.helpers.query_cases import ENGINES, PATHS, Case, read_cases
from tests.helpers.query_tree import NOW, TIME_ZONE

CASES = read_cases()
BY_HEADING = {heading: list(cases) for heading, cases in groupby(CASES, key=lambda case: case.heading)}


def headings(sign: str) -> list[str]:
    """Return the headings above cases with a sign."""
    return [heading for heading, cases in BY_HEADING.items() if cases[0].sign == sign]


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", TIME_ZONE)
        time.tzset()
        yield
    time.tzset()


def finds(case: Case, found: list[str]) -> bool:
    """Return whether these are the paths that a case asks for, in order."""
    wanted = case.paths()
    return found == [path for path in PATHS if path in wanted]


@pytest.mark.parametrize("answer", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("heading", headings("->"))
def test_queries_find(heading: str, answer: Callable[[str], list[str]]) -> None:
    answers = [(case, answer(case.query)) for case in BY_HEADING[heading]]
    assert [(case.query, case.answer, found) for case, found in answers if not finds(case, found)] == []
    assert [case.query for case, _ in answers if parse(case.query, now=NOW).problems] == []


@pytest.mark.parametrize("answer", ENGINES.values(), ids=ENGINES)
def test_what_is_a_problem_by_itself_finds_nothing(answer: Callable[[str], list[str]]) -> None:
    alone = [
        case.query for case in BY_HEADING["Problems"] if len(parse(case.query).pills) == 1 and "|" not in case.query
    ]
    assert len(alone) > 30
    assert [query for query in alone if answer(query)] == []


def test_problems_are_told() -> None:
    answers = [(case, parse(case.query, now=NOW)) for case in BY_HEADING["Problems"]]
    told = [(case, query) for case, query in answers if any(case.answer in words for _, words in query.problems)]
    assert [(case.query, query.problems) for case, query in answers if (case, query) not in told] == []
    assert [case.query for case, query in answers if not any(pill.is_problem for pill in query.pills)] == []


def test_hints_are_given() -> None:
    answers = [(case, parse(case.query, now=NOW)) for case in BY_HEADING["Hints"]]
    given = [(case, query) for case, query in answers if any(case.answer in words for _, words in query.hints)]
    assert [(case.query, query.hints) for case, query in answers if (case, query) not in given] == []
    assert [case.query for case, query in answers if query.problems] == []


@pytest.mark.parametrize(
    "text",
    ["report (a|b) !c", "C:\\odd", "http://x", "12:30", "foo(1).txt", 'size:>1kb "a b" dm:5.3.2024', "a > b"],
)
def test_what_is_plain_needs_no_hint(text: str) -> None:
    assert parse(text, now=NOW).hints == ()


def test_the_cases_are_many_and_different() -> None:
    assert len(CASES) > 600
    assert len({(case.query, case.sign) for case in CASES}) == len(CASES)
