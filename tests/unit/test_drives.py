"""Of all that is mounted, or could be, a person sees what is a drive to them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.drives import Drive, drives_of_letters, drives_of_volumes, find_drives
from fbrowser.common.mount_table import Mount, parse_mounts

TABLE = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
24 27 0:6 / /dev rw - devtmpfs devtmpfs rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
28 27 0:28 / /run/user/1000 rw - tmpfs tmpfs rw
29 27 8:1 / /boot/efi rw - vfat /dev/sda1 rw
30 27 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro
31 27 8:17 / /media/ann/My\040Disk\134 rw - exfat /dev/sdb1 rw
32 27 8:17 /photos /srv/photos-of-my-disk rw - exfat /dev/sdb1 rw
33 27 0:40 / /mnt/nas rw - nfs4 nas:/data rw
34 27 0:41 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
35 27 0:42 / /home/ann/server rw - fuse.sshfs ann@host: rw
36 27 0:43 / /run/media/ann/STICK rw - vfat /dev/sdc1 rw
37 27 0:44 / /mnt/covered rw - ext4 /dev/sdd1 rw
38 37 0:45 / /mnt/covered rw - tmpfs tmpfs rw
39 27 254:0 /etc/hosts /etc/hosts rw - ext4 /dev/vda rw
not a line
"""
FSTAB = rb"""# /dev/old /mnt/commented ext4 defaults 0 0
UUID=1 / ext4 defaults 0 1
UUID=2 none swap sw 0 0
UUID=3 /mnt/backup\040disk ext4 noauto,user 0 0
nas:/data /mnt/nas nfs4 x-gvfs-name=Family,defaults 0 0
nas:/more /mnt/more nfs4 noauto 0 0
UUID=4 /mnt/secret ext4 noauto,x-gvfs-hide 0 0
tmpfs /mnt/scratch tmpfs noauto 0 0
UUID=5 /boot ext4 noauto 0 0
broken
"""


def test_what_is_mounted_and_what_could_be() -> None:
    drives = find_drives(parse_mounts(TABLE), FSTAB)
    assert [(each.path, each.name, each.is_network, each.is_mounted) for each in drives] == [
        (b"/", b"", False, True),
        (b"/home/ann/server", b"server", True, True),
        (b"/media/ann/My Disk\\", b"My Disk\\", False, True),
        (b"/mnt/backup disk", b"backup disk", False, False),
        (b"/mnt/more", b"more", True, False),
        (b"/mnt/nas", b"Family", True, True),
        (b"/run/media/ann/STICK", b"STICK", False, True),
    ]


def test_a_hidden_one_is_not_shown_when_it_is_mounted_either() -> None:
    mounted = [Mount(b"/mnt/secret", b"ext4", b"/dev/sde1", b"8:65", b"/")]
    assert [each.path for each in find_drives(mounted)] == [b"/mnt/secret"]
    assert b"/mnt/secret" not in [each.path for each in find_drives(mounted, FSTAB)]


@pytest.mark.parametrize("kind", [b"ext4", b"nfs", b"fuse.sshfs", b"tmpfs"])
@pytest.mark.parametrize("path", [b"/proc/x", b"/var/lib/docker/1", b"/dev/shm", b"/boot"])
def test_the_systems_own_business_is_left_alone(path: bytes, kind: bytes) -> None:
    assert find_drives([Mount(path, kind, b"/dev/sda1", b"8:1", b"/")]) == []


@given(st.binary(), st.binary())
def test_any_text_is_a_table(table: bytes, fstab: bytes) -> None:
    assert all(each.path for each in find_drives(parse_mounts(table), fstab))


def test_windows_has_letters() -> None:
    drives = drives_of_letters(1 << 0 | 1 << 2 | 1 << 25, lambda path: 4 if path == "Z:\\" else 3)
    assert [(each.path, each.name, each.is_network) for each in drives] == [
        (b"A:\\", b"A:", False),
        (b"C:\\", b"C:", False),
        (b"Z:\\", b"Z:", True),
    ]


def test_macos_has_a_folder_of_volumes(tmp_path: Path) -> None:
    for name in ("Stick", "Backup", ".timemachine"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "Macintosh HD").symlink_to("/")
    (tmp_path / "nowhere").symlink_to(tmp_path / "Stick")
    drives = drives_of_volumes(os.fsencode(tmp_path))
    assert [each.name for each in drives] == [b"Macintosh HD", b"Backup", b"Stick"]
    assert [each.path for each in drives] == [b"/", *(os.fsencode(tmp_path / name) for name in ("Backup", "Stick"))]


def test_macos_has_a_drive_without_that_folder(tmp_path: Path) -> None:
    assert drives_of_volumes(os.fsencode(tmp_path / "none")) == [
        Drive(b"/", b"", b"", is_network=False, is_mounted=True)
    ]
