"""Opening: what a file is, looked at by a child that may hang; and having it run, or read as a text."""

from __future__ import annotations

import errno
import os
import stat
from typing import Any, Final, NamedTuple

from fbrowser.common.cancel import CancelToken
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, reason
from fbrowser.common.programs import Opens, Program, Way
from fbrowser.common.question import Question
from fbrowser.common.translation import later
from fbrowser.fileops.open_worker import CHANGED, NOT_STARTED, Identity

PATIENCE_S: Final = 3.0
"""How long a file may take to answer."""
_START_S: Final = 15.0
"""How long a program may take to be started, on a machine that does much else."""
_WHY: Final[dict[int | str, str]] = {
    errno.ENOEXEC: later(
        "the system does not know how; its first line should say, after #!, which program runs it"
    ),
    errno.ENOENT: later("the program that should run it is not there"),
    errno.ETXTBSY: later("it is being written"),
    NOT_STARTED: later("the desktop could not start what it names"),
}


class Looked(NamedTuple):
    """What was found when a file was looked at, links followed."""

    path: bytes
    """Absolute, as it was asked for."""
    target: bytes
    """Its real path."""
    mode: int = 0
    """`st_mode`; 0: it did not answer, and nothing is known."""
    identity: Identity = ()
    """What tells whether it is still the same."""
    program: Program | None = None
    """What it is, if it runs, or if what opens it may run it."""
    can_run: bool = False
    says: bytes = b""
    """What it says that it is run by, or that it starts: whatever its author wrote."""
    opener: bytes | None = None
    """What opens it instead, a desktop entry or a program; empty: what the system has for it; None: nothing."""

    @property
    def is_silent(self) -> bool:
        """Whether it did not answer."""
        return not self.mode

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self.mode)

    @property
    def is_file(self) -> bool:
        """Whether it is an ordinary file."""
        return stat.S_ISREG(self.mode)

    @property
    def name(self) -> str:
        """Its name, to be shown."""
        return display(os.path.basename(self.path))


def look(path: bytes, cancel: CancelToken) -> Looked:
    """Look at a file (an absolute path) that may not answer. Call it on a worker.

    Raises EnvironmentProblem if it is not there, or may not be looked at; Cancelled.
    """
    answer = _ask(("look", path), PATIENCE_S, cancel)
    if answer is None:
        return Looked(path, path)
    if "wrong" in answer:
        raise _missing(path, answer["wrong"], is_link=answer["is_link"])
    program = answer.pop("program", None)
    if program is not None:
        words, way, opens, types = program
        program = Program(words, Way(way), Opens(opens), types)
    return Looked(path, program=program, **answer)


def run(looked: Looked) -> None:
    """Run what was looked at, if it is still the same: apart from us, in its folder, with nothing of ours.

    Call it on a worker. Raises EnvironmentProblem if it could not be run.
    """
    assert looked.program is not None
    answer = _ask(("run", looked.path, looked.identity, str(looked.program.way)), _START_S)
    wrong = answer["wrong"] if answer is not None else errno.ETIMEDOUT
    if wrong == CHANGED:
        raise EnvironmentProblem(
            "{name} has changed since you were asked, and was not run.",
            "Open it again to be asked anew.",
            name=looked.name,
        )
    if wrong:
        why = _WHY.get(wrong) or reason(wrong)
        raise EnvironmentProblem("{name} could not be run: {why}.", name=looked.name, why=why)


def open_text(looked: Looked) -> None:
    """Have a file read by the system's program for texts. Call it on a worker. Raises EnvironmentProblem."""
    answer = _ask(("open", looked.path, (), "", looked.opener or b""), _START_S)
    wrong = answer["wrong"] if answer is not None else errno.ETIMEDOUT
    if wrong:
        why = later("the program for texts could not be started") if wrong == NOT_STARTED else reason(wrong)
        raise EnvironmentProblem("{name} could not be opened: {why}.", name=looked.name, why=why)


def _missing(path: bytes, number: int, *, is_link: bool) -> EnvironmentProblem:
    name = display(os.path.basename(path))
    if is_link:
        return EnvironmentProblem(
            "The link {name} leads nowhere: {why}.",
            "Whatever it pointed to was moved, deleted, or is not connected.",
            name=name,
            why=reason(number),
        )
    return EnvironmentProblem("{name} could not be opened: {why}.", name=name, why=reason(number))


def _ask(order: tuple[Any, ...], patience_s: float, cancel: CancelToken | None = None) -> dict[str, Any] | None:
    """Return what a child answers to an order; None: it did not in time. Raises EnvironmentProblem, Cancelled."""
    with Question("fbrowser.fileops.open_worker", order) as question:
        answer = next(question.answers(patience_s, cancel or CancelToken()), None)
        return answer[0] if answer is not None else None
