"""Single instance: a user's first window holds a lock and listens on a private socket; later calls hand over."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xxhash

from fbrowser.common.log import logger
from fbrowser.config.places import cache_folder
from fbrowser.index.lock import try_lock

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

LONGEST: Final = 64 * 1024
"""Bytes of a message at most."""
_PATIENCE_S: Final = 5.0
"""How long a window may take to start, or to answer."""
_PAUSE_S: Final = 0.02
_THERE: Final = b"ok"

_held: list[int] = []
"""Descriptor of the lock, if this process has it."""


def socket_path() -> Path:
    """Return the socket's path, in a folder that is ours alone: the session's, else the cache. Raises OSError."""
    session = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(session) / "fbrowser" if session else Path(os.fsdecode(cache_folder()))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise PermissionError
    folder.chmod(0o700)
    # Another cache is another program, as far as its windows are concerned: tests, a second profile.
    # A short name: the whole path of a socket has 107 bytes.
    return folder / f"window-{xxhash.xxh32_hexdigest(cache_folder())}"


def hand_over(folder: bytes) -> bool:
    """Give a folder (empty: none) to the window that runs already; return False if we are to be that window.

    Who holds the lock beside the socket is the window, from its very start; the kernel frees it when it dies. One
    that does not answer in time is as good as dead: then we are a window that nobody hands anything to.
    """
    try:
        path = socket_path()
        ends = time.monotonic() + _PATIENCE_S
        while len(folder) <= LONGEST and not _is_ours(path):
            if _was_taken(path, folder):
                return True
            if time.monotonic() > ends:
                break
            time.sleep(_PAUSE_S)
    except OSError:
        logger(__name__).warning("no folder for the socket: every call has its own window")
    return False


def let_go() -> None:
    """Be the window no longer that later calls hand their folders to."""
    while _held:
        os.close(_held.pop())


def _is_ours(path: Path) -> bool:
    """Take the lock for as long as this process lives; return False if another process has it."""
    fd = try_lock(os.fsencode(path) + b".lock")
    if fd is not None:
        _held.append(fd)
    return fd is not None


def _was_taken(path: Path, folder: bytes) -> bool:
    """Send a folder to whoever listens; return whether it was taken."""
    import socket  # noqa: PLC0415 - seldom needed

    if not hasattr(socket, "AF_UNIX"):
        return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(_PATIENCE_S)
        client.connect(str(path))
        client.sendall(len(folder).to_bytes(4, "little") + folder)
        return client.recv(len(_THERE)) == _THERE
    return False  # it is starting, and does not listen yet


def listen(parent: QObject, on_folder: Callable[[bytes], None]) -> None:
    """Take folders (empty: none was named) from later calls, as long as the parent lives; if the lock is ours."""
    if not _held:
        return
    from PySide6.QtNetwork import QLocalServer, QLocalSocket  # noqa: PLC0415 - after the first page

    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def read(client: QLocalSocket) -> None:
        data = bytes(client.peek(4 + LONGEST + 1).data())
        length = int.from_bytes(data[:4], "little")
        if len(data) > 4 + LONGEST or (len(data) >= 4 and length > LONGEST):  # noqa: PLR2004 - the length itself
            client.abort()
        elif len(data) == 4 + length:
            client.readAll()
            client.write(_THERE)
            client.disconnectFromServer()
            on_folder(data[4:])

    def accept() -> None:
        while server.hasPendingConnections():
            client = server.nextPendingConnection()
            client.disconnected.connect(client.deleteLater)
            client.readyRead.connect(lambda client=client: read(client))
            read(client)

    server.newConnection.connect(accept)
    with contextlib.suppress(OSError):
        path = str(socket_path())
        QLocalServer.removeServer(path)  # left behind by one that was killed: the lock is ours
        server.listen(path)
