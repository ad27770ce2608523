"""Other processes that ask about a root, and what they were answered. Run as a module, it is such a process."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fbrowser.common.behind import wait_for_all
from fbrowser.common.paths import absolute
from fbrowser.index import rebuild
from fbrowser.index.answer import Claim, ask, request
from fbrowser.index.store import Store


def start(root: Path | bytes, threads: int = 1) -> subprocess.Popen[bytes]:
    """Start a process whose threads each ask once, as soon as its stdin ends."""
    command = [sys.executable, "-m", "tests.helpers.askers", os.fsdecode(root), str(threads)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ready(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process is about to ask."""
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"


def answers(process: subprocess.Popen[bytes]) -> tuple[list[dict[str, Any]], int]:
    """Let a process ask; return its answers, and how many builders it started."""
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    said = json.loads(out)
    return said["answers"], said["started"]


def ask_once(root: bytes) -> dict[str, Any]:
    """Ask; return the answer."""
    answer = request(root)
    entries = None if answer.snapshot is None else len(answer.snapshot)
    return {"entries": entries, "rebuilding": answer.rebuilding, "generation": answer.generation}


def count_builders() -> list[Claim]:
    """Return a list that gets the claim of every builder that this process starts from now on."""
    started: list[Claim] = []
    start_builder = rebuild.rebuild_behind

    def counted(claim: Claim) -> None:
        started.append(claim)
        start_builder(claim)

    rebuild.rebuild_behind = counted
    return started


def wait_until_built(root: Path | bytes, *, generation: int = 1, timeout_s: float = 20) -> None:
    """Wait until nobody rebuilds a root and it has come to a generation."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        answer, _ = ask(absolute(os.fsdecode(root)), claim=False)
        if answer.generation >= generation and not answer.rebuilding:
            return
        time.sleep(0.02)
    raise TimeoutError


def builders(root: Path | bytes) -> list[int]:
    """Return the process ids of the builders of a root."""
    lock = os.fsdecode(Store(os.fsencode(root)).lock)
    found: list[int] = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            holds = any(os.readlink(fd) == lock for fd in (entry / "fd").iterdir())
        except OSError:
            continue
        if b"fbrowser.index.builder" in command and holds:
            found.append(int(entry.name))
    return found


def builder(root: Path | bytes) -> int:
    """Return the process id of the one builder of a root; it has no command line in the moment it begins."""
    deadline = time.monotonic() + 5
    while not (found := builders(root)) and time.monotonic() < deadline:
        time.sleep(0.005)
    (pid,) = found
    return pid


def main() -> None:
    """Ask from several threads at once, when told to."""
    root, threads = os.fsencode(sys.argv[1]), int(sys.argv[2])
    started = count_builders()
    print("ready", flush=True)
    sys.stdin.read()
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(ask_once, [root] * threads))
    wait_for_all()
    print(json.dumps({"answers": found, "started": len(started)}))


if __name__ == "__main__":
    main()
