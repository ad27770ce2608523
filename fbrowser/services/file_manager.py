"""File manager: what other programs call on the session bus when they want a file to be shown in its folder."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import ClassInfo, QObject, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

from fbrowser.common.log import logger
from fbrowser.common.uris import path_of
from fbrowser.config.desktop_files import BUS_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.services.tasks import Tasks

_PLACE: Final = "/org/freedesktop/FileManager1"
_BUS: Final = "org.freedesktop.DBus"
_LONGEST_LOGGED: Final = 200


class FileManager(QObject):
    """Has the name on the bus while it is wanted, unless another program has it: it is never taken from one."""

    folders_wanted = Signal(object, str)
    """Paths, a list of bytes, of folders to be shown, and the token by which a window may come to the front."""
    items_wanted = Signal(object, str)
    """Paths of entries to be shown in their folders, and the token likewise."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        """Have no name yet."""
        super().__init__(parent)
        self._tasks = tasks
        self._interface = _Interface(self)
        self._is_wanted = False
        self._turn: Final = Lock()

    def claim(self) -> None:
        """Take the name if nobody has it."""
        self._is_wanted = True
        self._tasks.run(self._bring)

    def give_up(self) -> None:
        """Have the name no longer."""
        self._is_wanted = False
        self._tasks.run(self._bring)

    def reload_bus(self) -> None:
        """Have the bus look at once which programs it can start: a folder that is new it does not watch."""
        self._tasks.run(_reload)

    def _bring(self, _: object) -> None:
        """Have the name, or not, as it is wanted by now; on a worker, for the bus may take its time."""
        with self._turn:
            if not _is_there():
                return
            bus = QDBusConnection.sessionBus()
            if self._is_wanted:  # first the object, then the name: whoever finds the name calls at once
                bus.registerObject(_PLACE, self._interface, QDBusConnection.RegisterOption.ExportAllSlots)
                bus.registerService(BUS_NAME)
            else:
                bus.unregisterService(BUS_NAME)
                bus.unregisterObject(_PLACE)


@ClassInfo({"D-Bus Interface": BUS_NAME})  # type: ignore[misc, call-arg] - PySide's types do not know how it is used
class _Interface(QObject):
    """What is exported: see freedesktop.org, "file manager D-Bus interface"."""

    def __init__(self, owner: FileManager) -> None:
        super().__init__(owner)
        self._owner = owner

    @Slot("QStringList", str)
    def ShowFolders(self, uris: list[str], startup_id: str) -> None:  # noqa: N802 - called so on the bus
        """Show folders."""
        if paths := local_paths(uris):
            self._owner.folders_wanted.emit(paths, startup_id)

    @Slot("QStringList", str)
    def ShowItems(self, uris: list[str], startup_id: str) -> None:  # noqa: N802 - likewise
        """Show entries in their folders, selected."""
        if paths := local_paths(uris):
            self._owner.items_wanted.emit(paths, startup_id)

    @Slot("QStringList", str)
    def ShowItemProperties(self, uris: list[str], startup_id: str) -> None:  # noqa: N802 - likewise
        """Show what is known of entries: that is in the table, where they are."""
        self.ShowItems(uris, startup_id)


def local_paths(uris: Sequence[str]) -> list[bytes]:
    """Return the paths of URIs, each once; what is no file of this machine is logged, and passed over."""
    found: dict[bytes, None] = {}
    for uri in uris:
        path = path_of(uri.encode("utf-8", "surrogatepass"))
        if path is None:
            logger(__name__).warning("no local file: %.*r", _LONGEST_LOGGED, uri)
        else:
            found[path] = None
    return list(found)


def _is_there() -> bool:
    """Return whether there is a session bus; none is started for our sake. On a worker."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    is_told = bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (runtime and Path(runtime, "bus").exists())
    return bool(is_told) and QDBusConnection.sessionBus().isConnected()


def _reload(_: object) -> None:
    if _is_there():
        message = QDBusMessage.createMethodCall(_BUS, "/org/freedesktop/DBus", _BUS, "ReloadConfig")
        QDBusConnection.sessionBus().call(message, QDBus.CallMode.NoBlock)
