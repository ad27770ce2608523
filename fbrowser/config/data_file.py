"""Data file: a small file of ours in the data folder, JSON, read whatever became of it and replaced as a whole."""

from __future__ import annotations

import json
import os
from typing import Any, Final

from fbrowser.common.errors import not_written
from fbrowser.config.places import data_folder
from fbrowser.config.small_file import read_file, replace_file

_LARGEST: Final = 1 << 20


def read_data(name: bytes) -> Any:  # noqa: ANN401 - whatever somebody has put there
    """Return what a file says; None if there is none, or it cannot be read or understood.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    try:
        return json.loads(read_file(os.path.join(data_folder(), name), _LARGEST))
    except (OSError, ValueError, RecursionError):
        return None


def write_data(name: bytes, data: object, remedy: str) -> None:
    """Keep something that JSON can say, for us alone, all or nothing.

    Raises EnvironmentProblem with that remedy, a text yet to be translated.
    """
    path = os.path.join(data_folder(), name)
    try:
        replace_file(path, json.dumps(data, separators=(",", ":")).encode())
    except OSError as error:
        raise not_written(path, error, remedy) from error
