"""Sorting: what names are compared by: folded, naturally, then by their bytes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DIGITS = re.compile(rb"([0-9]+)")
LONG: Final = 9
"""Digits from which on the length of a run takes more than one."""


def fold(name: bytes) -> bytes:
    """Return a name, or NUL-separated names, without case and accents; undecodable bytes stay.

    Unicode default case folding of the canonical decomposition without its nonspacing marks (Unicode 3.13).
    """
    if name.isascii():
        return name.lower()
    text = unicodedata.normalize("NFD", name.decode("utf-8", "surrogateescape"))
    return without_accents(text.casefold()).encode("utf-8", "surrogateescape")


def without_accents(text: str) -> str:
    """Return the canonical decomposition of a text without its nonspacing marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def fold_names(names: list[bytes]) -> list[bytes]:
    """Return names, one or more, folded; quicker than one by one."""
    blob = b"\0".join(names)
    return blob.lower().split(b"\0") if blob.isascii() else [fold(name) for name in names]


def natural_key(folded: bytes) -> bytes:
    """Return folded names with each run of digits prefixed by its length, so that bytes compare naturally.

    Leading zeros do not count. Works on one name or on NUL-separated ones.
    """
    parts = _DIGITS.split(folded)  # every other part is a run of digits
    parts[1::2] = map(_number, parts[1::2])
    return b"".join(parts)


def name_key(name: bytes) -> tuple[bytes, bytes]:
    """Return what a raw name is put in order by, the same everywhere: no two names compare equal."""
    return natural_key(fold(name)), name


@lru_cache(maxsize=1 << 16)
def _number(digits: bytes) -> bytes:
    digits = digits.lstrip(b"0")
    if len(digits) < LONG:  # the prefix stays one of the digits, so numbers sort where digits do
        return b"%d%b" % (len(digits), digits)
    return b"9%c%b" % (min(len(digits), 255), digits)
