"""Paths as bytes: made absolute and compared by their text alone, so that no dead mount can be touched."""

from __future__ import annotations

import os

SEP = os.sep.encode()


def absolute(path: str | bytes | os.PathLike[str]) -> bytes:
    """Return the absolute path as raw bytes, `.`, `..` and doubled separators resolved by text alone."""
    found = os.path.normpath(os.path.join(os.getcwdb(), os.fsencode(path)))
    return b"/" + found.lstrip(b"/") if SEP == b"/" else found  # POSIX keeps a leading "//"


def relative_to(path: bytes, root: bytes) -> bytes | None:
    """Return the part of an absolute path below root, empty for root itself, None if it is not below."""
    if path == root:
        return b""
    prefix = root if root.endswith(SEP) else root + SEP
    return path[len(prefix) :] if path.startswith(prefix) else None
