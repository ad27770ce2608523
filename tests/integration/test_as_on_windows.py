"""What does not need a window works without what Windows lacks: see helpers/windows_like for what is modelled."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

LIKE_WINDOWS = Path(__file__).parents[1] / "helpers" / "windows_like"
EVERY_MODULE = """
import importlib, pkgutil, sys, fbrowser
for found in pkgutil.walk_packages(fbrowser.__path__, "fbrowser."):
    if found.name != "fbrowser.__main__":
        importlib.import_module(found.name)
print(len([name for name in sys.modules if name.startswith("fbrowser.")]))
"""


def python(*arguments: str | Path, code: int = 0) -> str:
    """Return what Python prints that lacks what Windows lacks, and expect an exit code."""
    env = os.environ | {"PYTHONPATH": str(LIKE_WINDOWS)}
    command = [sys.executable, "-P", *arguments]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done.stderr
    return done.stdout


def call(*arguments: str | Path, code: int = 0) -> list[str]:
    return python("-m", "fbrowser", *arguments, code=code).splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Pictures"
    for name in ("summer/beach.jpg", "summer/boat.jpg", "winter/snow.png", "same/beach.jpg", "notes.txt"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"this is {name}")
    return root


@pytest.mark.parametrize(
    "code",
    [
        "import fcntl",
        "import pwd",
        "import os; os.geteuid()",
        "import os; os.O_NOFOLLOW",
        "import os; os.open('/', os.O_RDONLY)",
        "import os; os.utime(1, (0, 0))",
        "import os, select; select.select([os.pipe()[0]], [], [], 0)",
        "import subprocess; subprocess.Popen(['true'], pass_fds=(2,))",
    ],
)
def test_what_is_modelled_is_missing_indeed(code: str) -> None:
    python("-c", code, code=1)


def test_every_module_can_be_imported() -> None:
    assert int(python("-c", EVERY_MODULE)) > 150


def test_a_folder_is_indexed_and_searched(folder: Path) -> None:
    call("index", folder)
    assert sorted(call("find", "b", folder)) == [
        f"{folder}/same/beach.jpg",
        f"{folder}/summer/beach.jpg",
        f"{folder}/summer/boat.jpg",
    ]
    assert call("find", "dupe: ext:jpg", folder, "--count") == ["2"]
    assert call("find", "nothing of that name", folder, code=1) == []


def test_files_are_read_by_their_own_child(folder: Path) -> None:
    (folder / "big").write_bytes(b"x" * 3_000_000 + b"needle" + b"x" * 1000)
    assert call("find", "content:winter", folder) == [f"{folder}/winter/snow.png"]
    assert call("find", "content:needle", folder) == [f"{folder}/big"]


def test_an_index_is_brought_up_to_date_and_found_unchanged(folder: Path) -> None:
    call("index", folder)
    (folder / "new.txt").write_text("new")
    call("index", folder)
    assert call("find", "new", folder) == [f"{folder}/new.txt"]
    assert '"generation": 2' in call("status", folder, "--json")[0]
    call("index", folder)
    assert '"generation": 2' in call("status", folder, "--json")[0]


def test_a_cold_index_is_built_by_a_process_that_outlives_the_asker(folder: Path) -> None:
    call("find", "b", folder, "--no-wait", code=75)
    assert len(call("find", "b", folder)) == 3


def test_a_crash_is_known() -> None:
    begin = "from fbrowser.config import last_run; last_run.begin(); "
    python("-c", f"{begin}import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", code=-signal.SIGSEGV)
    assert python("-c", f"{begin}print(len(last_run.crashes())); last_run.end()") == "1\n"
