"""Whoever silences lint or the types of a line says why, in the same line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "dev", *(file for part in ("fbrowser", "packaging") for file in (ROOT / part).rglob("*.py"))]
SILENCE = re.compile(r"#\s*(?:noqa|type: ignore)")
REASONED = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:, [A-Z]+\d+)*|type: ignore\[[a-z, -]+\]) - \S")


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_every_silence_says_why(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    said = [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if SILENCE.search(line)]
    assert [each for each in said if not REASONED.search(each)] == []
