"""Outer environment: what a program that we start should find in its own: what we found, not what we added."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORIGINAL: Final = "_ORIG"
"""What the starter of a bundle puts behind the name of a variable to keep what it had been."""
_OURS: Final = ("_MEIPASS2", "_PYI_", "PYINSTALLER_", "FBROWSER_TRACE_FD")
"""Beginnings of the names of what is for us alone."""
_OF_THIS_START: Final = frozenset(
    ("DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "DESKTOP_AUTOSTART_ID", "GIO_LAUNCHED_DESKTOP_FILE")
)
"""What a desktop says to the one program that it starts."""


def outer_environment(inner: Mapping[str, str] | None = None, bundle: str | None = None) -> dict[str, str]:
    """Return the environment that we were started in, as far as that can be told.

    inner: ours, by default that of now; bundle: the folder of the bundle that runs, by default if one does. Its
    folders are taken out of every variable, for its libraries are not for other programs.
    """
    found = dict(os.environ if inner is None else inner)
    if bundle is None:
        bundle = str(getattr(sys, "_MEIPASS", ""))
    for name in [each for each in found if each.startswith(_OURS) or each in _OF_THIS_START]:
        del found[name]
    if not bundle:
        return found
    for name in [each for each in found if each.endswith(_ORIGINAL)]:
        found[name.removesuffix(_ORIGINAL)] = found.pop(name)
    for name, value in [*found.items()]:
        if bundle in value:
            left = [part for part in value.split(os.pathsep) if bundle not in part]
            found[name] = os.pathsep.join(left)
            if not left:
                del found[name]
    return found
