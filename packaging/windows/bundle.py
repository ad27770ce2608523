"""What is Windows' own in the bundle: icon, version, a second program for the console, signatures.

FBROWSER_SIGN_COMMAND, if set, signs: a command line in which $f stands for the file.
"""

from __future__ import annotations

import os
import re
import runpy
import shlex
import subprocess
from pathlib import Path
from typing import Final, Protocol

ROOT: Final = Path(__file__).parents[2]
BUILD: Final = ROOT / "build"

UNUSED: Final = (
    "PySide6/opengl32sw",
    "platforms/qdirect2d",
    "platforms/qminimal",
    "plugins/generic/",
    "plugins/networkinformation/",
    "plugins/tls/",
)
"""Parts of Qt that the program never loads."""
PROGRAMS: Final = {"fbrowser": False, "fbrowser-cli": True}
"""Each program of the bundle, and whether it opens a console: a program without prints nothing in one."""
STRIP: Final = False
"""Windows' files have nothing that could be stripped."""


class Collected(Protocol):
    """The folder of the bundle."""

    name: str
    """Its path."""


_FILE_TYPE_APP: Final = 1
_FILE_OS_NT: Final = 0x40004
_ENGLISH_UNICODE: Final = ("040904B0", [0x0409, 0x04B0])


def version() -> str:
    """Return the program's version."""
    return runpy.run_path(str(ROOT / "fbrowser" / "__init__.py"))["__version__"]


def four_numbers(text: str) -> tuple[int, int, int, int]:
    """Return a version as Windows wants it; of what follows the numbers, as in 1.2.0rc1, nothing is said."""
    found = re.match(r"\d+(?:\.\d+){0,3}", text)
    numbers = [int(each) for each in found[0].split(".")] if found else []
    first, second, third, fourth = (*numbers, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def version_resource(text: str) -> str:
    """Return what Windows shows of the program, in the notation that PyInstaller reads."""
    numbers = four_numbers(text)
    strings = {
        "CompanyName": "the fbrowser developers",
        "FileDescription": "fbrowser",
        "FileVersion": text,
        "InternalName": "fbrowser",
        "LegalCopyright": "the fbrowser developers, MIT License",
        "OriginalFilename": "fbrowser.exe",
        "ProductName": "fbrowser",
        "ProductVersion": text,
    }
    table, translation = _ENGLISH_UNICODE
    said = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS={_FILE_OS_NT:#x}, fileType={_FILE_TYPE_APP:#x},
    subtype=0x0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([StringTable({table!r}, [{said}])]),
    VarFileInfo([VarStruct('Translation', {translation})]),
  ],
)
"""


def options() -> dict[str, object]:
    """Return what else PyInstaller is to know of each program."""
    BUILD.mkdir(exist_ok=True)
    resource = BUILD / "version_resource.txt"
    resource.write_text(version_resource(version()), "utf-8")
    make_ico = runpy.run_path(str(ROOT / "packaging" / "make_icons.py"))["make_ico"]
    return {"icon": str(make_ico(BUILD / "fbrowser.ico")), "version": str(resource)}


def tidy(_analysis: object) -> None:
    """Leave what PyInstaller found as it is."""


def sign_command(template: str, file: Path) -> list[str]:
    """Return the words of a command that signs a file: one that is not quoted ends at a space, as in a shell."""
    return [word.replace("$f", str(file)) for word in shlex.split(template.replace("\\", "\\\\"))]


def finish(collected: Collected) -> None:
    """Sign the programs, if it was said how."""
    if template := os.environ.get("FBROWSER_SIGN_COMMAND"):
        for name in PROGRAMS:
            subprocess.run(sign_command(template, Path(collected.name, f"{name}.exe")), check=True)
