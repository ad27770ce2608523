"""Places service: what there is to go to on this machine, looked up on workers, and followed while it is seen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from fbrowser.common.cancel import CancelToken
from fbrowser.common.drives import Drive, known_drives
from fbrowser.common.mount_table import TABLE
from fbrowser.common.paths import home_folder
from fbrowser.config.user_folders import UserFolder, user_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.index.probe import Found
    from fbrowser.index.root_state import RootState
    from fbrowser.services.tasks import Tasks

ROOTS_MS: Final = 2000
"""How often the roots are looked at: a rebuild by another process shows within that."""
DRIVES_MS: Final = 30_000
"""How often room on drives is asked for."""
_SETTLE_MS: Final = 200
"""Mounts come in bursts."""


@dataclass(frozen=True)
class Machine:
    """What is known of the machine."""

    home: bytes = field(default_factory=home_folder)
    folders: tuple[UserFolder, ...] = ()
    """Not all of them exist."""
    drives: tuple[Drive, ...] = ()
    found: Mapping[bytes, Found] = field(default_factory=dict["bytes", "Found"])
    """By path, what folders and drives answered; what is missing was not heard of yet."""
    roots: tuple[RootState, ...] = ()


class PlacesService(QObject):
    """Asks while somebody looks, with one worker for drives and one for roots at most.

    A mount itself is asked by a child process alone, so that a dead share costs its own line only. Single-threaded:
    its state is changed on the UI thread alone.
    """

    changed = Signal()
    failed = Signal(object)
    """EnvironmentProblem: something that was asked for could not be done."""
    root_going = Signal(object)
    """Root, bytes, that will not be indexed any more: whoever shows it must not ask about it again."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._tasks = tasks
        self.machine = Machine()
        self._more: tuple[bytes, ...] = ()
        self._probing: CancelToken | None = None
        self._is_probe_due = False
        self._is_asking_roots = False
        self._attentive = False
        self._roots_clock = self._clock(ROOTS_MS, self._look_at_roots)
        self._drives_clock = self._clock(DRIVES_MS, self._look_at_drives)
        self._settling = self._clock(_SETTLE_MS, self._look_at_drives)
        self._settling.setSingleShot(True)
        self._table: _MountTable | None = None

    def _clock(self, interval_ms: int, function: Callable[[], None]) -> QTimer:
        clock = QTimer(self)
        clock.setInterval(interval_ms)
        clock.timeout.connect(function)
        return clock

    # -- what the window asks for

    def attend(self, *, is_seen: bool) -> None:
        """Follow what changes while somebody looks; ask for nothing else."""
        if is_seen == self._attentive:
            return
        self._attentive = is_seen
        for clock in (self._roots_clock, self._drives_clock):
            if is_seen:
                clock.start()
            else:
                clock.stop()
        if is_seen:
            self._follow_mounts()
            self.look()
        elif self._table is not None:
            self._table.close()
            self._table = None

    def look(self) -> None:
        """Look at everything now."""
        self._look_at_roots()
        self._look_at_drives()

    def also_look_at(self, folders: Sequence[bytes]) -> None:
        """Find out of more folders whether they are there."""
        is_new = not set(folders) <= set(self._more)
        self._more = tuple(folders)
        if is_new and self._attentive:
            self._look_at_drives()

    def refresh_roots(self, roots: Sequence[bytes]) -> None:
        """Have roots rebuilt."""
        from fbrowser.index.root_state import refresh_roots  # noqa: PLC0415 - not before the first page

        self._do(lambda: refresh_roots(roots))

    def forget_root(self, root: bytes) -> None:
        """Remove a root from the index."""
        from fbrowser.index.root_state import forget_root  # noqa: PLC0415 - not before the first page

        self.root_going.emit(root)
        self._do(lambda: forget_root(root))

    def stop(self) -> None:
        """Give up what is running: the window closes."""
        self.attend(is_seen=False)
        self._settling.stop()
        self._is_probe_due = False
        if self._probing is not None:
            self._probing.cancel()

    def _do(self, function: Callable[[], None]) -> None:
        self._tasks.run(lambda _: function(), on_result=lambda _: self._look_at_roots(), on_error=self._fail)

    def _fail(self, problem: EnvironmentProblem) -> None:
        self.failed.emit(problem)
        self._look_at_roots()

    # -- roots

    def _look_at_roots(self) -> None:
        if self._is_asking_roots:
            return
        self._is_asking_roots = True

        def ended(roots: list[RootState]) -> None:
            self._is_asking_roots = False
            self._put(replace(self.machine, roots=tuple(roots)))

        self._tasks.run(lambda _: _root_states(), on_result=ended, on_error=lambda _: ended([]))

    # -- drives and folders

    def _follow_mounts(self) -> None:
        try:
            self._table = _MountTable(self)
        except OSError:
            return  # this system has no such table: the clock must do
        self._table.changed.connect(self._settling.start)

    def _look_at_drives(self) -> None:
        if self._probing is not None:
            self._is_probe_due = True
            return
        token = self._probing = CancelToken()
        machine, more = self.machine, self._more

        def look(report: Callable[[object], None]) -> None:
            seen = replace(machine, folders=tuple(user_folders()), drives=tuple(known_drives()))
            report(replace(seen, found=_known_still(seen, more)))
            _probe(seen, more, report, token)

        def ended(_: object = None) -> None:
            self._probing = None
            if self._is_probe_due:
                self._is_probe_due = False
                self._look_at_drives()

        self._tasks.run(look, on_result=ended, on_error=ended, on_progress=self._take, cancel=token)

    def _take(self, seen: Machine | tuple[bytes, Found]) -> None:
        if isinstance(seen, Machine):
            self._put(replace(seen, roots=self.machine.roots))
        else:
            path, found = seen
            self._put(replace(self.machine, found={**self.machine.found, path: found}))

    def _put(self, machine: Machine) -> None:
        if machine != self.machine:
            self.machine = machine
            self.changed.emit()


