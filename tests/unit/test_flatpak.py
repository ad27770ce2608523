"""The Flatpak's manifest is whole, has the id that all have, and asks for no more than a file browser needs."""

import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped] - only read here

from fbrowser import APP_ID

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
MANIFEST = LINUX / f"{APP_ID}.yml"


def manifest() -> dict[str, Any]:
    return yaml.safe_load(MANIFEST.read_text("utf-8"))


def test_it_has_the_id_and_the_command() -> None:
    assert manifest()["id"] == APP_ID
    assert manifest()["command"] == "fbrowser"


def test_it_asks_for_files_a_screen_and_nothing_else() -> None:
    asked = {each.removeprefix("--") for each in manifest()["finish-args"]}
    assert {each for each in asked if each.startswith("filesystem=")} == {
        "filesystem=host",
        "filesystem=xdg-run/gvfs",
        "filesystem=xdg-run/fbrowser:create",
    }
    assert {each for each in asked if not each.startswith("filesystem=")} == {
        "own-name=org.freedesktop.FileManager1",
        "socket=wayland",
        "socket=fallback-x11",
        "share=ipc",
        "device=dri",
    }


def test_it_is_built_from_what_was_collected_and_names_no_address() -> None:
    sources = runpy.run_path(str(LINUX / "flatpak_sources.py"))
    (module,) = manifest()["modules"]
    (source,) = module["sources"]
    assert source["type"] == "dir"
    assert (LINUX / source["path"]).resolve() == sources["WHEELS"]
    assert "://" not in MANIFEST.read_text("utf-8") + (LINUX / "flatpak_sources.py").read_text("utf-8")
    call = sources["download"]()
    assert {"--require-hashes", "--only-binary=:all:"} <= {*call}


def test_flatpak_builder_reads_it_alike() -> None:
    if shutil.which("flatpak-builder") is None:
        pytest.skip("no flatpak-builder here")
    asked = ["flatpak-builder", "--show-manifest", str(MANIFEST)]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    mine = manifest()
    assert {key: read[key] for key in ("id", "runtime", "sdk", "command", "finish-args")} == {
        key: mine[key] for key in ("id", "runtime", "sdk", "command", "finish-args")
    }
    assert read["modules"][0]["build-commands"] == mine["modules"][0]["build-commands"]
