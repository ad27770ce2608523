"""Marked text: draws a line of text with some of its parts in bold and in a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from fbrowser.models.highlight import elided_spans

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from fbrowser.models.highlight import Spans


def draw_marked(painter: QPainter, rect: QRect, text: str, spans: Spans, mark: QColor) -> None:
    """Draw a text, its middle left out if it is too long, with its marked parts (first, end) in bold.

    One layout of the whole line, not part by part: letters that are joined, or drawn from the right, stay so.
    """
    bold = QFont(painter.font())
    bold.setBold(True)
    plain, heavy = QFontMetricsF(painter.font()), QFontMetricsF(bold)
    # Bold is wider: what it takes is taken from the text before it is cut.
    more = sum(heavy.horizontalAdvance(part) - plain.horizontalAdvance(part) for part in _parts(text, spans))
    elided = plain.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width() - more)
    layout = QTextLayout(elided, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_marked(first, end, bold, mark) for first, end in elided_spans(text, elided, spans)])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2))


def _parts(text: str, spans: Spans) -> list[str]:
    return [text[first:end] for first, end in spans]


def _marked(first: int, end: int, font: QFont, mark: QColor) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFont(font)
    look.setForeground(mark)
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = first, end - first, look
    return part
