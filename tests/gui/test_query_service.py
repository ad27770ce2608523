"""The latest question wins, an engine is never asked twice at once, and a newer snapshot is searched by itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject

from fbrowser.common.cancel import Cancelled
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.query import parse
from fbrowser.index.search import Engine
from fbrowser.services.query_service import Found, QueryService, Question
from tests.helpers.snapshots import make_snapshot

if TYPE_CHECKING:
    from fbrowser.services.tasks import Tasks

TREE = {"report.txt": 1, "sub": {"report 2.txt": 5, "other": 7}, "repo": {}}


class Later:
    """Tasks that run when they are told to, as real ones would."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[..., Any], dict[str, Any]]] = []

    def run(self, function: Callable[..., Any], **callbacks: Any) -> None:  # noqa: ANN401
        """Remember what to run."""
        self.waiting.append((function, callbacks))

    def run_one(self) -> None:
        """Run one, and what comes of it."""
        function, callbacks = self.waiting.pop(0)
        try:
            value = function(callbacks.get("on_progress"))
        except Cancelled:
            pass
        except EnvironmentProblem as problem:
            callbacks["on_error"](problem)
        else:
            callbacks["on_result"](value)

    def run_all(self) -> None:
        """Run all."""
        while self.waiting:
            self.run_one()


class Desk:
    """A service, its tasks, and what it has said."""

    def __init__(self) -> None:
        self.later = Later()
        self.owner = QObject()
        self.service = QueryService(cast("Tasks", self.later), self.owner)
        self.said: list[Found] = []
        self.partly: list[Found] = []
        self.problems: list[EnvironmentProblem] = []
        self.service.found.connect(self.said.append)
        self.service.partial.connect(self.partly.append)
        self.service.failed.connect(self.problems.append)

    def ask(self, text: str) -> None:
        """Ask for a text."""
        self.service.ask(Question(parse(text)))

    def names(self) -> list[set[str]]:
        """Return the names that were found, answer by answer."""
        return [{found.result.snapshot.name(int(row)).decode() for row in found.result.rows} for found in self.said]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.service.look_in(make_snapshot(TREE), 0)
    return desk


def test_a_question_is_answered(desk: Desk) -> None:
    desk.ask("report")
    desk.later.run_all()
    assert desk.names() == [{"report.txt", "report 2.txt"}]
    assert desk.said[0].largest == 5


def test_the_latest_question_wins(desk: Desk) -> None:
    desk.ask("rep")
    desk.ask("other")
    desk.ask("repo")
    assert len(desk.later.waiting) == 1, "an engine is asked one thing at a time"
    desk.later.run_all()
    assert desk.names() == [{"report.txt", "report 2.txt", "repo"}]
    assert desk.said[0].question.query.text == "repo"


def test_a_forgotten_question_is_never_answered(desk: Desk) -> None:
    desk.ask("rep")
    desk.service.forget()
    desk.later.run_all()
    assert desk.said == []
    assert not desk.service.is_busy


def test_a_newer_snapshot_is_searched_by_itself(desk: Desk) -> None:
    desk.ask("rep")
    desk.later.run_all()
    newer = make_snapshot({"reply": 1}, generation=2)
    desk.service.look_in(newer, 0)
    desk.service.look_in(newer, 0)
    desk.later.run_all()
    assert desk.names()[1:] == [{"reply"}]


def test_while_a_newer_snapshot_is_prepared_the_old_one_answers(desk: Desk) -> None:
    desk.service.prepare()
    desk.later.run_all()
    newer = make_snapshot({"reply": 1}, generation=2)
    desk.service.look_in(newer, 0)
    desk.service.look_in(newer, 0)
    preparing = desk.later.waiting.pop()
    desk.ask("rep")
    desk.later.run_all()
    assert desk.names() == [{"report.txt", "report 2.txt", "repo"}]
    assert desk.later.waiting == []
    desk.later.waiting.append(preparing)
    desk.later.run_all()
    assert desk.names()[1:] == [{"reply"}]
    assert desk.service.snapshot is newer


def test_another_folder_is_looked_in_at_once(desk: Desk) -> None:
    desk.service.prepare()
    desk.later.run_all()
    desk.service.look_in(make_snapshot({"reply": 1}, generation=2), 0)
    desk.service.look_in(make_snapshot({"sub": {"reply": 1}}, generation=3), 1)
    desk.ask("rep")
    desk.later.run_all()
    assert desk.names()[-1] == {"reply"}


def test_what_was_found_in_an_old_snapshot_is_not_said(desk: Desk) -> None:
    desk.ask("rep")
    desk.service.look_in(make_snapshot({"reply": 1}, generation=2), 0)
    desk.later.run_all()
    assert desk.names() == [{"reply"}]


def test_another_folder_of_the_snapshot(desk: Desk) -> None:
    desk.ask("rep")
    desk.service.look_in(cast("Any", desk.service.snapshot), 1)
    desk.later.run_all()
    assert desk.names() == [set()]


def test_explaining_waits_for_its_turn_and_survives_the_next_search(desk: Desk) -> None:
    answers: list[object] = []
    query = parse("rep txt")
    desk.service.ask(Question(query))
    desk.service.explain(query, 0, answers.append)
    desk.ask("other")
    desk.later.run_all()
    assert answers == [(True, False)]
    assert desk.names() == [{"other"}]


def test_the_closest_names_are_not_wanted_any_more_when_something_else_is(desk: Desk) -> None:
    answers: list[object] = []
    desk.service.closest(parse("reprot"), answers.append)
    desk.ask("other")
    desk.later.run_all()
    assert answers == []
    desk.service.closest(parse("reprot"), answers.append)
    desk.later.run_all()
    assert len(answers) == 1


def test_what_is_found_so_far_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    find = Engine.find

    def slowly(engine: Engine, *asked: Any, **more: Any) -> Any:  # noqa: ANN401
        result = find(engine, *asked, **more)
        more["on_partial"](replace(result, is_complete=False))
        return result

    monkeypatch.setattr(Engine, "find", slowly)
    desk.ask("rep")
    desk.later.run_all()
    assert (len(desk.partly), len(desk.said)) == (1, 1)


def test_before_it_is_known_where_to_look_a_question_waits(desk: Desk) -> None:
    desk.service.look_nowhere()
    desk.ask("rep")
    desk.later.run_all()
    assert desk.said == []
    desk.service.look_in(make_snapshot({"reply": 1}), 0)
    desk.later.run_all()
    assert desk.names() == [{"reply"}]


def test_a_problem_is_said_and_the_next_question_answered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = EnvironmentProblem("The index is damaged.")

    def fail(*_: object, **__: object) -> None:
        raise problem

    with monkeypatch.context() as broken:
        broken.setattr(Engine, "find", fail)
        desk.ask("rep")
        desk.later.run_all()
    assert desk.problems == [problem]
    desk.ask("repo")
    desk.later.run_all()
    assert len(desk.said) == 1
