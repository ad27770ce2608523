"""Builds the Debian package from the bundle, without network: ./dev deb [--release].

There are no maintainer scripts: the triggers of those who keep menus, icons and man pages take notice of ours.
The same bundle and the same commit make the same file, to the byte.

Not in it: a D-Bus service file for org.freedesktop.FileManager1. In the system's folder it would make fbrowser a
rival of the file manager that the user chose: of two files for one name the bus takes whichever it reads first.
fbrowser is offered and never takes: the setting that has it show files of other programs writes one for that user.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from deb_needs import needs
from deb_texts import MAINTAINER, changelog, copyright_of

ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]
from make_icons import SOURCE, png  # noqa: E402 - see above

from fbrowser import APP_ID, __version__  # noqa: E402 - see above

ICON_SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_XZ: Final = ["-Zxz", "--threads-max=1"]  # more threads make another file
_GZIP: Final = ["-Zgzip", "-z1"]
_CONTROL: Final = """\
Package: fbrowser
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: dbus-user-session | dbus-session-bus, libglib2.0-bin, libsm6, shared-mime-info, hicolor-icon-theme
Suggests: fonts-noto-cjk, at-spi2-core
Section: utils
Priority: optional
Description: file browser that never freezes and knows where everything is
 Opens a folder at once, from an index on the disk, and refreshes it behind the
 window. As you type, every file below a folder, or in all that is indexed, is
 searched within one frame, at a million entries. Everything can be done from
 the keyboard, with the keys of your choice, and in one or two panes and tabs.
 .
 Without a window: fbrowser index, find, status and keys.
"""


def main() -> None:
    """Build the package that was asked for, and print its path."""
    options = _options()
    epoch = _epoch()
    staged = ROOT / "build" / "deb"
    shutil.rmtree(staged, ignore_errors=True)
    stage(staged, options.bundle, options.version, epoch)
    add_control(staged, options.version)
    settle(staged, epoch)
    options.to.mkdir(parents=True, exist_ok=True)
    made = options.to / f"fbrowser_{options.version}_{_architecture()}.deb"
    pack = ["dpkg-deb", *(_XZ if options.release else _GZIP), "--root-owner-group", "--build"]
    env = os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}
    subprocess.run([*pack, str(staged), str(made)], check=True, env=env, stdout=subprocess.DEVNULL)
    shutil.rmtree(staged)
    print(made)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev deb", description="Build the Debian package from the bundle.")
    parser.add_argument("--release", action="store_true", help="as small as can be, which takes a minute")
    parser.add_argument("--version", default=__version__, help="default: of the sources")
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "fbrowser", help="default: dist/fbrowser")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="default: dist")
    options = parser.parse_args()
    if not (options.bundle / "fbrowser").is_file():
        sys.exit(f"deb: no bundle in {options.bundle}; run ./dev bundle")
    return options


def _epoch() -> int:
    """Return when the last commit was made: the date of all files in the package."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None:
        asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return int(said)


def _architecture() -> str:
    asked = ["dpkg", "--print-architecture"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def stage(staged: Path, bundle: Path, version: str, epoch: int) -> None:
    """Lay out what will be installed."""
    shutil.copytree(bundle, staged / "usr" / "lib" / "fbrowser", symlinks=True)
    (staged / "usr" / "bin").mkdir()
    (staged / "usr" / "bin" / "fbrowser").symlink_to("../lib/fbrowser/fbrowser")
    share = staged / "usr" / "share"
    shutil.copytree(ROOT / "packaging" / "linux" / "share", share)
    # Debian's zsh does not look where zsh itself puts what others complete.
    (share / "zsh" / "site-functions").rename(share / "zsh" / "vendor-completions")
    page = share / "man" / "man1" / "fbrowser.1"
    write_zipped(page.with_suffix(".1.gz"), page.read_bytes())
    page.unlink()
    add_icons(share / "icons" / "hicolor")
    doc = share / "doc" / "fbrowser"
    doc.mkdir(parents=True)
    (doc / "copyright").write_text(copyright_of(bundle), "utf-8")
    write_zipped(doc / "changelog.gz", changelog(version, epoch).encode())
    overrides = share / "lintian" / "overrides" / "fbrowser"
    overrides.parent.mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "linux" / "lintian-overrides", overrides)


def write_zipped(file: Path, content: bytes) -> None:
    """Write what reads the same whenever it was zipped: without name and date."""
    file.write_bytes(gzip.compress(content, 9, mtime=0))


def add_icons(theme: Path) -> None:
    """Add the icon, drawn for each size for those who do not read SVG."""
    scalable = theme / "scalable" / "apps" / f"{APP_ID}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copy(SOURCE, scalable)
    for size in ICON_SIZES:
        file = theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        file.parent.mkdir(parents=True)
        file.write_bytes(png(size))


def add_control(staged: Path, version: str) -> None:
    """Add what dpkg reads: the control file, and what every file is checked against."""
    files = [file for file in sorted((staged / "usr").rglob("*")) if file.is_file() and not file.is_symlink()]
    control = _CONTROL.format(
        version=version,
        architecture=_architecture(),
        maintainer=MAINTAINER,
        kilobytes=sum(-(-file.stat().st_size // 1024) for file in files),
        depends=needs(staged / "usr" / "lib" / "fbrowser"),
    )
    sums = [f"{_md5(file)}  {file.relative_to(staged)}\n" for file in files]
    (staged / "DEBIAN").mkdir()
    (staged / "DEBIAN" / "control").write_text(control, "utf-8")
    (staged / "DEBIAN" / "md5sums").write_text("".join(sums), "utf-8")


def _md5(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def settle(staged: Path, epoch: int) -> None:
    """Give all files the rights and the date that they will have, whatever those of the checkout are."""
    program = staged / "usr" / "lib" / "fbrowser" / "fbrowser"
    for file in [staged, *staged.rglob("*")]:
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or file == program else 0o644)
        os.utime(file, (epoch, epoch), follow_symlinks=False)


if __name__ == "__main__":
    main()
