"""Collects the licences of all that a bundle contains: a text for each part, and a list of the parts.

The parts are those of the environment (fbrowser/common/licences.py), the bundle's own starter, and, for each shared
library that comes from the system, the package that it is from. A build fails if there is a library that nobody
answers for.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from fbrowser.common.licences import LIST, QT, Part, gathered, of_distribution  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Iterable

_PYTHON: Final = "Python"
_STARTER: Final = "PyInstaller"


def collect(libraries: Iterable[tuple[str, str]], folder: Path = ROOT / "build" / "licences") -> Path:
    """Return a folder with list and texts; libraries: names in the bundle, and where each was found."""
    found = {each.name: each for each in gathered()}
    starter = of_distribution(metadata.distribution(_STARTER))
    found[_STARTER] = starter._replace(name=f"{_STARTER}'s starter")
    files: dict[str, list[str]] = {}
    for name, source in sorted(libraries):
        owner = owner_of(name, Path(source))
        if owner not in found:
            found[owner] = of_package(owner)
        files.setdefault(owner, []).append(name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows: list[dict[str, object]] = []
    for key, part in found.items():
        if not part.text:
            raise SystemExit(f"no licence for {part.name}")
        file = re.sub(r"[^\w.+-]+", "-", part.name) + ".txt"
        (folder / file).write_text(f"{part.text}\n", "utf-8")
        about = {**part._asdict(), "file": file, "libraries": files.get(key, [])}
        rows.append({field: value for field, value in about.items() if field != "text"})
    (folder / LIST).write_text(json.dumps(rows, indent=1), "utf-8")
    return folder


def owner_of(name: str, source: Path) -> str:
    """Return the part that a library of the bundle belongs to: a distribution, or a package of the system."""
    file, top = Path(name).name, Path(name).parts[0].partition(".")[0]
    if file.startswith("libicu"):
        return "ICU"
    if file.startswith("libQt6") or "/Qt/" in name:
        return "Qt"
    if file.startswith("libpython") or "lib-dynload" in name or "lib-dynload" in source.parts:
        return _PYTHON
    distributions = {**metadata.packages_distributions(), "numpy": ["numpy"], "PySide6": [QT[0]]}
    if top in distributions:
        return metadata.distribution(distributions[top][0]).metadata["Name"]
    return package_of(source)


def package_of(source: Path) -> str:
    """Return the Debian package that a file is from."""
    real = source.resolve()
    usual = [str(each) for each in (source, real)]
    for path in (*usual, *(each.removeprefix("/usr") for each in usual)):  # packages know them by either name
        said = subprocess.run(["dpkg-query", "-S", path], check=False, capture_output=True, text=True).stdout
        if said:
            return said.partition(":")[0]
    raise SystemExit(f"nobody knows which package {source} is from, and what its licence is")


def of_package(name: str) -> Part:
    """Return what the system says of a package; those licences that it only names are put below."""
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", name], check=True, capture_output=True, text=True
    )
    text = Path("/usr/share/doc", name, "copyright").read_text("utf-8", "replace").strip()
    names = sorted(set(re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text)))
    named = [Path("/usr/share/common-licenses", each) for each in names]
    below = [f"{'-' * 72}\n\n{each.read_text('utf-8').strip()}" for each in named if each.is_file()]
    return Part(name, said.stdout, "", "\n\n".join([text, *below]))
