"""Crawler: drives the crawl workers over one root and collects what they list.

A folder that does not answer costs its worker, which is killed and abandoned: whatever else that worker was
told to list goes to others, one folder at a time, until it is known which one hangs.
"""

from __future__ import annotations

import contextlib
import errno
import math
import os
import time
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, Final

from fbrowser.common.descriptors import readable
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, reason
from fbrowser.common.paths import relative_to
from fbrowser.common.translation import later
from fbrowser.config.places import cache_folder
from fbrowser.index.left_out import rules_of
from fbrowser.index.mounts import mounts_below
from fbrowser.index.wire import Listings, Surroundings, Task, Turn, listing_number
from fbrowser.index.worker_process import WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.crawled import Crawled
    from fbrowser.index.options import CrawlOptions

NO_ANSWER_S: Final = 5.0
"""A worker silent for so long hangs in its folder."""
MOST_SPARE: Final = 8
"""Workers at most, besides the ordinary ones, for folders that may not answer."""
MOST_WORKERS: Final = 4
"""Ordinary workers at most: more do not make a disk faster."""
MOST_STILLBORN: Final = 5
"""So many workers in a row may end without a word: one more would not fare better."""
_MOST_TASKS: Final = 256
_WAKE_S: Final = 0.05
_ENTRIES: Final = 1 << 30


