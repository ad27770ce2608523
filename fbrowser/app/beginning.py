"""Beginning: finds out, beside the loading of Qt, what was open the last time and what is known of the folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.paths import absolute, home_folder
from fbrowser.config import last_run, safe_mode, view_state
from fbrowser.config import session as sessions
from fbrowser.config.safe_mode import Safe
from fbrowser.config.session import Session
from fbrowser.config.view_state import ViewState
from fbrowser.index.answer import ask, covering

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.config.settings_file import Loaded
    from fbrowser.index.answer import Answer
    from fbrowser.services.settings_service import SettingsService
    from fbrowser.services.tasks import Tasks
    from fbrowser.ui.main_window import MainWindow


TWICE: Final = 2
"""Runs in a row that have crashed before they had shown anything: one more may do the same."""


class Start(NamedTuple):
    """What a window begins with."""

    session: Session | None
    """None: it is not known yet."""
    folder: bytes | None
    """The folder that was asked for, or that the settings say; None: begin with what was open the last time."""
    view: ViewState = ViewState()
    """How columns and sidebar lie."""


class AskedFile(NamedTuple):
    """What was asked for is no folder, but a file in one."""

    folder: bytes
    name: bytes


class Beginning:
    """Fills the window once; neither a data folder nor a cache that does not answer keeps it from that for long."""

    def __init__(self, tasks: Tasks, settings: SettingsService, folder: bytes | None) -> None:
        """Begin to find out; folder: the one that was asked for. What comes back waits for the event loop."""
        self._settings = settings
        self._folder = folder
        self._window: MainWindow | None = None
        self._start: Start | None = None
        self._file: AskedFile | None = None
        self._has_begun = False
        tasks.run(
            lambda report: look(folder, report),
            on_result=self._begin,
            on_error=self._go_without,
            on_progress=self._hear,
        )

    def take(self, window: MainWindow) -> None:
        """Know the window that is to be filled."""
        self._window = window

    def wait_no_longer(self) -> None:
        """Fill the window with what is known by now."""
        self._begin(None)

    def _hear(self, found: Loaded | Start | AskedFile) -> None:
        begun = self._window if self._has_begun else None
        if isinstance(found, Start):
            self._start = found
            if begun is not None and found.session is not None:
                begun.remember(found.session)  # it came too late to be there again, but is not lost
        elif isinstance(found, AskedFile):
            self._file = found
            if begun is not None and begun.pane.folder == self._folder:
                begun.pane.go(*found)  # it was shown as a folder meanwhile
        else:
            self._settings.take(found)

    def _go_without(self, _problem: EnvironmentProblem) -> None:
        if self._start is None:
            self._hear(Start(Session(), self._folder))
        self._begin(None)

    def _begin(self, known: Answer | None) -> None:
        if self._has_begun or self._window is None:
            return
        self._has_begun = True
        start = self._start or Start(None, self._folder)
        folder, name = self._file or (start.folder, None)
        if self._start is not None:
            self._window.views.take(self._start.view)
        self._window.begin(start.session, folder, known, name)


def look(folder: bytes | None, report: Callable[[object], None]) -> Answer | None:
    """Report settings, last session, and whether a file was asked for; return what is known of what will be shown.

    On a worker.

    From here on it is noted how this run ends.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    if last_run.begin() >= TWICE and not safe_mode.is_on():
        safe_mode.turn_on(Safe.CRASHED)
    from fbrowser.config.settings import Settings  # noqa: PLC0415 - on the worker, as below
    from fbrowser.config.settings_file import load  # noqa: PLC0415 - likewise

    asked, loaded = folder, load()
    report(loaded)
    settings = loaded.settings or Settings()
    if folder is None and settings.startup_folder:
        folder = absolute(os.path.expanduser(settings.startup_folder))  # noqa: PTH111 - becomes bytes
    if folder is None and not settings.restore:
        folder = home_folder()
    session = sessions.load()
    report(Start(session, folder, view_state.load()))
    answer = known(folder or session.folder or home_folder())
    snapshot = answer.snapshot if answer is not None else None
    if asked is None or (snapshot is not None and snapshot.find_folder(asked) is not None):
        return answer
    from fbrowser.index.probe import folder_of  # noqa: PLC0415 - what is indexed is known to be a folder

    where, name = folder_of(asked)
    if name is None:
        return answer
    report(AskedFile(where, name))
    return known(where)


def known(folder: bytes) -> Answer | None:
    """Return what is known of a folder that is in an index, without starting anything."""
    root = covering(folder)
    return ask(root, private=True, claim=False)[0] if root is not None else None
