"""URIs of local files, as other programs hand them over, and the very bytes of their paths."""

from __future__ import annotations

import os
import sys

from fbrowser.common.paths import absolute


def is_uri(text: bytes) -> bool:
    """Return whether a text is the URI of a file, of this machine or of another."""
    return text[:6].lower() == b"file:/"


def path_of(uri: bytes) -> bytes | None:
    """Return the absolute path that a URI of a file names, whatever bytes it is made of; None if it is no such URI.

    A host must be this one. What should be escaped and is not, spaces and the like, is taken as it is.
    """
    if not is_uri(uri):
        return None
    from urllib.parse import unquote_to_bytes  # noqa: PLC0415 - most calls name no URI

    rest = uri[len(b"file:") :]
    if rest.startswith(b"//"):
        host, slash, path = rest[2:].partition(b"/")
        if host.lower() not in _own_hosts():
            return None
        rest = slash + path
    found = unquote_to_bytes(rest)
    if not found or b"\0" in found:
        return None
    if sys.platform == "win32":
        found = found.lstrip(b"/")  # file:///C:/folder
    return absolute(found)


def _own_hosts() -> tuple[bytes, ...]:
    if sys.platform == "win32":
        return b"", b"localhost"
    return b"", b"localhost", os.uname().nodename.lower().encode()
