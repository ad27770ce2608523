"""Context: what a command acts on, as far as commands need to know it. The real ones are made of widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fbrowser.commands.when import Facts


class View(Protocol):
    """The table of files. Rows are counted as they are shown, from 0; what lies outside is the nearest row."""

    def activate_current(self, *, apart: bool = False) -> None:
        """Open the entry under the cursor; apart: a folder, in a tab of its own behind this one."""
        ...

    def move_cursor(self, rows: int, *, extend: bool = False) -> None:
        """Move the cursor by some rows, up if negative; extend: select what lies between."""
        ...

    def move_cursor_pages(self, pages: float, *, extend: bool = False) -> None:
        """Move the cursor by as many rows as are seen at once, some times."""
        ...

    def put_cursor(self, row: int, *, extend: bool = False) -> None:
        """Move the cursor to a row; -1 is the last."""
        ...

    def toggle_selected(self) -> None:
        """Select the entry under the cursor as well, or no longer."""
        ...

    def toggle_down(self, rows: int) -> None:
        """Do that to the entry under the cursor and to those below it, and put the cursor on the next."""
        ...

    def select_all(self) -> None:
        """Select every entry."""
        ...

    def invert_selection(self) -> None:
        """Select what is not selected, and nothing else."""
        ...

    def clear_selection(self) -> None:
        """Select nothing."""
        ...

    def start_selecting(self) -> None:
        """From here on select whatever the cursor moves over, until told to stop."""
        ...

    def stop_selecting(self) -> None:
        """Move the cursor alone again; what is selected stays so."""
        ...


class Pane(Protocol):
    """All that shows one folder."""

    @property
    def view(self) -> View:
        """The table."""
        ...

    @property
    def query(self) -> str:
        """What is typed in the search field."""
        ...

    @property
    def current_folder(self) -> bytes | None:
        """Path of the folder under the cursor; None if what is there is no folder."""
        ...

    def go_back(self) -> None:
        """Go to where we were before."""
        ...

    def go_forward(self) -> None:
        """Go to where we went back from."""
        ...

    def go_up(self) -> None:
        """Go to the folder around this one."""
        ...

    def go_home(self) -> None:
        """Go to the home folder."""
        ...

    def list_history(self) -> None:
        """Offer the places before this one and after it."""
        ...

    def list_above(self) -> None:
        """Offer the folders around this one."""
        ...

    def refresh(self) -> None:
        """Read everything anew."""
        ...

    def stop_reading(self) -> None:
        """Read no further."""
        ...

    def edit_location(self) -> None:
        """Let a path be typed."""
        ...

    def show_unreadable(self) -> None:
        """List the folders that could not be read."""
        ...

    def begin_search(self) -> None:
        """Let a query be typed."""
        ...

    def search_for(self, query: str) -> None:
        """Search for something, as if it had been typed."""
        ...

    def go_to_results(self) -> None:
        """Give the keyboard to what was found."""
        ...

    def show_history(self) -> None:
        """Offer what was searched for before."""
        ...

    def choose_kinds(self) -> None:
        """Offer the kinds that can be searched for."""
        ...

    def next_scope(self) -> None:
        """Search in a wider scope; after the widest in the nearest."""
        ...

    def save_search(self) -> None:
        """Keep the search among the places, or no longer."""
        ...

    def export(self) -> None:
        """Write what was found to a file."""
        ...

    def explain(self) -> None:
        """Say why an entry was found, or was not."""
        ...

    def show_in_folder(self) -> None:
        """Go to the folder that an entry lies in."""
        ...

    def filter_list(self) -> None:
        """Let a query be typed that what is shown is narrowed by."""
        ...

    def select_matching(self, *, selected: bool) -> None:
        """Let a query be typed; select what of the list it matches, or select it no longer."""
        ...

    def find_again(self, steps: int) -> None:
        """Move the cursor on to what the list was filtered by last, so many matches further; back if negative."""
        ...

    def choose_columns(self) -> None:
        """Offer the columns that the list can have."""
        ...

    def sort_by(self, key: str) -> None:
        """Sort by a column: name, size, modified and so on; if it is sorted so, the other way round."""
        ...


class Places(Protocol):
    """The list of places, in the sidebar; what is done is done with the place under its cursor."""

    def open_current(self) -> None:
        """Go there."""
        ...

    def open_current_apart(self) -> None:
        """Go there in a tab of its own."""
        ...

    def rename_current(self) -> None:
        """Let a bookmark, or a search that is kept, be called something else."""
        ...

    def remove_current(self) -> None:
        """Keep a bookmark or a search no longer."""
        ...

    def move_current(self, by: int) -> None:
        """Move a bookmark, or a search that is kept, by some places, up if negative."""
        ...

    def refresh_current(self) -> None:
        """Read an indexed folder anew."""
        ...

    def forget_current(self) -> None:
        """Remove a folder from the index."""
        ...


class Window(Protocol):
    """The window: panes in tabs."""

    @property
    def places(self) -> Places | None:
        """The list of places; None as long as it was never shown."""
        ...

    @property
    def pane(self) -> Pane:
        """The pane that one works in."""
        ...

    def facts(self) -> Facts:
        """Return what is so now, of what `fbrowser.commands.when.FACTS` lists."""
        ...

    def new_tab(self, folder: bytes | None = None) -> None:
        """Open a tab on a folder; None: on the one that is shown."""
        ...

    def close_tab(self) -> None:
        """Close the tab."""
        ...

    def reopen_tab(self) -> None:
        """Open the tab that was closed last once more."""
        ...

    def next_tab(self) -> None:
        """Show the tab to the right; after the last the first."""
        ...

    def previous_tab(self) -> None:
        """Show the tab to the left; before the first the last."""
        ...

    def toggle_setting(self, key: str) -> None:
        """Turn a setting on that is off, or off that is on."""
        ...

    def show_tab(self, number: int) -> None:
        """Show a tab; they are counted from 1."""
        ...

    def move_tab(self, by: int) -> None:
        """Move the tab by some places, to the left if negative."""
        ...

    def toggle_second_pane(self) -> None:
        """Show a second pane, or no longer."""
        ...

    def switch_pane(self) -> None:
        """Work in the other pane."""
        ...

    def open_in_other_pane(self) -> None:
        """Show the folder under the cursor in the other pane."""
        ...

    def swap_panes(self) -> None:
        """Let the panes change places."""
        ...

    def widen_pane(self, steps: int) -> None:
        """Give this pane more of the room that both share, less if negative."""
        ...

    def even_panes(self) -> None:
        """Give both panes the same room."""
        ...

    def same_folder_in_other_pane(self) -> None:
        """Show this pane's folder in the other one."""
        ...

    def toggle_places(self) -> None:
        """Show the list of places, or hide it."""
        ...

    def go_to_places(self) -> None:
        """Show the list of places, and give it the keyboard."""
        ...

    def widen_places(self, steps: int) -> None:
        """Give the list of places more room, less if negative."""
        ...

    def toggle_bookmark(self) -> None:
        """Keep the folder of the pane among the bookmarks, or no longer."""
        ...

    def show_menu(self) -> None:
        """Open the menu of all that can be done."""
        ...

    def show_context_menu(self) -> None:
        """Open the menu of what can be done with the entry, or the place, under the cursor."""
        ...

    def show_settings(self, search: str = "") -> None:
        """Let the settings be changed; those that have a text in them, until more are asked for."""
        ...

    def use_keymap(self, name: str) -> None:
        """Use the keys of a keymap, desktop, commander, vim or finder, from now on."""
        ...

    def edit_keys(self) -> None:
        """Open the file of the user's own keys."""
        ...

    def show_go_to(self) -> None:
        """Let the name of any folder be typed, and go there."""
        ...

    def show_palette(self) -> None:
        """Let any command be chosen."""
        ...

    def show_key_help(self) -> None:
        """Show which keys do what."""
        ...

    def save_cheat_sheet(self) -> None:
        """Write which keys do what to a file."""
        ...

    def show_about(self) -> None:
        """Say which version this is, and under which licences."""
        ...

    def show_reports(self) -> None:
        """Show what was written down of mistakes and crashes."""
        ...

    def restart(self, *, safe: bool) -> None:
        """Close the window, and start again on its folder, in safe mode or without."""
        ...

    def show_hints(self, *, opens: bool = False) -> None:
        """Put letters on what can be activated, and activate what is typed; opens: rows are opened as well."""
        ...

    def dismiss(self) -> None:
        """Put away what is in the way, one thing at a time."""
        ...

    def close(self) -> bool:
        """Close the window; return whether it was."""
        ...
