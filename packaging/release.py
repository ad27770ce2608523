"""Release: brings the version into everything that names it, commits that and tags it; ./dev release VERSION.

Files are prepared first, and written only when all are right; if commit or tag fails, everything is as before.
With --notes vVERSION, prints what the changelog says of a version that the checkout has. Standard library only.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT: Final = Path(__file__).parent.parent
PROGRAM: Final = "fbrowser/__init__.py"
CHANGELOG: Final = "CHANGELOG.md"
METAINFO: Final = "io.github.fbrowser.fbrowser.metainfo.xml"
"""Somewhere below packaging/linux."""

_VERSION: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_LINE: Final = re.compile(r'^__version__ = "([^"]*)"$', re.MULTILINE)
_HEADING: Final = re.compile(r"^## \[([^\]]+)\][^\n]*\n", re.MULTILINE)
_UNRELEASED: Final = "Unreleased"
_POINT: Final = re.compile(r"^- (.*(?:\n  .*)*)", re.MULTILINE)
_RELEASED: Final = re.compile(r"^## \[([\d.]+)\] - (\d{4}-\d\d-\d\d)$", re.MULTILINE)
MADE: Final = "  <!-- made by ./dev readme: CHANGELOG.md -->\n"
"""The line of the metainfo behind which the releases stand."""
_END: Final = "  <!-- end -->\n"


class Texts(NamedTuple):
    """What is in the files that name the version."""

    program: str
    changelog: str
    metainfo: str


class Refused(Exception):  # noqa: N818 - a finding about the checkout, not a fault of the script
    """Nothing is released, for a reason."""


# -- What is written: pure functions


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare. Raises Refused if it is not one, such as 1.2.3."""
    found = _VERSION.fullmatch(version)
    if not found:
        raise Refused(f"{version!r} is no version: three numbers are wanted, such as 1.2.3")
    return tuple(map(int, found.groups()))


def version_in(program: str) -> str:
    """Return the version that the program says. Raises Refused."""
    found = _LINE.findall(program)
    if len(found) != 1:
        raise Refused(f"{PROGRAM} names no version")
    return found[0]


def sections(changelog: str) -> dict[str, str]:
    """Return what the changelog says below each of its headings. Raises Refused if one is there twice."""
    headings = list(_HEADING.finditer(changelog))
    ends = [*(each.start() for each in headings[1:]), len(changelog)]
    found = {each[1]: changelog[each.end() : end].strip() for each, end in zip(headings, ends, strict=True)}
    if len(found) < len(headings):
        raise Refused(f"{CHANGELOG} has a heading twice")
    return found


def points(section: str) -> list[str]:
    """Return the points of a section as plain text, a line each."""
    return [plain(each) for each in _POINT.findall(section)]


def plain(markdown: str) -> str:
    """Return a text without the marks of Markdown, in one line."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(markdown.split()))
    return text.replace("**", "").replace("`", "")


def check_growth(version: str, current: str, changelog: str) -> None:
    """Check that a version is newer than all that were released, and not older than the program says it is.

    Raises Refused.
    """
    released = [each for each in sections(changelog) if each != _UNRELEASED]
    if version in released or any(numbers(version) <= numbers(each) for each in released):
        raise Refused(f"{version} is not newer than {max(released, key=numbers)}, which was released")
    if numbers(version) < numbers(current):
        raise Refused(f"{version} is older than {current}, which the program says it is")


def program_released(program: str, version: str) -> str:
    """Return the program with another version. Raises Refused."""
    version_in(program)
    return _LINE.sub(f'__version__ = "{version}"', program)


def changelog_released(changelog: str, version: str, date: str) -> str:
    """Return the changelog: what was not released is that version's now. Raises Refused if there is nothing."""
    found = sections(changelog).get(_UNRELEASED)
    if found is None:
        raise Refused(f"{CHANGELOG} has no heading ## [{_UNRELEASED}]")
    if not points(found):
        raise Refused(f"{CHANGELOG} says nothing below ## [{_UNRELEASED}]")
    heading = f"## [{_UNRELEASED}]"
    return changelog.replace(heading, f"{heading}\n\n## [{version}] - {date}", 1)


def releases(changelog: str) -> str:
    """Return what the metainfo says of all releases, the newest first; nothing as long as there is none."""
    dates = {each[1]: each[2] for each in _RELEASED.finditer(changelog)}
    found = [
        _release(version, dates[version], text) for version, text in sections(changelog).items() if version in dates
    ]
    return "\n".join(["  <releases>", *found, "  </releases>"]) if found else ""


