"""Refresh: how a command waits until an index is new."""

from __future__ import annotations

import math
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from fbrowser.common.display import display
from fbrowser.index.answer import Answer, ask
from fbrowser.index.rebuild import rebuild
from fbrowser.index.serving import serving_root

if TYPE_CHECKING:
    from fbrowser.index.answer import Claim
    from fbrowser.index.options import CrawlOptions
    from fbrowser.index.rebuild import Outcome, Progress

_POLL_S: Final = 0.05


def refreshed_for(folder: bytes, crawl: CrawlOptions | None = None) -> tuple[Answer, Outcome | None]:
    """Refresh the root that answers for a folder; return what `refreshed` does, and raise it."""
    root = serving_root(folder)
    found = refreshed(root, crawl)
    now = serving_root(folder)
    return found if now == root else refreshed(now, crawl)  # a link that was made since


def refreshed(root: bytes, crawl: CrawlOptions | None = None) -> tuple[Answer, Outcome | None]:
    """Return an answer whose crawl began after this call, and the rebuild if it was ours.

    Raises EnvironmentProblem if the root cannot be refreshed.
    """
    begun_s = time.monotonic()
    since_s = -1.0  # whatever the age is, be it of a clock that was set back since
    while True:
        answer, claim = ask(root, stale_after_s=since_s, retry_failed=True)
        if claim is not None:
            outcome = built(claim, crawl)
            return ask(root, stale_after_s=math.inf, claim=False)[0], outcome
        if not answer.rebuilding:
            if answer.failure and answer.age_s > since_s:
                raise answer.failure
            return answer, None
        time.sleep(_POLL_S)
        since_s = time.monotonic() - begun_s


def built(claim: Claim, crawl: CrawlOptions | None = None) -> Outcome:
    """Rebuild, and show how far it is where a person watches. Raises EnvironmentProblem if it fails."""
    watched = sys.stderr.isatty()
    try:
        return rebuild(claim, options=crawl, on_progress=_show_progress if watched else None)
    finally:
        if watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _show_progress(progress: Progress) -> None:
    """Show one line that is written over by the next."""
    verb = {"crawl": "reading", "sort": "sorting", "publish": "saving"}[progress.phase]
    line = f"{verb} {progress.entries:,} entries, {progress.entries_per_s:,.0f}/s  {display(progress.folder)}"
    sys.stderr.write(f"\r\x1b[K{line[: os.get_terminal_size(2).columns - 1]}")
    sys.stderr.flush()
