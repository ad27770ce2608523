"""Coverage: what a result rests on, in words: how old the index is, and what it does not know."""

from __future__ import annotations

import errno
import math
from typing import TYPE_CHECKING, Final

from fbrowser.common import format as fmt
from fbrowser.common.errors import reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.index.answer import Answer

_OFFLINE: Final = frozenset(
    reason(number) for number in (errno.ENOTCONN, errno.ESTALE, errno.EHOSTDOWN, errno.ETIMEDOUT)
) | {"did not answer"}
"""Why a drive or a share could not be read, rather than a folder."""


def coverage(answers: Sequence[Answer], waited_s: float = 0.0) -> str:
    """Return what the entries of some answers, told earlier, rest on: `index 12 s old, 3 folders unreadable`."""
    known = [answer for answer in answers if answer.snapshot is not None]
    if not known:
        return "not indexed: only this folder itself was searched"
    said = [_age(known, waited_s)]
    reasons = [each.reason for answer in known if answer.snapshot for each in answer.snapshot.unreadable]
    offline = sum(why in _OFFLINE for why in reasons)
    said += _counted(len(reasons) - offline, "folder", "unreadable") + _counted(offline, "drive", "offline")
    said += ["being refreshed"] if any(answer.rebuilding for answer in known) else []
    failed = sum(answer.failure is not None and not answer.rebuilding for answer in known)
    said += ["the last refresh failed"] if failed else []
    return ", ".join(said)


def _age(known: Sequence[Answer], waited_s: float) -> str:
    oldest = max(answer.age_s for answer in known) + waited_s
    age = f"{fmt.age(oldest)} old" if math.isfinite(oldest) else "of unknown age"
    return f"index {age}" if len(known) == 1 else f"{len(known)} indexes, the oldest {age}"


def _counted(count: int, noun: str, state: str) -> list[str]:
    return [f"{count:,} {noun}{'s' * (count != 1)} {state}"] if count else []
