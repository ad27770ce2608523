"""What an entry is, in words, and the icon that says so."""

import stat

from fbrowser.common import resources
from fbrowser.index import kinds
from fbrowser.index.entry import Entry
from fbrowser.index.kinds import Kind, kind_of


def kind(name: bytes) -> Kind:
    return kind_of(Entry(name, size=0, mtime_ns=0, mode=stat.S_IFREG | 0o644))


def test_what_starts_a_program_is_no_settings() -> None:
    launcher, settings = kind(b"editor.desktop"), kind(b"editor.conf")
    assert launcher.words == "Application launcher"
    assert settings.words == "Settings"
    assert [icon for icon, _, _ in kinds._TABLE].count(launcher.icon) == 1, "it has an icon of its own"


def test_every_kind_has_its_icon() -> None:
    icons = {icon for icon, _, _ in kinds._TABLE} | set(kinds._NAMED_FOLDERS.values())
    assert icons <= {each.stem for each in resources.path("icons/types").glob("*.svg")}
