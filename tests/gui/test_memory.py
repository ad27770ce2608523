"""What is kept holds here until the window is closed, and is written as soon as that can be done."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.data_file import PutAside, newer
from fbrowser.services.memory import Memory
from fbrowser.services.tasks import Tasks

Kept = tuple[str, ...]
BROKEN = EnvironmentProblem("It could not be written.")


class File:
    """A file that fails as often as it is told to."""

    def __init__(self) -> None:
        self.content: Kept = ()
        self.problems: list[EnvironmentProblem] = []
        self.tries = 0

    def load(self) -> Kept:
        """Return what is in it."""
        return self.content

    def make(self, *changes: Callable[[Kept], Kept]) -> Kept:
        """Make changes to it, or fail."""
        self.tries += 1
        if self.problems:
            raise self.problems.pop(0)
        for change in changes:
            self.content = change(self.content)
        return self.content


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.stop()


@pytest.fixture
def file() -> File:
    return File()


@pytest.fixture
def memory(tasks: Tasks, file: File) -> Memory[Kept]:
    return Memory[Kept](tasks, (), file.load, file.make)


@pytest.fixture
def said(memory: Memory[Kept]) -> list[EnvironmentProblem]:
    said: list[EnvironmentProblem] = []
    memory.failed.connect(said.append)
    return said


def add(name: str) -> Callable[[Kept], Kept]:
    return lambda kept: (*kept, name)


def test_what_could_not_be_written_is_written_with_the_next_change(
    qtbot: QtBot, memory: Memory[Kept], file: File, said: list[EnvironmentProblem]
) -> None:
    file.problems = [BROKEN]
    memory.change(add("a"))
    qtbot.waitUntil(lambda: said == [BROKEN])
    memory.change(add("b"))
    qtbot.waitUntil(lambda: file.content == ("a", "b"))
    qtbot.waitUntil(lambda: not memory._is_busy)
    assert memory.value == ("a", "b")
    assert said == [BROKEN]


def test_it_holds_beside_what_others_have_written(
    qtbot: QtBot, memory: Memory[Kept], file: File, said: list[EnvironmentProblem]
) -> None:
    file.problems = [BROKEN, BROKEN]
    memory.change(add("a"))
    qtbot.waitUntil(lambda: said == [BROKEN])
    file.content = ("other",)
    memory.look()
    qtbot.waitUntil(lambda: file.tries == 2 and not memory._is_busy)
    assert memory.value == ("other", "a")
    assert file.content == ("other",)
    assert said == [BROKEN], "it is known already"
    memory.look()
    qtbot.waitUntil(lambda: file.content == ("other", "a"))


def test_what_came_meanwhile_does_not_wait_for_more(
    qtbot: QtBot, memory: Memory[Kept], file: File, said: list[EnvironmentProblem]
) -> None:
    file.problems = [BROKEN]
    memory.change(add("a"))
    memory.change(add("b"))
    qtbot.waitUntil(lambda: file.content == ("a", "b"))
    assert said == [BROKEN]


def test_every_change_that_fails_is_said(
    qtbot: QtBot, memory: Memory[Kept], file: File, said: list[EnvironmentProblem]
) -> None:
    file.problems = [BROKEN, BROKEN]
    for count in (1, 2):
        memory.change(add("a"))
        qtbot.waitUntil(lambda count=count: len(said) == count and not memory._is_busy)
    assert memory.value == ("a", "a")


def test_once_a_damaged_file_is_out_of_the_way_it_is_written_at_once(
    qtbot: QtBot, memory: Memory[Kept], file: File, said: list[EnvironmentProblem]
) -> None:
    file.problems = [PutAside("It is damaged.")]
    memory.change(add("a"))
    qtbot.waitUntil(lambda: file.content == ("a",))
    assert [each.what for each in said] == ["It is damaged."]


def test_that_a_newer_program_has_written_the_file_is_said_once_and_what_is_changed_holds_here(
    qtbot: QtBot, tasks: Tasks
) -> None:
    said: list[EnvironmentProblem] = []

    def make(*_changes: object) -> tuple[str, ...]:
        raise newer(b"/f")

    memory = Memory[tuple[str, ...]](tasks, (), lambda: (), make)
    memory.failed.connect(said.append)
    for word in ("a", "b"):
        memory.change(lambda before, word=word: (*before, word))
        qtbot.waitUntil(lambda: not memory._is_busy)
    memory.look()
    qtbot.waitUntil(lambda: not memory._is_busy)
    assert memory.value == ("a", "b")
    assert len(said) == 1
