"""Folder show: what is seen of a folder: its table, or why there is none, and its figures."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from fbrowser.common.translation import later, tr
from fbrowser.models.contents import press, why_empty, withheld
from fbrowser.services.live_settings import live
from fbrowser.ui.failure_notice import FailureNotice
from fbrowser.ui.pointing_out import PointingOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.answer import Answer
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.index_service import IndexService
    from fbrowser.ui.parts import Parts
    from fbrowser.ui.searching import Searching
    from fbrowser.ui.window_commands import WindowCommands


_NS: Final = 1_000_000_000
_ON_ITS_WAY_S: Final = 1.0
"""How long an answer may be on its way: by so much its age may be wrong."""


class FolderShow(QObject):
    """Shows the newest of what the index and the disk say of one folder, unless what is shown is a search."""

    shown = Signal()
    """There is something to see: a table, or a message."""

    def __init__(
        self, parts: Parts, service: IndexService, searching: Searching, commands: WindowCommands, parent: QObject
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._commands = commands
        self.folder = b""
        self.current: bytes | None = None
        """Name to put the cursor on when the folder is there."""
        self._live: Snapshot | None = None
        self._is_asked_anew = False
        """Whether what is listed live comes before what the index knows, until that was read later."""
        self._outdated = 0
        """The generation of the index that is being replaced, as it was read too early."""
        self._parts = parts
        self._service = service
        self._searching = searching
        self._failure = FailureNotice(lambda: parts.banner)
        service.answered.connect(self._answered)
        service.progressed.connect(parts.status.show_progress)
        service.listed.connect(self._listed)
        service.unlisted.connect(self._unlisted)
        parts.presenter.presented.connect(self._presented)
        self._pointing = PointingOut(parts, self)
        searching.left.connect(self.show_again)
        live.language_changed.connect(self._presented)
        commands.keymap_changed.connect(self._presented)  # what says why nothing is shown names keys

    def go_to(self, folder: bytes, current: bytes | None) -> None:
        """Be about another folder; what is known of it is shown at once."""
        self.folder, self.current, self._live, self._is_asked_anew = folder, current, None, False
        self._parts.presenter.forget()
        self._parts.banner.hide()
        answer = self._service.answer
        self._searching.go_to(folder, answer)
        self._parts.status.forget_contents()
        if answer and answer.snapshot:
            self._present(answer.snapshot)
        if not self.is_folder_shown:
            self._parts.middle.wait_for(folder)

    def point_out(self, names: Sequence[bytes]) -> None:
        """Select entries of the folder, which is read anew: they may be newer than what the index knows."""
        self._live, self._is_asked_anew, self._outdated = None, True, 0
        self._pointing.begin(self.folder, names)
        self._service.look()

    def show_again(self) -> None:
        """Show the newest of what is known of the folder: a search is over."""
        answer = self._service.answer
        indexed = answer.snapshot if answer else None
        for snapshot in (self._live, indexed) if self._is_asked_anew else (indexed, self._live):
            if snapshot is not None and snapshot.find_folder(self.folder) is not None:
                self._present(snapshot)
                break
        self.show_status()

    @property
    def is_folder_shown(self) -> bool:
        """Whether what is in the view is the folder that we are in."""
        listing = self._parts.view.listing
        return listing is not None and listing.query is None and listing.path == self.folder

    # -- what comes in

    def _answered(self, answer: Answer) -> None:
        self._searching.scope.take_answer(answer)
        self._is_asked_anew = self._is_asked_anew and self._is_older(answer)
        if answer.snapshot is not None and self._is_asked_anew and self._live is not None:
            self._have_read_again(answer.snapshot)
        elif answer.snapshot is not None:
            self._present(answer.snapshot)
        elif answer.failure is not None and not answer.rebuilding and not self._is_something_shown():
            self._show_message("alert-triangle", answer.failure.what, answer.failure.remedy)
        self._say_failure()
        self.show_status()

    def _say_failure(self) -> None:
        answer = self._service.answer
        self._failure.take(answer.failure if answer else None, has_table=self._parts.middle.is_table_shown)

    def _listed(self, snapshot: Snapshot) -> None:
        self._live = snapshot
        self._searching.scope.take_live(snapshot)
        answer = self._service.answer
        indexed = answer.snapshot if answer else None
        if indexed is None:
            self._present(snapshot)  # what the index will say may be older, whenever it says it
        elif indexed.find_folder(self.folder) is None:
            self._is_asked_anew = False
            self._present(snapshot)
        elif self._is_asked_anew:
            self._is_asked_anew = self._pointing.lacks(indexed, snapshot)
            if self._is_asked_anew:
                self._present(snapshot)
                self._have_read_again(indexed)

    def _have_read_again(self, indexed: Snapshot) -> None:
        """Have an index replaced, once, that lacks what is shown; but not for a folder that is left out of it."""
        if indexed.generation != self._outdated and indexed.find_folder(self.folder) is not None:
            self._outdated = indexed.generation
            self._service.refresh()

    def _is_older(self, answer: Answer) -> bool:
        """Return whether the index may have been read before the folder was listed live, and shows that it was."""
        if self._live is None or answer.snapshot is None:
            return True
        begun_s = time.time() - answer.age_s
        is_later = begun_s > self._live.created_ns / _NS + _ON_ITS_WAY_S
        return not is_later and self._pointing.lacks(answer.snapshot, self._live)

    def _unlisted(self, folder: bytes, problem: EnvironmentProblem) -> None:
        if folder != self.folder or self._searching.is_on:
            return
        if self._parts.middle.is_table_shown and self.is_folder_shown:
            self._parts.banner.say(problem)
        else:
            self._show_message("alert-triangle", problem.what, problem.remedy)

    def _present(self, snapshot: Snapshot) -> None:
        """Show the folder if a snapshot has it, unless what is shown is a search."""
        number = snapshot.find_folder(self.folder)
        if number is not None and not self._searching.is_on:
            self._parts.presenter.present(snapshot, number, self.current)

    def _is_something_shown(self) -> bool:
        return self.is_folder_shown or self._searching.is_on

    def _presented(self) -> None:
        """Show the table, or why there is nothing in it."""
        listing, middle = self._parts.view.listing, self._parts.middle
        if listing is None or not self.is_folder_shown:
            return
        if len(listing.rows):
            middle.show_table()
            self._say_failure()
        elif why := listing.snapshot.reason(listing.snapshot.row_of_folder(listing.folder)):
            what = tr("This folder could not be read: {why}.", why=tr(why))
            remedy = press(self._commands.keys_of("go.refresh"), later("Press {key} to try again."))
            self._show_message("lock", what, remedy)
        else:
            self._show_message("folder", *why_empty(listing, self._commands.keys_of))
        self.show_status()
        self.shown.emit()

    def _show_message(self, icon: str, what: str, remedy: str) -> None:
        self._parts.middle.say(icon, what, remedy)
        self.shown.emit()

    def show_status(self) -> None:
        """Say how much there is, and how old what is known of it is."""
        status, listing = self._parts.status, self._parts.view.listing
        status.show_answer(self._service.answer, ours=self._service.is_rebuilding_here)
        if listing is not None and self.is_folder_shown:
            narrowed = listing.narrowing
            size = narrowed.size if narrowed else listing.snapshot.size_of_folder(listing.folder)
            is_indexed = listing.snapshot.generation > 0
            status.show_contents(len(listing.rows), size, withheld(listing), is_indexed=is_indexed)
