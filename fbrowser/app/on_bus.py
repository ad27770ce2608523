"""On the bus: what the program is to other programs of the session, if that is wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fbrowser.app.call import Call, Wish
from fbrowser.services.desktop_service import DesktopService
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from fbrowser.services.file_manager import FileManager
    from fbrowser.services.settings_service import SettingsService
    from fbrowser.services.tasks import Tasks


class OnBus(QObject):
    """Makes the file manager of the session bus when its setting is first on: QtDBus is not loaded for others."""

    called = Signal(object)
    """Call, from the bus."""
    failed = Signal(object)
    """EnvironmentProblem: a file that tells the desktop of us could not be written."""

    def __init__(self, tasks: Tasks, settings: SettingsService, parent: QObject) -> None:
        """Be nothing to others yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._manager: FileManager | None = None
        self._was_wanted = False
        self._files = DesktopService(tasks, settings, self)
        self._files.failed.connect(self.failed)
        self._files.activation_changed.connect(self._reload)

    def follow(self) -> None:
        """Be what the settings say from now on."""
        self._files.follow()
        live.changed.connect(self._look)
        self._look()

    def serve(self) -> bool:
        """Take the name on the bus, if that is wanted and nobody has it; return whether it is wanted."""
        if _is_wanted():
            self._made().claim()
        return _is_wanted()

    def _look(self) -> None:
        before, self._was_wanted = self._was_wanted, _is_wanted()
        if self._was_wanted and not before:
            self._made().claim()
        elif before and not self._was_wanted:
            self._made().give_up()

    def _reload(self) -> None:
        self._made().reload_bus()

    def _made(self) -> FileManager:
        if self._manager is None:
            from fbrowser.services.file_manager import FileManager  # noqa: PLC0415 - for who has the setting on

            manager = self._manager = FileManager(self._tasks, self)
            manager.folders_wanted.connect(self._open)
            manager.items_wanted.connect(self._show)
        return self._manager

    def _open(self, paths: list[bytes], token: str) -> None:
        self.called.emit(Call(Wish.OPEN, tuple(paths), token))

    def _show(self, paths: list[bytes], token: str) -> None:
        self.called.emit(Call(Wish.SHOW, tuple(paths), token))


def _is_wanted() -> bool:
    return live.now.show_in_folder and sys.platform == "linux"
