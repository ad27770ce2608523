"""A release: the version in all that names it, committed and tagged; or nothing at all."""

import runpy
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

RELEASE: dict[str, Any] = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "release.py"))
Refused: type[Exception] = RELEASE["Refused"]
METAINFO = "packaging/linux/io.github.fbrowser.fbrowser.metainfo.xml"
PROGRAM = '"""fbrowser."""\n\n__version__ = "0.1.0"\n'
CHANGES = """# Changelog

All notable changes.

## [Unreleased]

### Added

- A window that never waits, with
  `more` than one <pane>.
- What [AppStream](https://example.org) **shows**.

### Fixed

- Nothing.

## [0.0.9] - 2026-01-02

- The first.
"""
INFO = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>io.github.fbrowser.fbrowser</id>
  <!-- made by ./dev readme: CHANGELOG.md -->
  <!-- end -->
</component>
"""


def prepared(
    program: str = PROGRAM, changes: str = CHANGES, info: str = INFO, version: str = "0.2.0"
) -> tuple[str, str, str]:
    """Return the new texts of the program, the changelog and the metainfo."""
    return RELEASE["prepared"](RELEASE["Texts"](program, changes, info), version, "2026-11-28")


def test_the_version_is_brought_into_all_three() -> None:
    program, changes, info = prepared()
    assert program == PROGRAM.replace("0.1.0", "0.2.0")
    assert "\n## [Unreleased]\n\n## [0.2.0] - 2026-11-28\n\n### Added\n\n- A window" in changes
    assert changes.replace("\n\n## [0.2.0] - 2026-11-28", "") == CHANGES
    release, older = ElementTree.fromstring(info).iterfind("releases/release")
    assert release.attrib == {"version": "0.2.0", "date": "2026-11-28"}
    assert [each.text for each in release.iterfind("description/ul/li")] == [
        "A window that never waits, with more than one <pane>.",
        "What AppStream shows.",
        "Nothing.",
    ]
    assert older.get("version") == "0.0.9"


def test_what_else_the_metainfo_says_stays_as_it_is() -> None:
    info = prepared()[2]
    begin, end = info.index("  <releases>"), info.index("  <!-- end -->")
    assert info[:begin] + info[end:] == INFO
    assert prepared(info=info)[2] == info, "what is made is made anew"


def test_the_files_of_this_checkout_can_be_released() -> None:
    root = Path(__file__).parents[2]
    info = next((root / "packaging" / "linux").rglob(RELEASE["METAINFO"]))
    files = (root / RELEASE["PROGRAM"], root / RELEASE["CHANGELOG"], info)
    texts = RELEASE["Texts"](*(each.read_text("utf-8") for each in files))
    after = RELEASE["prepared"](texts, "999.0.0", "2026-11-28")
    newest = next(ElementTree.fromstring(after.metainfo).iterfind("releases/release"))
    assert newest.get("version") == "999.0.0"
    assert len(list(newest.iterfind("description/ul/li"))) > 0


def test_the_version_that_was_never_released_may_be_the_first() -> None:
    assert prepared(version="0.1.0")[0] == PROGRAM
    with pytest.raises(Refused, match=r"0\.1\.0 is not newer than 0\.1\.0, which was released"):
        prepared(changes=CHANGES.replace("0.0.9", "0.1.0"), version="0.1.0")


@pytest.mark.parametrize("version", ["0.0.9", "0.0.10", "0.0.1"])
def test_the_version_grows(version: str) -> None:
    with pytest.raises(Refused, match=r"is not newer|is older"):
        prepared(version=version)


def test_versions_are_compared_as_numbers() -> None:
    assert prepared(PROGRAM.replace("0.1.0", "0.9.0"), version="0.10.0")[0].endswith('"0.10.0"\n')


@pytest.mark.parametrize("version", ["", "1", "1.2", "v1.2.3", "1.2.3rc1", "01.2.3", "1.2.3\n"])
def test_three_numbers_are_wanted(version: str) -> None:
    with pytest.raises(Refused, match="is no version"):
        prepared(version=version)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"program": '"""Nothing."""\n'}, "names no version"),
        ({"program": PROGRAM + PROGRAM}, "names no version"),
        ({"changes": CHANGES.replace("## [Unreleased]\n", "")}, r"has no heading ## \[Unreleased\]"),
        ({"changes": "## [Unreleased]\n\n### Added\n\n## [0.0.9] - 2026-01-02\n\n- The first.\n"}, "says nothing"),
        ({"changes": CHANGES + CHANGES}, "has a heading twice"),
        ({"info": INFO.replace("<!-- end", "<!-- stop")}, "has no lines between which releases stand"),
        ({"info": INFO.replace("</component>", "")}, "cannot be read"),
        (
            {"info": INFO.replace("  <!-- made", '<releases><release version="0.2.0"/></releases><!-- made')},
            "lines",
        ),
    ],
)
def test_what_is_not_right_is_refused(texts: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        prepared(**texts)


def test_notes_are_those_of_the_version_of_the_tag() -> None:
    program, changes, _ = prepared()
    said = RELEASE["notes"](program, changes, "v0.2.0")
    assert said.startswith("### Added")
    assert said.endswith("- Nothing.")
    with pytest.raises(Refused, match=r"v0\.3\.0 is not the version of the program, 0\.2\.0"):
        RELEASE["notes"](program, changes, "v0.3.0")
    with pytest.raises(Refused, match="says nothing"):
        RELEASE["notes"](PROGRAM, changes, "v0.1.0")


def test_the_files_of_this_project_can_be_read() -> None:
    root = Path(__file__).parents[2]
    assert RELEASE["numbers"](RELEASE["version_in"]((root / RELEASE["PROGRAM"]).read_text("utf-8")))
    assert "Unreleased" in RELEASE["sections"]((root / RELEASE["CHANGELOG"]).read_text("utf-8"))


# -- In a repository


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "checkout"
    for name, text in (("fbrowser/__init__.py", PROGRAM), ("CHANGELOG.md", CHANGES), (METAINFO, INFO)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    run(root, "init", "--quiet", "--initial-branch", "main")
    run(root, "config", "user.name", "Ann")
    run(root, "config", "user.email", "ann@example.org")
    run(root, "add", ".")
    run(root, "commit", "--quiet", "--message", "All")
    return root


def run(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def state(root: Path) -> tuple[str, ...]:
    """Return what a release could have changed."""
    names = ("fbrowser/__init__.py", "CHANGELOG.md", METAINFO)
    texts = [(root / name).read_text("utf-8") if (root / name).exists() else "" for name in names]
    return (*texts, run(root, "status", "--porcelain"), run(root, "tag"), run(root, "log", "--oneline"))


def test_a_release_is_one_commit_and_a_tag(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert RELEASE["main"](["0.2.0"], checkout) == 0
    assert "v0.2.0 is committed and tagged" in capsys.readouterr().out
    assert run(checkout, "log", "--format=%s") == "fbrowser 0.2.0\nAll"
    assert run(checkout, "describe") == "v0.2.0"
    assert run(checkout, "status", "--porcelain") == ""
    changed = run(checkout, "show", "--name-only", "--format=").splitlines()
    assert sorted(changed) == ["CHANGELOG.md", "fbrowser/__init__.py", METAINFO]
    assert RELEASE["main"](["--notes", "v0.2.0"], checkout) == 0
    assert capsys.readouterr().out.startswith("### Added")
    assert RELEASE["main"](["0.3.0"], checkout) == 1  # nothing has happened since
    assert "says nothing below" in capsys.readouterr().err


def dirty(root: Path) -> None:
    (root / "new").write_text("new", "utf-8")


def elsewhere(root: Path) -> None:
    run(root, "switch", "--quiet", "--create", "side")


def nowhere(root: Path) -> None:
    run(root, "checkout", "--quiet", "--detach")


def tagged(root: Path) -> None:
    run(root, "tag", "v0.2.0")


def without_metainfo(root: Path) -> None:
    run(root, "rm", "--quiet", METAINFO)
    run(root, "commit", "--quiet", "--message", "Gone")


def with_a_hook(root: Path) -> None:
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)


def without_a_place_for_tags(root: Path) -> None:
    folder = root / ".git" / "refs" / "tags"
    folder.rmdir()
    folder.write_text("", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (dirty, "not committed"),
        (elsewhere, "side is checked out, not main"),
        (nowhere, "HEAD is checked out, not main"),
        (tagged, "there is a tag v0.2.0"),
        (without_metainfo, "is there 0 times"),
        (with_a_hook, "not today"),
        (without_a_place_for_tags, "git tag failed"),
    ],
)
def test_what_is_refused_leaves_all_as_it_was(
    checkout: Path, spoil: Callable[[Path], None], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(checkout)
    before = state(checkout)
    assert RELEASE["main"](["0.2.0"], checkout) == 1
    assert why in capsys.readouterr().err
    assert state(checkout) == before


@pytest.mark.parametrize("arguments", [[], ["--help"], ["1.0.0", "2.0.0"]])
def test_a_wrong_call_says_how_it_is_called(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert RELEASE["main"](arguments) == 2
    assert "./dev release VERSION" in capsys.readouterr().out
