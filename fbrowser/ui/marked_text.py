"""Marked text: draws a line of text with some of its parts in bold and in a colour."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from fbrowser.models.highlight import elided_spans

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from fbrowser.common.spans import Spans

_ONE_LINE: Final = QTextOption()
_ONE_LINE.setWrapMode(QTextOption.WrapMode.NoWrap)


class _Metrics(NamedTuple):
    """How wide a text is, and how wide in bold."""

    plain: QFontMetricsF
    bold: QFontMetricsF


def draw_marked(
    painter: QPainter,
    box: tuple[int, int, int, int],
    text: str,
    spans: Spans,
    font: QFont,
    mark: QColor,
    *,
    is_mirrored: bool = False,
) -> None:
    """Draw a text, its middle left out if it is too long, with its marked parts (first, end) in bold.

    One layout of the whole line, not part by part: letters that are joined, or drawn from the right, stay so.
    box: left, top, width and height of where it goes: in the middle, at the left, or if mirrored at the right.
    """
    left, top, width, height = box
    key = font.key()
    # Bold is wider: what it takes is taken from the text before it is cut.
    more = sum(_more(text[first:end], key) for first, end in spans)
    elided = _metrics(key).plain.elidedText(text, Qt.TextElideMode.ElideMiddle, width - more)
    layout = QTextLayout(elided, font)
    layout.setTextOption(_ONE_LINE)
    look = _look(key, mark.rgba())
    layout.setFormats([_marked(first, end, look) for first, end in elided_spans(text, elided, spans)])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    left += width - ceil(line.naturalTextWidth()) if is_mirrored else 0
    layout.draw(painter, QPointF(left, top + (height - line.height()) / 2))


def marked_width(text: str, spans: Spans, font: QFont) -> int:
    """Return how much room a text with marked parts takes, pixels."""
    key = font.key()
    return (
        ceil(_metrics(key).plain.horizontalAdvance(text) + sum(_more(text[first:end], key) for first, end in spans))
        + 1
    )


@lru_cache(maxsize=1024)
def _more(part: str, font: str) -> float:
    """Return how much wider a part is in bold."""
    metrics = _metrics(font)
    return metrics.bold.horizontalAdvance(part) - metrics.plain.horizontalAdvance(part)


@lru_cache(maxsize=16)
def _metrics(font: str) -> _Metrics:
    return _Metrics(QFontMetricsF(_font(font)), QFontMetricsF(_bold(font)))


@lru_cache(maxsize=16)
def _look(font: str, mark: int) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(_bold(font))
    look.setForeground(QColor.fromRgba(mark))
    return look


def _font(key: str) -> QFont:
    font = QFont()
    font.fromString(key)
    return font


def _bold(key: str) -> QFont:
    font = _font(key)
    font.setBold(True)
    return font


def _marked(first: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = first, end - first, look
    return part
