"""Listing: one folder, live, read by a child process that may hang without harm."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from fbrowser.common.cancel import CancelToken
from fbrowser.common.question import Question
from fbrowser.index import generation
from fbrowser.index.crawler import NO_ANSWER_S, unreadable_root

if TYPE_CHECKING:
    from fbrowser.index.snapshot import Snapshot


def list_folder(path: bytes, cancel: CancelToken | None = None) -> Snapshot:
    """Return the entries of one folder, not recursively; the folders in it have no known size.

    Call it on a worker. Raises EnvironmentProblem if the folder cannot be read or does not answer for NO_ANSWER_S
    seconds, Cancelled.
    """
    number, data = _ask_child(path, cancel or CancelToken())
    if not data:
        raise unreadable_root(path, number)
    return generation.decode(memoryview(data), verify=False)


def _ask_child(path: bytes, cancel: CancelToken) -> tuple[int, bytes]:
    """Return errno and answer of a list worker; no answer and ETIMEDOUT if it fell silent, or is gone."""
    with Question("fbrowser.index.list_worker", (path,)) as question:
        number, data = next(question.answers(NO_ANSWER_S, cancel), (errno.ETIMEDOUT, b""))
        return number, data
