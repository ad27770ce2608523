"""Children run this package's code and nobody else's, whatever lies where they are started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import fbrowser
from fbrowser.index.listing import list_folder
from tests.helpers.trees import grow

PACKAGE_PARENT = Path(fbrowser.__file__).parents[1]
IMPORTED = ("json", "xxhash", "base64", "platformdirs", "numpy", "fbrowser", "select", "array", "marshal")


def test_code_in_the_current_folder_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = grow(tmp_path / "downloads", {})
    for name in IMPORTED:
        (evil / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write('{name} ')")
    monkeypatch.setenv("PYTHONPATH", str(PACKAGE_PARENT))
    command = [sys.executable, "-P", "-m", "fbrowser"]
    for arguments in (["index", "."], ["find", "numpy", "."]):
        done = subprocess.run([*command, *arguments], cwd=evil, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()


def test_children_find_the_very_package_that_starts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = grow(tmp_path / "other" / "fbrowser", {})
    (other / "__init__.py").write_text("raise SystemExit('another package of this name')")
    monkeypatch.setenv("PYTHONPATH", str(other.parent))
    monkeypatch.chdir(tmp_path)
    assert len(list_folder(os.fsencode(tmp_path))) == 1
