"""Reports service: has mistakes and crashes written down, and says so; what touches the disk is on workers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from fbrowser.common import mistakes

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.config.last_run import Crash
    from fbrowser.services.tasks import Tasks

_LONGEST: Final = 60
"""Letters of something that the environment says."""


@dataclass(frozen=True)
class Told:
    """A mistake as text, made on the thread that made it: nothing of what it was made with is held."""

    anonymous: str
    whole: str

    @classmethod
    def of(cls, error: BaseException) -> Told:
        """Tell an exception."""
        import traceback  # noqa: PLC0415 - few runs have mistakes

        from fbrowser.common.anonymous import told  # noqa: PLC0415 - likewise

        return cls(told(error), "".join(traceback.format_exception(error)))


@dataclass(frozen=True)
class Look:
    """What the window looks like to its user, as far as a report tells it."""

    language: str
    keymap: str
    scale: float
    platform: str
    is_safe: bool

    def lines(self) -> list[str]:
        """Return a line for each."""
        session = [_said("XDG_SESSION_TYPE"), _said("XDG_CURRENT_DESKTOP"), self.platform]
        return [
            f"Desktop: {', '.join(filter(None, session))}",
            f"Language: {self.language}",
            f"Keymap: {self.keymap}",
            f"Scale: {self.scale:g}",
            f"Safe mode: {'yes' if self.is_safe else 'no'}",
        ]


class ReportsService(QObject):
    """Single-threaded, but for mistakes, which are made on any thread."""

    mistake_made = Signal()
    """A mistake of this run, whether or not it can be told."""
    mistake_written = Signal(str)
    """Name of the report of a mistake of this run."""
    crash_written = Signal(str)
    """Name of the report of a crash of the run before."""
    failed = Signal(object)
    """EnvironmentProblem: a report could not be written."""
    _made = Signal(object)

    def __init__(self, tasks: Tasks, look: Callable[[], Look], parent: QObject | None = None) -> None:
        """Hear of mistakes from now on. look: says on this thread how the window looks."""
        super().__init__(parent)
        self._tasks = tasks
        self._look = look
        self._made.connect(self._write_mistake)
        mistakes.hear(self._hear)

    def _hear(self, error: BaseException) -> None:
        """Take a mistake, on the thread that made it."""
        self.mistake_made.emit()
        self._made.emit(Told.of(error))

    def _write_mistake(self, told: Told) -> None:
        look = self._look()
        self._tasks.run(
            lambda _: write_mistake(told, look), on_result=self.mistake_written.emit, on_error=self.failed.emit
        )

    def write_crashes(self) -> None:
        """Write down how runs before this one crashed, if they did."""

        def tell(names: list[str]) -> None:
            if names:
                self.crash_written.emit(names[-1])

        self._tasks.run(lambda _: write_crashes(), on_result=tell, on_error=self.failed.emit)

    def note_shown(self) -> None:
        """Have it noted that the first page was shown, and what would be said if this run crashed."""
        from fbrowser.config.last_run import shown  # noqa: PLC0415 - after the first page

        look = self._look()
        self._tasks.run(lambda _: shown("\n".join(facts(look))))


def write_mistake(told: Told, look: Look) -> str:
    """Write down a mistake; return the report's name. Raises EnvironmentProblem."""
    return _written("a mistake; the program went on", "\n".join(facts(look)), told.anonymous, told.whole)


def write_crashes() -> list[str]:
    """Write down what is not written yet of runs that crashed; return the names. Raises EnvironmentProblem."""
    from fbrowser.config.last_run import crashes, forget  # noqa: PLC0415 - after the first page

    names: list[str] = []
    for path, crash in crashes():
        names.append(_write_crash(crash))
        forget(path)
    return names


def _write_crash(crash: Crash) -> str:
    what = "a crash" if crash.was_shown else "a crash before anything was shown"
    told = crash.facts or "\n".join(_versions())
    return _written(what, told, crash.told, crash.how)


def _written(what: str, said: str, anonymous: str, whole: str) -> str:
    from fbrowser.common.anonymous import without_names  # noqa: PLC0415 - see above
    from fbrowser.config.reports import Report, write  # noqa: PLC0415 - likewise

    head = f"Report of fbrowser\nWhat happened: {what}\n{said}\n\n"
    return write(Report(without_names(f"{head}{anonymous}\n"), f"{head}{whole}\n"))


def facts(look: Look) -> list[str]:
    """Return what may be said of a run: no names but those of programs, and numbers. On a worker."""
    from fbrowser.index.answer import ask  # noqa: PLC0415 - after the first page
    from fbrowser.index.serving import outer_roots  # noqa: PLC0415 - likewise

    counts = [len(found) for root in outer_roots() if (found := ask(root, claim=False)[0].snapshot) is not None]
    return [*_versions(), *look.lines(), f"Roots: {len(counts)}", f"Entries: {sum(counts)}"]


def _versions() -> list[str]:
    import platform  # noqa: PLC0415 - likewise

    from fbrowser.common.version import version_line  # noqa: PLC0415 - likewise

    try:
        system = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        system = ""
    return [f"Version: {version_line()}", f"System: {', '.join(filter(None, (system, platform.platform())))}"]


def _said(variable: str) -> str:
    return os.environ.get(variable, "")[:_LONGEST]
