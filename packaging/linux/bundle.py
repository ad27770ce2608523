"""What is Linux's own in the bundle: libraries that nothing needs are left out, the others are stripped."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

UNUSED: Final = (
    "platformthemes/libqgtk3",  # drags in GTK
    "platforms/libqeglfs",
    "platforms/libqlinuxfb",
    "platforms/libqminimal",
    "platforms/libqvkkhrdisplay",
    "platforms/libqvnc",
    "plugins/egldeviceintegrations/",
    "plugins/generic/",
    "plugins/networkinformation/",
    "plugins/tls/",
)
"""Parts of Qt that the program never loads. The krb5 libraries stay: QtNetwork is linked against them."""
PROGRAMS: Final = {"fbrowser": False}
"""Each program of the bundle, and whether it opens a console."""
STRIP: Final = True

Entry = tuple[str, str, str]
"""Where a file goes, where it comes from, what it is."""


class Analysis(Protocol):
    """What PyInstaller has found."""

    binaries: list[Entry]
    datas: list[Entry]


def options() -> dict[str, object]:
    """Return what else PyInstaller is to know of each program."""
    return {}


def tidy(analysis: Analysis) -> None:
    """Leave out what only the parts left out needed, and save what strip would break."""
    analysis.binaries = without_orphans(analysis.binaries)
    present = {entry[0] for entry in [*analysis.binaries, *analysis.datas]}
    for entries in (analysis.binaries, analysis.datas):
        entries[:] = [entry for entry in entries if entry[2] != "SYMLINK" or entry[1] in present]
    # strip breaks numpy's BLAS ("load command address not page-aligned"); what is data is left as it is.
    fragile = [entry for entry in analysis.binaries if entry[0].startswith("numpy.libs")]
    analysis.binaries = [entry for entry in analysis.binaries if entry not in fragile]
    analysis.datas += [(name, source, "DATA") for name, source, _ in fragile]


def without_orphans(entries: list[Entry]) -> list[Entry]:
    """Leave out the libraries that only the plugins left out needed: which they are differs by machine."""
    while True:
        needed = {
            Path(name).name for _, source, kind in entries if kind != "SYMLINK" for name in libraries_of(source)
        }
        kept = [entry for entry in entries if entry[2] != "BINARY" or is_needed(entry[0], needed)]
        if len(kept) == len(entries):
            return entries
        entries = kept


def libraries_of(binary: str) -> list[str]:
    """Return the libraries that a binary is linked against."""
    bindepend: Any = import_module("PyInstaller.depend.bindepend")  # which has no types
    return [name for name, _ in bindepend.get_imports(binary)]


def is_needed(name: str, needed: set[str]) -> bool:
    """Tell whether a binary is loaded by another, or by name: Python itself and the plugins of Qt."""
    file = Path(name).name
    return file in needed or file.startswith("libpython") or "/plugins/" in name


def finish(_collected: object) -> None:
    """Do what is to be done when all files lie there: nothing."""
