"""Keys file: where the user's own keys are kept, and what is in it."""

from __future__ import annotations

import os
from typing import Final

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, not_written, reason
from fbrowser.common.translation import later
from fbrowser.config.places import config_folder
from fbrowser.config.small_file import Stamp, read_file, replace_file, stamp_of

_NAME: Final = b"keys.toml"
_LARGEST: Final = 1 << 20
_TEMPLATE: Final = b"""\
# Keys of your own, laid over those of the keymap. A window follows as soon as this file is saved.
# fbrowser keys --ids lists all commands. Keys that come one after the other have a space between them.

[keys]
# "Ctrl+K" = "go.up"
# "g s" = "view.sort_size"
# "F9" = ""                # does nothing
"""


def keys_path() -> bytes:
    """Return the path of the file, whether it is there or not. Raises what `config_folder` does."""
    return os.path.join(config_folder(), _NAME)


def stamp() -> Stamp | None:
    """Return what tells whether the file has changed; None if there is none. Raises what `config_folder` does."""
    return stamp_of(keys_path())


def make_template() -> bytes:
    """Return the path of the file, which is made if there is none: it says how, and changes nothing.

    Raises EnvironmentProblem if it cannot be written.
    """
    path = keys_path()
    if not os.path.lexists(path):
        try:
            os.makedirs(config_folder(), mode=0o700, exist_ok=True)
            replace_file(path, _TEMPLATE)
        except OSError as error:
            raise not_written(path, error, later("Make the folder writable, or make the file yourself.")) from error
    return path


def read_keys() -> str:
    """Return what the file says, empty if there is none; what is no UTF-8 in it is shown as a question mark.

    Raises EnvironmentProblem if it cannot be read.
    """
    path = keys_path()
    try:
        return read_file(path, _LARGEST).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise EnvironmentProblem(
            "{path} could not be read: {why}.",
            "The keys are those of the keymap until it can.",
            path=display(path),
            why=reason(error.errno or 0),
        ) from error
