"""Going: from folder to folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_WAYS = Place(Menu.GO, 1)
_PLACES = Place(Menu.GO, 2)
_HERE = Place(Menu.GO, 3)
_BAR = Place(Menu.TOOLBAR, 1)
_ENTRY = Place(Menu.CONTEXT, 1)


@command(
    "go.back",
    "Back",
    _WAYS,
    _BAR,
    icon="arrow-left",
    keys=keys("Alt+Left", "Back", vim=("H", "Alt+Left", "Back"), finder=("Mod+[", "Alt+Left", "Back")),
    when="can_go_back",
)
def back(window: Window) -> None:
    """Go to where you were before."""
    window.pane.go_back()


@command(
    "go.forward",
    "Forward",
    _WAYS,
    _BAR,
    icon="arrow-right",
    keys=keys("Alt+Right", "Forward", vim=("L", "Alt+Right", "Forward"), finder=("Mod+]", "Alt+Right", "Forward")),
    when="can_go_forward",
)
def forward(window: Window) -> None:
    """Go to where you went back from."""
    window.pane.go_forward()


@command(
    "go.history",
    "Where you have been",
    _WAYS,
    icon="history",
    keys=keys("Alt+Down", vim=("g b", "Alt+Down")),
    when="(can_go_back || can_go_forward) && !in_search_field && !in_places",
)
def history(window: Window) -> None:
    """List where you were before and after, searches too, and go there; or hold the arrow down with the mouse."""
    window.pane.list_history()


@command(
    "go.up",
    "Up",
    _WAYS,
    _BAR,
    icon="arrow-up",
    keys=keys(
        "Alt+Up",
        "Backspace",
        commander=("Backspace", "Ctrl+PageUp", "Alt+Up"),
        vim=("h", "Alt+Up", "Backspace"),
        finder=("Mod+Up", "Backspace"),
    ),
    when="can_go_up && !in_places",
)
def up(window: Window) -> None:
    """Go to the folder above."""
    window.pane.go_up()


@command(
    "go.above",
    "Folders above",
    _WAYS,
    icon="stack-2",
    keys=keys("Mod+Up", vim=("g u", "Mod+Up"), finder="Mod+Shift+Up"),
    when="can_go_up",
)
def above(window: Window) -> None:
    """List the folders that this one lies in, and go to one of them."""
    window.pane.list_above()


@command(
    "go.open",
    "Open",
    _ENTRY,
    Place(Menu.GO, 0),
    icon="folder",
    keys=keys("Enter", commander=("Enter", "Ctrl+PageDown"), vim=("l", "Enter"), finder=("Mod+Down", "Mod+O")),
    when="in_table",
)
def open_current(window: Window) -> None:
    """Open what the cursor is on; a program is run only if you say so."""
    window.pane.view.activate_current()


@command("go.open_in_tab", "Open in a new tab", _ENTRY, Place(Menu.GO, 0), keys=keys("Mod+Enter"), when="in_table")
def open_in_tab(window: Window) -> None:
    """Open the folder that the cursor is on in a new tab, behind this one."""
    window.pane.view.activate_current(apart=True)


@command(
    "go.home",
    "Home",
    _PLACES,
    icon="home",
    keys=keys("Alt+Home", vim=("g h", "Alt+Home"), finder=("Mod+Shift+H", "Alt+Home")),
)
def home(window: Window) -> None:
    """Go to your home folder."""
    window.pane.go_home()


@command(
    "go.location",
    "Type a path",
    _PLACES,
    icon="folder",
    keys=keys("Mod+L", "Alt+D", finder=("Mod+Shift+G", "Mod+L")),
)
def location(window: Window) -> None:
    """Type the path of a folder, Enter to go there."""
    window.pane.edit_location()


@command(
    "go.anywhere",
    "Go to",
    _PLACES,
    icon="compass",
    keys=keys("Mod+P", vim=("z", "Mod+P")),
)
def anywhere(window: Window) -> None:
    """Type a few letters of any indexed folder, and go there; those you go to most come first."""
    window.show_go_to()


@command(
    "go.refresh",
    "Refresh",
    _HERE,
    Place(Menu.TOOLBAR, 2),
    icon="refresh",
    keys=keys("F5", "Mod+R", commander="Mod+R", finder="Mod+R"),
)
def refresh(window: Window) -> None:
    """Read everything anew."""
    window.pane.refresh()


@command("go.stop", "Stop reading", _HERE, keys=keys("Shift+Esc", finder="Mod+."), when="is_reading")
def stop(window: Window) -> None:
    """Read no further until it is asked for again; what was known stays."""
    window.pane.stop_reading()


@command(
    "go.unreadable",
    "What could not be read",
    _HERE,
    icon="lock",
    keys=keys("Alt+U"),
    when="has_unreadable",
)
def unreadable(window: Window) -> None:
    """List the folders that could not be read, and why."""
    window.pane.show_unreadable()
