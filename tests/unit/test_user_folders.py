"""Where a person keeps things, as the desktop's file says it, whatever it says."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.paths import home_folder
from fbrowser.config.user_folders import UserFolder, parse_user_folders, user_folders

SAID = (
    rb"""# made by xdg-user-dirs-update
XDG_DESKTOP_DIR="$HOME/Schreibtisch"
XDG_DOWNLOAD_DIR="$HOME/"
XDG_TEMPLATES_DIR="$HOME/Vorlagen"
XDG_DOCUMENTS_DIR="/srv/docs \"of ann\" \\"
XDG_MUSIC_DIR="relative"
XDG_PICTURES_DIR="$HOME/Bilder"""
    + b'\xff"\n'
)


def test_the_file_is_followed_and_the_usual_stands_in_for_the_rest() -> None:
    assert parse_user_folders(SAID, b"/h") == [
        UserFolder("desktop", b"/h/Schreibtisch"),
        UserFolder("documents", b'/srv/docs "of ann" \\'),
        UserFolder("pictures", b"/h/Bilder\xff"),
        UserFolder("videos", b"/h/Videos"),
    ]


def test_without_a_file_they_are_the_usual_ones() -> None:
    assert [each.path for each in parse_user_folders(b"", b"/h")] == [
        b"/h/Desktop",
        b"/h/Documents",
        b"/h/Downloads",
        b"/h/Music",
        b"/h/Pictures",
        b"/h/Videos",
    ]


def test_the_file_is_found(private_home: Path) -> None:
    config = private_home / ".config"
    config.mkdir()
    (config / "user-dirs.dirs").write_bytes(SAID)
    assert UserFolder("desktop", home_folder() + b"/Schreibtisch") in user_folders()


@given(st.binary() | st.binary().map(lambda raw: b'XDG_MUSIC_DIR="' + raw + b'"'))
def test_any_text_is_a_file(text: bytes) -> None:
    folders = parse_user_folders(text, b"/h")
    assert all(os.path.isabs(each.path) for each in folders)
    assert len({each.path for each in folders}) == len(folders)
