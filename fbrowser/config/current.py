"""Current settings: what the file says now, for whatever is the same in every process, window or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.config.settings_file import Loaded, load, stamp

if TYPE_CHECKING:
    from fbrowser.config.settings import Settings
    from fbrowser.config.settings_file import Problem

_read: Loaded | None = None


def current() -> Settings | None:
    """Return the settings of the file, which is read again if it has changed; None: it cannot be read as a whole.

    Call it on a worker, or where there is no window. Never raises.
    """
    return _looked().settings


def problems(*keys: str) -> list[Problem]:
    """Return what is wrong with those settings, by key, an empty one: with the file as a whole. As current()."""
    return [each for each in _looked().problems if each.key in keys]


def _looked() -> Loaded:
    global _read  # noqa: PLW0603 - one file, which all of the process reads
    found = _read
    if found is None or found.stamp != stamp():
        found = _read = load()
    return found
