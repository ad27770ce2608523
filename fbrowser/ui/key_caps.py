"""Key caps: keys drawn as keys, side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from fbrowser.ui.mirror import isolated
from fbrowser.ui.theme import faded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect

_SIDE: Final = 6
"""Inside a cap, at either end, logical pixels."""
_GAP: Final = 4
_CORNER: Final = 4


@lru_cache(maxsize=8)
def _small(font: str) -> QFont:
    found = QFont()
    found.fromString(font)
    if found.pointSizeF() > 0:
        found.setPointSizeF(found.pointSizeF() * 0.88)
    else:
        found.setPixelSize(max(1, round(found.pixelSize() * 0.88)))
    return found


def _widths(keys: Sequence[str], font: QFont) -> list[int]:
    metrics = QFontMetrics(_small(font.toString()))
    least = metrics.height() + 4  # at least as wide as high
    return [max(least, metrics.horizontalAdvance(each) + 2 * _SIDE) for each in keys]


def caps_width(keys: Sequence[str], font: QFont) -> int:
    """Return how much room keys take that are drawn beside text in a font, pixels."""
    return sum(_widths(keys, font)) + _GAP * (len(keys) - 1) if keys else 0


def draw_caps(painter: QPainter, box: QRect, keys: Sequence[str], font: QFont, ink: QColor) -> None:
    """Draw keys from the left of a box, in the middle of its height: keys are pressed in that order anywhere."""
    small = _small(font.toString())
    height = QFontMetrics(small).height() + 4
    left, top = box.left(), box.top() + (box.height() - height) // 2
    painter.setFont(small)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for each, width in zip(keys, _widths(keys, font), strict=True):
        cap = QRectF(left, top, width, height)
        painter.setPen(faded(ink, 0.45))
        painter.setBrush(faded(ink, 0.07))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.setPen(ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, isolated(each))
        left += width + _GAP
