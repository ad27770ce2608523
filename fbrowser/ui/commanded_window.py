"""Commanded window: what commands can do with a window, each of it in the part whose it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from fbrowser.config import safe_mode
from fbrowser.config.session import KeptPane, KeptPlace, KeptTab
from fbrowser.services.live_settings import live
from fbrowser.ui.window_facts import window_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.commands.when import Facts
    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.answer import Answer
    from fbrowser.services.bookmark_memory import BookmarkMemory
    from fbrowser.services.settings_service import SettingsService
    from fbrowser.ui.care import Care
    from fbrowser.ui.pane import Pane
    from fbrowser.ui.places_panel import PlacesPanel
    from fbrowser.ui.places_side import PlacesSide
    from fbrowser.ui.tabs import Tabs
    from fbrowser.ui.window_commands import WindowCommands


class CommandedWindow(QMainWindow):
    """Is the `Window` of fbrowser.commands.context; whoever puts it together gives it its parts."""

    tabs: Tabs
    side: PlacesSide
    commands: WindowCommands
    settings: SettingsService
    bookmarks: BookmarkMemory
    care: Care | None = None
    """What tells of crashes; None before the first page."""
    restarts: tuple[str, ...] | None = None
    """The program is started again with these arguments when the window was closed; None: it is not."""

    # -- panes

    def facts(self) -> Facts:
        """Return what is so now, for when-clauses."""
        return window_facts(self)

    @property
    def pane(self) -> Pane:
        """The one that keys go to."""
        return self.tabs.current.pane

    @property
    def other_pane(self) -> Pane | None:
        """The one beside it."""
        return self.tabs.current.other_pane

    def switch_pane(self) -> None:
        """Go to the other pane; with one alone, make it."""
        self.tabs.current.switch()

    def toggle_second_pane(self) -> None:
        """Have two panes, or the one that is in use alone."""
        self.tabs.current.toggle_second()

    def swap_panes(self) -> None:
        """Have the panes change places."""
        self.tabs.current.swap()

    def widen_pane(self, steps: int) -> None:
        """Give this pane more of the room that both share, less if negative."""
        self.tabs.current.widen(steps)

    def even_panes(self) -> None:
        """Give both panes the same room."""
        self.tabs.current.even()

    def same_folder_in_other_pane(self) -> None:
        """Show this folder in the other pane as well, with the cursor where it is here."""
        self._show_in_other(self.pane.folder, self.pane.current_name())

    def open_in_other_pane(self) -> None:
        """Open the folder that the cursor is on in the other pane; for a file, the folder it lies in."""
        path, folder = self.pane.current_path(), self.pane.current_folder
        if folder is not None:
            self._show_in_other(folder, None)
        elif path is not None:
            self._show_in_other(os.path.dirname(path), os.path.basename(path))

    def _show_in_other(self, folder: bytes, current: bytes | None) -> None:
        if other := self.other_pane:
            other.go(folder, current)
        else:
            self.tabs.current.split(KeptPlace(folder, current))

    # -- tabs

    def open(self, folder: bytes, known: Answer | None = None) -> None:
        """Show, and index, a folder that was asked for from outside: where it is shown already, or in a new tab."""
        kept = KeptTab((KeptPane(KeptPlace(folder), root=folder),))
        if not len(self.tabs):
            self.tabs.restore([kept], 0, known)
        elif self.tabs.show_folder(folder):
            self.pane.index_here()
        else:
            self.tabs.open(kept)

    def show_items(self, folder: bytes, names: Sequence[bytes], known: Answer | None = None) -> None:
        """Show entries of a folder, selected: where it is shown already, or in a new tab. It is not indexed then.

        known: what was found out about it already.
        """
        kept = KeptTab((KeptPane(KeptPlace(folder, names[0] if names else None)),))
        if not len(self.tabs):
            self.tabs.restore([kept], 0, known)
        elif not self.tabs.show_folder(folder):
            self.tabs.open(kept)
        self.pane.point_out(names)
        self.pane.take_keyboard()

    def have_behind(self, folder: bytes, name: bytes | None, *, is_indexed: bool) -> None:
        """Have a folder, with the cursor on an entry of it, in a tab behind this one, unless a tab shows it."""
        if not any(folder in tab.folders() for tab in self.tabs.all):
            pane = KeptPane(KeptPlace(folder, name), root=folder if is_indexed else None)
            self.tabs.open(KeptTab((pane,)), behind=True)

    def new_tab(self, folder: bytes | None = None) -> None:
        """Open a tab on a folder; default: on that of this pane, with the cursor where it is."""
        pane = self.pane
        place = KeptPlace(folder) if folder is not None else KeptPlace(pane.folder, pane.current_name())
        self.tabs.open(KeptTab((KeptPane(place, sort=pane.kept().sort),)))

    def open_apart(self, folder: bytes) -> None:
        """Open a tab on a folder, behind this one."""
        self.tabs.open(KeptTab((KeptPane(KeptPlace(folder), sort=self.pane.kept().sort),)), behind=True)

    def close_tab(self) -> None:
        """Close this tab; with the last one, the window."""
        self.tabs.close_at(self.tabs.at)

    def reopen_tab(self) -> None:
        """Have back what was closed last."""
        self.tabs.reopen()

    def next_tab(self) -> None:
        """Show the next tab."""
        self.tabs.step(1)

    def previous_tab(self) -> None:
        """Show the tab before."""
        self.tabs.step(-1)

    def show_tab(self, number: int) -> None:
        """Show a tab by its number from 1; 9 is the last."""
        self.tabs.show_number(number)

    def move_tab(self, by: int) -> None:
        """Move this tab so many places to the right."""
        self.tabs.move_by(by)

    # -- what is window-wide

    def show_go_to(self) -> None:
        """Let the name of any folder be typed, and go there."""
        self.commands.overlays.show_go_to(self.pane.folder)

    def show_palette(self) -> None:
        """Let any command be chosen."""
        self.commands.overlays.show_palette()

    def show_key_help(self) -> None:
        """Show which keys do what."""
        self.commands.overlays.show_key_help()

    def save_cheat_sheet(self) -> None:
        """Write which keys do what to a file."""
        self.commands.overlays.save_cheat_sheet()

    def show_about(self) -> None:
        """Say which version this is, and under which licences."""
        self.commands.overlays.show_about()

    def show_reports(self) -> None:
        """Show what was written down of mistakes and crashes."""
        self.commands.overlays.show_reports()

    def restart(self, *, safe: bool) -> None:
        """Close the window, and start again with what is open, or on its folder if that is not brought back.

        safe: in safe mode, where nothing does.
        """
        comes_back = live.now.restore and not live.now.startup_folder and not safe_mode.is_on()
        folder = os.fsdecode(self.pane.folder)
        self.restarts = ("--safe", folder) if safe else () if comes_back else (folder,)
        self.close()

    def show_hints(self, *, opens: bool = False) -> None:
        """Put letters on what can be activated; opens: rows are opened as well."""
        self.commands.overlays.show_hints(opens=opens)

    def show_menu(self) -> None:
        """Open the menu of all that can be done."""
        self.commands.show_menu(self.pane.below("window.menu"))

    def show_context_menu(self) -> None:
        """Open the menu of what can be done with the current entry, or with the current place."""
        if self.side.panel is not None and self.side.has_keyboard:
            self.side.panel.show_menu()
        else:
            self.commands.show_context_menu(self.pane.view.below_cursor())

    def show_settings(self, search: str = "") -> None:
        """Let the settings be changed, those that have a text in them, until more are asked for."""
        from fbrowser.ui.settings_dialog import SettingsDialog  # noqa: PLC0415 - when somebody asks for it

        dialog = SettingsDialog(self.settings, self)
        dialog.open()
        if search:
            dialog.look_for(search)

    def use_keymap(self, name: str) -> None:
        """Use the keys of another keymap from now on."""
        from fbrowser.config.settings import setting  # noqa: PLC0415 - when somebody asks for it

        self.settings.set(setting("keymap"), name)

    def edit_keys(self) -> None:
        """Open the file of the user's own keys in an editor."""
        self.commands.keys.with_file(self._edit)

    def _edit(self, path: bytes) -> None:
        from fbrowser.ui.opening import open_file  # noqa: PLC0415 - when somebody asks for it

        if problem := open_file(path):
            self.say(problem)

    @property
    def places(self) -> PlacesPanel | None:
        """The list of places; None as long as it was never shown."""
        return self.side.panel

    def toggle_places(self) -> None:
        """Show the list of places, or hide it."""
        self.side.toggle()

    def go_to_places(self) -> None:
        """Show the list of places, and give it the keyboard."""
        self.side.take_keyboard()

    def widen_places(self, steps: int) -> None:
        """Give the list of places more room, less if negative."""
        self.side.widen(steps)

    def toggle_bookmark(self) -> None:
        """Keep the folder of the pane among the bookmarks, or no longer."""
        self.bookmarks.toggle(self.pane.folder)

    def toggle_setting(self, key: str) -> None:
        """Turn a setting on that is off, or off that is on."""
        self.settings.toggle(key)

    def dismiss(self) -> None:
        """Put away what is in the way, one thing at a time."""
        if self.side.step_back() or (self.care is not None and self.care.step_back()):
            return
        self.pane.dismiss()

    def say(self, problem: EnvironmentProblem | str) -> None:
        """Say what went wrong, where the user is."""
        self.pane.banner.say(problem)

    def say_besides(self, problem: EnvironmentProblem) -> None:
        """Say there what went wrong by itself, with what else did."""
        self.pane.banner.say_besides(problem)
