"""Single instance: the first window of a user listens on a private socket; later calls hand it their folder."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xxhash

from fbrowser.config.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

LONGEST: Final = 64 * 1024
"""Bytes of a message at most."""
_PATIENCE_S: Final = 1.0
_THERE: Final = b"ok"


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
    """Give a folder to the window that runs already; return False if none does.

    A socket whose owner was killed refuses; one that does not answer in time is as good as dead.
    """
    with contextlib.suppress(OSError):
        return len(folder) <= LONGEST and socket_path().exists() and _was_taken(folder)
    return False


def _was_taken(folder: bytes) -> bool:
    import socket  # noqa: PLC0415 - seldom needed

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(_PATIENCE_S)
        client.connect(str(socket_path()))
        client.sendall(len(folder).to_bytes(4, "little") + folder)
        return client.recv(len(_THERE)) == _THERE


def listen(parent: QObject, on_folder: Callable[[bytes], None]) -> None:
    """Take folders from later calls, as long as the parent lives; without a socket, every call has its window."""
    from PySide6.QtNetwork import QLocalServer, QLocalSocket  # noqa: PLC0415 - after the first page

    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def read(client: QLocalSocket) -> None:
        data = bytes(client.peek(4 + LONGEST + 1).data())
        length = int.from_bytes(data[:4], "little")
        if len(data) > 4 + LONGEST or (len(data) >= 4 and length > LONGEST):  # noqa: PLR2004
            client.abort()
        elif len(data) == 4 + length:
            client.readAll()
            client.write(_THERE)
            client.disconnectFromServer()
            if data[4:].startswith(b"/"):
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
        QLocalServer.removeServer(path)  # nobody answered there: left behind by one that was killed
        server.listen(path)
