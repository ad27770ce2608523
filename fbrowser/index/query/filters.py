"""Filters: sets of extensions with a name, used like a function: `pic:`, `pic:holiday`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.index.query.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TABLE: Final = {
    "audio": """
        aac ac3 aif aifc aiff amr ape au caf dsf flac m3u m3u8 m4a m4b mid midi mka mp2 mp3 mpa mpc oga ogg opus pls
        ra spx tta wav wma wv
    """,
    "video": """
        3g2 3gp asf avi divx f4v flv m2ts m4v mkv mov mp4 mpe mpeg mpg mts mxf ogm ogv rm rmvb ts vob webm wmv
    """,
    "pic": """
        ai arw avif bmp cr2 cr3 dng emf eps gif heic heif ico jfif jpe jpeg jpg jxl nef orf png psd raf raw rw2
        svg svgz tga tif tiff webp wmf xcf
    """,
    "doc": """
        azw3 chm csv djvu doc docm docx dot dotx eml epub htm html log md mht mobi odf odg odp ods odt pages pdf pot
        pps ppsx ppt pptx ps rst rtf tex txt vsd vsdx wpd xls xlsb xlsm xlsx xml xps
    """,
    "exe": "apk appimage bat bin cmd com deb dmg exe flatpak jar msi msp ps1 rpm run scr sh snap",
    "zip": """
        7z ace arj bz2 cab cpio gz gzip iso jar lha lz lz4 lzh lzma rar tar tbz tbz2 tgz txz tzst xz z zip zst
    """,
}
FILTERS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(extensions.split()) for name, extensions in _TABLE.items()
}
"""What the filters are unless the settings say otherwise."""


def clean(extensions: Iterable[str]) -> frozenset[str]:
    """Return extensions as nodes hold them: folded, without a leading dot."""
    return frozenset(folded(extension).removeprefix(".") for extension in extensions)
