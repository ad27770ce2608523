"""Texts: what was typed, as bytes, folded, and shown in a message."""

from __future__ import annotations

from typing import Final

from fbrowser.common.display import display
from fbrowser.common.translation import quoted
from fbrowser.index.sorting import fold

_SHOWN: Final = 40
"""Characters of a value that a message repeats."""


def to_bytes(text: str) -> bytes:
    """Return the bytes that a text stands for; a lone surrogate that no name can hold as three bytes."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def folded(text: str) -> str:
    """Return a text without case and accents."""
    return fold(to_bytes(text)).decode("utf-8", "surrogateescape")


def shown(text: str) -> str:
    """Return a text in quotes, on one line and not too long."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1]
    return quoted(f"{display(to_bytes(cut))}{'…' * (cut != text)}")
