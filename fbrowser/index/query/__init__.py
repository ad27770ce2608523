"""The query language: from what was typed to what it means. Nothing here knows an index.

`parse` is the way in: text -> `lexer` -> `parser` with `leaves` -> a `Query`, whose tree of `nodes` others match.
"""

from __future__ import annotations

from fbrowser.index.query.parsed import Pill, Query, without
from fbrowser.index.query.parser import parse

__all__ = ["Pill", "Query", "parse", "without"]
