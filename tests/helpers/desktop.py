"""A desktop that is a shell script: it knows what opens files, and notes what it was told to start."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

_GIO = """#!/bin/sh
case $1 in
mime) grep -qx "$2" '{folder}/types' && echo "Default application for ?$2?: kde-ed.desktop" && exit
    echo "No default applications for ?$2?" ;;
launch) shift; printf '%s\\n' "$@" > '{folder}/part'; pwd >> '{folder}/part'; mv '{folder}/part' '{folder}/log'
    test ! -e '{folder}/fails' ;;
esac
"""


@dataclass(frozen=True)
class Desktop:
    """A `gio` in a folder that is the first of PATH."""

    folder: Path

    @property
    def log(self) -> Path:
        """Where it notes what it launched last: its arguments, and the folder it was in, a line each."""
        return self.folder / "log"

    @property
    def editor(self) -> Path:
        """The desktop entry of what opens everything that it knows."""
        return self.folder / "share" / "applications" / "kde" / "ed.desktop"

    def knows(self, *types: str) -> None:
        """Have something that opens files of some MIME types."""
        (self.folder / "types").write_text("\n".join(types))

    def fail(self) -> None:
        """Fail to launch anything from now on."""
        (self.folder / "fails").touch()


def make_desktop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """Return one that has nothing to open files with yet; this process and those it starts find it."""
    desktop = Desktop(folder)
    desktop.editor.parent.mkdir(parents=True)
    make(desktop.editor, "[Desktop Entry]\n", 0o644)
    make(folder / "gio", _GIO.format(folder=folder))
    desktop.knows()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/ignored")
    monkeypatch.setenv("XDG_DATA_DIRS", f"{folder / 'share'}:/usr/local/share:/usr/share")
    return desktop


def make(path: Path, content: str | bytes, mode: int = 0o755) -> Path:
    """Return a file with some content, which may be executed."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(mode)
    return path


def wait_for(path: Path) -> str:
    """Return what is in a file that is put there as a whole, as soon as it is."""
    deadline = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.01)
    return path.read_text()
