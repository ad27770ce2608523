"""Desktop files: what tells a person's desktop to start the program; each is there while a setting is on.

On Windows it is no file but a value of the registry, see run_key, and of the usual settings alone: it cannot say
whose it is.

They are named after us, so they are ours: one that does not start this program is replaced when its setting is on,
and any goes when the setting is turned off. One that starts this program is left as it is, for desktops write into
it as well, that it is not to be used for a while. One that is found while the setting is off goes only if it says
that it was made for these very settings: they were changed while no window was open. Any other was made by hand.
"""

from __future__ import annotations

import os
import sys
from enum import Enum
from typing import TYPE_CHECKING, Final

from fbrowser import APP_ID
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, not_written, reason
from fbrowser.common.own_command import own_command
from fbrowser.common.paths import home_folder
from fbrowser.common.translation import later
from fbrowser.config import run_key, safe_mode, settings_file
from fbrowser.config.small_file import read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BUS_NAME: Final = "org.freedesktop.FileManager1"
"""What programs call that want a file to be shown."""
_LARGEST: Final = 1 << 16
_FLATPAK: Final = "/.flatpak-info"
"""There in a Flatpak, whose folders the desktop does not look into."""
_REMEDY: Final = later("It is tried again when the program starts.")
_RESERVED: Final = frozenset(" \t\n\"'\\><~|&;$*?#()`%")
"""What must stand in quotation marks in a desktop entry, and the percent sign."""


class DesktopFile(Enum):
    """Each of them; the value is the name of its setting."""

    ACTIVATION = "show_in_folder"
    """The session bus starts us when another program wants a file to be shown."""
    AUTOSTART = "autostart"
    """The session starts us when it begins."""


def keep(file: DesktopFile) -> bool:
    """Have a file there that starts this program; return whether it was written. Raises EnvironmentProblem."""
    if safe_mode.is_on():
        return False
    if _is_value(file):
        return _are_usual() and _keep_value()
    place = path(file)
    if place is None:
        return False
    line = _started_by(file, own_command())
    if line in _content(place):
        return False
    try:
        replace_file(place, _whole(file, line), mode=0o644)
    except OSError as error:
        raise not_written(place, error, _REMEDY) from error
    return True


def remove(file: DesktopFile, *, if_marked: bool = False) -> bool:
    """Have a file there no longer; return whether it was there. Raises EnvironmentProblem.

    if_marked: only one that was made for these settings.
    """
    if safe_mode.is_on():
        return False
    if _is_value(file):
        return _are_usual() and (not if_marked or _is_kept()) and _removed(run_key.WHERE, run_key.delete)
    place = path(file)
    if place is None or (if_marked and _mark() not in _content(place)):
        return False
    return _removed(place, lambda: os.unlink(place))


def _removed(place: bytes, remove_it: Callable[[], None]) -> bool:
    """Remove something; return whether it was there. Raises EnvironmentProblem."""
    try:
        remove_it()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise EnvironmentProblem(
            "{path} could not be removed: {why}.", _REMEDY, path=display(place), why=reason(error.errno or 0)
        ) from error
    return True


# -- where they are


def path(file: DesktopFile) -> bytes | None:
    """Return where a file is, or would be; None where there is no such thing, or nobody would read it."""
    if os.path.exists(_FLATPAK):
        return None
    if file is DesktopFile.ACTIVATION:
        folder = _base("XDG_DATA_HOME", b".local/share") if sys.platform == "linux" else None
        return os.path.join(folder, f"dbus-1/services/{APP_ID}.FileManager1.service".encode()) if folder else None
    if sys.platform == "darwin":
        return os.path.join(home_folder(), f"Library/LaunchAgents/{APP_ID}.plist".encode())
    folder = _base("XDG_CONFIG_HOME", b".config") if sys.platform == "linux" else None
    return os.path.join(folder, f"autostart/{APP_ID}.desktop".encode()) if folder else None


def _is_value(file: DesktopFile) -> bool:
    return file is DesktopFile.AUTOSTART and sys.platform == "win32"


def _are_usual() -> bool:
    """Return whether the settings are those that the program has when the session starts it."""
    return not os.environ.get("FBROWSER_CONFIG_DIR")


def _keep_value() -> bool:
    """Have the registry start this program with the session; return whether that was written."""
    if _is_kept():
        return False
    line = _value()
    if len(line) > run_key.LONGEST:
        raise _unreadable(own_command()[0])
    try:
        run_key.write(line)
    except OSError as error:
        raise not_written(run_key.WHERE, error, _REMEDY) from error
    return True


def _is_kept() -> bool:
    """Return whether the registry starts this program with the session, and may be read."""
    try:
        return run_key.read() == _value()
    except OSError:
        return False


def _value() -> str:
    """Return the command line that starts this program with the session, as Windows takes it apart."""
    import subprocess  # noqa: PLC0415 - seldom needed

    return subprocess.list2cmdline([*own_command(), "--background"])


def _base(variable: str, usual: bytes) -> bytes:
    """Return a folder of the desktop's; a relative one does not count, its specification says."""
    chosen = os.fsencode(os.environ.get(variable, ""))
    return chosen if os.path.isabs(chosen) else os.path.join(home_folder(), usual)


def _content(place: bytes) -> bytes:
    """Return what is in a file; nothing if it is not there, or cannot be read."""
    try:
        return read_file(place, _LARGEST)
    except OSError:
        return b""


# -- what is in them


def _mark() -> bytes:
    """Return what tells for whose settings a file was made. Raises EnvironmentProblem, see settings_file.path."""
    return f"made by fbrowser, as {display(settings_file.path())} says".encode()


def _started_by(file: DesktopFile, command: Sequence[str]) -> bytes:
    """Return the part of a file that starts the program. Raises EnvironmentProblem if that cannot be written."""
    for word in command:
        if not word.isprintable() or "\\" in word:
            raise _unreadable(word)
    if file is DesktopFile.ACTIVATION:
        import shlex  # noqa: PLC0415 - seldom needed

        return f"Exec={shlex.join([*command, '--dbus-service'])}\n".encode()
    words = [*command, "--background"]
    if sys.platform == "darwin":
        import plistlib  # noqa: PLC0415 - seldom needed

        entries = {"Label": APP_ID, "ProgramArguments": words, "RunAtLoad": True}
        return plistlib.dumps(entries, sort_keys=False)
    return f"Exec={' '.join(map(_quoted, words))}\n".encode()


def _unreadable(program: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        "The desktop cannot be told to start {program}: it can read no such path.",
        "Move the program to a folder with an ordinary name.",
        program=display(os.fsencode(program)),
    )


def _whole(file: DesktopFile, line: bytes) -> bytes:
    """Return all of a file."""
    if sys.platform == "darwin":
        return line + b"<!-- " + _mark() + b" -->\n"
    if file is DesktopFile.ACTIVATION:
        lines = ["[D-BUS Service]", f"Name={BUS_NAME}"]
    else:
        lines = ["[Desktop Entry]", "Type=Application", "Name=fbrowser", f"Icon={APP_ID}", "Terminal=false"]
        lines += ["NoDisplay=true", "X-GNOME-Autostart-enabled=true"]
    return b"# " + _mark() + b"\n" + "\n".join(lines).encode() + b"\n" + line


def _quoted(word: str) -> str:
    """Return a word as the command line of a desktop entry has it; the entry has each backslash twice."""
    if not _RESERVED & set(word):
        return word
    escaped = "".join("\\\\" + each if each in '"`$' else each for each in word).replace("%", "%%")
    return f'"{escaped}"'
