"""Mirror: for what is drawn by hand where one reads from the right: boxes change sides, names keep theirs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect

from fbrowser.common.translation import ISOLATES

_FACING: Final = {"arrow-left": "arrow-right", "arrow-right": "arrow-left"}
"""Icons that say where something leads to. Chevrons that say how to open something are not among them."""


def mirrored(box: QRect, around: QRect) -> QRect:
    """Return a box where it is when what is around it runs the other way round."""
    return QRect(around.left() + around.right() - box.right(), box.top(), box.width(), box.height())


def isolated(text: str) -> str:
    """Return a name, a path or keys as they stand beside a text that is read from the right."""
    begin, end = ISOLATES
    return f"{begin}{text}{end}"


def facing(icon: str) -> str:
    """Return the icon that points to where another one would, read from the left."""
    return _FACING.get(icon, icon)
