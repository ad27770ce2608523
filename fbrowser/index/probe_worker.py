"""Probe worker: a child process that looks at folders, one after the other, for whoever shows them. It may hang."""

from __future__ import annotations

import errno
import os
import shutil
import stat

from fbrowser.common.child import die_with_parent
from fbrowser.common.question import serve


def look(path: bytes) -> tuple[int, int, int]:
    """Return an errno, 0 if there is a folder, and the bytes of its file system that are free, and all; or -1."""
    try:
        if not stat.S_ISDIR(os.stat(path).st_mode):
            return errno.ENOTDIR, -1, -1
    except OSError as error:
        return error.errno or errno.EIO, -1, -1
    try:
        usage = shutil.disk_usage(path)
    except OSError:
        return 0, -1, -1
    return 0, usage.free, usage.total


def main() -> int:
    """Tell of each folder."""
    die_with_parent()
    serve(lambda *paths: map(look, paths))
    return 0
