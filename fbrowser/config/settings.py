"""Settings: the one schema. The dialog, the file settings.toml and the table in the README are made from it.

To add one, add a field; its name, below that of its section, is what it is called in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar, cast

from fbrowser.common.translation import LANGUAGES, later, tr
from fbrowser.config import extension_sets
from fbrowser.config.setting_rules import Choice, Extensions, Folder, Folders, Number, Rule, Switch, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

SECTIONS: Final[Mapping[str, str]] = {
    "appearance": later("Appearance"),
    "files": later("Files"),
    "opening": later("Opening"),
    "extensions": later("Search filters"),
    "keys": later("Keys"),
    "index": later("Index"),
    "desktop": later("Desktop"),
}
"""Names in the file, and titles, in the order in which they are shown; yet to be translated."""


class Setting(NamedTuple):
    """What there is to say about one setting."""

    name: str
    """Of the field of Settings, and in the file."""
    section: str
    titled: str
    """Its title as in the sources."""
    described: str
    """Its description, likewise."""
    rule: Rule
    default: Value

    @property
    def title(self) -> str:
        """A word or three."""
        return tr(self.titled)

    @property
    def description(self) -> str:
        """A sentence."""
        return tr(self.described, filter=f"{self.name}:")

    @property
    def key(self) -> str:
        """What it is called where the section does not show."""
        return f"{self.section}.{self.name}"


def _setting(default: T, section: str, title: str, rule: Rule, description: str) -> T:
    """Return a field; typed as its value, as dataclasses do it."""
    about = {"section": section, "titled": title, "described": description, "rule": rule}
    return field(default=default, metadata=about)


def _extensions(text: str, what: str) -> tuple[str, ...]:
    description = later("What {filter} finds, in the search field and in fbrowser find.")
    return _setting(tuple(text.split()), "extensions", what, Extensions(), description)


@dataclass(frozen=True)
class Settings:
    """All settings, each with its value."""

    theme: Literal["system", "light", "dark"] = _setting(
        "system",
        "appearance",
        later("Theme"),
        Choice(system=later("As the system"), light=later("Light"), dark=later("Dark")),
        later("Light or dark; the accent colour is the system's."),
    )
    density: Literal["compact", "normal", "roomy"] = _setting(
        "normal",
        "appearance",
        later("Row height"),
        Choice(compact=later("Compact"), normal=later("Normal"), roomy=later("Roomy")),
        later("How much air the rows of the table have."),
    )
    dates: Literal["relative", "exact"] = _setting(
        "relative",
        "appearance",
        later("Dates"),
        Choice(relative=later("Relative (Today 14:03)"), exact=later("Exact (2024-03-05 14:03)")),
        later("When something was changed; the tooltip has it to the second."),
    )
    motion: Literal["system", "full", "reduced"] = _setting(
        "system",
        "appearance",
        later("Motion"),
        Choice(system=later("As the system"), full=later("Full"), reduced=later("Reduced")),
        later("Reduced: nothing turns; what is going on is said without movement."),
    )
    language: Literal["system", "en", "de", "ar"] = _setting(
        "system",
        "appearance",
        later("Language"),
        Choice(system=later("As the system"), **LANGUAGES),
        later("Of all texts; from right to left where it is written so."),
    )
    folders_first: bool = _setting(
        True,
        "files",
        later("Folders first"),
        Switch(),
        later("Folders stand above the files; off: among them."),
    )
    hidden: bool = _setting(
        True,
        "files",
        later("Show hidden files"),
        Switch(),
        later("Files and folders whose name begins with a dot."),
    )
    click: Literal["single", "double"] = _setting(
        "double",
        "opening",
        later("Open with"),
        Choice(double=later("Double click"), single=later("Single click")),
        later("What the mouse opens with; Ctrl and Shift always select."),
    )
    restore: bool = _setting(
        True,
        "opening",
        later("Open what was open"),
        Switch(),
        later("A window begins with the tabs and panes of the last time; off: with one tab, on the home folder."),
    )
    startup_folder: str = _setting(
        "",
        "opening",
        later("Start in"),
        Folder(later("what was open the last time, or home")),
        later("The folder that a window opens on if none is named."),
    )
    audio: tuple[str, ...] = _extensions(extension_sets.AUDIO, later("Audio"))
    video: tuple[str, ...] = _extensions(extension_sets.VIDEO, later("Video"))
    pic: tuple[str, ...] = _extensions(extension_sets.PIC, later("Pictures"))
    doc: tuple[str, ...] = _extensions(extension_sets.DOC, later("Documents"))
    exe: tuple[str, ...] = _extensions(extension_sets.EXE, later("Programs"))
    zip: tuple[str, ...] = _extensions(extension_sets.ZIP, later("Archives"))
    keymap: Literal["desktop", "commander", "vim", "finder"] = _setting(
        "desktop",
        "keys",
        later("Keymap"),
        Choice(desktop=later("Desktop"), commander=later("Commander"), vim=later("Vim"), finder=later("Finder")),
        later("Whose keys run what; keys of your own, in keys.toml, are laid over."),
    )
    backspace: Literal["parent", "back"] = _setting(
        "parent",
        "keys",
        later("Backspace"),
        Choice(parent=later("To the folder above"), back=later("Back to where you were")),
        later("Where Backspace leads, in every keymap; a line for it in keys.toml comes first."),
    )
    entries_per_second: int = _setting(
        0,
        "index",
        later("Speed limit"),
        Number(10_000_000, later("none")),
        later("Entries a second that are read at most while a window indexes; for slow or shared disks."),
    )
    workers: int = _setting(
        0,
        "index",
        later("Reading processes"),
        Number(16, later("one per processor core, up to 4")),
        later("How many processes read folders side by side while a window indexes."),
    )

    left_out: tuple[str, ...] = _setting(
        (),
        "index",
        later("Left-out folders"),
        Folders(),
        later("Names, patterns or paths, with commas between: folders that are not indexed, but can be entered."),
    )

    show_in_folder: bool = _setting(
        False,
        "desktop",
        later("Show in folder"),
        Switch(),
        later("Browsers and other programs show their files here, if no other file manager runs; Linux only."),
    )
    autostart: bool = _setting(
        False,
        "desktop",
        later("Start with the session"),
        Switch(),
        later("The program waits without a window, and is there at once when it is called."),
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