def _root_states() -> list[RootState]:
    from fbrowser.index.root_state import root_states  # noqa: PLC0415 - not before the first page

    return root_states()


def _wanted(machine: Machine, more: Sequence[bytes]) -> list[bytes]:
    """Return all folders to look at: what is on the network, and what was silent before, last."""
    drives = [drive for drive in machine.drives if drive.is_mounted]
    paths = [each.path for each in machine.folders] + [each.path for each in drives] + list(more)
    network = {drive.path for drive in drives if drive.is_network}
    silent = {path for path, found in machine.found.items() if found.is_silent}
    return sorted(dict.fromkeys(paths), key=lambda path: (path in silent, path in network))


def _known_still(machine: Machine, more: Sequence[bytes]) -> dict[bytes, Found]:
    """Return what was found of all that is still looked at."""
    return {path: machine.found[path] for path in _wanted(machine, more) if path in machine.found}


def _probe(machine: Machine, more: Sequence[bytes], report: Callable[[object], None], cancel: CancelToken) -> None:
    from fbrowser.index.probe import probe  # noqa: PLC0415 - not before the first page

    probe(_wanted(machine, more), lambda path, found: report((path, found)), cancel)


class _MountTable(QObject):
    """Tells when something was mounted or unmounted: the kernel says so of an open table of mounts."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Open the table. Raises OSError if there is none."""
        super().__init__(parent)
        self._file = open(TABLE, "rb")  # noqa: PTH123, SIM115 - open as long as it is listened to
        self._notifier = QSocketNotifier(self._file.fileno(), QSocketNotifier.Type.Exception, self)
        self._notifier.activated.connect(self.changed)

    def close(self) -> None:
        """Listen no longer."""
        self._notifier.setEnabled(False)
        self._file.close()
        self.deleteLater()
