"""What tests with real windows share: a screen for all of a module, and a session's private folder for each."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.xsession import Screen, x_screen


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """Return a screen with a window manager."""
    with x_screen() as screen:
        yield screen


@pytest.fixture
def session() -> Iterator[Path]:
    """Return the session's private folder; its path is short, as that of a socket must be."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)
