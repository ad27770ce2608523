"""Coverage: what a result rests on, in words: how old the index is, and what it does not know."""

from __future__ import annotations

import errno
import math
from typing import TYPE_CHECKING, Final

from fbrowser.common import format as fmt
from fbrowser.common.errors import reason
from fbrowser.common.translation import enumerated, later, ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fbrowser.index.answer import Answer

_OFFLINE: Final = frozenset(
    reason(number) for number in (errno.ENOTCONN, errno.ESTALE, errno.EHOSTDOWN, errno.ETIMEDOUT)
) | {later("did not answer")}
"""Why a drive or a share could not be read, rather than a folder."""


def coverage(answers: Sequence[Answer], waited_s: float = 0.0) -> str:
    """Return what the entries of some answers, told earlier, rest on: `index 12 s old, 3 folders unreadable`."""
    known = [answer for answer in answers if answer.snapshot is not None]
    if not known:
        return tr("not indexed: only this folder itself was searched")
    said = [_age(known, waited_s)]
    reasons = [each.reason for answer in known if answer.snapshot for each in answer.snapshot.unreadable]
    offline = sum(why in _OFFLINE for why in reasons)
    unreadable = len(reasons) - offline
    left_out = sum(answer.snapshot.left_out_folders for answer in known if answer.snapshot)
    said += [ntr("{count} folder unreadable", "{count} folders unreadable", unreadable)] if unreadable else []
    said += [ntr("{count} drive offline", "{count} drives offline", offline)] if offline else []
    said += [ntr("{count} folder left out", "{count} folders left out", left_out)] if left_out else []
    said += [tr("being refreshed")] if any(answer.rebuilding for answer in known) else []
    failed = sum(answer.failure is not None and not answer.rebuilding for answer in known)
    said += [tr("the last refresh failed")] if failed else []
    return enumerated(said)


def _age(known: Sequence[Answer], waited_s: float) -> str:
    oldest = max(answer.age_s for answer in known) + waited_s
    if len(known) == 1:
        return tr("index {age} old", age=fmt.age(oldest)) if math.isfinite(oldest) else tr("index of unknown age")
    if math.isfinite(oldest):
        return ntr(
            "{count} index, the oldest {age} old",
            "{count} indexes, the oldest {age} old",
            len(known),
            age=fmt.age(oldest),
        )
    return ntr("{count} index, the oldest of unknown age", "{count} indexes, the oldest of unknown age", len(known))
