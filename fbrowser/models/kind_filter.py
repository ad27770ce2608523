"""Kind filter: the kinds that a query is limited to, read from its text and written back into it. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fbrowser.common.translation import later
from fbrowser.index.query import parse, without
from fbrowser.index.query.nodes import Or

if TYPE_CHECKING:
    from collections.abc import Collection

    from fbrowser.index.query import Pill, Query

KINDS: Final = {
    "folder": later("Folders"),
    "audio": later("Audio"),
    "video": later("Video"),
    "pic": later("Pictures"),
    "doc": later("Documents"),
    "zip": later("Archives"),
    "exe": later("Programs"),
}
"""What the language calls a kind, and what a person does; yet to be translated."""
_KIND: Final = f"(?:{'|'.join(KINDS)}):"
_FILTER: Final = re.compile(rf"{_KIND}(?:\|{_KIND})*", re.IGNORECASE)


def chosen(query: Query) -> frozenset[str]:
    """Return the kinds that a query is limited to by a part of its own; none: all are wanted."""
    pill = _pill(query)
    return frozenset(_text(query, pill).lower().replace(":", "").split("|")) if pill else frozenset()


def limited(text: str, kinds: Collection[str]) -> str:
    """Return the text of a query that is limited to some kinds instead of the ones it was."""
    query = parse(text)
    pill = _pill(query)
    rest = without(query, pill) if pill else text.strip()
    wanted = "|".join(f"{kind}:" for kind in KINDS if kind in kinds)
    if wanted and not pill and isinstance(query.root, Or) and " " in rest:
        rest = f"({rest})"  # else the last of what OR joins alone would be limited
    return f"{rest} {wanted}".strip()


def _pill(query: Query) -> Pill | None:
    return next((pill for pill in query.pills if _FILTER.fullmatch(_text(query, pill))), None)


def _text(query: Query, pill: Pill) -> str:
    return query.text[slice(*pill.span)]
