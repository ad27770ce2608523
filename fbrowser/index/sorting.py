"""Names in order: folding, natural keys and gapped labels."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABEL_GAP: Final = 1 << 32
"""Distance between the labels of neighbouring names, so that a splice can label a new name between them."""

_DIGITS = re.compile(rb"[0-9]+")
_WORD = 8
_LONG = 9


def fold(name: bytes) -> bytes:
    """Return a name, or NUL-separated names, without case and accents; undecodable bytes stay.

    Unicode default case folding of the canonical decomposition without its nonspacing marks (Unicode 3.13).
    """
    if name.isascii():
        return name.lower()
    text = unicodedata.normalize("NFD", name.decode("utf-8", "surrogateescape"))
    folded = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in folded if unicodedata.category(c) != "Mn").encode("utf-8", "surrogateescape")


def fold_names(names: list[bytes]) -> dict[int, bytes]:
    """Return the folded names that differ from the names, by their place in the list."""
    blob = b"\0".join(names)
    if blob.isascii():
        folded = blob.lower().split(b"\0")
    else:
        folded = [name.lower() if name.isascii() else fold(name) for name in names]
    return {place: new for place, (old, new) in enumerate(zip(names, folded, strict=False)) if old != new}


def natural_key(folded: bytes) -> bytes:
    """Return folded names with each run of digits prefixed by its length, so that bytes compare naturally.

    Leading zeros do not count. Works on one name or on NUL-separated ones.
    """
    return _DIGITS.sub(_number, folded)


def _number(match: re.Match[bytes]) -> bytes:
    digits = match[0].lstrip(b"0")
    if len(digits) < _LONG:  # the prefix stays one of the digits, so numbers sort where digits do
        return b"%d%b" % (len(digits), digits)
    return b"9%c%b" % (min(len(digits), 255), digits)


def labels(
    keys: NDArray[np.uint8], key_start: NDArray[np.uint32], names: NDArray[np.uint8], name_start: NDArray[np.uint32]
) -> NDArray[np.int64]:
    """Return a gapped label per name: its rank by natural key, then by raw name, times LABEL_GAP.

    keys, names: uint8 blobs with a NUL after each item; key_start, name_start: uint32 (n + 1,). Returns int64
    (n,); equal names get equal labels. Sorts by eight bytes at a time, and only what still ties (MSD radix).
    """
    import numpy as np  # noqa: PLC0415 - the crawl workers import this module and must start quickly

    n = len(key_start) - 1
    order = np.arange(n, dtype=np.uint32)
    fresh = np.zeros(n, dtype=bool)  # whether the item at a place starts a new group of ties
    fresh[:1] = True
    for blob, start in ((keys, key_start), (names, name_start)):
        _refine(order, fresh, blob, start)
    ranks = np.empty(n, dtype=np.int64)
    ranks[order] = np.cumsum(fresh)
    return ranks * LABEL_GAP


def _refine(
    order: NDArray[np.uint32], fresh: NDArray[np.bool_], blob: NDArray[np.uint8], start: NDArray[np.uint32]
) -> None:
    """Sort every group of ties in `order` by the blob's items, in place, and mark the new groups in `fresh`."""
    import numpy as np  # noqa: PLC0415

    padded = np.concatenate([blob, np.zeros(_WORD, dtype=np.uint8)])
    words = np.lib.stride_tricks.sliding_window_view(padded, _WORD)
    length = np.diff(start)
    at = 0
    places = _tied(np.arange(len(order)), fresh)
    while len(places):
        # A round takes as many bytes as fit beside the number of the group: one 64-bit sort, four times
        # quicker than a lexical sort of the two.
        group = np.cumsum(fresh[places]).astype(np.uint64) - np.uint64(1)
        width = (64 - int(group[-1]).bit_length()) // 8
        rows = order[places]
        left = length[rows].astype(np.int64) - at
        word = words[start[rows] + np.uint32(at)].view(">u8").ravel().astype(np.uint64)
        word >>= (np.uint64(8) * (_WORD - np.minimum(left, width))).astype(np.uint64)  # not the next item's bytes
        word <<= (np.uint64(8) * np.maximum(width - left, 0)).astype(np.uint64)
        key = group << np.uint64(8 * width) | word if width < _WORD else word
        uneven = _uneven(key, fresh[places], group)
        inner = uneven[np.argsort(key[uneven])]
        order[places[uneven]] = rows[inner]
        key[uneven] = key[inner]
        left[uneven] = left[inner]
        fresh[places[1:]] |= key[1:] != key[:-1]
        at += width
        # An item ends with its NUL, so equal items of a group end together and are done.
        places = _tied(places[left > width], fresh)


def _uneven(key: NDArray[np.uint64], first: NDArray[np.bool_], group: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the places of those groups whose keys are not all equal: the others need no sorting."""
    import numpy as np  # noqa: PLC0415

    differs = np.zeros(int(group[-1]) + 1, dtype=bool)
    steps = np.flatnonzero((key[1:] != key[:-1]) & ~first[1:]) + 1
    differs[group[steps]] = True
    return np.flatnonzero(differs[group])


def _tied(places: NDArray[np.intp], fresh: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return those places that share their group with a neighbour."""
    import numpy as np  # noqa: PLC0415

    follows = np.append(~fresh, False)  # place i is tied to i - 1
    return places[follows[places] | follows[places + 1]]
