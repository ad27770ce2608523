"""Where file systems are mounted, so that the crawl can step around the ones that are not files, or not there."""

from __future__ import annotations

import os
import re
from pathlib import Path

PSEUDO = frozenset(
    b"autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl fuse.gvfsd-fuse "
    b"fuse.portal hugetlbfs mqueue nsfs proc pstore rpc_pipefs securityfs selinuxfs sysfs tracefs".split()
)
"""File systems that hold no files of anyone: the kernel's, and views of what is elsewhere."""

_ESCAPE = re.compile(rb"\\([0-7]{3})")


def mount_points(mountinfo: bytes) -> dict[bytes, bytes]:
    """Return path -> file system type, from the text of /proc/self/mountinfo (proc(5))."""
    found: dict[bytes, bytes] = {}
    for line in mountinfo.splitlines():
        before, _, after = line.partition(b" - ")
        fields = before.split(b" ")
        if len(fields) > 4 and after:  # noqa: PLR2004 - the fifth field is the mount point
            path = _ESCAPE.sub(lambda m: bytes([int(m[1], 8)]), fields[4])
            found[path] = after.split(b" ")[0]
    return found


def mounts_below(root: bytes, *, one_file_system: bool) -> dict[bytes, bool]:
    """Return the mount points below a root's real path, and whether the crawl enters each.

    Reads the kernel's table, never the mounts themselves. Empty where there is no such table.
    """
    try:
        points = mount_points(Path("/proc/self/mountinfo").read_bytes())
    except OSError:
        return {}
    prefix = root.rstrip(b"/") + b"/"
    return {
        path: kind not in PSEUDO and not one_file_system
        for path, kind in points.items()
        if path.startswith(prefix) and os.path.basename(path)
    }
