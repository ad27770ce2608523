"""Window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_SETTINGS = Place(Menu.WINDOW, 1)
_KEYMAPS = Place(Menu.WINDOW, 2)


@command("window.dismiss", "One step back", keys=keys("Esc"), when="!(in_table && is_selecting)")
def dismiss(window: Window) -> None:
    """Take one step back: from the results to the query, from that to the folder; a message, the selection."""
    window.dismiss()


@command("window.menu", "Menu", Place(Menu.TOOLBAR, 3), icon="menu-2", keys=keys("F10"))
def menu(window: Window) -> None:
    """Open the menu of all that can be done."""
    window.show_menu()


@command("window.context_menu", "Context menu", keys=keys("Menu", "Shift+F10"), when="in_table || in_places")
def context_menu(window: Window) -> None:
    """Open the menu of what can be done with the entry, or the place, under the cursor."""
    window.show_context_menu()


@command("window.settings", "Settings", _SETTINGS, icon="settings", keys=keys("Mod+,"))
def settings(window: Window) -> None:
    """Change the settings, or look for one."""
    window.show_settings()


@command("window.keys_desktop", "Desktop keys", _KEYMAPS, checked="has_desktop_keys")
def keys_desktop(window: Window) -> None:
    """Use the keys that file managers of the desktop have."""
    window.use_keymap("desktop")


@command("window.keys_commander", "Commander keys", _KEYMAPS, checked="has_commander_keys")
def keys_commander(window: Window) -> None:
    """Use the keys of the commanders: Tab changes panes, Insert marks."""
    window.use_keymap("commander")


@command("window.keys_vim", "Vim keys", _KEYMAPS, checked="has_vim_keys")
def keys_vim(window: Window) -> None:
    """Use the keys of Vim: h, j, k and l move, numbers repeat."""
    window.use_keymap("vim")


@command("window.keys_finder", "Finder keys", _KEYMAPS, checked="has_finder_keys")
def keys_finder(window: Window) -> None:
    """Use the keys of the Finder."""
    window.use_keymap("finder")


@command("window.keys_file", "Keys of your own", _KEYMAPS)
def keys_file(window: Window) -> None:
    """Open the file of your own keys, which is made if there is none."""
    window.edit_keys()


@command("window.close", "Close the window", Place(Menu.WINDOW, 9), icon="x", keys=keys("Mod+Q"))
def close(window: Window) -> None:
    """Close the window."""
    window.close()
