"""Makes the icons that Windows and macOS want, .ico and .icns, from the SVG of the program.

Called by the build of the bundle, which keeps them in build/. Both are containers of PNGs, one for each size.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "resources" / "icons" / "fbrowser.svg"

ICO_SIDES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""What Windows shows at 100 to 200 percent; it has room for no more than 256."""
ICNS_SIDES = {
    b"icp4": 16,
    b"ic11": 32,  # 16 points on a fine screen
    b"icp5": 32,
    b"ic12": 64,  # 32 points, likewise, and so on
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""Pixels of each kind of entry that macOS knows and that may be a PNG."""

_ICO_HEAD = struct.Struct("<HHH")
_ICO_ENTRY = struct.Struct("<BBBBHHII")
_ICNS_HEAD = struct.Struct(">4sI")
_BITS = 32


def png(side: int) -> bytes:
    """Return the program's icon as a PNG of so many pixels each way."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] - the stubs of Qt want bytes, Qt itself a text
    return bytes(buffer.data().data())


def ico(images: dict[int, bytes]) -> bytes:
    """Return the icon of Windows: the PNGs of some sides."""
    at = _ICO_HEAD.size + len(images) * _ICO_ENTRY.size
    table = _ICO_HEAD.pack(0, 1, len(images))
    for side, image in images.items():
        table += _ICO_ENTRY.pack(side % 256, side % 256, 0, 0, 1, _BITS, len(image), at)  # 0 stands for 256
        at += len(image)
    return table + b"".join(images.values())


def icns(images: dict[bytes, bytes]) -> bytes:
    """Return the icon of macOS: the PNGs of some kinds of entries."""
    entries = b"".join(
        _ICNS_HEAD.pack(kind, _ICNS_HEAD.size + len(image)) + image for kind, image in images.items()
    )
    return _ICNS_HEAD.pack(b"icns", _ICNS_HEAD.size + len(entries)) + entries


def make_ico(target: Path) -> Path:
    """Write the icon of Windows; return its path."""
    return _written(target, ico({side: png(side) for side in ICO_SIDES}))


def make_icns(target: Path) -> Path:
    """Write the icon of macOS; return its path."""
    return _written(target, icns({kind: png(side) for kind, side in ICNS_SIDES.items()}))


def _written(target: Path, data: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build"
    print(make_ico(folder / "fbrowser.ico"))
    print(make_icns(folder / "fbrowser.icns"))
