"""Panes: two folders side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_PANES = Place(Menu.TABS, 3)


@command(
    "pane.second",
    "Two panes",
    _PANES,
    keys=keys("Mod+F6", commander="Mod+Shift+F6", vim=("Ctrl+W v", "Mod+F6")),
    checked="has_two_panes",
)
def second(window: Window) -> None:
    """Show a second pane, or no longer."""
    window.toggle_second_pane()


@command(
    "pane.switch",
    "Other pane",
    _PANES,
    keys=keys("F6", "Mod+Shift+Right", commander="Tab", vim=("Ctrl+W w", "F6")),
)
def switch(window: Window) -> None:
    """Work in the other pane, which is made if there is none."""
    window.switch_pane()


@command(
    "pane.open_in_other",
    "Open in the other pane",
    _PANES,
    Place(Menu.CONTEXT, 1),
    keys=keys("Mod+Shift+Enter", commander=("Mod+Right", "Mod+Left"), vim=("O", "Mod+Shift+Enter")),
    when="in_table",
)
def open_in_other(window: Window) -> None:
    """Open the folder that the cursor is on in the other pane."""
    window.open_in_other_pane()


@command(
    "pane.same_folder",
    "Same folder in the other pane",
    _PANES,
    keys=keys("Alt+F6", commander=("Alt+Z", "Alt+F6"), vim=("Ctrl+W s", "Alt+F6")),
)
def same_folder(window: Window) -> None:
    """Show this folder in the other pane as well."""
    window.same_folder_in_other_pane()


@command(
    "pane.swap",
    "Swap the panes",
    _PANES,
    keys=keys("Shift+F6", commander=("Mod+U", "Shift+F6"), vim=("Ctrl+W x", "Shift+F6")),
    when="has_two_panes",
)
def swap(window: Window) -> None:
    """Let the panes change places."""
    window.swap_panes()


@command(
    "pane.wider",
    "Wider pane",
    _PANES,
    keys=keys("Mod+>", vim=("Ctrl+W >", "Mod+>"), finder="Mod+Alt+>"),
    when="has_two_panes && !in_places",
).counted
def wider(window: Window, count: int | None) -> None:
    """Give this pane more of the room that it shares with the other one."""
    window.widen_pane(count or 1)


@command(
    "pane.narrower",
    "Narrower pane",
    _PANES,
    keys=keys("Mod+<", vim=("Ctrl+W <", "Mod+<"), finder="Mod+Alt+<"),
    when="has_two_panes && !in_places",
).counted
def narrower(window: Window, count: int | None) -> None:
    """Leave more of the room to the other pane."""
    window.widen_pane(-(count or 1))


@command(
    "pane.even",
    "Panes of the same width",
    _PANES,
    keys=keys("Mod+=", vim=("Ctrl+W =", "Mod+="), finder="Mod+Alt+="),
    when="has_two_panes",
)
def even(window: Window) -> None:
    """Give both panes the same room."""
    window.even_panes()
