"""Mount table: which file systems are mounted where, as the kernel says; no mount is touched for that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

TABLE: Final = "/proc/self/mountinfo"
"""Where the kernel says it, see proc(5); poll(2) tells with POLLPRI that it has changed."""
PSEUDO: Final = frozenset(
    b"autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl fuse.gvfsd-fuse "
    b"fuse.portal hugetlbfs mqueue nsfs proc pstore rpc_pipefs securityfs selinuxfs sysfs tracefs".split()
)
"""File systems that hold no files of anyone: the kernel's, and views of what is elsewhere."""

_ESCAPE: Final = re.compile(rb"\\([0-7]{3})")
_BEFORE: Final = 6
_AFTER: Final = 2


class Mount(NamedTuple):
    """A file system, or a folder of it, at a path."""

    path: bytes
    kind: bytes
    """Of file system: ext4, nfs4, fuse.sshfs, ..."""
    source: bytes
    """A device, or what a server calls it."""
    device: bytes
    """Number of the file system, major:minor: the same for all mounts of it."""
    top: bytes
    """Which folder of the file system is seen there; / is all of it."""


def read_mounts() -> list[Mount]:
    """Return what is mounted now; nothing where there is no such table."""
    try:
        return parse_mounts(Path(TABLE).read_bytes())
    except OSError:
        return []


def parse_mounts(table: bytes) -> list[Mount]:
    """Return what is mounted by the text of a table, one that hides another after it; bad lines are left out."""
    found: list[Mount] = []
    for line in table.splitlines():
        before, _, after = line.partition(b" - ")
        left, right = before.split(b" "), after.split(b" ")
        if len(left) >= _BEFORE and len(right) >= _AFTER:
            path, source = unescaped(left[4]), unescaped(right[1])
            found.append(Mount(path, right[0], source, left[2], unescaped(left[3])))
    return found


def unescaped(text: bytes) -> bytes:
    r"""Return what is meant by a field of a table, in which a space is written \040."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 8) & 0xFF]), text)
