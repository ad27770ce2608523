"""What a Debian package says of itself: who may do what with it, and what has changed."""

from __future__ import annotations

import re
import textwrap
from email.utils import formatdate
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
MAINTAINER: Final = "the fbrowser developers <fbrowser@fbrowser.invalid>"
"""A package must name a mailbox; there is none, and `.invalid` is the ending of addresses that are none."""
_INSIDE: Final = Path("usr/lib/fbrowser/_internal")
_LICENCE_FILES: Final = ("LICENSE*", "LICENCE*", "COPYING*", "NOTICE*")
_KINDS: Final = {
    "Permission is hereby granted, free of charge": "Expat",
    "Redistribution and use in source and binary forms": "BSD",
    "Apache License": "Apache-2.0",
    "PYTHON SOFTWARE FOUNDATION LICENSE": "PSF-2",
}
"""What a licence is called, by words of its text."""


def copyright_of(bundle: Path) -> str:
    """Return the copyright file: our licence, and each that is in the bundle, with what it is for."""
    text = (ROOT / "packaging" / "linux" / "copyright").read_text("utf-8")
    text = text.replace("@LICENSE@", _folded((ROOT / "LICENSE").read_text("utf-8")))
    inside = bundle / "_internal"
    found = sorted({file for pattern in _LICENCE_FILES for file in inside.rglob(pattern) if file.is_file()})
    return "\n".join([text, *(_stanza(file, inside) for file in found if file.parent != inside)])


def _stanza(licence: Path, inside: Path) -> str:
    text = licence.read_text("utf-8", "replace")
    kind = next((name for words, name in _KINDS.items() if words in text), "other")
    holders = [line.strip(" \t*#/") for line in text.splitlines() if re.search(r"[Cc]opyright.*\d{4}", line)]
    return (
        f"Files: {_INSIDE / _covered(licence.relative_to(inside))}/*\n"
        f"Copyright: {f'{chr(10)} '.join(holders) or 'as the licence says'}\n"
        f"License: {kind}\n{_folded(text)}\n"
    )


def _covered(licence: Path) -> Path:
    """Return what a licence is for: the folder it is in, or the package whose metadata it is a part of."""
    package, _, below = str(licence.parent).partition(".dist-info/licenses")
    if not below:
        return Path(package.partition("-")[0]) if package != str(licence.parent) else licence.parent
    return Path(below.lstrip("/"))


def _folded(text: str) -> str:
    """Return a text as a field of many lines has it."""
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines())


def changelog(version: str, epoch: int) -> str:
    """Return what has changed in this version, in the form of Debian: it is the first part of the CHANGELOG."""
    part = (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1]
    items = re.findall(r"^- (.*?)$(?=\n- |\n\n|\n*\Z)", part, re.MULTILINE | re.DOTALL)
    lines = [
        textwrap.fill(" ".join(item.replace("`", "").split()), 78, initial_indent="  * ", subsequent_indent="    ")
        for item in items
    ]
    head = f"fbrowser ({version}) unstable; urgency=medium"
    return "\n".join([head, "", *lines, "", f" -- {MAINTAINER}  {formatdate(epoch)}", ""])
