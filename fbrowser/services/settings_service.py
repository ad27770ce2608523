"""Settings service: keeps the settings in force and the file in step; what touches the disk is on workers.

The file is looked at once a second, not watched by the kernel: editors replace it, another machine may write it,
its folder may come later, be on a share, or have a name that QFileSystemWatcher cannot spell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.config import extension_sets, safe_mode
from fbrowser.config.settings import Settings, schema
from fbrowser.config.settings_file import Loaded, load, make_template, save, stamp
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.config.setting_rules import Value
    from fbrowser.config.settings import Setting
    from fbrowser.services.tasks import Tasks

LOOK_MS: Final = 1000

Changes = dict[str, "Value | None"]


class SettingsService(QObject):
    """Puts what the file says into force, and what the user changes into force at once and then into the file.

    Each change is laid over what the file says by the time it is written, so that two windows do not take away each
    other's. Single-threaded; one worker reads or writes at a time.
    """

    changed = Signal()
    """Settings, problems of the file, or which settings it sets."""
    failed = Signal(object)
    """EnvironmentProblem: a change could not be written; it holds in this process."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know nothing yet: what is in force is the default."""
        super().__init__(parent)
        self._tasks = tasks
        self._loaded = Loaded(Settings())
        self._waiting: Changes = {}
        self._on_its_way: Changes = {}
        self._held: Changes = {}
        """What could not be written: it holds until the program ends, or until it is changed again."""
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        live.language_changed.connect(self._say_anew)

    # -- what others ask

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file, in plain words."""
        return tuple(map(str, self._loaded.problems))

    @property
    def in_file(self) -> Settings:
        """What the file says, which is all that other processes know of."""
        return self._loaded.settings or Settings()

    def value(self, setting: Setting) -> Value:
        """Return the value in force."""
        return live.now.value(setting)

    def is_chosen(self, setting: Setting) -> bool:
        """Return whether a setting has another value than its default, or the file sets it."""
        return setting.key in self._loaded.chosen or self.value(setting) != setting.default

    def set(self, setting: Setting, value: Value) -> None:
        """Let a value be in force, and write it."""
        self._change({setting.key: value})

    def toggle(self, key: str) -> None:
        """Turn a setting on that is off, or off that is on; key: as it is called in the file, `files.hidden`."""
        setting = next(each for each in schema() if each.key == key)
        self.set(setting, not self.value(setting))

    def reset(self, *settings: Setting) -> None:
        """Let defaults be in force, and take the settings out of the file."""
        self._change({each.key: None for each in settings})

    # -- the file

    def take(self, loaded: Loaded) -> None:
        """Put into force what was read of the file."""
        if loaded.settings is None:  # what cannot be read changes nothing
            loaded = Loaded(self._loaded.settings, loaded.problems, self._loaded.chosen, loaded.stamp)
        is_news = loaded != self._loaded
        self._loaded = loaded
        self._put()
        if is_news:
            self.changed.emit()

    def watch(self) -> None:
        """Follow the file from now on."""
        self._timer.start()

    def look(self) -> None:
        """Read the file if it has changed, and what it says is not on its way already."""
        if not self._is_busy:
            known = self._loaded.stamp
            self._run(lambda: load() if stamp() != known else None)

    def _say_anew(self) -> None:
        """Have what is wrong with the file said in another language."""
        if self._loaded.problems and not self._is_busy:
            self._run(load)

    def with_file(self, then: Callable[[bytes], None]) -> None:
        """Call a function with the path of the file, which is made if there is none."""
        self._tasks.run(lambda _: make_template(), on_result=then, on_error=self.failed.emit)

    # -- inside

    def _change(self, changes: Changes) -> None:
        self._held = {key: value for key, value in self._held.items() if key not in changes}
        self._waiting |= changes
        self._put()
        self.changed.emit()
        if safe_mode.is_on():
            self._held |= self._waiting  # nothing is written, and what is changed holds all the same
            self._waiting = {}
        elif not self._is_busy:
            self._write()

    def _put(self) -> None:
        """Put into force what the file says, and over it what it does not say yet."""
        settings = self._loaded.settings or Settings()
        changes = self._held | self._on_its_way | self._waiting
        for each in schema():
            if each.key in changes:
                value = changes[each.key]
                settings = settings.with_value(each, each.default if value is None else value)
        extension_sets.use(settings.filters())
        live.put(settings)

    def _write(self) -> None:
        changes, self._waiting = self._waiting, {}
        self._run(lambda: save(changes), changes)

    def _run(self, function: Callable[[], Loaded | None], changes: Changes | None = None) -> None:
        self._is_busy, self._on_its_way = True, changes or {}

        def ended(loaded: Loaded | None) -> None:
            self._is_busy, self._on_its_way = False, {}
            if loaded is not None:
                self.take(loaded)
            if self._waiting:
                self._write()

        def failed(problem: EnvironmentProblem) -> None:
            self._held |= self._on_its_way
            ended(None)
            self.failed.emit(problem)

        self._tasks.run(lambda _: function(), on_result=ended, on_error=failed)
