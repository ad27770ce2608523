"""Overlays: all that opens over a window, each made when it is first wanted, and led to where it is needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

# What opens is imported when it does: none of it is needed for the first page.

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from fbrowser.commands.context import Window
    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.registry import Registry
    from fbrowser.services.tasks import Tasks
    from fbrowser.services.visit_memory import VisitMemory
    from fbrowser.ui.cheat_sheet_saver import CheatSheetSaver
    from fbrowser.ui.command_palette import CommandPalette
    from fbrowser.ui.go_to import GoTo
    from fbrowser.ui.hints import Hints
    from fbrowser.ui.key_help import KeyHelp
    from fbrowser.ui.location_bar import LocationBar


class Overlays(QObject):
    """Knows what they need of a window: to be covered, and to have commands done."""

    folder_chosen = Signal(object)
    """Path, bytes, to go to."""
    tab_wanted = Signal(object)
    """Path, bytes, to be shown in a new tab."""
    said = Signal(object)
    """A sentence, or EnvironmentProblem, to be shown."""

    def __init__(
        self, widget: QWidget, window: Window, registry: Registry, keymap: Callable[[], Keymap], tasks: Tasks
    ) -> None:
        """Make none yet.

        widget: what is covered; window: what commands are done with; keymap: returns the one of now.
        """
        super().__init__(widget)
        self._widget = widget
        self._window = window
        self._registry = registry
        self._keymap = keymap
        self._tasks = tasks

    # -- what commands ask for

    def show_palette(self) -> None:
        """Let any command be chosen."""
        self._palette.open()

    def show_go_to(self, folder: bytes) -> None:
        """Let any folder be chosen. folder: where we are."""
        self._go_to.open(folder)

    def show_key_help(self) -> None:
        """Show which keys do what."""
        self._key_help.open()

    def save_cheat_sheet(self) -> None:
        """Write that to a file."""
        self._saver.ask()

    def show_about(self) -> None:
        """Say which version this is, and under which licences."""
        from fbrowser.ui.about_dialog import AboutDialog  # noqa: PLC0415 - see above

        AboutDialog(self._tasks, self._widget).open()

    def show_reports(self) -> None:
        """Show what was written down of mistakes and crashes."""
        from fbrowser.ui.report_dialog import ReportDialog  # noqa: PLC0415 - see above

        ReportDialog(self._tasks, self._widget).open()

    def show_hints(self, *, opens: bool = False) -> None:
        """Put letters on what can be activated; opens: rows are opened as well."""
        self._hints.show_hints(opens=opens)

    # -- what panes tell

    def note_visit(self, folder: bytes) -> None:
        """Note that somebody went to a folder (an absolute path)."""
        self._visits.visit(folder)

    def complete_paths(self, location: LocationBar) -> None:
        """Help with the paths that are typed in a field, from now on; again does nothing."""
        from fbrowser.ui.path_completion import PathCompletion  # noqa: PLC0415 - see above

        if not location.findChildren(PathCompletion):
            PathCompletion(location, self._tasks)

    # -- made when they are wanted

    @cached_property
    def _visits(self) -> VisitMemory:
        from fbrowser.services.visit_memory import VisitMemory  # noqa: PLC0415 - see above

        visits = VisitMemory(self._tasks, self)
        visits.failed.connect(self.said)
        return visits

    @cached_property
    def _palette(self) -> CommandPalette:
        from fbrowser.ui.command_palette import CommandPalette  # noqa: PLC0415 - see above

        palette = CommandPalette(self._widget, self._window, self._registry, self._keymap, self._tasks)
        palette.recent.failed.connect(self.said)
        return palette

    @cached_property
    def _go_to(self) -> GoTo:
        from fbrowser.ui.go_to import GoTo  # noqa: PLC0415 - see above

        go_to = GoTo(self._widget, self._tasks, self._visits)
        go_to.folder_chosen.connect(self.folder_chosen)
        go_to.tab_wanted.connect(self.tab_wanted)
        return go_to

    @cached_property
    def _key_help(self) -> KeyHelp:
        from fbrowser.ui.key_help import KeyHelp  # noqa: PLC0415 - see above

        key_help = KeyHelp(self._widget, self._window, self._registry, self._keymap)
        key_help.save_wanted.connect(self.save_cheat_sheet)
        return key_help

    @cached_property
    def _saver(self) -> CheatSheetSaver:
        from fbrowser.ui.cheat_sheet_saver import CheatSheetSaver  # noqa: PLC0415 - see above

        saver = CheatSheetSaver(self._widget, self._registry, self._keymap, self._tasks)
        saver.said.connect(self.said)
        return saver

    @cached_property
    def _hints(self) -> Hints:
        from fbrowser.ui.hints import Hints  # noqa: PLC0415 - see above

        return Hints(self._widget)
