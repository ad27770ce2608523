"""The version names the commit that a checkout or a build was made from, and what it runs on."""

import os
import runpy
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from fbrowser.common import version
from fbrowser.common.version import UNKNOWN, version_line

ROOT = Path(__file__).parents[2]
WRITTEN = "0123abcd, 2026-11-28"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the package's part that matters, in a folder that is no checkout."""
    common = tmp_path / "src" / "fbrowser" / "common"
    common.mkdir(parents=True)
    shutil.copy(version.__file__, common / "version.py")
    return common.parent


def commit_of(package: Path) -> str:
    return runpy.run_path(str(package / "common" / "version.py"))["commit"]()


def make_checkout(folder: Path) -> str:
    """Make a checkout of a folder; return what its commit is called."""
    for command in (
        ["init", "-q"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "--allow-empty", "-m", "x"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return said.stdout[:8]


def test_a_checkout_asks_git(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_checkout(package.parent)
    assert commit_of(package).startswith(f"{made}, 20")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    assert commit_of(package).startswith(f"{made}, 20")
    monkeypatch.setenv("PATH", "/nowhere")
    assert commit_of(package) == UNKNOWN


def test_what_was_built_has_it_in_a_file(package: Path) -> None:
    make_checkout(package.parent)
    (package / "commit.txt").write_text(f"{WRITTEN}\n")
    assert commit_of(package) == WRITTEN


@pytest.mark.parametrize("damage", [b"", b"\xff", b"rm -rf", b"x" * 5000])
def test_it_is_unknown_elsewhere(package: Path, damage: bytes) -> None:
    assert commit_of(package) == UNKNOWN
    make_checkout(package.parents[1])  # an environment in somebody's checkout
    assert commit_of(package) == UNKNOWN
    (package / "commit.txt").write_bytes(damage)
    assert commit_of(package) == UNKNOWN


def test_qt_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert version_line().endswith(f", Qt {UNKNOWN}, PySide6 {UNKNOWN}")


def test_qt_is_not_loaded_for_it() -> None:
    asked = "import sys; from fbrowser.common.version import version_line; print(version_line())"
    code = f"{asked}; print(*(each for each in sys.modules if each.startswith(('PySide6', 'shiboken6'))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    line, loaded = done.stdout.split("\n")[:2]
    assert line.startswith("fbrowser ")
    assert not loaded


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_what_is_built_carries_it(target: str, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("packaging", "fbrowser/common", "resources/translations"):
        shutil.copytree(ROOT / name, checkout / name)
    commit = make_checkout(checkout)
    make: Any = runpy.run_path(str(checkout / "packaging" / "build_hook.py"))["MadeFiles"]
    hook = make(str(checkout), {}, None, None, "", target)
    data: dict[str, dict[str, str]] = {"force_include": {}}
    hook.initialize("standard", data)
    added = {inside: Path(file) for file, inside in data["force_include"].items()}
    assert added["fbrowser/commit.txt"].read_text().startswith(commit)
    assert ("fbrowser/resources/translations/de.mo" in added) is (target == "wheel")
    # Then of the source distribution: it has the file among its sources, and no git.
    shutil.move(added["fbrowser/commit.txt"], checkout / "fbrowser" / "commit.txt")
    shutil.rmtree(checkout / ".git")
    data["force_include"].clear()
    hook.initialize("standard", data)
    assert Path(
        *[file for file, inside in data["force_include"].items() if inside == "fbrowser/commit.txt"]
    ).is_file()


def test_a_build_of_nobody_knows_what_carries_nothing(package: Path) -> None:
    shutil.copytree(ROOT / "packaging", package.parent / "packaging")
    made = runpy.run_path(str(package.parent / "packaging" / "write_commit.py"))
    assert made["write_commit"]() is None
    assert not os.path.exists(package.parent / "build")