def _release(version: str, date: str, section: str) -> str:
    lines = [
        f'<release version="{version}" date="{date}">',
        "  <description>",
        "    <ul>",
        *(f"      <li>{escape(each)}</li>" for each in points(section)),
        "    </ul>",
        "  </description>",
        "</release>",
    ]
    return "\n".join(f"    {each}" for each in lines)


def metainfo_released(metainfo: str, changelog: str, version: str) -> str:
    """Return the metainfo with the releases of a changelog, of which a version is the newest. Raises Refused."""
    before, begin, rest = metainfo.partition(MADE)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise Refused(f"{METAINFO} has no lines between which releases stand")
    made = f"{before}{begin}{releases(changelog)}\n{end}{after}"
    check_metainfo(made, version)
    return made


def check_metainfo(metainfo: str, version: str) -> None:
    """Check that the metainfo can be read, and that a version is its newest. Raises Refused."""
    try:
        found = [each.get("version") for each in ElementTree.fromstring(metainfo).iterfind("releases/release")]
    except ElementTree.ParseError as error:
        raise Refused(f"{METAINFO} cannot be read: {error}") from error
    if found[:1] != [version] or found.count(version) != 1:
        raise Refused(f"{METAINFO} would not name {version} first, and once")


def prepared(texts: Texts, version: str, date: str) -> Texts:
    """Return the new texts of all files that name the version. Raises Refused."""
    check_growth(version, version_in(texts.program), texts.changelog)
    changelog = changelog_released(texts.changelog, version, date)
    metainfo = metainfo_released(texts.metainfo, changelog, version)
    return Texts(program_released(texts.program, version), changelog, metainfo)


def notes(program: str, changelog: str, tag: str) -> str:
    """Return what the changelog says of the version of a tag. Raises Refused if it is not that of the program."""
    version = tag.removeprefix("v")
    if version != version_in(program):
        raise Refused(f"{tag} is not the version of the program, {version_in(program)}")
    found = sections(changelog).get(version)
    if not found:
        raise Refused(f"{CHANGELOG} says nothing of {version}")
    return found


# -- Reading, writing, git


def git(root: Path, *arguments: str) -> str:
    """Return what git says. Raises Refused if it fails."""
    done = subprocess.run(["git", *arguments], cwd=root, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Refused(f"git {arguments[0]} failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout.strip()


def read(root: Path, name: str) -> str:
    """Return what is in a file. Raises Refused if it is missing."""
    try:
        return (root / name).read_bytes().decode()
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}") from error


def metainfo_in(root: Path) -> str:
    """Return the path of the metainfo below the checkout. Raises Refused if there is not exactly one."""
    found = sorted((root / "packaging" / "linux").rglob(METAINFO))
    if len(found) != 1:
        raise Refused(f"{METAINFO} is there {len(found)} times, not once")
    return found[0].relative_to(root).as_posix()


def check_checkout(root: Path, version: str) -> None:
    """Check that main is checked out, that nothing is changed, and that the tag is free. Raises Refused."""
    branch = git(root, "rev-parse", "--abbrev-ref", "HEAD")
    if branch != "main":
        raise Refused(f"{branch} is checked out, not main")
    if changed := git(root, "status", "--porcelain"):
        raise Refused(f"there is something that is not committed:\n{changed}")
    if git(root, "tag", "--list", f"v{version}"):
        raise Refused(f"there is a tag v{version} already")


def release(root: Path, version: str, date: str) -> None:
    """Write, commit and tag a release. Raises Refused; then everything is as it was."""
    names = (PROGRAM, CHANGELOG, metainfo_in(root))
    texts = prepared(Texts(*(read(root, name) for name in names)), version, date)
    check_checkout(root, version)
    before = git(root, "rev-parse", "HEAD")
    try:
        for name, text in zip(names, texts, strict=True):
            (root / name).write_bytes(text.encode())
        git(root, "commit", "--quiet", "--message", f"fbrowser {version}", "--", *names)
        git(root, "tag", "--annotate", "--message", f"fbrowser {version}", f"v{version}")
    except BaseException:
        git(root, "reset", "--quiet", "--hard", before)  # nothing else was changed: that was looked at
        raise


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Do what was asked; return the exit code."""
    try:
        match arguments:
            case ["--notes", tag]:
                print(notes(read(root, PROGRAM), read(root, CHANGELOG), tag))
            case [version] if not version.startswith("-"):
                release(root, version, f"{datetime.now(UTC):%Y-%m-%d}")
                print(f"v{version} is committed and tagged. To publish it: git push --follow-tags")
            case _:
                print(__doc__)
                return 2
    except Refused as refused:
        print(f"not released: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
