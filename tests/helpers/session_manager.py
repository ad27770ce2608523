"""A session manager of X11 desktops, for one client: its side of ICE 1.0 and XSMP 1.0, without authentication.

All numbers are little endian, all parts of messages are padded to 8 bytes; see the two protocols' own descriptions.
"""

import contextlib
import os
import socket
import struct
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

TIMEOUT_S = 10
BYTE_ORDER, CONNECTION_SETUP, CONNECTION_REPLY, PROTOCOL_SETUP, PROTOCOL_REPLY = 1, 2, 6, 7, 8
"""Minor numbers of ICE's messages; the major one is 0."""
OPCODE = 1
"""Of XSMP: ours, and libSM's, which uses no other protocol."""
REGISTER, REGISTERED, SAVE_YOURSELF, SAVED, DIE, CLOSED, SET_PROPERTIES = 1, 2, 3, 8, 9, 11, 12
BOTH = 2
"""What is to be saved: what others see as well as what only the client knows."""
_VENDOR = b"\4\0test\0\0" + b"\1\0001\0" + bytes(4)
"""Two STRINGs, who we are and of which release."""


@dataclass
class SessionManager:
    """Listens, and says and hears one thing after the other; fails when it waits for long."""

    listening: socket.socket
    address: str
    """What SESSION_MANAGER should be."""
    properties: dict[str, list[bytes]] = field(default_factory=dict[str, list[bytes]])
    """What the client has told of itself."""
    _client: socket.socket | None = None

    def meet(self, name: str) -> str:
        """Wait until a client registers, and name it; return what it says it was called before."""
        self._client, _ = self.listening.accept()
        self._client.settimeout(TIMEOUT_S)
        self._say(0, BYTE_ORDER)
        self._hear(0, BYTE_ORDER)
        self._hear(0, CONNECTION_SETUP)
        self._say(0, CONNECTION_REPLY, body=_VENDOR)
        self._hear(0, PROTOCOL_SETUP)
        self._say(0, PROTOCOL_REPLY, 0, OPCODE, _VENDOR)
        before, _ = _array(self._hear(OPCODE, REGISTER), 0)
        self._say(OPCODE, REGISTERED, body=_padded(struct.pack("<I", len(name)) + name.encode()))
        return before.decode()

    def ask_to_save(self, *, is_end: bool) -> None:
        """Have the client save itself; return when it says that it has, with what it told of itself."""
        self._say(OPCODE, SAVE_YOURSELF, body=struct.pack("<BBBB4x", BOTH, is_end, 0, 0))
        while (heard := self._next())[:2] != (OPCODE, SAVED):
            assert heard[:2] == (OPCODE, SET_PROPERTIES)
            self.properties |= _properties(heard[2])

    def say_end(self) -> None:
        """Tell the client to end."""
        self._say(OPCODE, DIE)

    def see_it_end(self) -> None:
        """Return when the client says that it ends, and let it go."""
        self._hear(OPCODE, CLOSED)
        self._hang_up()

    def vanish(self) -> None:
        """Be gone without a word."""
        self._hang_up()
        self.listening.close()

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()

    def _say(self, major: int, minor: int, first: int = 0, second: int = 0, body: bytes = b"") -> None:
        assert self._client is not None
        self._client.sendall(struct.pack("<BBBBI", major, minor, first, second, len(body) // 8) + body)

    def _hear(self, major: int, minor: int) -> bytes:
        heard = self._next()
        assert heard[:2] == (major, minor)
        return heard[2]

    def _next(self) -> tuple[int, int, bytes]:
        major, minor, _, _, length = struct.unpack("<BBBBI", self._read(8))
        return major, minor, self._read(length * 8)

    def _read(self, length: int) -> bytes:
        assert self._client is not None
        data = b""
        while len(data) < length:
            data += (more := self._client.recv(length - len(data)))
            assert more, "the client is gone"
        return data


@contextlib.contextmanager
def session_manager(folder: Path) -> Generator[SessionManager]:
    """Listen at a socket in a folder."""
    path = folder / "ice"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        listening.settimeout(TIMEOUT_S)
        manager = SessionManager(listening, f"local/{os.uname().nodename}:{path}")
        yield manager
        manager.vanish()


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 8)


def _array(data: bytes, at: int) -> tuple[bytes, int]:
    """Return an ARRAY8, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + length], at + (4 + length + 7) // 8 * 8


def _properties(data: bytes) -> dict[str, list[bytes]]:
    (count,) = struct.unpack_from("<I", data)
    found: dict[str, list[bytes]] = {}
    at = 8
    for _ in range(count):
        name, at = _array(data, at)
        _, at = _array(data, at)
        (values,) = struct.unpack_from("<I", data, at)
        at += 8
        found[name.decode()] = listed = []
        for _ in range(values):
            value, at = _array(data, at)
            listed.append(value)
    return found
