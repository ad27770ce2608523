"""Desktop service: keeps the files that tell the desktop to start us in step with their settings, on workers."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from fbrowser.config import desktop_files
from fbrowser.config.desktop_files import DesktopFile
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from fbrowser.services.settings_service import SettingsService
    from fbrowser.services.tasks import Tasks


class DesktopService(QObject):
    """Writes a file when its setting is turned on, wherever that is done, and removes it when it is turned off."""

    failed = Signal(object)
    """EnvironmentProblem: a file could not be written, or removed; the setting is as it is all the same."""
    activation_changed = Signal()
    """The session bus should look again at what it starts."""

    def __init__(self, tasks: Tasks, settings: SettingsService, parent: QObject | None = None) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._settings = settings
        self._wanted: dict[DesktopFile, bool] = {}
        self._writing: Final = Lock()

    def follow(self) -> None:
        """Keep the files as the settings say from now on.

        As long as the file of the settings cannot be read, nobody knows what they would say: nothing goes then.
        """
        for file in DesktopFile:
            self._wanted[file] = _is_on(file)
            if _is_on(file) or not self._settings.problems:
                self._bring(file, is_new=False)
        live.changed.connect(self._look)

    def _look(self) -> None:
        for file, before in list(self._wanted.items()):
            self._wanted[file] = _is_on(file)
            if self._wanted[file] is not before:
                self._bring(file, is_new=True)

    def _bring(self, file: DesktopFile, *, is_new: bool) -> None:
        """Have a file as it is wanted by the time its turn comes; is_new: it was wanted otherwise before."""

        def bring(_: object) -> bool:
            with self._writing:
                if self._wanted[file]:
                    return desktop_files.keep(file)
                return desktop_files.remove(file, if_marked=not is_new)

        self._tasks.run(bring, on_result=lambda is_news: self._tell(file, is_news), on_error=self.failed.emit)

    def _tell(self, file: DesktopFile, is_news: bool) -> None:
        if is_news and file is DesktopFile.ACTIVATION:
            self.activation_changed.emit()


def _is_on(file: DesktopFile) -> bool:
    return bool(getattr(live.now, file.value))
