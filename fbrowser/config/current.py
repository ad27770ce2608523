"""Current settings: what the file says now, for whatever is the same in every process, window or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.config.settings_file import Loaded, load, stamp

if TYPE_CHECKING:
    from fbrowser.config.settings import Settings

_read: Loaded | None = None


def current() -> Settings | None:
    """Return the settings of the file, which is read again if it has changed; None: it cannot be read as a whole.

    Call it on a worker, or where there is no window. Never raises.
    """
    global _read  # noqa: PLW0603 - one file, which all of the process reads
    found = _read
    if found is None or found.stamp != stamp():
        found = _read = load()
    return found.settings
