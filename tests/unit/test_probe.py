"""Folders are asked of a child: what is there says so, what is silent costs its own answer."""

import errno
import os
import time
from pathlib import Path

import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index import probe as module
from fbrowser.index.probe import SILENT, Found, folders_of, probe
from tests.helpers.children import replace_children


def asked(*paths: Path | bytes) -> dict[bytes, Found]:
    found: dict[bytes, Found] = {}
    probe(map(os.fsencode, paths), found.__setitem__, CancelToken())
    return found


def test_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    strange = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(strange)
    found = asked(tmp_path, tmp_path / "file", tmp_path / "gone", strange)
    assert [each.trouble for each in found.values()] == [0, errno.ENOTDIR, errno.ENOENT, 0]
    assert 0 <= found[strange].free <= found[strange].total
    assert found[os.fsencode(tmp_path)].is_there


def test_nothing_is_asked_of_nobody() -> None:
    assert asked() == {}


def test_what_is_silent_costs_its_own_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.3)
    code = (
        "import os, sys, time; from fbrowser.common.messages import receive, send\n"
        "paths = receive(0); send(1, ())\n"
        "for path in paths:\n"
        "    time.sleep(99) if path.endswith(b'hung') else send(1, (0, 1, 2))"
    )
    replace_children(monkeypatch, code)
    found = asked(tmp_path / "a", tmp_path / "hung", tmp_path / "b")
    assert list(found.values()) == [Found(0, 1, 2), SILENT, Found(0, 1, 2)]
    assert found[os.fsencode(tmp_path / "hung")].is_silent


def test_who_cancels_does_not_wait(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        probe([os.fsencode(tmp_path)], lambda *_: None, token)
    assert time.monotonic() - begun < module.PATIENCE_S


@pytest.mark.parametrize("can_ask", [True, False])
def test_of_several_paths_each_is_told_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_ask: bool
) -> None:
    (tmp_path / "file").touch()
    folder = os.fsencode(tmp_path)
    paths = [folder, folder + b"/file", folder + b"/gone"]
    if not can_ask:

        def ask(*_: object) -> int:
            raise EnvironmentProblem("no more processes", "")

        monkeypatch.setattr(module, "_ask_child", ask)
    found: list[tuple[bytes, bytes | None]] = []
    folders_of(paths, found.append)
    assert found == [(folder, None), (folder, b"file") if can_ask else (paths[1], None), (paths[2], None)]
