"""Settings: the one schema. The dialog, the file settings.toml and the table in the README are made from it.

To add one, add a field; its name, below that of its section, is what it is called in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar, cast

from fbrowser.config import extension_sets
from fbrowser.config.setting_rules import Choice, Extensions, Folder, Number, Rule, Switch, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

SECTIONS: Final[Mapping[str, str]] = {
    "appearance": "Appearance",
    "files": "Files",
    "opening": "Opening",
    "extensions": "Search filters",
    "keys": "Keys",
    "index": "Index",
}
"""Names in the file, and titles, in the order in which they are shown."""


class Setting(NamedTuple):
    """What there is to say about one setting."""

    name: str
    """Of the field of Settings, and in the file."""
    section: str
    title: str
    description: str
    rule: Rule
    default: Value

    @property
    def key(self) -> str:
        """What it is called where the section does not show."""
        return f"{self.section}.{self.name}"


def _setting(default: T, section: str, title: str, rule: Rule, description: str) -> T:
    """Return a field; typed as its value, as dataclasses do it."""
    about = {"section": section, "title": title, "description": description, "rule": rule}
    return field(default=default, metadata=about)


def _extensions(text: str, name: str, what: str) -> tuple[str, ...]:
    description = f"What {name}: finds, in the search field and in fbrowser find."
    return _setting(tuple(text.split()), "extensions", what, Extensions(), description)


@dataclass(frozen=True)
class Settings:
    """All settings, each with its value."""

    theme: Literal["system", "light", "dark"] = _setting(
        "system",
        "appearance",
        "Theme",
        Choice(system="As the system", light="Light", dark="Dark"),
        "Light or dark; the accent colour is the system's.",
    )
    density: Literal["compact", "normal", "roomy"] = _setting(
        "normal",
        "appearance",
        "Row height",
        Choice(compact="Compact", normal="Normal", roomy="Roomy"),
        "How much air the rows of the table have.",
    )
    dates: Literal["relative", "exact"] = _setting(
        "relative",
        "appearance",
        "Dates",
        Choice(relative="Relative (Today 14:03)", exact="Exact (2024-03-05 14:03)"),
        "When something was changed; the tooltip has it to the second.",
    )
    motion: Literal["system", "full", "reduced"] = _setting(
        "system",
        "appearance",
        "Motion",
        Choice(system="As the system", full="Full", reduced="Reduced"),
        "Reduced: nothing turns; what is going on is said without movement.",
    )
    folders_first: bool = _setting(
        True,
        "files",
        "Folders first",
        Switch(),
        "Folders stand above the files; off: among them.",
    )
    hidden: bool = _setting(
        True, "files", "Show hidden files", Switch(), "Files and folders whose name begins with a dot."
    )
    click: Literal["single", "double"] = _setting(
        "double",
        "opening",
        "Open with",
        Choice(double="Double click", single="Single click"),
        "What the mouse opens with; Ctrl and Shift always select.",
    )
    startup_folder: str = _setting(
        "",
        "opening",
        "Start in",
        Folder("what was open the last time"),
        "The folder that a window opens on if none is named.",
    )
    audio: tuple[str, ...] = _extensions(extension_sets.AUDIO, "audio", "Audio")
    video: tuple[str, ...] = _extensions(extension_sets.VIDEO, "video", "Video")
    pic: tuple[str, ...] = _extensions(extension_sets.PIC, "pic", "Pictures")
    doc: tuple[str, ...] = _extensions(extension_sets.DOC, "doc", "Documents")
    exe: tuple[str, ...] = _extensions(extension_sets.EXE, "exe", "Programs")
    zip: tuple[str, ...] = _extensions(extension_sets.ZIP, "zip", "Archives")
    keymap: Literal["desktop", "commander", "vim", "finder"] = _setting(
        "desktop",
        "keys",
        "Keymap",
        Choice(desktop="Desktop", commander="Commander", vim="Vim", finder="Finder"),
        "Whose keys run what; keys of your own, in keys.toml, are laid over.",
    )
    entries_per_second: int = _setting(
        0,
        "index",
        "Speed limit",
        Number(10_000_000, "none"),
        "Entries a second that are read at most while a window indexes; for slow or shared disks.",
    )
    workers: int = _setting(
        0,
        "index",
        "Reading processes",
        Number(16, "one per processor core, up to 4"),
        "How many processes read folders side by side while a window indexes.",
    )

    def filters(self) -> dict[str, frozenset[str]]:
        """Return the sets of extensions by the names that queries use."""
        found = {each.name: frozenset(getattr(self, each.name)) for each in schema() if _is_set(each)}
        return cast("dict[str, frozenset[str]]", found)

    def value(self, setting: Setting) -> Value:
        """Return the value of a setting."""
        return getattr(self, setting.name)

    def with_value(self, setting: Setting, value: Value) -> Settings:
        """Return them with another value of a setting."""
        return replace(self, **{setting.name: cast("Any", value)})


@cache
def schema() -> tuple[Setting, ...]:
    """Return all settings, in the order in which they are shown."""
    default = Settings()
    return tuple(
        Setting(each.name, default=getattr(default, each.name), **each.metadata) for each in fields(Settings)
    )


def setting(name: str) -> Setting:
    """Return the setting of a field. Raises KeyError if there is none."""
    return {each.name: each for each in schema()}[name]


def _is_set(setting: Setting) -> bool:
    return isinstance(setting.rule, Extensions)
