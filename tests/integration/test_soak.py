"""Searching and reading while the index is replaced all the time: every answer is whole, nothing crashes."""

import os
import subprocess
import sys
import time
from pathlib import Path

from fbrowser.index.answer import ask
from fbrowser.index.rebuild import rebuild
from tests.helpers import askers
from tests.helpers.trees import many

SECONDS = float(os.environ.get("FBROWSER_TEST_SOAK_S", "3"))
"""Ten minutes were run for the README's figure."""
FILES = 2000

READER = """
import os, sys
from fbrowser.index.answer import ask
from fbrowser.index.query import parse
from fbrowser.index.search import Engine
print("ready", flush=True)
answers = 0
while not os.path.exists(sys.argv[2]):
    for private in (True, False):
        snapshot = ask(os.fsencode(sys.argv[1]), claim=False, private=private)[0].snapshot
        rows = Engine(snapshot).find(parse('"file 1"')).rows
        assert len(rows) == 1111, len(rows)
        assert all(snapshot.name(row).startswith(b"file 1") for row in rows.tolist()[::100])
        answers += 1
print(answers)
"""


def test_searching_while_the_index_is_replaced(tmp_path: Path) -> None:
    root = many(tmp_path / "r", 1, FILES)
    claim_and_rebuild(root)
    end = tmp_path / "end"
    command = [sys.executable, "-c", READER, str(root), str(end)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    for reader in readers:
        askers.ready(reader)
    ends = time.monotonic() + SECONDS
    generation = 0
    while time.monotonic() < ends:
        (root / "changes").mkdir(exist_ok=True)
        (root / "changes" / f"change {generation}").touch()
        generation = claim_and_rebuild(root)
    end.touch()
    found = [int(reader.communicate(timeout=20)[0]) for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert generation > 1
    assert min(found) > generation


def claim_and_rebuild(root: Path) -> int:
    _, claim = ask(os.fsencode(root), stale_after_s=0)
    assert claim is not None
    return rebuild(claim).generation
