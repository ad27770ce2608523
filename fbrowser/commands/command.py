"""Command: one thing that can be done, as data and a small function; a decorator makes it of the function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.commands.when import When
from fbrowser.commands.when import parse as parse_when
from fbrowser.common.translation import later, tr

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

Plain = Callable[["Window"], object]
Counted = Callable[["Window", int | None], object]


class Menu(Enum):
    """Where commands are offered; the value is the title, yet to be translated."""

    GO = later("Go")
    SEARCH = later("Search")
    SELECT = later("Select")
    VIEW = later("View")
    PLACES = later("Places")
    TABS = later("Tabs and panes")
    WINDOW = later("Window")
    HELP = later("Help")
    CONTEXT = later("Context menu")
    PLACE = later("Context menu of a place")
    TOOLBAR = later("Toolbar")


MAIN_MENUS: Final = (
    Menu.GO,
    Menu.SEARCH,
    Menu.SELECT,
    Menu.VIEW,
    Menu.PLACES,
    Menu.TABS,
    Menu.WINDOW,
    Menu.HELP,
)

HEADINGS: Final = {
    "go": later("Going places"),
    "search": later("Searching"),
    "cursor": later("Moving the cursor"),
    "select": later("Selecting"),
    "view": later("View"),
    "places": later("Places"),
    "tab": later("Tabs"),
    "pane": later("Panes"),
    "hint": later("Jumping by letters"),
    "window": later("Window"),
    "help": later("Commands and keys"),
    "settings": later("Settings"),
}
"""What the first part of an id stands for, in the order in which help lists them; yet to be translated."""


class Place(NamedTuple):
    """A place in a menu: groups come in the order of their numbers, with a line between."""

    menu: Menu
    group: int = 1


KeyText = str | tuple[str, int]
"""Keys as text, see `fbrowser.commands.keys.parse`; with a number: they run the command with that count."""


class Keys(NamedTuple):
    """Default keys of a command. What holds for Desktop holds for every keymap that names none of its own."""

    desktop: tuple[KeyText, ...] = ()
    others: Mapping[str, tuple[KeyText, ...]] = MappingProxyType({})

    def of(self, keymap: str) -> tuple[KeyText, ...]:
        """Return those of a keymap."""
        return self.others.get(keymap, self.desktop)


_NO_KEYS: Final = Keys()


def keys(*desktop: KeyText, **others: str | tuple[KeyText, ...]) -> Keys:
    """Return default keys: those of Desktop, then by name those of keymaps that differ, one or several."""
    each = {name: tuple(own) if not isinstance(own, str) else (own,) for name, own in others.items()}
    return Keys(desktop, MappingProxyType(each))


@dataclass(frozen=True, eq=False)
class Command:
    """One thing that can be done."""

    id: str
    """`go.up`: a subject, which is a key of HEADINGS, and what is done."""
    titled: str
    """Its title as in the sources."""
    described: str
    """Its description, likewise."""
    icon: str
    """Name of a file of resources/icons/actions; empty: none."""
    places: tuple[Place, ...]
    keys: Keys
    when: When
    checked: When | None
    """When it is shown with a tick; None: never."""
    counts: bool
    """Whether a number that was typed before its keys means something to it."""
    function: Counted

    @property
    def title(self) -> str:
        """A word or three, as in a menu."""
        return tr(self.titled)

    @property
    def description(self) -> str:
        """One sentence."""
        return tr(self.described)

    def run(self, window: Window, count: int | None = None) -> bool:
        """Do it, if it can be done now; return whether it could. count: how often, or which; None: not said."""
        if not self.when.holds(window.facts()):
            return False
        self.function(window, count)
        return True

    @property
    def menu(self) -> Menu | None:
        """The menu of the window that it is in; None: it is in none of them."""
        return next((place.menu for place in self.places if place.menu in MAIN_MENUS), None)

    @property
    def found_in(self) -> str:
        """Where one looks for it: the title of its menu, or of its subject."""
        return tr(self.menu.value if self.menu else HEADINGS[self.subject])

    @property
    def subject(self) -> str:
        """The first part of the id."""
        return self.id.partition(".")[0]


class command:  # noqa: N801 - used as a decorator, and reads as one
    """Make a command of a function that does it; what the function's docstring says is its description."""

    def __init__(
        self,
        command_id: str,
        title: str,
        *places: Place,
        icon: str = "",
        keys: Keys = _NO_KEYS,
        when: str = "",
        checked: str = "",
    ) -> None:
        self._id = command_id
        self._title = title
        self._places = places
        self._icon = icon
        self._keys = keys
        self._when = parse_when(when)
        self._checked = parse_when(checked) if checked else None

    def __call__(self, function: Plain) -> Command:
        """Take a function that is told the window."""
        return self._make(function, lambda window, _count: function(window), counts=False)

    def counted(self, function: Counted) -> Command:
        """Take a function that is told the window and how often, or which; None: that was not said."""
        return self._make(function, function, counts=True)

    def _make(self, described: Callable[..., object], function: Counted, *, counts: bool) -> Command:
        return Command(
            self._id,
            self._title,
            (described.__doc__ or "").strip(),
            self._icon,
            self._places,
            self._keys,
            self._when,
            self._checked,
            counts,
            function,
        )
