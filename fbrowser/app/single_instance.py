"""Single instance: a user's first window on a screen has a lock and listens on a private socket; calls hand over.

Who calls from another screen, as over a remote desktop, would not see that window, and so has one there.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xxhash

from fbrowser.app.call import Call, unpacked
from fbrowser.common.lock import try_lock
from fbrowser.common.log import logger
from fbrowser.config.places import cache_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtNetwork import QLocalSocket

LONGEST: Final = 64 * 1024
"""Bytes of a message at most."""
MOST: Final = 32
"""Callers at once; the one that has been silent for longest has to make room."""
PATIENCE_S: Final = 5.0
"""How long a window may take to start, or to answer, and a caller to say what it wants."""
_PAUSE_S: Final = 0.02
_LONGEST_PATH: Final = 103
"""Bytes that the path of a socket may have, on macOS; on Linux 107."""
_SHORT: Final = "/tmp"
"""Where there is room for all names."""
_HEADER: Final = 4
"""Bytes before a message: its length."""
_TAKEN: Final = b"ok"
_REFUSED: Final = b"no"

_held: list[int] = []
"""Descriptors of the locks that this process has."""


class Handed(Enum):
    """What became of a call."""

    NOWHERE = 0
    """Nobody is there: we are to be the window."""
    TAKEN = 1
    REFUSED = 2


def own_screen() -> str:
    """Return where a window of ours is seen, in one spelling; empty: there is but one screen."""
    if sys.platform in ("win32", "darwin"):  # what X calls a screen there is a program among others
        return ""
    host, colon, number = os.environ.get("DISPLAY", "").rpartition(":")
    server = "" if host == "unix" or host.endswith("/unix") else host
    screen = f"{server}{colon}{number.partition('.')[0]}"  # what follows is one of its monitors
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    return screen or (str(Path(os.environ.get("XDG_RUNTIME_DIR", ""), wayland)) if wayland else "")


def socket_path(screen: str = "") -> Path:
    """Return the socket's path, in a folder that is ours alone: the session's, else the cache, else a short one.

    screen: whose window listens there. Raises OSError.
    """
    # Another cache is another program, as far as its windows are concerned: tests, a second profile.
    name = f"window-{xxhash.xxh32_hexdigest(cache_folder() + os.fsencode(screen))}"
    session = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(session) / "fbrowser" if session else Path(os.fsdecode(cache_folder()))
    if sys.platform != "win32" and len(os.fsencode(folder / name)) > _LONGEST_PATH:
        folder = Path(_SHORT) / f"fbrowser-{os.geteuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or (sys.platform != "win32" and status.st_uid != os.geteuid()):
        raise PermissionError
    folder.chmod(0o700)
    return folder / name


def hand_over(call: Call) -> Handed:
    """Give a call to the window that runs already, if there is one.

    Who holds the lock beside the socket is the window, from its very start; the kernel frees it when it dies. One
    that does not answer in time is as good as dead: then we are a window that nobody hands anything to.
    """
    message = call.packed()
    try:
        path = socket_path(own_screen())
        ends = time.monotonic() + PATIENCE_S
        while len(message) <= LONGEST and not _is_ours(path):
            answer = _answer_to(path, message)
            if answer is not None:
                return Handed.TAKEN if answer == _TAKEN else Handed.REFUSED
            if time.monotonic() > ends:
                break
            time.sleep(_PAUSE_S)
    except OSError:
        logger(__name__).warning("no folder for the socket: every call has its own window")
    return Handed.NOWHERE


def is_second() -> bool:
    """Return whether the user has a window on another screen; if not, whoever comes to be one is second to us.

    To be asked once, by who is the window of its screen.
    """
    with contextlib.suppress(OSError):  # nobody can tell: then there is one session for all, as on one screen
        return bool(_held and own_screen()) and not _is_ours(socket_path())
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


def _answer_to(path: Path, message: bytes) -> bytes | None:
    """Send a message to whoever listens; return the answer, None if there is none: it is starting, perhaps."""
    with contextlib.suppress(OSError):
        answer = _exchanged(path, len(message).to_bytes(_HEADER, "little") + message)
        return answer if answer in (_TAKEN, _REFUSED) else None
    return None


if sys.platform == "win32":

    def _server_name(path: Path) -> str:
        """Return what the server is called: a named pipe, which stands for a socket there."""
        return rf"\\.\pipe\{path.name}"

    def _exchanged(path: Path, data: bytes) -> bytes:
        """Send something to whoever listens, and return what it says. Raises OSError."""
        with Path(_server_name(path)).open("r+b", buffering=0) as pipe:
            pipe.write(data)
            return pipe.read(len(_TAKEN))
else:

    def _server_name(path: Path) -> str:
        """Return what the server is called: its socket's path."""
        return str(path)

    def _exchanged(path: Path, data: bytes) -> bytes:
        """Send something to whoever listens, and return what it says. Raises OSError."""
        import socket  # noqa: PLC0415 - seldom needed

        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(PATIENCE_S)
            client.connect(_server_name(path))
            client.sendall(data)
            return client.recv(len(_TAKEN))


def listen(parent: QObject, on_call: Callable[[Call], bool]) -> None:
    """Take later calls, as long as the parent lives; if the lock is ours. on_call: returns whether it takes one.

    Whoever is another user, sends too much, or has not said all in time, is cut off.
    """
    if not _held:
        return
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - after the first page
    from PySide6.QtNetwork import QLocalServer, QLocalSocket  # noqa: PLC0415 - likewise

    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def read(client: QLocalSocket) -> None:
        data = bytes(client.peek(_HEADER + LONGEST + 1).data())
        if len(data) < _HEADER:
            return
        length = int.from_bytes(data[:_HEADER], "little")
        if length > LONGEST or len(data) > _HEADER + length:
            client.abort()
        elif len(data) == _HEADER + length:
            client.readAll()
            client.write(_TAKEN if on_call(unpacked(data[_HEADER:])) else _REFUSED)
            client.disconnectFromServer()

    def accept() -> None:
        while server.hasPendingConnections():
            client = server.nextPendingConnection()
            client.disconnected.connect(client.deleteLater)
            if not _is_of_this_user(client):
                client.abort()
                continue
            client.setReadBufferSize(_HEADER + LONGEST + 1)
            client.readyRead.connect(lambda client=client: read(client))
            QTimer.singleShot(round(PATIENCE_S * 1000), client, client.abort)
            read(client)
        for silent in server.findChildren(QLocalSocket)[:-MOST]:
            silent.abort()

    server.newConnection.connect(accept)
    with contextlib.suppress(OSError):
        name = _server_name(socket_path(own_screen()))
        QLocalServer.removeServer(name)  # left behind by one that was killed: the lock is ours
        server.listen(name)


def _is_of_this_user(client: QLocalSocket) -> bool:
    """Return whether a caller has our user id; where the kernel does not say, the folder alone keeps others out."""
    import socket  # noqa: PLC0415 - after the first page
    import struct  # noqa: PLC0415 - likewise

    if sys.platform == "win32" or not hasattr(socket, "SO_PEERCRED"):
        return True
    ids = struct.Struct("iII")
    with socket.fromfd(client.socketDescriptor(), socket.AF_UNIX, socket.SOCK_STREAM) as peer:
        _process, user, _group = ids.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, ids.size))
    return user == os.geteuid()
