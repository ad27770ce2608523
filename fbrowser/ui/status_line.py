"""Status line: how many, how old, what is selected, and how far a rebuild is."""

from __future__ import annotations

import math
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from fbrowser.common import format as fmt
from fbrowser.common.display import display
from fbrowser.common.translation import later, ntr, number, tr
from fbrowser.ui.elided_label import ElidedLabel
from fbrowser.ui.language import worded
from fbrowser.ui.pages import plain_label
from fbrowser.ui.spinner import Spinner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from fbrowser.index.answer import Answer
    from fbrowser.index.rebuild import Progress
    from fbrowser.index.snapshot import Snapshot

_SEPARATOR: Final = "  \u00b7  "
_TICK_MS: Final = 1000
_SAID_MS: Final = 15_000
_MOST_NAMED: Final = 20
_PHASES: Final = {"crawl": later("Reading"), "sort": later("Sorting"), "publish": later("Saving")}


class StatusLine(QWidget):
    """One line of text at the left, a rebuild's progress at the right; its height never changes."""

    cancel_requested = Signal()
    folder_wanted = Signal(object)
    """Path, bytes, of a folder that could not be read, chosen from their list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self.setAccessibleName("status")  # a contract: in every language
        self._contents: Callable[[], str] = _nothing
        self._selection: Callable[[], str] = _nothing
        self._said = ""
        self._is_search = False
        self._is_live = False
        self._answers: Sequence[Answer] = ()
        self._answered_s = 0.0
        self._answer: Answer | None = None
        self._asked_s = 0.0
        self._progress: Progress | None = None
        self.unread_count = 0
        self._left = ElidedLabel(Qt.TextElideMode.ElideRight, self)
        self.unread = QToolButton(self)
        self.unread.setAutoRaise(True)
        self.unread.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.unread.setMenu(QMenu(self.unread))
        self.unread.menu().aboutToShow.connect(self._list_unreadable)
        self.unread.hide()
        self._right = ElidedLabel(Qt.TextElideMode.ElideMiddle, self)
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._right.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._right.setForegroundRole(self._right.foregroundRole().PlaceholderText)
        self._spinner = Spinner(16, self)
        self._mode = plain_label(self)
        self._mode.hide()
        self._keys = plain_label(self)
        self._keys.hide()
        self.cancel = QToolButton(self)
        self.cancel.setAutoRaise(True)
        self.cancel.clicked.connect(self.cancel_requested)
        self.cancel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self._left)
        row.addWidget(self.unread)
        row.addWidget(self._right, 1)
        row.addWidget(self._mode)
        row.addWidget(self._keys)
        row.addWidget(self._spinner)
        row.addWidget(self.cancel)
        self.setFixedHeight(self.fontMetrics().height() + 16)
        self._silence = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._silence.timeout.connect(self._fall_silent)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._show)
        worded(self._word)

    def _word(self) -> None:
        self.unread.setAccessibleName(tr("unreadable folders"))
        self._mode.setText(tr("Selecting by moving"))
        self._keys.setAccessibleName(tr("keys"))
        self.cancel.setText(tr("Cancel"))
        self._show()

    def show_contents(self, count: int, size: int, withheld: str = "", *, is_indexed: bool = True) -> None:
        """Say what is in the folder; size -1: not known. withheld: what of it is not shown.

        is_indexed: False if it was listed live.
        """
        self._is_search = False
        self._is_live = not is_indexed
        self._answers = ()
        self._contents = lambda: _joined(fmt.items(count), withheld, fmt.size(size) if size >= 0 else "")
        self._show()

    def rest_on(self, answers: Sequence[Answer]) -> None:
        """Take what is known, as of now, of the indexes that the found entries are from."""
        self._answers, self._answered_s = answers, time.monotonic()

    def show_found(self, count: int, total: int, seconds: float) -> None:
        """Say how many were found among how many, how long that took, and what it rests on."""
        self._is_search = True
        self._contents = lambda: _joined(
            tr("{count} of {total}", count=number(count), total=number(total)), fmt.took(seconds)
        )
        self._show()

    def say(self, words: str) -> None:
        """Say what became of something, for a while, before all else."""
        self._said = words
        self._silence.start()
        self._show()

    def _fall_silent(self) -> None:
        self._said = ""
        self._show()

    def show_keys(self, keys: str) -> None:
        """Show which keys were pressed of something that is not complete; none if empty."""
        self._keys.setText(keys)
        self._keys.setVisible(bool(keys))

    def show_selecting(self, is_selecting: bool) -> None:
        """Show whether moving the cursor selects."""
        self._mode.setVisible(is_selecting)

    def forget_contents(self) -> None:
        """Say nothing of what is not shown any more."""
        self._is_search = False
        self._contents = self._selection = _nothing
        self._show()

    def show_selection(self, count: int, size: int) -> None:
        """Say what is selected; one entry alone is not worth a word. Size -1: not known."""
        self._selection = partial(_selected, count, size) if count > 1 else _nothing
        self._show()

    def show_answer(self, answer: Answer | None, *, ours: bool) -> None:
        """Say how old the index is and whether it is being rebuilt, here or elsewhere; None: there is no index."""
        self._answer = answer
        self._asked_s = time.monotonic()
        is_rebuilding = answer is not None and answer.rebuilding
        if not is_rebuilding:
            self._progress = None
        if is_rebuilding:
            self._spinner.start()
        else:
            self._spinner.stop()
        self.cancel.setVisible(is_rebuilding and ours)
        self._show_unreadable(answer.snapshot if answer else None)
        self._show()

    def show_progress(self, progress: Progress) -> None:
        """Say how far our rebuild is."""
        self._progress = progress
        self._show()

    def _show_unreadable(self, snapshot: Snapshot | None) -> None:
        """Say how many folders could not be read; which ones and why is in the menu."""
        count = len(snapshot.unreadable) if snapshot else 0
        self.unread.setVisible(count > 0)
        self.unread_count = count

    @property
    def is_reading(self) -> bool:
        """Whether our rebuild is going on."""
        return self.cancel.isVisibleTo(self)

    @property
    def has_unreadable(self) -> bool:
        """Whether there are folders that could not be read."""
        return self.unread.isVisible()

    def show_unreadable(self) -> None:
        """Open the list of folders that could not be read, if there are any."""
        if self.has_unreadable:
            self.unread.showMenu()

    def _list_unreadable(self) -> None:
        """List the folders that could not be read; choosing one leads there."""
        menu = self.unread.menu()
        menu.clear()
        snapshot = self._answer.snapshot if self._answer else None
        missing = snapshot.unreadable if snapshot else ()
        for each in missing[:_MOST_NAMED]:
            path = snapshot.path(each.row) if snapshot else b""
            words = tr("{path}: {why}", path=display(path), why=tr(each.reason)).replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _=False, path=path: self.folder_wanted.emit(path))
        if len(missing) > _MOST_NAMED:
            more = ntr("and {count} more", "and {count} more", len(missing) - _MOST_NAMED)
            menu.addAction(more).setEnabled(False)

    def coverage(self) -> str:
        """Return what the entries that were found rest on."""
        from fbrowser.models.coverage import coverage  # noqa: PLC0415 - not before the first page

        return coverage(self._answers, time.monotonic() - self._answered_s)

    def _show(self) -> None:
        contents = self._contents()
        words = [self._said, contents, self._selection()]
        if self._is_search:
            words.append(self.coverage())
        elif self._answer is not None and self._answer.snapshot is not None and not self._answer.rebuilding:
            age = self._answer.age_s + time.monotonic() - self._asked_s
            updated = tr("updated {age}", age=fmt.ago(age)) if math.isfinite(age) else ""
            words.append(tr("not indexed") if self._is_live and contents else updated)
        elif self._answer is None and contents:
            words.append(tr("not indexed"))
        self.unread.setText(tr("Which\u2026") if self._is_search else _unread(self.unread_count))
        left = _joined(*words)
        right = self._activity()
        if left != self._left.text():
            self._left.setText(left)
        self._right.setText(right)
        self.setAccessibleDescription(_joined(left, right))

    def _activity(self) -> str:
        if self._answer is None or not self._answer.rebuilding:
            return ""
        if self._progress is None:
            return tr("Refreshing\u2026") if self.is_reading else tr("Being refreshed by another process\u2026")
        done = self._progress
        said = [fmt.entries(done.entries)] if done.entries else []
        if done.phase == "crawl":
            said += [tr("{count}/s", count=number(round(done.entries_per_s)))] if done.entries else []
            said += [display(done.folder)]
        return tr("{phase} {progress}", phase=tr(_PHASES[done.phase]), progress=_joined(*said))

    def text(self) -> str:
        """Return what is said."""
        return self.accessibleDescription()

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Let the age of the index grow before somebody's eyes."""
        super().showEvent(event)
        self._clock.start()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Do nothing that nobody sees."""
        super().hideEvent(event)
        self._clock.stop()


def _nothing() -> str:
    return ""


def _joined(*words: str) -> str:
    return _SEPARATOR.join(filter(None, words))


def _selected(count: int, size: int) -> str:
    if size < 0:
        return ntr("{count} selected", "{count} selected", count)
    return ntr("{count} selected, {size}", "{count} selected, {size}", count, size=fmt.size(size))


def _unread(count: int) -> str:
    return ntr("{count} folder could not be read", "{count} folders could not be read", count)
