"""XSMP: what a session manager of X11 desktops says to a program and hears from it, by way of the system's libSM.

Qt's own wheels are built without it. The protocol is the X Session Management Protocol, version 1.0; names that
begin with Sm or Ice are those of the system's libraries.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, Final, cast

from fbrowser.common.own_command import KNOWN_AS

if TYPE_CHECKING:
    from collections.abc import Callable

_SM: Final = "libSM.so.6"  # as values: PyInstaller would put a library that is named in a call into the bundle
_ICE: Final = "libICE.so.6"
_SAVE, _DIE, _COMPLETE, _CANCELLED = 1, 2, 4, 8
_IF_RUNNING, _NEVER = 0, 3
_FINE: Final = 0
_WORST: Final = 256
"""Bytes that are kept of what libSM says of a failure."""

_SaveYourself: Final = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int
)
_Told: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
_IoError: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_Error: Final = ctypes.CFUNCTYPE(
    None,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_ulong,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_void_p,
)


def _go_on(*_: object) -> None:
    """Do nothing: the handlers that libICE has by itself end the process, be it that the manager is gone."""


_on_io_error: Final = _IoError(_go_on)
_on_error: Final = _Error(_go_on)


class _Callbacks(ctypes.Structure):
    """SmcCallbacks."""

    _fields_ = (
        ("save_yourself", _SaveYourself),
        ("save_data", ctypes.c_void_p),
        ("die", _Told),
        ("die_data", ctypes.c_void_p),
        ("save_complete", _Told),
        ("complete_data", ctypes.c_void_p),
        ("shutdown_cancelled", _Told),
        ("cancelled_data", ctypes.c_void_p),
    )


class _Value(ctypes.Structure):
    """SmPropValue."""

    _fields_ = (("length", ctypes.c_int), ("value", ctypes.c_char_p))


class _Property(ctypes.Structure):
    """SmProp."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("type", ctypes.c_char_p),
        ("count", ctypes.c_int),
        ("values", ctypes.POINTER(_Value)),
    )


class Connection:
    """A connection to the session manager. Making it may take long; it is used on one thread at a time."""

    def __init__(
        self, command: list[str], save: Callable[[bool], bool], die: Callable[[], None], previous: str
    ) -> None:
        """Connect to the session manager that the environment names.

        command: starts the program. save: called in `hear` to keep what is open, given whether the session ends;
        returns whether the next one is to start us. die: called there when we are to end. previous: what we were
        called in the session before; empty: we were not.

        Raises:
            OSError: There is none, it refuses us, or libSM is not installed.
        """
        self._sm, self._ice = ctypes.CDLL(_SM), ctypes.CDLL(_ICE)
        self._ice.IceSetIOErrorHandler(_on_io_error)
        self._ice.IceSetErrorHandler(_on_error)
        self._sm.SmcSetErrorHandler(_on_error)
        self._sm.SmcOpenConnection.restype = ctypes.c_void_p
        self._sm.SmcGetIceConnection.restype = ctypes.c_void_p
        self._command = [os.fsencode(part) for part in command]
        self._save = save
        self._callbacks = _Callbacks(
            save_yourself=_SaveYourself(self._save_yourself),
            die=_Told(lambda *_: die()),
            save_complete=_Told(_go_on),
            shutdown_cancelled=_Told(_go_on),
        )
        given, problem = ctypes.c_char_p(), ctypes.create_string_buffer(_WORST)
        opened = self._sm.SmcOpenConnection(
            None,
            None,
            1,
            0,
            ctypes.c_ulong(_SAVE | _DIE | _COMPLETE | _CANCELLED),
            ctypes.byref(self._callbacks),
            os.fsencode(previous) or None,
            ctypes.byref(given),
            _WORST,
            problem,
        )
        if not opened:
            raise OSError(problem.value.decode(errors="replace"))
        self._connection = ctypes.c_void_p(cast("int", opened))
        self._stream = ctypes.c_void_p(cast("int", self._sm.SmcGetIceConnection(self._connection)))
        self._name = given.value or b""

    def fileno(self) -> int:
        """Return the descriptor that can be read when the session manager has said something."""
        return cast("int", self._ice.IceConnectionNumber(self._stream))

    def hear(self) -> bool:
        """Do what the session manager has said, waiting until it is all there; return whether more may come.

        What is left of a broken connection stays: nothing else may have its descriptor while Qt looks at it.
        """
        return self._ice.IceProcessMessages(self._stream, None, None) == _FINE

    def close(self) -> None:
        """Tell the session manager that we end."""
        self._sm.SmcCloseConnection(self._connection, 0, None)

    def _save_yourself(
        self, _connection: object, _data: object, _kind: int, is_end: int, _asking: int, _is_fast: int
    ) -> None:
        try:
            self._tell_of_us(_IF_RUNNING if self._save(bool(is_end)) else _NEVER)
        finally:
            self._sm.SmcSaveYourselfDone(self._connection, 1)  # whatever became of it: others wait for us

    def _tell_of_us(self, style: int) -> None:
        command = self._command
        self._tell(
            _property(b"Program", b"ARRAY8", command[:1]),
            _property(b"UserID", b"ARRAY8", [os.fsencode(os.environ.get("USER") or str(os.getuid()))]),
            _property(b"ProcessID", b"ARRAY8", [b"%d" % os.getpid()]),
            _property(b"CloneCommand", b"LISTofARRAY8", command),
            _property(b"RestartCommand", b"LISTofARRAY8", [*command, KNOWN_AS.encode(), self._name]),
            _property(b"RestartStyleHint", b"CARD8", [bytes([style])]),
        )

    def _tell(self, *properties: _Property) -> None:
        pointers = [ctypes.pointer(each) for each in properties]
        listed = (ctypes.POINTER(_Property) * len(pointers))(*pointers)
        self._sm.SmcSetProperties(self._connection, len(pointers), listed)


def _property(name: bytes, kind: bytes, values: list[bytes]) -> _Property:
    listed = (_Value * len(values))(*(_Value(len(value), value) for value in values))
    return _Property(name, kind, len(values), listed)
