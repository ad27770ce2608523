"""What the bundle needs of the system it is installed on, as packages of Debian: read from its binaries."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
"""Libraries that PyInstaller leaves to the system, for they belong to its drivers and its screen."""
_LIBC: Final = re.compile(r"(lib(c|m|dl|pthread|rt|resolv|util)|ld-linux.*)\.so\.\d+")
_FILES: Final = (
    "fontconfig-config",  # without it, and without a font, all letters are boxes
    "fonts-dejavu-core | fonts-liberation | fonts-freefont-ttf | fonts-noto-core",
    "xkb-data",  # without it, the keyboard is dead
)


def needs(bundle: Path) -> str:
    """Return the field Depends."""
    elves = [str(file) for file in sorted(bundle.rglob("*")) if file.is_file() and _is_elf(file)]
    said = subprocess.run(["readelf", "-dVW", *elves], check=True, capture_output=True, text=True).stdout
    wanted = set(re.findall(r"\(NEEDED\).*\[(.+)\]", said))
    missing = sorted(name for name in wanted if not any(bundle.rglob(name)) and not _LIBC.fullmatch(name))
    unknown = [name for name in missing if name not in _PACKAGES]
    if unknown:
        sys.exit(f"no package is known for {', '.join(unknown)}: bundle it, or name one in {__file__}")
    versions = [tuple(map(int, found.split("."))) for found in re.findall(r"\bGLIBC_(\d+(?:\.\d+)+)", said)]
    libc = f"libc6 (>= {'.'.join(map(str, max(versions)))})"
    return ", ".join([libc, *(_PACKAGES[name] for name in missing), *_FILES])


def _is_elf(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"
