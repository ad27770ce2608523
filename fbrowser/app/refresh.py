"""Refresh: which root answers for a folder, and how a command waits until its index is new."""

from __future__ import annotations

import errno
import math
import os
import stat
import sys
import time
from typing import TYPE_CHECKING, Final

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.answer import Answer, ask, covering
from fbrowser.index.crawler import unreadable_root
from fbrowser.index.rebuild import rebuild
from fbrowser.index.store import Store

if TYPE_CHECKING:
    from fbrowser.index.answer import Claim
    from fbrowser.index.options import CrawlOptions
    from fbrowser.index.rebuild import Outcome, Progress
    from fbrowser.index.snapshot import Snapshot

_POLL_S: Final = 0.05


# -- which root


def serving_root(folder: bytes) -> bytes:
    """Return the root that answers for a folder (an absolute path); the folder itself if no other one does.

    That is the outermost indexed root it lies in, unless a link or a mount that its crawl left out stands between.
    """
    root = covering(folder) or folder
    while root != folder:
        snapshot = ask(root, claim=False)[0].snapshot
        gap = _left_out(snapshot, folder) if snapshot is not None else None
        if gap is None:
            return root
        root = next(path for path in _between(gap, folder) if path == folder or Store(path).pointer())
    return root


def unreadable(snapshot: Snapshot, folder: bytes) -> EnvironmentProblem | None:
    """Return why a folder in a root could not be read by the crawl; None if that is not why it is not known."""
    known, row = _nearest(snapshot, folder)
    why = snapshot.reason(row) if snapshot.folder_at(row) is None else None
    if why is None:
        return None
    return EnvironmentProblem(
        f"{display(known)} could not be read: {why}.", "Refresh its index if that has changed."
    )


def check_folder(snapshot: Snapshot, folder: bytes) -> None:
    """Raise EnvironmentProblem, saying why, if a folder in its root is not known as one."""
    if snapshot.find_folder(folder) is not None:
        return
    _, row = _nearest(snapshot, folder)
    is_missing = snapshot.folder_at(row) is not None
    raise unreadable(snapshot, folder) or unreadable_root(folder, errno.ENOENT if is_missing else errno.ENOTDIR)


def _left_out(snapshot: Snapshot, folder: bytes) -> bytes | None:
    """Return the link or mount on the way to a folder that the crawl did not enter; None if there is none."""
    known, row = _nearest(snapshot, folder)
    if snapshot.folder_at(row) is not None or snapshot.reason(row) is not None:
        return None
    kind = stat.S_IFMT(snapshot.entry(row).mode)
    return known if kind in (stat.S_IFLNK, stat.S_IFDIR) else None


def _nearest(snapshot: Snapshot, folder: bytes) -> tuple[bytes, int]:
    """Return path and row (-1: the root) of the last part of a path in a root that the snapshot knows."""
    *_, known = (path for path in _between(snapshot.root, folder) if snapshot.find(path) is not None)
    row = snapshot.find(known)
    assert row is not None
    return known, row


def _between(outer: bytes, inner: bytes) -> list[bytes]:
    """Return all paths from an outer one down to an inner one, both included."""
    paths = [inner]
    while paths[-1] != outer:
        paths.append(os.path.dirname(paths[-1]))  # noqa: PTH120 - bytes
    return paths[::-1]


# -- waiting


def refreshed_for(folder: bytes, crawl: CrawlOptions | None = None) -> tuple[Answer, Outcome | None]:
    """Refresh the root that answers for a folder; return what `refreshed` does, and raise it."""
    root = serving_root(folder)
    found = refreshed(root, crawl)
    now = serving_root(folder)
    return found if now == root else refreshed(now, crawl)  # a link that was made since


def refreshed(root: bytes, crawl: CrawlOptions | None = None) -> tuple[Answer, Outcome | None]:
    """Return an answer whose crawl began after this call, and the rebuild if it was ours.

    Raises EnvironmentProblem if the root cannot be refreshed.
    """
    begun_s = time.monotonic()
    since_s = -1.0  # whatever the age is, be it of a clock that was set back since
    while True:
        answer, claim = ask(root, stale_after_s=since_s, retry_failed=True)
        if claim is not None:
            outcome = built(claim, crawl)
            return ask(root, stale_after_s=math.inf, claim=False)[0], outcome
        if not answer.rebuilding:
            if answer.failure and answer.age_s > since_s:
                raise answer.failure
            return answer, None
        time.sleep(_POLL_S)
        since_s = time.monotonic() - begun_s


def built(claim: Claim, crawl: CrawlOptions | None = None) -> Outcome:
    """Rebuild, and show how far it is where a person watches. Raises EnvironmentProblem if it fails."""
    watched = sys.stderr.isatty()
    try:
        return rebuild(claim, options=crawl, on_progress=_show_progress if watched else None)
    finally:
        if watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _show_progress(progress: Progress) -> None:
    """Show one line that is written over by the next."""
    verb = {"crawl": "reading", "sort": "sorting", "publish": "saving"}[progress.phase]
    line = f"{verb} {progress.entries:,} entries, {progress.entries_per_s:,.0f}/s  {display(progress.folder)}"
    sys.stderr.write(f"\r\x1b[K{line[: os.get_terminal_size(2).columns - 1]}")
    sys.stderr.flush()
