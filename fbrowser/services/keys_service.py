"""Keys service: the keymap in force, which is that of the settings with the user's own keys laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from fbrowser.commands.keymaps import built_in
from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.commands.keymap import Keymap
    from fbrowser.commands.registry import Registry
    from fbrowser.config.small_file import Stamp
    from fbrowser.services.tasks import Tasks

LOOK_MS: Final = 1000


class _Base(NamedTuple):
    """What the settings say of keys."""

    name: str
    backspace: str

    @classmethod
    def now(cls) -> _Base:
        """Return what they say now."""
        return cls(live.now.keymap, live.now.backspace)

    def keymap(self, registry: Registry) -> Keymap:
        """Return the keymap that they ask for."""
        return built_in(self.name, registry, backspace=self.backspace)


class _Read(NamedTuple):
    """What was made of the file."""

    keymap: Keymap
    problems: tuple[str, ...]
    stamp: Stamp | None
    """None: there was no file."""


class KeysService(QObject):
    """Follows the settings at once, and the file of the user's own keys once a second. Single-threaded."""

    changed = Signal()
    """The keymap, or what is wrong with the file."""
    failed = Signal(object)
    """EnvironmentProblem: the file could not be made."""

    def __init__(self, registry: Registry, tasks: Tasks, parent: QObject | None = None) -> None:
        """Begin with the keymap of the settings; `watch` lays the user's own keys over it."""
        super().__init__(parent)
        self.registry = registry
        self._tasks = tasks
        self._base = _Base.now()
        self.keymap = self._base.keymap(registry)
        self.problems: tuple[str, ...] = ()
        """What is wrong with the file, line by line, in plain words."""
        self._stamp: Stamp | None = None
        self._asked: object = None
        """The reading that counts; of one that was overtaken nothing is taken."""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        live.changed.connect(self._follow)
        live.language_changed.connect(self._say_anew)

    def watch(self) -> None:
        """Follow the file from now on."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Read the file if it has changed."""
        self._read(self._stamp)

    def with_file(self, then: Callable[[bytes], None]) -> None:
        """Call a function with the path of the file, which is made if there is none."""
        from fbrowser.config.keys_file import make_template  # noqa: PLC0415 - when somebody asks for it

        self._tasks.run(lambda _: make_template(), on_result=then, on_error=self.failed.emit)

    def _say_anew(self) -> None:
        """Have what is wrong with the file said in another language."""
        if self.problems:
            self._read(None)

    def _follow(self) -> None:
        base = _Base.now()
        if base != self._base:
            self._base = base
            self._take(_Read(base.keymap(self.registry), self.problems, self._stamp))
            self._read(None)

    def _read(self, known: Stamp | None) -> None:
        asked = self._asked = object()
        base = self._base

        def read(_: object) -> _Read | None:
            from fbrowser.config.keys_file import stamp  # noqa: PLC0415 - on the worker

            now = stamp()
            return None if now == known else _laid(self.registry, base, now)

        def take(found: _Read | None) -> None:
            if found is not None and asked is self._asked:
                self._take(found)

        self._tasks.run(read, on_result=take, on_error=self.failed.emit)

    def _take(self, found: _Read) -> None:
        self.keymap, self.problems, self._stamp = found
        self.changed.emit()


def _laid(registry: Registry, base: _Base, stamp: Stamp | None) -> _Read:
    """Return a keymap with the user's own keys over it. Raises EnvironmentProblem if these cannot be read."""
    from fbrowser.commands.user_keys import lay_over  # noqa: PLC0415 - on the worker
    from fbrowser.config.keys_file import read_keys  # noqa: PLC0415 - likewise

    keymap, problems = lay_over(read_keys(), registry, base.name, backspace=base.backspace)
    return _Read(keymap, tuple(map(str, problems)), stamp)
