"""Display names: raw bytes of a path as text that cannot lie, break a line or reorder what stands around it."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(rb"[\x20-\x7e]*")
_HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn", "Co"}
_DELETE = 0x7F
_C0 = 0x20
_BYTE = 0xDC00


def display(name: bytes) -> str:
    """Return text to show for raw bytes: undecodable bytes as ⟨FF⟩, control characters as their pictures.

    Bidi overrides, zero-width characters, BOM, separators, noncharacters and unassigned ones come as ⟨U+202E⟩.
    """
    if _PLAIN.fullmatch(name):
        return name.decode("ascii")
    return "".join(map(_shown, name.decode("utf-8", "surrogateescape")))


def _shown(character: str) -> str:
    code = ord(character)
    if code < _C0:
        return chr(0x2400 + code)
    if code == _DELETE:
        return "\u2421"
    if _BYTE <= code <= _BYTE + 0xFF:
        return f"⟨{code - _BYTE:02X}⟩"
    return f"⟨U+{code:04X}⟩" if unicodedata.category(character) in _HIDDEN else character
