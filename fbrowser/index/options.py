"""Crawl options: how to crawl, for whoever asks for a rebuild and whoever does it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrawlOptions:
    """How to crawl."""

    one_file_system: bool = False
    """Leave out every mount below the root, not only the pseudo file systems."""
    workers: int = 0
    """How many ordinary workers; 0: one per core, up to `crawler.MOST_WORKERS`."""
    entries_per_s: float = 0
    """Speed limit; 0: none."""
