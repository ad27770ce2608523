"""Builders are killed at random moments: no reader sees anything but a whole index, nothing is stuck or left."""

import contextlib
import os
import random
import signal
import time
from pathlib import Path

from fbrowser.common.lock import is_locked
from fbrowser.index.answer import Claim, ask
from fbrowser.index.rebuild import rebuild, rebuild_behind
from fbrowser.index.store import Store
from tests.helpers import askers
from tests.helpers.trees import many

KILLS = int(os.environ.get("FBROWSER_TEST_KILLS", "25"))
"""The figure of the README was measured with 500."""
LONGEST_S = 0.45
FREE_WITHIN_S = 0.25


def test_kills_at_random_moments(tmp_path: Path) -> None:
    root = os.fsencode(many(tmp_path / "r", 10, 10))
    store = Store(root)
    chance = random.Random(3)
    reader = Reader(root)
    stuck = 0
    for turn in range(KILLS):
        (tmp_path / "r" / f"change {turn}").touch()
        claim = claimed(root)
        stuck += claim is None
        if claim is None:
            continue
        rebuild_behind(claim)
        ends = time.monotonic() + chance.uniform(0, LONGEST_S)
        while time.monotonic() < ends:
            reader.read()
        while is_locked(store.lock):  # one that is just starting has no command line yet
            for pid in askers.builders(root):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.002)
        reader.read()
    assert reader.reads > KILLS
    assert (reader.invalid, stuck) == (0, 0)
    _, claim = ask(root, stale_after_s=0)
    assert claim is not None
    assert rebuild(claim).entries == 110 + KILLS
    assert not [name for name in os.listdir(store.path) if name.startswith(b"tmp-")]
    assert len(store.generations()) <= 2


def claimed(root: bytes) -> Claim | None:
    """Return the claim; None if the lock is not free by when the kernel has surely cleared a dead process away."""
    ends = time.monotonic() + FREE_WITHIN_S
    while time.monotonic() < ends:
        _, claim = ask(root, stale_after_s=0)
        if claim is not None:
            return claim
    return None


class Reader:
    """Opens the index as any process would: once there is one, there must always be one, and whole."""

    def __init__(self, root: bytes) -> None:
        """Start before anything was published."""
        self.root = root
        self.published = False
        self.reads = self.invalid = 0

    def read(self) -> None:
        """Open once."""
        opened = Store(self.root).open(private=True)
        self.published |= opened.sound
        self.reads += 1
        self.invalid += not opened.sound and (self.published or opened.snapshot is not None)
