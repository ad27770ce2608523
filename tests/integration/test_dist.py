"""What pip and pipx install works in an environment of its own, and is the same from wheel and sources.

Left out of an ordinary run; after ./dev dist: ./dev test -m dist
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fbrowser import APP_ID, __version__
from fbrowser.common.translation import LANGUAGES
from tests.helpers.xsession import wait_for, x_screen

pytestmark = [pytest.mark.dist, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
WHEEL = ROOT / "dist" / f"fbrowser-{__version__}-py3-none-any.whl"
SOURCES = ROOT / "dist" / f"fbrowser-{__version__}.tar.gz"
PIP = ["-m", "pip", "--quiet", "--disable-pip-version-check"]
BUILD = ["--no-deps", "--no-index", "--no-build-isolation"]


def run(*command: str | Path, folder: Path = Path("/")) -> str:
    """Run a program that finds nothing of the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    done = subprocess.run(command, env=kept, cwd=folder, check=False, capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel_of_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that is built from the source distribution, with the pinned tools."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, *PIP, "wheel", *BUILD, "-w", folder, SOURCES)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def new_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one with what the program depends on."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder)
    run(
        folder / "bin" / "python",
        *PIP,
        "install",
        "--require-hashes",
        "-r",
        ROOT / "packaging" / "requirements.txt",
    )
    return folder


@pytest.fixture(params=["wheel", "sources"])
def environment(request: pytest.FixtureRequest, new_environment: Path, wheel_of_sources: Path) -> Iterator[Path]:
    """Return one with the program."""
    python = new_environment / "bin" / "python"
    made = WHEEL if request.param == "wheel" else wheel_of_sources
    run(python, *PIP, "install", "--no-deps", "--no-index", made)
    yield new_environment
    run(python, *PIP, "uninstall", "-y", "fbrowser")
    left = [file for file in new_environment.rglob("*fbrowser*") if not file.is_dir()]
    assert left == []


def test_the_sources_make_the_same_wheel(wheel_of_sources: Path) -> None:
    assert wheel_of_sources.name == WHEEL.name
    assert digest(wheel_of_sources) == digest(WHEEL)


def test_the_same_checkout_makes_the_same_files(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-d", tmp_path, folder=ROOT)
    assert {file.name: digest(file) for file in tmp_path.iterdir()} == {
        file.name: digest(file) for file in (WHEEL, SOURCES)
    }


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_it_runs_with_all_that_belongs_to_it(environment: Path, tmp_path: Path) -> None:
    python, program = environment / "bin" / "python", environment / "bin" / "fbrowser"
    run(python, "-m", "pip", "check")
    said = run(program, "--version")
    assert said.startswith(f"fbrowser {__version__} (commit ")
    assert "unknown" not in said
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "walrus.jpg").touch()
    assert run(program, "find", "walr", tmp_path / "tree") == f"{tmp_path}/tree/walrus.jpg\n"
    share = environment / "share"
    for name in (
        "man/man1/fbrowser.1",
        "bash-completion/completions/fbrowser",
        "zsh/site-functions/_fbrowser",
        "fish/vendor_completions.d/fbrowser.fish",
        f"applications/{APP_ID}.desktop",
        f"metainfo/{APP_ID}.metainfo.xml",
        f"icons/hicolor/scalable/apps/{APP_ID}.svg",
    ):
        assert (share / name).is_file(), name
    resources = next((environment / "lib").glob("python3*/site-packages/fbrowser")) / "resources"
    assert (resources / "icons" / "fbrowser.svg").is_file()
    assert {file.stem for file in (resources / "translations").glob("*.mo")} == {*LANGUAGES} - {"en"}


def test_it_shows_its_window(environment: Path, tmp_path: Path) -> None:
    with x_screen() as screen:
        program = subprocess.Popen(
            [environment / "bin" / "fbrowser", tmp_path],
            env=screen.env | {"XDG_RUNTIME_DIR": str(tmp_path)},
            cwd="/",
        )
        try:
            window = screen.wait_for_window(program.pid)
            wait_for(lambda: screen.colours(window) > 20)
            screen.close(window)
            assert program.wait(timeout=10) == 0
        finally:
            program.kill()
            program.wait()
