"""Run key: the value of Windows' registry that has the session start us."""

from __future__ import annotations

import sys
from typing import Final

KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
WHERE: Final = b"HKEY_CURRENT_USER\\" + KEY.encode()
"""What the key is called."""
NAME: Final = "fbrowser"
"""What the value is called; the installer removes it in the end."""
LONGEST: Final = 260
"""Letters that a value may have, says the documentation of the key."""


def read() -> str:
    """Return the command line that is there; nothing if there is none. Raises OSError."""
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 - Windows alone has it

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
            return str(winreg.QueryValueEx(key, NAME)[0])
    except FileNotFoundError:
        return ""


def write(line: str) -> None:
    """Have a command line there. Raises as `read` does."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - likewise

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as key:
            winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)


def delete() -> None:
    """Have none there. Raises as `read` does, FileNotFoundError if there was none."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - likewise

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key:
            winreg.DeleteValue(key, NAME)
