"""Where the program keeps its own files: always absolute paths.

A relative one in the environment is meant from where the program was started. At the first question it is made
absolute in the environment itself, so that child processes, which start elsewhere, are told the same.

Every function here raises EnvironmentProblem if such a path is relative and the current folder is gone.
"""

from __future__ import annotations

import os
from typing import Final

from fbrowser.common.paths import absolute

_KINDS: Final = ("cache", "config", "data")


def cache_folder() -> bytes:
    """Return the folder of everything that can be made again; FBROWSER_CACHE_DIR overrides the system's."""
    return _folder("cache")


def config_folder() -> bytes:
    """Return the folder of the settings; FBROWSER_CONFIG_DIR overrides the system's."""
    return _folder("config")


def data_folder() -> bytes:
    """Return the folder of what the user would miss; FBROWSER_DATA_DIR overrides the system's."""
    return _folder("data")


def _folder(kind: str) -> bytes:
    _settle()
    chosen = os.environ.get(_variable(kind))
    if not chosen:
        import platformdirs  # noqa: PLC0415 - every child starts here, and is told by the environment

        chosen = getattr(platformdirs, f"user_{kind}_path")("fbrowser", appauthor=False)
    return absolute(chosen)


def _settle() -> None:
    """Make what the environment says absolute."""
    for name in map(_variable, _KINDS):
        chosen = os.environ.get(name)
        if chosen and not os.path.isabs(chosen):
            os.environ[name] = os.fsdecode(absolute(chosen))


def _variable(kind: str) -> str:
    return f"FBROWSER_{kind.upper()}_DIR"
