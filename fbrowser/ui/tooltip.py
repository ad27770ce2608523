"""Tooltip: names as tooltips show them, which take what looks like markup for it."""

from __future__ import annotations


def tip_of(*lines: str) -> str:
    """Return a tooltip that says these lines, as they are."""
    from html import escape  # noqa: PLC0415 - 1.5 ms, and the first page has no tooltip

    return "".join(f"<div>{escape(line)}</div>" for line in lines)
