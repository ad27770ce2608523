"""The environment's errors, in plain words with what to do. Our own mistakes are ordinary exceptions."""

from __future__ import annotations

import errno
import os


class EnvironmentProblem(Exception):  # noqa: N818 - shown to people as a problem of their machine
    """Something outside the program is in the way; `str()` is a whole sentence for the user."""

    def __init__(self, what: str, remedy: str = "") -> None:
        """Keep what happened and what the user can do about it, both plain sentences."""
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


_REASONS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "it is no longer there",
    errno.ENOTDIR: "it is not a folder",
    errno.ELOOP: "too many symbolic links",
    errno.ENAMETOOLONG: "the path is too long",
    errno.EIO: "the disk reports an error",
    errno.ENOTCONN: "the mount is not connected",
    errno.ESTALE: "the network share is gone",
    errno.EHOSTDOWN: "the server is down",
    errno.ETIMEDOUT: "it did not answer",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EROFS: "the disk is read-only",
}


def reason(number: int) -> str:
    """Return an errno in plain words, without a capital or a full stop."""
    return _REASONS.get(number) or os.strerror(number).lower()
