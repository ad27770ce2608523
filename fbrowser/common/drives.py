"""Drives: the file systems that a person would want to see, out of all that are mounted or could be."""

from __future__ import annotations

import os
import sys
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.mount_table import PSEUDO, Mount, read_mounts, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_FSTAB: Final = "/etc/fstab"
_VOLUMES: Final = b"/Volumes"
_REMOTE: Final = 4
"""What Windows calls a drive of another machine: DRIVE_REMOTE."""
_NETWORK: Final = frozenset(
    b"9p afs ceph cifs coda davfs fuse.cephfs fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs "
    b"glusterfs ncpfs nfs nfs4 smb3 smbfs virtiofs".split()
)
_SELF_SOURCED: Final = frozenset(b"zfs bcachefs exfat fuse.exfat fuseblk vfat".split())
"""File systems of drives whose source need not be a device."""
_IN_MEMORY: Final = frozenset(b"overlay ramfs squashfs tmpfs".split())
_SYSTEM: Final = tuple(
    b"/boot /dev /efi /etc /nix /opt /proc /root /run /snap /sys /sysroot /tmp /usr /var".split()
)
"""What is mounted in these folders is the system's own business."""
_ALLOWED: Final = (b"/run/media/",)
_FIELDS: Final = 4
_HIDDEN: Final = b"x-gvfs-hide"
_NAME: Final = b"x-gvfs-name="


class Drive(NamedTuple):
    """A place where a file system is, or could be."""

    path: bytes
    name: bytes
    """What it is called; empty: it is the one that all others are mounted in."""
    source: bytes
    is_network: bool
    is_mounted: bool


if sys.platform == "win32":

    def known_drives() -> list[Drive]:
        """Return the drives of this machine now. Touches no drive."""
        import ctypes  # noqa: PLC0415 - after the first page

        kernel = ctypes.windll.kernel32
        return drives_of_letters(kernel.GetLogicalDrives(), kernel.GetDriveTypeW)
elif sys.platform == "darwin":

    def known_drives() -> list[Drive]:
        """Return the drives of this machine now. Touches no drive."""
        return drives_of_volumes(_VOLUMES)
else:

    def known_drives() -> list[Drive]:
        """Return the drives of this machine now. Touches no drive."""
        try:
            with open(_FSTAB, "rb") as file:  # noqa: PTH123 - bytes
                fstab = file.read()
        except OSError:
            fstab = b""
        return find_drives(read_mounts(), fstab)


def drives_of_letters(letters: int, kind: Callable[[str], int]) -> list[Drive]:
    """Return Windows' drives: letters has a bit for each, kind returns that of a path, see GetDriveType."""
    found: list[Drive] = []
    for number, letter in enumerate(ascii_uppercase):
        if letters >> number & 1:
            path = f"{letter}:\\"
            is_network = kind(path) == _REMOTE
            found.append(Drive(path.encode(), f"{letter}:".encode(), b"", is_network, is_mounted=True))
    return found


def drives_of_volumes(folder: bytes) -> list[Drive]:
    """Return macOS' drives: / and what is mounted in a folder, in which a link to / says what that is called.

    Which of them are of another machine is not known.
    """
    first, others = b"", list[Drive]()
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(b"."):
                    others.append(Drive(entry.path, entry.name, b"", is_network=False, is_mounted=True))
                elif entry.is_symlink() and os.readlink(entry.path) == b"/":  # noqa: PTH115 - bytes
                    first = entry.name
    except OSError:
        others = []
    return [Drive(b"/", first, b"", is_network=False, is_mounted=True), *others]


def find_drives(mounts: Iterable[Mount], fstab: bytes = b"") -> list[Drive]:
    """Return the drives among some mounts, and those of fstab(5) that are not mounted: by path, / first.

    What is mounted in several places is one drive, at the shortest of its paths.
    """
    seen = {mount.path: mount for mount in mounts}  # the later one hides the earlier one
    planned = {each.path: each for each in _planned(fstab)}
    found: dict[bytes, Drive] = {}
    by_device: dict[bytes, bytes] = {}
    for mount in sorted(seen.values(), key=lambda each: (len(each.path), each.path)):
        plan = planned.pop(mount.path, None)
        is_hidden = plan is not None and plan.is_hidden
        if is_hidden or not _is_drive(mount) or by_device.setdefault(mount.device, mount.path) != mount.path:
            continue
        name = plan.name if plan is not None and plan.name else os.path.basename(mount.path)  # noqa: PTH119 - bytes
        is_network = mount.kind in _NETWORK
        found[mount.path] = Drive(mount.path, name, mount.source, is_network, is_mounted=True)
    for plan in planned.values():
        if not plan.is_hidden and not _is_systems(plan.path) and plan.kind not in PSEUDO | _IN_MEMORY:
            name = plan.name or os.path.basename(plan.path)  # noqa: PTH119 - bytes
            found[plan.path] = Drive(plan.path, name, plan.source, plan.kind in _NETWORK, is_mounted=False)
    return [found[path] for path in sorted(found)]


def _is_drive(mount: Mount) -> bool:
    if mount.path == b"/":
        return True
    if mount.kind in PSEUDO | _IN_MEMORY or _is_systems(mount.path):
        return False
    is_outside = mount.source.startswith(b"/dev/") or mount.kind in _NETWORK | _SELF_SOURCED
    return is_outside or mount.kind.startswith(b"fuse")


def _is_systems(path: bytes) -> bool:
    """Return whether a path is one of the system's own folders, or in one."""
    if path.startswith(_ALLOWED):
        return False
    return any(path == each or path.startswith(each + b"/") for each in _SYSTEM)


class _Plan(NamedTuple):
    """A line of fstab(5)."""

    path: bytes
    kind: bytes
    source: bytes
    name: bytes
    is_hidden: bool


def _planned(fstab: bytes) -> list[_Plan]:
    found: list[_Plan] = []
    for line in fstab.splitlines():
        fields = line.split()
        if len(fields) < _FIELDS or line.lstrip().startswith(b"#") or not fields[1].startswith(b"/"):
            continue
        source, path, kind, options = (unescaped(field) for field in fields[:_FIELDS])
        chosen = options.split(b",")
        name = next((each.removeprefix(_NAME) for each in chosen if each.startswith(_NAME)), b"")
        found.append(_Plan(_normal(path), kind, source, name, _HIDDEN in chosen))
    return found


def _normal(path: bytes) -> bytes:
    return path.rstrip(b"/") or b"/"
