"""Index service: what the index, or the disk, says of the folder that a pane shows; what is slow is on workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fbrowser.common.cancel import CancelToken
from fbrowser.common.paths import relative_to
from fbrowser.config import safe_mode
from fbrowser.index.answer import Answer, covering
from fbrowser.services.talks import Attention

if TYPE_CHECKING:
    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.rebuild import Progress
    from fbrowser.index.snapshot import Snapshot
    from fbrowser.services.talks import Talk, Talks
    from fbrowser.services.tasks import Tasks


class IndexService(QObject):
    """Joins the talk about the root that covers the folder; outside every root, lists the folder live.

    Single-threaded: its state is changed on the UI thread alone, by what the pane asks for and what workers send
    back.
    """

    answered = Signal(object)
    """Answer, whenever it changed; its snapshot is a private copy."""
    progressed = Signal(object)
    """Progress of our own rebuild."""
    listed = Signal(object)
    """Snapshot, live, of a folder that no index covers yet."""
    unlisted = Signal(object, object)
    """Folder as bytes that could not be listed live, and the EnvironmentProblem."""

    def __init__(self, talks: Talks, tasks: Tasks, parent: QObject | None = None) -> None:
        """Start with no root, seen by nobody."""
        super().__init__(parent)
        self._talks = talks
        self._tasks = tasks
        self._folder = b""
        self._talk: Talk | None = None
        """About the root that covers the folder; None outside every root."""
        self._snapshot: Snapshot | None = None
        """The last one that was passed on."""
        self._attention = Attention.NONE
        self._listing = CancelToken()
        self._is_listing = False
        self._is_looking = False
        """Whether it is listed live whatever the index knows."""

    # -- what the pane asks for

    def open(self, folder: bytes, *, index: bytes | None = None, known: Answer | None = None) -> None:
        """Answer about a folder: from the index that covers it; index: the root to index if none does.

        Outside every root a folder is listed live, and not indexed: going up must not index the whole disk.
        known: what was found out about it already.
        """
        self._folder = folder
        self._listing.cancel()
        self._is_looking = False
        talk = self._talk
        if safe_mode.is_on():
            self._list()
        elif known is not None:
            self._turn_to(folder, known.root, known=known)
        elif talk is not None and relative_to(folder, talk.root) is not None:
            self._list_if_unknown()  # the root may not be indexed yet: it will be
        elif other := self._talks.covering(folder):
            self._turn_to(folder, other.root)
        else:
            self._list()  # at once: the cache may be slow, or the folder in no index
            self._tasks.run(
                lambda _: covering(folder),
                on_result=lambda root: self._turn_to(folder, root or index),
                on_error=lambda _: self._turn_to(folder, index),
            )

    def refresh(self) -> None:
        """Read everything anew, now or as soon as whoever reads has ended, whatever failed or was cancelled."""
        if self._talk is None:
            self._list()
        else:
            self._talk.refresh()

    def look(self) -> None:
        """List the folder live, also if an index covers it: something in it may be newer than that."""
        self._is_looking = True
        self._list()

    def cancel(self) -> None:
        """Stop our rebuild, until someone asks for it again."""
        if self._talk is not None:
            self._talk.cancel()

    def attend(self, attention: Attention) -> None:
        """Care more or less about what is new; who begins to look has it at once."""
        before, self._attention = self._attention, attention
        if self._talk is not None:
            self._talk.attend(self, attention)
        elif before is Attention.NONE is not attention and self._folder and not self._lists_now:
            self._list()

    def stop(self) -> None:
        """Give up everything that is on its way: the pane closes."""
        self._folder = b""
        self._listing.cancel()
        self._leave()

    @property
    def answer(self) -> Answer | None:
        """What is known of the root; None outside every root, and before the first answer."""
        talk = self._fitting
        return talk.answer if talk else None

    @property
    def root(self) -> bytes | None:
        """The root that covers the folder; None outside every root."""
        talk = self._fitting
        return talk.root if talk else None

    @property
    def _fitting(self) -> Talk | None:
        """The talk, unless it is still that of the folder before, and its root does not cover this one."""
        talk = self._talk
        return talk if talk is not None and relative_to(self._folder, talk.root) is not None else None

    @property
    def is_rebuilding_here(self) -> bool:
        """Whether a rebuild of ours is running."""
        talk = self._fitting
        return talk is not None and talk.is_asking

    # -- the root

    def _turn_to(self, folder: bytes, root: bytes | None, *, known: Answer | None = None) -> None:
        """Turn to a root, or to none, unless the pane has gone elsewhere since."""
        if folder != self._folder:
            return
        talk = self._talks.about(root) if root is not None else None
        if talk is not self._talk:
            self._leave()
            self._talk = talk
            if talk is not None:
                talk.answered.connect(self._take)
                talk.progressed.connect(self._pass_on)
        if talk is None:
            return
        is_new = known is not None and talk.answer is None
        if known is not None:
            talk.know(known)  # and is told so, if that is news
        if talk.answer is not None and not is_new:
            self._take(talk.answer)
        talk.join(self, self._attention)

    def _leave(self) -> None:
        """Talk about the root no longer; what others want to know of it goes on."""
        talk, self._talk = self._talk, None
        self._snapshot = None
        if talk is not None:
            talk.answered.disconnect(self._take)
            talk.progressed.disconnect(self._pass_on)
            talk.leave(self)

    def let_go(self, root: bytes) -> None:
        """Show a folder live, and ask about its root no longer: it is not to be indexed any more."""
        if self._talk is not None and self._talk.root == root:
            self._leave()
            self._list()

    def _take(self, answer: Answer) -> None:
        """Pass on what is said about the root."""
        is_first, before, self._snapshot = self._snapshot is None, self._snapshot, answer.snapshot
        self.answered.emit(answer)
        if is_first or before is not answer.snapshot:
            self._list_if_unknown()

    def _pass_on(self, progress: Progress) -> None:
        if self._attention is not Attention.NONE:
            self.progressed.emit(progress)

    # -- live

    def _list_if_unknown(self) -> None:
        """List the folder live if the index does not know it (yet)."""
        snapshot = self.answer.snapshot if self.answer else None
        if snapshot is not None and snapshot.find_folder(self._folder) is not None:
            if not self._is_looking:
                self._listing.cancel()
        elif not self._lists_now:
            self._list()

    @property
    def _lists_now(self) -> bool:
        return self._is_listing and not self._listing.cancelled

    def _list(self) -> None:
        """List the folder live, once at a time."""
        folder = self._folder
        self._listing.cancel()
        token = self._listing = CancelToken()
        self._is_listing = True

        def listed(snapshot: Snapshot) -> None:
            self._is_listing = self._is_looking = False
            self.listed.emit(snapshot)

        def failed(problem: EnvironmentProblem) -> None:
            if not token.cancelled:
                self._is_listing = self._is_looking = False
                self.unlisted.emit(folder, problem)

        def list_it(_: object) -> Snapshot:
            from fbrowser.index.listing import list_folder  # noqa: PLC0415 - not before the first page

            return list_folder(folder, token)

        self._tasks.run(list_it, on_result=listed, on_error=failed, cancel=token)
