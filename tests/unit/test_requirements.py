"""The pinned requirements are what pyproject.toml asks for; they name no registry; each has a hash."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINS = {name: (ROOT / "packaging" / name).read_text() for name in ("requirements.txt", "requirements-dev.txt")}


def names(requirements: list[Any]) -> set[str]:
    return {re.split(r"[^\w-]", each)[0].lower() for each in requirements if isinstance(each, str)}


def pinned(text: str) -> set[str]:
    return set(re.findall(r"^([\w-]+)==", text, re.MULTILINE))


def test_everything_asked_for_is_pinned() -> None:
    asked = names(PROJECT["project"]["dependencies"]) | names(PROJECT["dependency-groups"]["build"])
    assert asked <= pinned(PINS["requirements.txt"])
    assert asked | names(PROJECT["dependency-groups"]["dev"]) <= pinned(PINS["requirements-dev.txt"])


def test_running_and_developing_use_the_same_versions() -> None:
    lines = re.findall(r"^[\w-]+==[^\\\n]+", PINS["requirements.txt"], re.MULTILINE)
    assert lines
    assert all(line in PINS["requirements-dev.txt"] for line in lines)


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_a_hash_and_no_address(name: str) -> None:
    blocks = re.split(r"^(?=[\w-]+==)", PINS[name], flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in PINS[name]
