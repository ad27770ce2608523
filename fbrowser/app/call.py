"""Call: what somebody who starts the program wants of it, as plain data, and as a message to the one that runs.

A message is fields `name=value` with NUL between, which no path can have in it. A field that is not known is passed
over, and a wish that is not known only brings the window to the front: the one that runs may be older or newer.
"""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.own_command import KNOWN_AS
from fbrowser.common.paths import absolute, home_folder
from fbrowser.common.uris import is_uri, path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEP: Final = b"\0"


class Wish(Enum):
    """What is wanted."""

    RAISE = "raise"
    """The window, as it is."""
    OPEN = "open"
    """A folder, which is indexed, or the file in it that the path is of."""
    SHOW = "show"
    """Entries, in the folders that they lie in."""
    SEARCH = "search"
    """To type what to search for in all that is indexed."""
    WAIT = "wait"
    """Nothing yet: no window until another call comes."""
    SERVE = "serve"
    """To be the file manager of the session bus, which is about to hand on what it was asked."""


class Call(NamedTuple):
    """A wish, and what it is about."""

    wish: Wish = Wish.RAISE
    paths: tuple[bytes, ...] = ()
    """Absolute."""
    token: str = ""
    """By which the desktop knows that the window may come to the front; empty: there is none."""
    known_as: str = ""
    """What the session manager that starts us called us in the session before; empty: none does. Not handed on."""

    @property
    def is_without_window(self) -> bool:
        """Whether no window is wanted yet."""
        return self.wish in (Wish.WAIT, Wish.SERVE)

    def packed(self) -> bytes:
        """Return it as a message."""
        token = self.token.encode("utf-8", "surrogateescape")
        fields = [b"do=" + self.wish.value.encode(), *([b"token=" + token] if token else [])]
        return _SEP.join([*fields, *(b"path=" + path for path in self.paths)])


_OPTIONS: Final = {b"--search": Wish.SEARCH, b"--background": Wish.WAIT, b"--dbus-service": Wish.SERVE}

_NO_WAITING: Final = "a window in safe mode cannot wait until it is called; see fbrowser --help"


def called(arguments: Sequence[bytes], *, safe: bool = False) -> Call | str:
    """Return what a command line asks the window for; or, if it cannot be understood, why not, in a line.

    safe: a window is wanted that nothing else calls.
    """
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    if not arguments or [*arguments[:-1]] == [KNOWN_AS.encode()]:
        return Call(Wish.RAISE, (), token, *map(os.fsdecode, arguments[1:]))
    first = arguments[0]
    if len(arguments) > 1 or (first.startswith(b"-") and first not in (*_OPTIONS, b"--home")):
        return "one FOLDER to open, or a command; see fbrowser --help"
    if first in _OPTIONS:
        call = Call(_OPTIONS[first], (), token)
        return _NO_WAITING if safe and call.is_without_window else call
    try:
        path = home_folder() if first == b"--home" else path_of(first) if is_uri(first) else absolute(first)
    except EnvironmentProblem as problem:
        return str(problem)
    if not path or not first:
        return "the FOLDER is none of this machine; see fbrowser --help"
    return Call(Wish.OPEN, (path,), token)


def unpacked(message: bytes) -> Call:
    """Return the call that a message is, as far as it is understood."""
    fields = [field.partition(b"=")[::2] for field in message.split(_SEP)]
    wishes = [value.decode(errors="replace") for name, value in fields if name == b"do"]
    tokens = [value.decode("utf-8", "surrogateescape") for name, value in fields if name == b"token"]
    wish = next((each for each in Wish if wishes[:1] == [each.value]), Wish.RAISE)
    paths = tuple(value for name, value in fields if name == b"path" and value)
    return Call(wish, paths, *tokens[:1])
