"""Crawl options: how to crawl, for whoever asks for a rebuild and whoever does it.

What decides what is in the index is kept in it, so that a refresh by anyone leaves it as it was.
"""

from __future__ import annotations

from typing import NamedTuple


class CrawlOptions(NamedTuple):
    """How to crawl."""

    one_file_system: bool | None = None
    """Leave out every mount below the root, not only the pseudo file systems; None: as before, at first no."""
    left_out: tuple[str, ...] | None = None
    """Names, patterns and paths of folders not to enter; None: what the user says by then, see `left_out`."""
    workers: int = 0
    """How many ordinary workers; 0: one per core, up to `crawler.MOST_WORKERS`."""
    entries_per_s: float = 0
    """Speed limit; 0: none."""
