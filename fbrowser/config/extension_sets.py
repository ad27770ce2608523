"""Extension sets: what `audio:`, `pic:` and the like stand for in a query, unless the settings say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

AUDIO: Final = """
    aac ac3 aif aifc aiff amr ape au caf dsf flac m3u m3u8 m4a m4b mid midi mka mp2 mp3 mpa mpc oga ogg opus pls
    ra spx tta wav wma wv
"""
VIDEO: Final = """
    3g2 3gp asf avi divx f4v flv m2ts m4v mkv mov mp4 mpe mpeg mpg mts mxf ogm ogv rm rmvb ts vob webm wmv
"""
PIC: Final = """
    ai arw avif bmp cr2 cr3 dng emf eps gif heic heif ico jfif jpe jpeg jpg jxl nef orf png psd raf raw rw2
    svg svgz tga tif tiff webp wmf xcf
"""
DOC: Final = """
    azw3 chm csv djvu doc docm docx dot dotx eml epub htm html log md mht mobi odf odg odp ods odt pages pdf pot
    pps ppsx ppt pptx ps rst rtf tex txt vsd vsdx wpd xls xlsb xlsm xlsx xml xps
"""
EXE: Final = "apk appimage bat bin cmd com deb dmg exe flatpak jar msi msp ps1 rpm run scr sh snap"
ZIP: Final = """
    7z ace arj bz2 cab cpio gz gzip iso jar lha lz lz4 lzh lzma rar tar tbz tbz2 tgz txz tzst xz z zip zst
"""

_in_force: Mapping[str, frozenset[str]] | None = None


def use(sets: Mapping[str, frozenset[str]] | None) -> None:
    """Let every query from now on mean these sets; None: those that the file of the settings has by then."""
    global _in_force  # noqa: PLW0603 - a query means the same wherever in the process it is read
    _in_force = sets


def in_force() -> Mapping[str, frozenset[str]]:
    """Return the sets that queries mean; where nobody said which, the file of the settings does."""
    if _in_force is not None:
        return _in_force
    from fbrowser.config.current import current  # noqa: PLC0415 - it is made from what is above
    from fbrowser.config.settings import Settings  # noqa: PLC0415 - likewise; and the window has told us before

    return (current() or Settings()).filters()
