"""Builder: the child process that rebuilds one root. It holds the lock and never touches the root itself.

It is told what to do in its last argument, JSON; it says how far it is in lines of JSON. It stops when it is told
to (SIGTERM) and when its asker is gone (stdin ends), unless it was started to outlive it.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import json
import os
import signal
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.descriptors import readable
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.lock import try_lock, unlock
from fbrowser.index.crawler import Crawler
from fbrowser.index.formats import sweep
from fbrowser.index.left_out import left_out_now
from fbrowser.index.options import CrawlOptions
from fbrowser.index.store import Store

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot

SAY_EVERY_S: Final = 0.1
NICE: Final = 10
_DESCRIBED: Final = ("unreadable", "one_file_system", "left_out", "left_out_folders")
"""What a snapshot says beside its columns of what was crawled."""


class Builder:
    """One rebuild."""

    def __init__(self, order: dict[str, Any]) -> None:
        """Take the order."""
        self.store = Store(base64.b64decode(order["root"]))
        self.options = as_before(CrawlOptions(**order["options"]), self.store)
        self.detached: bool = order["detached"]
        self.cancel = CancelToken()
        self.crawler = Crawler(self.store.root, self.options, self.cancel)
        self.begun_s = time.time()
        self.said_s = 0.0

    def run(self) -> dict[str, Any]:
        """Rebuild; return the outcome. Raises EnvironmentProblem, Cancelled."""
        self.store.sweep()
        sweep()
        crawled = self.crawler.run(self.on_progress)
        self.say_progress("sort")
        from fbrowser.index.assemble import assemble  # noqa: PLC0415 - numpy again, see Crawler.crawled

        assembled = assemble(crawled, self.store.root)
        kept = {"one_file_system": bool(self.options.one_file_system), "left_out": self.options.left_out or ()}
        snapshot = replace(assembled, **kept)
        self.check_asker()
        opened = self.store.open(private=False)
        if opened.sound and opened.snapshot is not None and is_same(opened.snapshot, snapshot):
            self.store.renew(self.begun_s)
            number, published = opened.snapshot.generation, False
        else:
            self.say_progress("publish")
            number, published = self.store.publish(snapshot, self.begun_s), True
        seconds = time.time() - self.begun_s
        return {"generation": number, "published": published, "entries": len(snapshot), "seconds": seconds}

    def on_progress(self) -> None:
        """Say now and then how far the crawl is, and notice when nobody waits any more."""
        if time.monotonic() - self.said_s > SAY_EVERY_S:
            self.said_s = time.monotonic()
            self.check_asker()
            self.say_progress("crawl")

    def say_progress(self, phase: str) -> None:
        """Say how far the rebuild is."""
        entries = self.crawler.crawled.entries
        rate = entries / max(time.time() - self.begun_s, SAY_EVERY_S)
        folder = base64.b64encode(self.crawler.folder).decode()
        self.say({"progress": {"entries": entries, "entries_per_s": rate, "folder": folder, "phase": phase}})

    def say(self, message: dict[str, Any]) -> None:
        """Say something, as long as somebody listens."""
        with contextlib.suppress(OSError):
            os.write(1, json.dumps(message).encode() + b"\n")

    def check_asker(self) -> None:
        """Raise Cancelled if the asker is gone."""
        if not self.detached and readable([0], 0) and not os.read(0, 1):
            raise Cancelled


def as_before(options: CrawlOptions, store: Store) -> CrawlOptions:
    """Return the options, with what they leave open as the user says, else as it was for the newest generation."""
    before = store.open(private=False).snapshot
    mounts, left_out = options.one_file_system, options.left_out
    if mounts is None:
        mounts = before is not None and before.one_file_system
    if left_out is None:
        left_out = left_out_now()
    if left_out is None:
        left_out = before.left_out if before is not None else ()
    return options._replace(one_file_system=mounts, left_out=tuple(left_out))


def is_same(old: Snapshot, new: Snapshot) -> bool:
    """Return whether two snapshots show the same."""
    if any(getattr(old, name) != getattr(new, name) for name in _DESCRIBED):
        return False
    return all(
        memoryview(view).cast("B") == memoryview(new.columns[name]).cast("B") for name, view in old.columns.items()
    )


def stop(*_: object) -> None:
    """End, cleaning up on the way."""
    sys.exit(1)


def main() -> int:
    """Rebuild one root."""
    signal.signal(signal.SIGTERM, stop)
    gc.disable()  # millions of objects, none of them circular
    order = json.loads(sys.argv[-1])
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICE)
    builder = Builder(order)
    lock = order["lock"] if order["lock"] >= 0 else try_lock(builder.store.lock)
    if lock is None:
        return 0
    try:
        ending = {"outcome": builder.run()}
        builder.store.note_failure(None)
    except EnvironmentProblem as problem:
        ending = {"problem": problem.as_data()}
        builder.store.note_failure(problem)
    except Cancelled:
        return 1
    unlock(lock)  # first: whoever hears how it ended may ask for the next rebuild at once
    os.close(lock)
    builder.say(ending)
    # Nothing is left to clean up, and taking millions of objects apart takes 0.2 s.
    os._exit(0 if "outcome" in ending else 1)


if __name__ == "__main__":
    sys.exit(main())
