"""Data file: a small file of ours in the data folder, JSON, read whatever became of it and replaced as a whole."""

from __future__ import annotations

import json
import os
from typing import Any, Final

from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, reason
from fbrowser.common.files import replacing
from fbrowser.config.places import data_folder

_LARGEST: Final = 1 << 20
_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)


def read_data(name: bytes) -> Any:  # noqa: ANN401 - whatever somebody has put there
    """Return what a file says; None if there is none, or it cannot be read or understood.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    try:
        with os.fdopen(os.open(os.path.join(data_folder(), name), _READ), "rb") as file:
            return json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return None


def write_data(name: bytes, data: object, remedy: str) -> None:
    """Keep something that JSON can say, for us alone, all or nothing.

    Raises EnvironmentProblem with that remedy.
    """
    path = os.path.join(data_folder(), name)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with replacing(path) as file:
            file.write(json.dumps(data, separators=(",", ":")).encode())
    except OSError as error:
        what = f"{display(path)} could not be written: {reason(error.errno or 0)}."
        raise EnvironmentProblem(what, remedy) from error
