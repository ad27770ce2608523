"""What a Debian package says of itself: who may do what with it, and what has changed."""

from __future__ import annotations

import json
import re
import textwrap
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
MAINTAINER: Final = "the fbrowser developers <fbrowser@fbrowser.invalid>"
"""A package must name a mailbox; there is none, and `.invalid` is the ending of addresses that are none."""
_INSIDE: Final = "usr/lib/fbrowser/_internal"
_LICENCES: Final = "fbrowser/resources/licences"
"""Where a bundle has the terms of its parts, and a list of these."""
_PLACES: Final = {
    "Python": f"{_INSIDE}/*",  # what is left of its modules when all others have theirs
    "PyInstaller's starter": "usr/lib/fbrowser/fbrowser",
    "Tabler Icons": f"{_INSIDE}/fbrowser/resources/icons/actions/*",
    "Material Icon Theme": f"{_INSIDE}/fbrowser/resources/icons/types/*",
}
"""Where parts lie whose name does not say it."""


def copyright_of(bundle: Path) -> str:
    """Return the copyright file: our licence, and for each part of the bundle where its own lies."""
    text = (ROOT / "packaging" / "linux" / "copyright").read_text("utf-8")
    text = text.replace("@LICENSE@", _folded((ROOT / "LICENSE").read_text("utf-8")))
    parts: list[dict[str, Any]] = json.loads((bundle / "_internal" / _LICENCES / "parts.json").read_text("utf-8"))
    parts.sort(key=lambda part: part["name"] != "Python")  # of two stanzas that fit a file, the later one counts
    whole = [part for part in parts if not part["within"]]
    return "\n".join([text, *(_stanza(part, parts, bundle) for part in whole)])


def _stanza(part: dict[str, Any], parts: list[dict[str, Any]], bundle: Path) -> str:
    """Return what is said of a part: its modules, which begin with its name, its libraries, and what it took in."""
    name: str = part["name"]
    folders = [each for each in (name.lower(), name.partition("_")[0]) if (bundle / "_internal" / each).is_dir()]
    files = [_PLACES[name]] if name in _PLACES else [f"{_INSIDE}/{folder}/*" for folder in folders]
    files += [f"{_INSIDE}/{library}" for library in part["libraries"]]
    if not files:
        raise SystemExit(f"nobody knows what of the bundle is {name}")
    inside = [f" and in it {each['name']}: {each['file']}" for each in parts if each["within"] == name]
    about = "\n".join([f"{name} {part['version']}".rstrip(), *inside])
    return (
        f"Files: {f'{chr(10)}       '.join(files)}\nComment: {about}\n"
        "Copyright: as its licence says\n"
        f"License: {part['licence'] or name}\n"
        f" Its text is in /{_INSIDE}/{_LICENCES}/{part['file']}\n"
    )


def _folded(text: str) -> str:
    """Return a text as a field of many lines has it."""
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines())


def changelog(version: str, epoch: int) -> str:
    """Return what has changed in this version, in the form of Debian; of what is not released, all that is new."""
    parts = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1:]
    part = next((each for each in parts if each.startswith(f"[{version}]")), parts[0])
    items = re.findall(r"^- (.*?)$(?=\n- |\n\n|\n*\Z)", part, re.MULTILINE | re.DOTALL)
    lines = [
        textwrap.fill(" ".join(item.replace("`", "").split()), 78, initial_indent="  * ", subsequent_indent="    ")
        for item in items
    ]
    head = f"fbrowser ({version}) unstable; urgency=medium"
    return "\n".join([head, "", *lines, "", f" -- {MAINTAINER}  {formatdate(epoch)}", ""])
