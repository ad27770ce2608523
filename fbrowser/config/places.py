"""Where the program keeps its own files."""

from __future__ import annotations

import os

import platformdirs


def cache_folder() -> bytes:
    """Return the folder of everything that can be made again; FBROWSER_CACHE_DIR overrides the system's."""
    return os.fsencode(os.environ.get("FBROWSER_CACHE_DIR") or platformdirs.user_cache_path("fbrowser", False))


def config_folder() -> bytes:
    """Return the folder of the settings; FBROWSER_CONFIG_DIR overrides the system's."""
    return os.fsencode(os.environ.get("FBROWSER_CONFIG_DIR") or platformdirs.user_config_path("fbrowser", False))


def data_folder() -> bytes:
    """Return the folder of what the user would miss; FBROWSER_DATA_DIR overrides the system's."""
    return os.fsencode(os.environ.get("FBROWSER_DATA_DIR") or platformdirs.user_data_path("fbrowser", False))
