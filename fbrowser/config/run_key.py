"""Run key: the value of Windows' registry that has the session start us.

Each profile has one of its own, so that tests and a second profile leave the user's alone.
"""

from __future__ import annotations

import os
import sys
from typing import Final

import xxhash

from fbrowser.config.places import config_folder

KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
WHERE: Final = b"HKEY_CURRENT_USER\\" + KEY.encode()
"""What the key is called."""


def read() -> str:
    """Return the command line that is there; nothing if there is none. Raises OSError; see places as well."""
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 - Windows alone has it

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
            return str(winreg.QueryValueEx(key, _name())[0])
    except FileNotFoundError:
        return ""


def write(line: str) -> None:
    """Have a command line there. Raises as `read` does."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - likewise

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as key:
            winreg.SetValueEx(key, _name(), 0, winreg.REG_SZ, line)


def delete() -> None:
    """Have none there. Raises as `read` does, FileNotFoundError if there was none."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - likewise

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key:
            winreg.DeleteValue(key, _name())


def _name() -> str:
    """Return what the value is called; the installer knows the usual name, and removes it in the end."""
    is_usual = not os.environ.get("FBROWSER_CONFIG_DIR")
    return "fbrowser" if is_usual else f"fbrowser-{xxhash.xxh32_hexdigest(config_folder())}"
