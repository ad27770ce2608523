"""Kinds: what an entry is, in words, and the icon that says so."""

from __future__ import annotations

import stat
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from fbrowser.index.entry import Entry


class Kind(NamedTuple):
    """What an entry is."""

    words: str
    icon: str
    """Name of an icon in resources/icons/types."""


FOLDER: Final = Kind("Folder", "folder")
LINK: Final = Kind("Link", "link")
FILE: Final = Kind("File", "file")

_SPECIAL: Final = {
    stat.S_IFIFO: Kind("Pipe", "file"),
    stat.S_IFSOCK: Kind("Socket", "file"),
    stat.S_IFCHR: Kind("Device", "file"),
    stat.S_IFBLK: Kind("Device", "file"),
    0: Kind("Unknown", "file"),
}

_NAMED_FOLDERS: Final = {
    b"desktop": "folder-desktop",
    b"documents": "folder-docs",
    b"docs": "folder-docs",
    b"doc": "folder-docs",
    b"downloads": "folder-download",
    b"pictures": "folder-images",
    b"images": "folder-images",
    b"photos": "folder-images",
    b"music": "folder-audio",
    b"videos": "folder-video",
    b"movies": "folder-video",
    b".git": "folder-git",
    b"tmp": "folder-temp",
    b"temp": "folder-temp",
}

_TABLE: Final = """
3d|3D model|3ds blend dae fbx glb gltf obj stl
audio|Audio|aac aif aiff flac m4a mid midi mp3 oga ogg opus wav wma
c|C source|c
console|Shell script|bash bat cmd fish ps1 sh zsh
cpp|C++ source|cc cpp cxx
css|Style sheet|css less sass scss
database|Database|db mdb sqlite sqlite3 sql
diff|Patch|diff patch
disc|Disk image|dmg img iso qcow2 vdi vmdk
document|Text|text txt rtf odt
email|E-mail|eml mbox msg
exe|Program|appimage bin com exe msi so dll
font|Font|otf ttf woff woff2 pfb
go|Go source|go
h|C header|h hh hpp hxx
hex|Data|dat hex
html|Web page|htm html xhtml
image|Image|avif bmp gif heic heif ico jpeg jpg jxl png psd raw tga tif tiff webp xcf
java|Java source|java jar class
javascript|JavaScript|cjs js jsx mjs
json|JSON|json jsonl ndjson
jupyter|Notebook|ipynb
key|Key|asc gpg key pem pub crt
lock|Lock file|lock
log|Log|log
lua|Lua source|lua
markdown|Markdown|markdown md rst
pdf|PDF document|pdf
php|PHP source|php
powerpoint|Presentation|odp ppt pptx
python|Python source|py pyi pyw
ruby|Ruby source|gemspec rb
rust|Rust source|rs
settings|Settings|cfg conf ini properties desktop
subtitles|Subtitles|ass srt sub vtt
svg|Vector image|ai eps svg svgz
table|Spreadsheet|csv ods tsv xls xlsx
tex|TeX|bib cls sty tex
toml|TOML|toml
typescript|TypeScript|ts tsx
video|Video|avi flv m4v mkv mov mp4 mpeg mpg ogv webm wmv
word|Word document|doc docx
xml|XML|xml xsd xsl
yaml|YAML|yaml yml
zip|Archive|7z bz2 deb gz lz4 rar rpm tar tgz txz xz zip zst
"""
_BY_EXTENSION: Final = {
    extension.encode(): Kind(
        f"{words} ({extension.upper()})" if words in ("Image", "Audio", "Video") else words, icon
    )
    for icon, words, extensions in (line.split("|") for line in _TABLE.split("\n") if line)
    for extension in extensions.split()
}


def extension_of(name: bytes) -> bytes:
    """Return what follows the last dot, in lower case; `.bashrc` has no extension."""
    stem, _, extension = name.rpartition(b".")
    return extension.lower() if stem else b""


def kind_of(entry: Entry) -> Kind:
    """Return what an entry is, from its type and its name alone."""
    kind = stat.S_IFMT(entry.mode)
    if kind == stat.S_IFREG:
        return _file_kind(extension_of(entry.name))
    if kind == stat.S_IFDIR:
        icon = _NAMED_FOLDERS.get(entry.name.lower())
        return Kind(FOLDER.words, icon) if icon else FOLDER
    return LINK if kind == stat.S_IFLNK else _SPECIAL.get(kind, FILE)


@cache
def _known(extension: bytes) -> Kind:
    return Kind(f"{extension.decode('ascii').upper()} file", "file")


def _file_kind(extension: bytes) -> Kind:
    """Return the kind of a file with that extension; an unheard-of one is named after it if that reads well."""
    known = _BY_EXTENSION.get(extension)
    if known:
        return known
    return _known(extension) if len(extension) <= 5 and extension.isalnum() else FILE  # noqa: PLR2004 - words
