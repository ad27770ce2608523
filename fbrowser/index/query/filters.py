"""Filters: sets of extensions with a name, used like a function: `pic:`, `pic:holiday`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.config.settings import Settings
from fbrowser.index.query.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILTERS: Final[Mapping[str, frozenset[str]]] = Settings().filters()
"""What the filters are unless the settings say otherwise."""


def clean(extensions: Iterable[str]) -> frozenset[str]:
    """Return extensions as nodes hold them: folded, without a leading dot."""
    return frozenset(folded(extension).removeprefix(".") for extension in extensions)
