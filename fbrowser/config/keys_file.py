"""Keys file: where the user's own keys are kept, and what is in it."""

from __future__ import annotations

import os
from typing import Final

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, reason
from fbrowser.config.places import config_folder
from fbrowser.config.small_file import read_file

_NAME: Final = b"keys.toml"
_LARGEST: Final = 1 << 20


def keys_path() -> bytes:
    """Return the path of the file, whether it is there or not. Raises what `config_folder` does."""
    return os.path.join(config_folder(), _NAME)


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
        what = f"{display(path)} could not be read: {reason(error.errno or 0)}."
        raise EnvironmentProblem(what, "The keys are those of the keymap until it can.") from error
