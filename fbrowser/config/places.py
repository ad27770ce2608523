"""Where the program keeps its own files."""

from __future__ import annotations

import os


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
    chosen = os.environ.get(f"FBROWSER_{kind.upper()}_DIR")
    if not chosen:
        import platformdirs  # noqa: PLC0415 - every child starts here, and is told by the environment

        chosen = getattr(platformdirs, f"user_{kind}_path")("fbrowser", appauthor=False)
    return os.fsencode(chosen)
