"""Compiles the translations: resources/translations/*.po into the .mo files that the program reads.

Called by ./dev, by the build of the wheel and by that of the bundle. What is newer than its source is left alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "resources" / "translations"


def compile_all() -> list[Path]:
    """Return the compiled files, as new as their sources."""
    return [compiled(source) for source in sorted(FOLDER.glob("*.po"))]


def compiled(source: Path) -> Path:
    """Return the compiled file of one language."""
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns:
        with source.open("rb") as file:
            catalogue = read_po(file, source.stem)
        catalogue.creation_date = datetime.fromtimestamp(0, UTC)  # else that of now: the same texts, the same file
        for message in [each for each in catalogue if each.id and not all(_forms(each.string))]:
            catalogue.delete(message.id, message.context)  # else a plural that is not translated would be empty
        made = target.with_suffix(".mo.new")
        with made.open("wb") as file:
            write_mo(file, catalogue)
        made.replace(target)  # whoever reads it meanwhile has the old one, whole
    return target


def _forms(text: object) -> tuple[object, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (text,)  # type: ignore[arg-type] - Babel's texts


if __name__ == "__main__":
    compile_all()
