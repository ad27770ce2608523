"""README, man page, completions and metainfo say what the program does now."""

from pathlib import Path

import pytest

from tests.helpers.readme import PARTS, RELEASE, end_of, written_anew


@pytest.mark.parametrize("file", PARTS, ids=lambda file: file.name)
def test_it_is_up_to_date(file: Path) -> None:
    text = file.read_text("utf-8")
    assert [text.count(begin) for begin in PARTS[file]] == [1] * len(PARTS[file])
    assert text.count(end_of(next(iter(PARTS[file])))) == len(PARTS[file])
    assert text == written_anew(file), "run ./dev readme"


def test_what_has_no_date_is_no_release() -> None:
    parts = ["# Changelog\n", "## [Unreleased]\n", "- To come.\n", "## [1.2.0] - 2027-01-02\n", "### Added\n"]
    made = RELEASE["releases"]("\n".join([*parts, "- One & `two`,\n  in two lines.", "- Three.\n"]))
    assert made.count("<release ") == 1
    assert '<release version="1.2.0" date="2027-01-02">' in made
    assert "<li>One &amp; two, in two lines.</li>" in made
    assert "<li>Three.</li>" in made
    assert "To come" not in made
