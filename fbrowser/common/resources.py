"""Finds the files of resources/ (icons, themes, translations) in a checkout, a wheel and a bundle."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def folder() -> Path:
    """Return the resources folder.

    Wheel and bundle carry it inside the package; a checkout has it beside the package.
    """
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def path(name: str) -> Path:
    """Return the path of one resource, for example ``path("icons/fbrowser.svg")``.

    Raises:
        FileNotFoundError: There is no such resource, which is a fault in the code or the packaging.
    """
    found = folder() / name
    if not found.exists():
        raise FileNotFoundError(f"resource {name!r} is missing from {folder()}")
    return found
