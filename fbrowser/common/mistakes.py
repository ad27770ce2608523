"""Mistakes: exceptions of ours that nobody caught. Each is logged, and told once; the program goes on."""

from __future__ import annotations

import contextlib
import sys
import threading
from typing import TYPE_CHECKING, Final

from fbrowser.common.log import logger

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

MOST: Final = 20
"""Mistakes of a run that are told: who makes more makes them all over again."""
_DEEPEST: Final = 200


class _Kept:
    """Who is told, and what was told already; used on every thread."""

    guard = threading.Lock()
    known: Final[set[object]] = set()
    waiting: Final[list[BaseException]] = []
    """Made before there was anybody to tell."""
    tell: Callable[[BaseException], None] | None = None


_kept: Final = _Kept()


def catch() -> None:
    """Take note from now on of what Python would only print, whatever thread it comes from."""
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda said: note(said.exc_value)
    threading.excepthook = lambda said: note(said.exc_value)


def hear(tell: Callable[[BaseException], None]) -> None:
    """Have mistakes told, those of before as well; tell: called on the thread that makes them."""
    with _kept.guard:
        _kept.tell = tell
        waiting = [*_kept.waiting]
        _kept.waiting.clear()
    for each in waiting:
        tell(each)


def note(error: BaseException | None, what: str = "a mistake in fbrowser; it goes on") -> None:
    """Note a mistake, once: what is wrong in painting is wrong sixty times a second. what: for the log.

    Raises nothing: when our own files are replaced or gone, it may be that it cannot be told.
    """
    if error is None:
        return
    key = (type(error), tuple(_places(error.__traceback__)))
    with _kept.guard:
        if key in _kept.known or len(_kept.known) >= MOST:
            return
        _kept.known.add(key)
        tell = _kept.tell
        if tell is None:
            _kept.waiting.append(error)
    with contextlib.suppress(Exception):
        if tell is not None:
            tell(error)
    with contextlib.suppress(ImportError):
        logger(__name__).error(what, exc_info=(type(error), error, error.__traceback__))


def forget() -> None:
    """Tell the same mistakes again: for tests, which are many runs in one."""
    _kept.known.clear()
    _kept.waiting.clear()
    _kept.tell = None


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    del kind
    note(error.with_traceback(trace))


def _places(trace: TracebackType | None) -> list[tuple[str, int]]:
    """Return where an exception came through."""
    found: list[tuple[str, int]] = []
    while trace is not None and len(found) < _DEEPEST:
        found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found
