"""The environment's errors, in plain words with what to do. Our own mistakes are ordinary exceptions."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final

from fbrowser.common.translation import later, tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Self


class EnvironmentProblem(Exception):  # noqa: N818 - shown to people as a problem of their machine
    """Something outside the program is in the way; `str()` is a whole sentence for the user.

    It is made of texts as in the sources, and translated when somebody reads it: until then it may have come from
    a child process, or from a file that others read as well.
    """

    def __init__(self, what: str, remedy: str = "", /, **fields: str) -> None:
        """Keep what happened and what the user can do about it, both plain sentences.

        fields: what stands for `{name}` in either; `why` is a text of ours itself, such as `reason` returns.
        """
        super().__init__(what, remedy, fields)
        self._what = what
        self._remedy = remedy
        self._fields = fields

    @property
    def what(self) -> str:
        """What happened."""
        return self._said(self._what)

    @property
    def remedy(self) -> str:
        """What the user can do about it; empty: nothing is known."""
        return self._said(self._remedy)

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()

    def _said(self, text: str) -> str:
        return tr(text, **{name: tr(value) if name == "why" else value for name, value in self._fields.items()})

    # -- for other processes, and for files

    def as_data(self) -> tuple[str, str, dict[str, str]]:
        """Return texts and fields."""
        return self._what, self._remedy, self._fields

    @classmethod
    def from_data(cls, data: Iterable[Any]) -> Self:
        """Return what `as_data` was. Raises ValueError, TypeError, LookupError or AttributeError for all else."""
        what, remedy, fields = data
        if not all(isinstance(each, str) for each in (what, remedy, *fields.values())):
            raise TypeError(data)
        problem = cls(what, remedy, **fields)
        str(problem)  # it may be from a file that is damaged
        return problem


def not_written(path: bytes, error: OSError, remedy: str) -> EnvironmentProblem:
    """Return the problem of a file that could not be written; remedy: a sentence, yet to be translated."""
    from fbrowser.common.display import display  # noqa: PLC0415 - regular expressions, which no worker needs

    return EnvironmentProblem(
        "{path} could not be written: {why}.", remedy, path=display(path), why=reason(error.errno or 0)
    )


_REASONS: Final = {
    errno.EACCES: later("permission denied"),
    errno.EPERM: later("permission denied"),
    errno.ENOENT: later("it is no longer there"),
    errno.ENOTDIR: later("it is not a folder"),
    errno.ELOOP: later("too many symbolic links"),
    errno.ENAMETOOLONG: later("the path is too long"),
    errno.EIO: later("the disk reports an error"),
    errno.ENOTCONN: later("the mount is not connected"),
    errno.ESTALE: later("the network share is gone"),
    errno.EHOSTDOWN: later("the server is down"),
    errno.ETIMEDOUT: later("it did not answer"),
    errno.ENOSPC: later("the disk is full"),
    errno.EDQUOT: later("your disk quota is used up"),
    errno.EROFS: later("the disk is read-only"),
}


def reason(number: int) -> str:
    """Return an errno in plain words, yet to be translated, without a capital or a full stop."""
    return _REASONS.get(number) or os.strerror(number).lower()