class Crawler:
    """One crawl of one root. Use it once."""

    def __init__(self, root: bytes, options: CrawlOptions, cancel: CancelToken) -> None:
        """Plan the crawl; nothing is read yet."""
        self.root = root
        self.options = options
        self.cancel = cancel
        self.folder = root
        self.error = 0
        rules = rules_of(options.left_out or (), root)
        around = Surroundings(
            mounts_below(b"/", one_file_system=bool(options.one_file_system)),
            cache_below(root),
            tuple(rules) if rules is not None else None,
        )
        self._pools = (
            Pool(around, options.workers or min(os.cpu_count() or 1, MOST_WORKERS)),
            Pool(around, MOST_SPARE),
        )
        self._queues: tuple[deque[Task], deque[Task]] = (deque([Task(-1, 0, root, 0, 0)]), deque())
        self._avoid: set[bytes] = set()
        self._stillborn = 0
        self._begun_s = time.monotonic()

    @cached_property
    def crawled(self) -> Crawled:
        """What has been collected so far."""
        from fbrowser.index.crawled import Crawled  # noqa: PLC0415 - numpy takes 0.1 s: while the workers are busy

        return Crawled()

    def run(self, on_progress: Callable[[], None] = lambda: None) -> Crawled:
        """Crawl; `on_progress` is called often.

        Raises Cancelled, and EnvironmentProblem if the root itself cannot be read, or no worker can be started.
        """
        try:
            self._pools[0].start()
            while any(self._queues) or any(pool.busy for pool in self._pools):
                self.cancel.check()
                self._hand_out()
                self._listen()
                on_progress()
        finally:
            for pool in self._pools:
                pool.kill()
        if not self.crawled.folders:
            raise unreadable_root(self.root, self.error)
        return self.crawled

    def _hand_out(self) -> None:
        """Give every worker that is free an order."""
        ordinary, careful = self._queues
        workers, spares = self._pools
        while careful and (worker := spares.take()):
            worker.order([careful.popleft()], entries=_ENTRIES, careful=True, avoid=set())
        while ordinary and (entries := self._allowed()) > 0 and (worker := workers.take()):
            share = min(_MOST_TASKS, max(1, len(ordinary) // (2 * workers.most)))
            tasks = [ordinary.popleft() for _ in range(share)]
            worker.order(tasks, entries=entries, careful=False, avoid=self._avoid)

    def _allowed(self) -> int:
        """Return how many entries an order may ask for now, under the speed limit."""
        rate = self.options.entries_per_s
        if not rate:
            return _ENTRIES
        due = rate * (time.monotonic() - self._begun_s) - self.crawled.entries
        return math.ceil(rate * _WAKE_S) if due >= 0 else 0

    def _listen(self) -> None:
        """Take in what the workers say, waiting a moment for it."""
        busy = [(pool, worker) for pool in self._pools for worker in pool.busy]
        ready = readable([worker.stdout for _, worker in busy], _WAKE_S)
        if not busy:
            time.sleep(_WAKE_S / 10)  # the speed limit
        for pool, worker in busy:
            if worker.stdout in ready:
                self._hear(pool, worker)
            elif time.monotonic() - worker.heard_s > NO_ANSWER_S:
                self._give_up(pool, worker, errno.ETIMEDOUT)

    def _hear(self, pool: Pool, worker: WorkerProcess) -> None:
        """Take in the turns of a worker that has something to say."""
        try:
            for turn in worker.turns():
                self._stillborn = 0
                if turn.kind == "names":
                    worker.names = turn.listings
                elif turn.kind == "turn":
                    pool.give_back(worker)
                    self._take(turn)
                self.folder = turn.folder or self.folder
        except EOFError:
            self._stillborn += not worker.has_spoken
            if self._stillborn >= MOST_STILLBORN:
                raise no_workers(later("its processes end at once")) from None
            self._give_up(pool, worker, errno.EIO)

    def _take(self, turn: Turn) -> None:
        """Queue what a turn left, and append what it brought."""
        base = self.crawled.folders
        for values in turn.left:
            task = Task(*values)
            task = task._replace(parent=listing_number(base, task.parent))
            self._queues[task.suspect].append(task)
        self._hand_out()  # first: the worker need not wait until its listings are digested
        self.crawled.add(Listings(*turn.listings))
        self.crawled.left_out += turn.left_out
        self.crawled.patches += [(listing_number(base, patch[0]), *patch[1:]) for patch in turn.patches]
        for parent, place, number, why in turn.unreadable:
            self._refuse(listing_number(base, parent), place, number, why)

    def _refuse(self, parent: int, place: int, number: int, why: str) -> None:
        if parent == -1:
            self.error = number
        self.crawled.unreadable.append((parent, place, why))

    def _give_up(self, pool: Pool, worker: WorkerProcess, number: int) -> None:
        """Abandon a worker that hangs or died; its other folders go to others."""
        tasks, where = worker.tasks, worker.place()
        pool.abandon(worker)
        if not worker.careful:
            self._avoid.add(where)
            self._queues[0].extend(tasks)
            return
        for task in tasks:
            if worker.names:
                self.crawled.add(Listings(*worker.names))
            self._refuse(task.parent, task.place, number, reason(number))


class Pool:
    """Workers of one sort, started when they are needed."""

    def __init__(self, around: Surroundings, most: int) -> None:
        """Start with no worker; `most` is how many there may be at once."""
        self.around = around
        self.most = most
        self.idle: list[WorkerProcess] = []
        self.busy: list[WorkerProcess] = []

    def start(self) -> None:
        """Start all, so that they are there when there is work for them. Raises EnvironmentProblem."""
        while len(self.idle) < self.most:
            self.idle.append(self._worker())

    def take(self) -> WorkerProcess | None:
        """Return a worker that is now busy; None if there may be no more. Raises EnvironmentProblem."""
        if not self.idle and len(self.busy) >= self.most:
            return None
        worker = self.idle.pop() if self.idle else self._worker()
        self.busy.append(worker)
        return worker

    def _worker(self) -> WorkerProcess:
        try:
            return WorkerProcess(self.around)
        except OSError as error:
            raise no_workers(reason(error.errno or 0)) from error

    def give_back(self, worker: WorkerProcess) -> None:
        """Note that a worker is free again."""
        self.busy.remove(worker)
        self.idle.append(worker)

    def abandon(self, worker: WorkerProcess) -> None:
        """Kill a worker and forget it."""
        self.busy.remove(worker)
        worker.kill()

    def kill(self) -> None:
        """Kill all."""
        for worker in self.idle + self.busy:
            worker.kill()


def cache_below(root: bytes) -> tuple[int, int]:
    """Return device and inode of our cache folder; (0, 0) if there is none, or if the root is it or lies in it.

    A crawl that read it would see its own index written, and never find a root unchanged.
    """
    folder = cache_folder()
    with contextlib.suppress(OSError):
        if relative_to(root, folder) is None:
            status = os.stat(folder)
            return status.st_dev, status.st_ino
    return 0, 0


def no_workers(why: str) -> EnvironmentProblem:
    """Return the problem of a machine on which no crawl worker can be started, with what to do."""
    return EnvironmentProblem(
        "The crawl could not be started: {why}.", "Close some programs, then refresh.", why=why
    )


def unreadable_root(root: bytes, number: int) -> EnvironmentProblem:
    """Return the problem of a root that cannot be read, with what to do."""
    shown = display(root)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return EnvironmentProblem(
            "There is no folder {path}." if number == errno.ENOENT else "This is not a folder: {path}.",
            "Check the path, or whether its disk is connected.",
            path=shown,
        )
    if number in (errno.EACCES, errno.EPERM):
        return EnvironmentProblem("You may not read {path}.", "Ask its owner for permission.", path=shown)
    return EnvironmentProblem(
        "{path} cannot be read: {why}.",
        "Check that its disk or server is connected, then refresh.",
        path=shown,
        why=reason(number),
    )
