"""Where file systems are mounted, so that the crawl can step around the ones that are not files, or not there."""

from __future__ import annotations

import os

from fbrowser.common.mount_table import PSEUDO, read_mounts


def mounts_below(root: bytes, *, one_file_system: bool) -> dict[bytes, bool]:
    """Return the mount points below a root's real path, and whether the crawl enters each.

    Reads the kernel's table, never the mounts themselves. Empty where there is no such table.
    """
    prefix = root.rstrip(b"/") + b"/"
    return {
        mount.path: mount.kind not in PSEUDO and not one_file_system
        for mount in read_mounts()
        if mount.path.startswith(prefix) and os.path.basename(mount.path)
    }
