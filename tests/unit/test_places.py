"""Paths are absolute once they are known, and where the program was started is asked only if it matters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import absolute
from fbrowser.config import places
from fbrowser.index.answer import ask, request
from fbrowser.index.generation import VERSION
from tests.helpers import askers
from tests.helpers.trees import grow


@pytest.fixture
def gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the current folder one that was deleted."""
    monkeypatch.chdir(grow(tmp_path / "gone", {}))
    (tmp_path / "gone").rmdir()


@pytest.mark.parametrize(
    ("path", "found"), [(b"x/../y\xff", b"/tmp/y\xff"), ("/a//b/", b"/a/b"), ("//a", b"/a"), (Path("."), b"/tmp")]
)
def test_paths_become_absolute(monkeypatch: pytest.MonkeyPatch, path: str | bytes | Path, found: bytes) -> None:
    monkeypatch.chdir("/tmp")
    assert absolute(path) == found


@pytest.mark.usefixtures("gone")
def test_a_deleted_current_folder_matters_to_relative_paths_only() -> None:
    assert absolute("/a/../b") == b"/b"
    with pytest.raises(EnvironmentProblem, match=r"current folder is gone.* where x is"):
        absolute("x")


@pytest.mark.usefixtures("gone")
def test_asking_from_a_deleted_folder_does_not_raise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, claim = ask(os.fsencode(grow(tmp_path / "r", {})), claim=False)
    assert (answer.failure, claim) == (None, None)
    assert "current folder is gone" in str(request("r").failure)
    monkeypatch.setenv("FBROWSER_CACHE_DIR", "cache")
    assert "current folder is gone" in str(request(tmp_path / "r").failure)


@pytest.mark.parametrize("kind", ["cache", "config", "data"])
def test_our_folders_stay_where_they_were_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setenv(f"FBROWSER_{kind.upper()}_DIR", "here")
    monkeypatch.chdir(tmp_path)
    places.cache_folder()
    monkeypatch.chdir("/")
    assert getattr(places, f"{kind}_folder")() == os.fsencode(tmp_path / "here")


def test_a_detached_builder_writes_where_its_asker_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = grow(tmp_path / "r", {"a": 1})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FBROWSER_CACHE_DIR", "cache")
    command = [sys.executable, "-c", "import sys; from fbrowser.index import request; request(sys.argv[1])", root]
    subprocess.run(command, check=True)
    askers.wait_until_built(root)
    status = [sys.executable, "-m", "fbrowser", "status", "--json"]
    found = json.loads(subprocess.run(status, check=True, capture_output=True).stdout)
    assert [each["root"] for each in found] == [str(root)]
    assert (tmp_path / "cache" / f"roots-{VERSION}").is_dir()
