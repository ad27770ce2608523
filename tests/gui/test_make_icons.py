"""The icons for Windows and macOS: containers of PNGs that are what their tables say."""

import runpy
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage, QImageReader

MADE: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "make_icons.py"))


def ico_entries(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield side and content of each entry of a .ico, as its table says."""
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    for number in range(count):
        width, height, _, _, planes, bits, length, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width, planes, bits) == (height, 1, 32)
        yield width or 256, data[at : at + length]


def icns_entries(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each entry of a .icns."""
    assert struct.unpack_from(">4sI", data) == (b"icns", len(data))
    at = 8
    while at < len(data):
        kind, length = struct.unpack_from(">4sI", data, at)
        yield kind, data[at + 8 : at + length]
        at += length
    assert at == len(data)


def decoded(content: bytes) -> QImage:
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    image = QImage.fromData(content)
    assert not image.isNull()
    return image


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons") / "made"
    MADE["make_ico"](folder / "fbrowser.ico")
    MADE["make_icns"](folder / "fbrowser.icns")
    return folder


def test_every_picture_of_the_ico_has_the_side_it_says(folder: Path) -> None:
    entries = dict(ico_entries((folder / "fbrowser.ico").read_bytes()))
    assert sorted(entries) == [16, 20, 24, 32, 40, 48, 64, 96, 128, 256]
    for side, content in entries.items():
        assert (decoded(content).width(), decoded(content).height()) == (side, side)


def test_every_picture_of_the_icns_has_the_side_of_its_kind(folder: Path) -> None:
    entries = dict(icns_entries((folder / "fbrowser.icns").read_bytes()))
    assert {kind: decoded(content).width() for kind, content in entries.items()} == MADE["ICNS_SIDES"]
    assert {16, 32, 64, 128, 256, 512, 1024} == set(MADE["ICNS_SIDES"].values())


@pytest.mark.parametrize("side", [16, 256, 1024])
def test_a_picture_shows_the_program_on_nothing(side: int) -> None:
    image = decoded(MADE["png"](side))
    assert image.pixelColor(0, 0).alpha() == 0
    middle = image.pixelColor(side // 2, side * 3 // 4)
    assert middle.alpha() == 255
    assert middle.blue() > middle.red()


@pytest.mark.parametrize("name", ["fbrowser.ico", "fbrowser.icns"])
def test_a_reader_that_is_not_ours_understands_them(folder: Path, name: str) -> None:
    reader = QImageReader(str(folder / name))
    sizes = set[int]()
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        image = reader.read()
        assert not image.isNull(), reader.errorString()
        sizes.add(image.width())
    assert {16, 32, 64, 128, 256} <= sizes
