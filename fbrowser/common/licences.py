"""Licences: what the program is made of, and the terms of each part, with their texts; reads many files.

A bundle has it all in a list that was made of the environment it was built from (packaging/collect_licences.py);
elsewhere it is read off the environment itself.
"""

from __future__ import annotations

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from fbrowser import __version__
from fbrowser.common import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTRIBUTIONS: Final = (
    "numpy",
    "platformdirs",
    "RapidFuzz",
    "regex",
    "tomlkit",
    "xxhash",
)
"""What is installed beside the program, but for Qt; a test holds it at what the requirements pin."""
QT: Final = ("PySide6-Essentials", "shiboken6")
"""Likewise; they come without the texts of their licence, which are those of Qt."""
LIST: Final = "parts.json"
_USUAL: Final = ("LICENSE", "LICENSE.txt", "COPYING")
"""Where some have the text who do not say where it is."""
_FOLDER: Final = "licences"
_LGPL: Final = "LGPL-3.0-only"
_LGPL_TEXTS: Final = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""The first adds to the second."""
_IN_QT: Final = "Qt"
"""The folder of what Qt has taken in: a list like that of a bundle, after Qt's own attributions."""
_IN_PYTHON: Final = "Python-incorporated.txt"
"""The same for Python, as its documentation says it."""
_RULE: Final = f"\n\n{'-' * 72}\n\n"


class Part(NamedTuple):
    """Something that the program is made of."""

    name: str
    version: str
    """Empty: it has none of its own."""
    licence: str
    """What it is called, as SPDX does."""
    text: str
    """All of its terms."""
    within: str = ""
    """The part that it is inside of, so that no file is its own; empty: none."""

    @property
    def title(self) -> str:
        """What it is called among all parts, with its version."""
        return f"{self.within}: {self.name}" if self.within else f"{self.name} {self.version}".strip()


def parts() -> list[Part]:
    """Return all parts, the program itself first. Call it on a worker."""
    listed = resources.folder() / _FOLDER / LIST
    return read_list(listed) if listed.is_file() else list(gathered())


def gathered() -> Iterator[Part]:
    """Yield the parts of the environment that this runs in."""
    yield Part("fbrowser", __version__, "MIT", _own())
    for name in QT:
        if found := _distribution(name):
            yield found
    lgpl = texts(*_LGPL_TEXTS)
    if version := _version(QT[0]):
        yield Part("Qt", ".".join(version.split(".")[:3]), _LGPL, lgpl)
        yield from read_list(resources.path(f"{_FOLDER}/{_IN_QT}/{LIST}"))
    yield Part("Python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0", _python())
    for name in DISTRIBUTIONS:
        if found := _distribution(name):
            yield found
    for name, kind in (("Tabler Icons", "actions"), ("Material Icon Theme", "types")):
        yield Part(name, "", "MIT", _read(resources.path(f"icons/{kind}/LICENSE")))


def texts(*names: str) -> str:
    """Return licences that come with the program, one below the other."""
    return _RULE.join(_read(resources.path(f"{_FOLDER}/{name}")) for name in names)


def of_distribution(found: metadata.Distribution) -> Part:
    """Return what an installed distribution says of itself; the text is empty if it brings none."""
    about = cast("Any", found.metadata)  # a message, which the stubs know by half
    licence = about.get("License-Expression") or str(about.get("License") or "").partition("\n")[0]
    names = [str(each) for each in about.get_all("License-File") or _USUAL]
    read = [found.read_text(f"licenses/{each}") or found.read_text(each) for each in names]
    return Part(about["Name"], found.version, licence, _RULE.join(each.strip() for each in read if each))


def read_list(file: Path) -> list[Part]:
    """Return what a list names; the texts lie beside it. Raises OSError, ValueError, KeyError, TypeError."""
    rows: list[dict[str, Any]] = json.loads(_read(file))
    return [
        Part(each["name"], each["version"], each["licence"], _read(file.parent / each["file"]), each["within"])
        for each in rows
    ]


def _distribution(name: str) -> Part | None:
    """Return an installed distribution with the texts of its terms; None if it is not installed."""
    try:
        part = of_distribution(metadata.distribution(name))
    except metadata.PackageNotFoundError:
        return None
    return part._replace(licence=_LGPL, text=texts(*_LGPL_TEXTS)) if name in QT and not part.text else part


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _own() -> str:
    """Return our own licence: what is installed carries it among its resources, a checkout at its top."""
    inside = resources.folder() / _FOLDER / "fbrowser.txt"
    return _read(inside if inside.is_file() else resources.folder().parent / "LICENSE")


def _python() -> str:
    """Return Python's licence, which lies beside its library, and those of what it has taken in."""
    import os  # noqa: PLC0415 - the module that lies in that folder

    file = Path(os.__file__).with_name("LICENSE.txt")
    own = _read(file) if file.is_file() else f"{sys.copyright}\n\nhttps://docs.python.org/3/license.html"
    return _RULE.join((own, texts(_IN_PYTHON)))


def _read(file: Path) -> str:
    return file.read_text("utf-8", "replace").strip()
