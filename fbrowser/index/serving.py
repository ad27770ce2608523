"""Serving: which root answers for a folder, and why one may not know it."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.answer import ask, covering
from fbrowser.index.crawler import unreadable_root
from fbrowser.index.sorting import name_key
from fbrowser.index.store import Store, all_roots

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot


def outer_roots() -> list[bytes]:
    """Return every indexed root that no other one answers for, in the order of their paths.

    Raises EnvironmentProblem if it cannot be told where the cache is.
    """
    roots = [root for root in all_roots() if serving_root(root) == root]
    return sorted(roots, key=lambda root: [name_key(part) for part in root.split(os.sep.encode())])


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
        "{path} could not be read: {why}.", "Refresh its index if that has changed.", path=display(known), why=why
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
        paths.append(os.path.dirname(paths[-1]))
    return paths[::-1]
