"""Safe mode: the program runs as if nothing was set and nothing known, and keeps nothing.

Our own small files are not there for it (see `small_file`), and no root is (see `fbrowser.index.answer`). It is a
matter of the process, and of no child: in safe mode there is nothing that the children of ours would need to know.
"""

from __future__ import annotations

from enum import Enum


class Safe(Enum):
    """Whether this process runs so, and why."""

    NO = 0
    ASKED = 1
    """`fbrowser --safe`."""
    CRASHED = 2
    """The last runs crashed before they had shown anything."""


class _Process:
    now = Safe.NO


def turn_on(why: Safe) -> None:
    """Run so from now on: called before anything is read."""
    _Process.now = why


def why() -> Safe:
    """Return why it is on, or that it is not."""
    return _Process.now


def is_on() -> bool:
    """Return whether it is on."""
    return _Process.now is not Safe.NO
