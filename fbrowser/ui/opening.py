"""Opening: leads into folders, hands a file to the program the system has for it, and asks before anything runs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from fbrowser.common.cancel import CancelToken
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.translation import tr

# Not before the first page: what looks at files, and what asks about them.

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fbrowser.fileops.opening import Looked
    from fbrowser.index.entry import Entry
    from fbrowser.services.tasks import Tasks


class Opener(QObject):
    """Opens entries: a folder is gone to; anything else is looked at on a worker, which may never answer.

    What the index says of a file may be old: what it is is always asked of the disk. What runs, what may be run by
    what opens it, and what does not answer is asked about in the window, and run by nobody unless that is chosen.
    """

    folder_wanted = Signal(object)
    """Path, bytes."""
    tab_wanted = Signal(object)
    """Path, bytes, of a folder that should be opened apart, in a tab of its own."""
    refused = Signal(object)
    """EnvironmentProblem: it was not opened."""
    said = Signal(str)
    """What became of something that runs, a sentence."""

    def __init__(self, tasks: Tasks, widget: QWidget) -> None:
        """Open nothing yet. widget: what questions are asked in the window of."""
        super().__init__(widget)
        self._tasks = tasks
        self._widget = widget
        self._looking: set[bytes] = set()
        """Paths, of what is being looked at."""
        self._turn: object = None
        """Changes when one goes elsewhere: then no link may lead away from there any more."""

    def cancel(self) -> None:
        """Follow no link any more: one has gone elsewhere."""
        self._turn = object()

    def open(self, path: bytes, entry: Entry, *, apart: bool = False) -> None:
        """Open the entry at a path; apart: in a tab of its own, if it is a folder."""
        if entry.is_folder and not _is_program(entry.name):
            self._want(path, apart=apart)
        elif path not in self._looking:  # a key that is held down, or was pressed twice, asks once
            self._look(path, apart=apart)

    def _want(self, folder: bytes, *, apart: bool) -> None:
        (self.tab_wanted if apart else self.folder_wanted).emit(folder)

    # -- looking

    def _look(self, path: bytes, *, apart: bool) -> None:
        turn, token = self._turn, CancelToken()
        self._looking.add(path)

        def look(_: object) -> Looked:
            from fbrowser.fileops.opening import look  # noqa: PLC0415 - see above

            return look(path, token)

        def looked(found: Looked) -> None:
            self._looking.discard(path)
            if not found.is_folder or turn is self._turn:
                self._decide(found, apart=apart)

        def failed(problem: EnvironmentProblem) -> None:
            self._looking.discard(path)
            if turn is self._turn:
                self.refused.emit(problem)

        self._tasks.run(look, on_result=looked, on_error=failed, cancel=token)

    def _decide(self, looked: Looked, *, apart: bool) -> None:
        """Open what was looked at, ask about it, or say why neither can be done."""
        if looked.is_silent or looked.can_run or (looked.program is not None and looked.opener is not None):
            self._ask(looked, apart=apart)
        elif looked.program is not None:
            self.refused.emit(
                EnvironmentProblem(
                    "{name} is made to be run, but not by this system, which has nothing that opens it either.",
                    name=looked.name,
                )
            )
        elif looked.is_folder:
            self._want(looked.path, apart=apart)
        elif not looked.is_file:
            self.refused.emit(
                EnvironmentProblem("{name} is no ordinary file and was not opened.", name=looked.name)
            )
        else:
            self._hand_over(looked.target)

    def _hand_over(self, path: bytes) -> None:
        problem = open_file(path)
        if problem is not None:
            self.refused.emit(problem)

    # -- asking

    def _ask(self, looked: Looked, *, apart: bool) -> None:
        from fbrowser.ui.run_question import RunQuestion  # noqa: PLC0415 - see above

        question = RunQuestion(self._widget.window(), looked)
        question.run_wanted.connect(lambda: self._run(looked))
        question.open_wanted.connect(lambda: self._open(looked, apart=apart))
        question.ask()

    def _run(self, looked: Looked) -> None:
        from fbrowser.fileops.opening import run  # noqa: PLC0415 - see above

        self._tasks.run(
            lambda _: run(looked),
            on_result=lambda _: self.said.emit(tr("{name} was started.", name=looked.name)),
            on_error=lambda problem: self.said.emit(str(problem)),
        )

    def _open(self, looked: Looked, *, apart: bool) -> None:
        """Open something that runs with what is for its kind, instead of running it."""
        from fbrowser.fileops.opening import open_text  # noqa: PLC0415 - see above

        if looked.is_folder:
            self._want(looked.path, apart=apart)
        elif not looked.opener:
            self._hand_over(looked.target)
        else:
            self._tasks.run(lambda _: open_text(looked), on_error=lambda problem: self.said.emit(str(problem)))


def file_url(path: bytes) -> QUrl:
    """Return the URL of a path, whatever bytes it is made of; on Windows all are text, and Qt knows its drives."""
    if sys.platform == "win32":
        return QUrl.fromLocalFile(os.fsdecode(path))
    from urllib.parse import quote_from_bytes  # noqa: PLC0415 - not before the first page

    return QUrl.fromEncoded(QByteArray(b"file://" + quote_from_bytes(path).encode()))


def open_file(path: bytes) -> EnvironmentProblem | None:
    """Open a file that is known not to run with the system's program for it; return why not if it was not."""
    if QDesktopServices.openUrl(file_url(path)):
        return None
    return EnvironmentProblem("No program was found to open {name}.", name=display(os.path.basename(path)))


def _is_program(folder: bytes) -> bool:
    """Return whether a folder of that name is a program for this system."""
    from fbrowser.common.programs import Opens, by_name  # noqa: PLC0415 - see above

    found = by_name(folder)
    return found is not None and found.opens is Opens.FOLDER
