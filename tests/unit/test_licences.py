"""Every part of the program is named with its terms, in an environment and in what is made of it for a bundle."""

import json
import re
import runpy
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from fbrowser.common import licences, resources
from fbrowser.common.licences import DISTRIBUTIONS, QT, gathered, parts, read_list

ROOT = Path(__file__).parents[2]
COLLECT: Any = runpy.run_path(str(ROOT / "packaging" / "collect_licences.py"))


def is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def test_everything_has_its_terms() -> None:
    found = {each.name: each for each in parts()}
    assert {"fbrowser", "Python", "numpy", "xxhash", "Tabler Icons", "Material Icon Theme"} <= set(found)
    assert not [each.name for each in found.values() if not (each.licence and len(each.text) > 500)]
    assert next(iter(found)) == "fbrowser"
    assert "Permission is hereby granted" in found["fbrowser"].text
    assert "Mersenne Twister" in found["Python"].text
    if is_installed(QT[0]):
        assert {"Qt", "ICU", "HarfBuzz", "libpng", "PCRE2", "PySide6_Essentials", "shiboken6"} <= set(found)
        for heading in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
            assert heading in found["Qt"].text


def test_every_pinned_distribution_is_among_them_with_a_text() -> None:
    pinned = re.findall(r"^([\w-]+)==", (ROOT / "packaging" / "requirements.txt").read_text(), re.MULTILINE)
    assert {each.lower() for each in (*DISTRIBUTIONS, *QT)} == {*map(str.lower, pinned)} - {"babel"}
    named = {re.sub(r"[-_.]+", "-", each.name).lower(): each for each in gathered()}
    assert not [each for each in pinned if each != "babel" and is_installed(each) and not named[each.lower()].text]


def test_what_brings_no_text_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata.PathDistribution, "read_text", lambda _, name: "Name: x" * (name == "METADATA"))
    assert not licences.of_distribution(metadata.distribution("pytest")).text


def test_a_bundle_has_a_list_with_the_texts_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = str(Path("/lib").resolve())
    libraries = [
        ("libicudata.so.73", "/x"),
        ("PySide6/Qt/plugins/a.so", "/x"),
        ("python3.11/lib-dynload/a.so", "/x"),
    ]
    system = next(Path(library).rglob("libc.so.6"))
    folder = COLLECT["collect"]([*libraries, ("libc.so.6", str(system))], tmp_path / "resources" / "licences")
    monkeypatch.setattr(resources, "folder", lambda: folder.parent)
    found = parts()
    assert found == read_list(folder / "parts.json")
    assert {each.name for each in found} > {"fbrowser", "numpy", "PyInstaller's starter", "libc6"}
    assert all(each.text for each in found)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in next(each.text for each in found if each.name == "libc6")
    rows = json.loads((folder / "parts.json").read_text())
    owners = {library: row["name"] for row in rows for library in row["libraries"]}
    assert owners == {
        "libicudata.so.73": "ICU",
        "PySide6/Qt/plugins/a.so": "Qt",
        "python3.11/lib-dynload/a.so": "Python",
        "libc.so.6": "libc6",
    }


def test_a_library_that_nobody_knows_fails_the_build(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="nobody knows"):
        COLLECT["collect"]([("libstray.so", str(tmp_path / "libstray.so"))], tmp_path / "licences")


def test_without_qt_the_rest_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = metadata.distribution

    def missing(name: str) -> metadata.Distribution:
        if name in QT:
            raise metadata.PackageNotFoundError(name)
        return found(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    assert "numpy" in {each.name for each in parts()}
    assert "Qt" not in {each.name for each in parts()}


def test_ours_is_the_one_at_the_top() -> None:
    said = subprocess.run(["cat", ROOT / "LICENSE"], check=True, capture_output=True, text=True).stdout
    assert next(gathered()).text == said.strip()
