"""Kinds: what an entry is, in words, and the icon that says so."""

from __future__ import annotations

import stat
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.translation import later, tr

if TYPE_CHECKING:
    from fbrowser.index.entry import Entry


class Kind(NamedTuple):
    """What an entry is."""

    text: str
    """Words as in the sources, perhaps with a place for the extension."""
    icon: str
    """Name of an icon in resources/icons/types."""
    extension: str = ""

    @property
    def words(self) -> str:
        """What a person calls it."""
        return tr(self.text, extension=self.extension)

    @property
    def key(self) -> str:
        """What it is sorted by: the same in every language."""
        return self.text.format(extension=self.extension).casefold()


FOLDER: Final = Kind(later("Folder"), "folder")
LINK: Final = Kind(later("Link"), "link")
FILE: Final = Kind(later("File"), "file")

_SPECIAL: Final = {
    stat.S_IFIFO: Kind(later("Pipe"), "file"),
    stat.S_IFSOCK: Kind(later("Socket"), "file"),
    stat.S_IFCHR: Kind(later("Device"), "file"),
    stat.S_IFBLK: Kind(later("Device"), "file"),
    0: Kind(later("Unknown"), "file"),
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

_TABLE: Final = (
    ("3d", later("3D model"), "3ds blend dae fbx glb gltf obj stl"),
    ("audio", later("Audio ({extension})"), "aac aif aiff flac m4a mid midi mp3 oga ogg opus wav wma"),
    ("c", later("C source"), "c"),
    ("console", later("Shell script"), "bash bat cmd fish ps1 sh zsh"),
    ("cpp", later("C++ source"), "cc cpp cxx"),
    ("css", later("Style sheet"), "css less sass scss"),
    ("database", later("Database"), "db mdb sqlite sqlite3 sql"),
    ("diff", later("Patch"), "diff patch"),
    ("disc", later("Disk image"), "dmg img iso qcow2 vdi vmdk"),
    ("document", later("Text"), "text txt rtf odt"),
    ("email", later("E-mail"), "eml mbox msg"),
    ("exe", later("Program"), "appimage bin com exe msi so dll"),
    ("font", later("Font"), "otf ttf woff woff2 pfb"),
    ("go", later("Go source"), "go"),
    ("h", later("C header"), "h hh hpp hxx"),
    ("hex", later("Data"), "dat hex"),
    ("html", later("Web page"), "htm html xhtml"),
    (
        "image",
        later("Image ({extension})"),
        "avif bmp gif heic heif ico jpeg jpg jxl png psd raw tga tif tiff webp xcf",
    ),
    ("java", later("Java source"), "java jar class"),
    ("javascript", later("JavaScript"), "cjs js jsx mjs"),
    ("json", later("JSON"), "json jsonl ndjson"),
    ("jupyter", later("Notebook"), "ipynb"),
    ("key", later("Key"), "asc gpg key pem pub crt"),
    ("lock", later("Lock file"), "lock"),
    ("log", later("Log"), "log"),
    ("lua", later("Lua source"), "lua"),
    ("markdown", later("Markdown"), "markdown md rst"),
    ("pdf", later("PDF document"), "pdf"),
    ("php", later("PHP source"), "php"),
    ("powerpoint", later("Presentation"), "odp ppt pptx"),
    ("python", later("Python source"), "py pyi pyw"),
    ("ruby", later("Ruby source"), "gemspec rb"),
    ("rocket", later("Application launcher"), "desktop"),
    ("rust", later("Rust source"), "rs"),
    ("settings", later("Settings"), "cfg conf ini properties"),
    ("subtitles", later("Subtitles"), "ass srt sub vtt"),
    ("svg", later("Vector image"), "ai eps svg svgz"),
    ("table", later("Spreadsheet"), "csv ods tsv xls xlsx"),
    ("tex", later("TeX"), "bib cls sty tex"),
    ("toml", later("TOML"), "toml"),
    ("typescript", later("TypeScript"), "ts tsx"),
    ("video", later("Video ({extension})"), "avi flv m4v mkv mov mp4 mpeg mpg ogv webm wmv"),
    ("word", later("Word document"), "doc docx"),
    ("xml", later("XML"), "xml xsd xsl"),
    ("yaml", later("YAML"), "yaml yml"),
    ("zip", later("Archive"), "7z bz2 deb gz lz4 rar rpm tar tgz txz xz zip zst"),
)
"""Icon, words, and the extensions that mean it."""
_BY_EXTENSION: Final = {
    extension.encode(): Kind(words, icon, extension.upper())
    for icon, words, extensions in _TABLE
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
        return FOLDER._replace(icon=icon) if icon else FOLDER
    return LINK if kind == stat.S_IFLNK else _SPECIAL.get(kind, FILE)


@cache
def _known(extension: bytes) -> Kind:
    return Kind(later("{extension} file"), "file", extension.decode("ascii").upper())


def _file_kind(extension: bytes) -> Kind:
    """Return the kind of a file with that extension; an unheard-of one is named after it if that reads well."""
    known = _BY_EXTENSION.get(extension)
    if known:
        return known
    return _known(extension) if len(extension) <= 5 and extension.isalnum() else FILE  # noqa: PLR2004 - words
