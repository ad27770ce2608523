"""Extensions: what follows the last dot of a name, numbered, for all names at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from fbrowser.index.search.permutations import stable_argsort

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.index.blob import Blob

_WORD: Final = 8


def extension_of(name: bytes) -> bytes:
    """Return what follows the last dot, in lower case; `.bashrc` has no extension."""
    stem, _, extension = name.rpartition(b".")
    return extension.lower() if stem else b""


def number_extensions(names: Blob) -> tuple[NDArray[np.int32], list[bytes]]:
    """Return the number of each name's extension, int32 (u,), and the extensions; 0 is having none.

    names: with ASCII letters in lower case.
    """
    begin, length = _places(names)
    numbers = np.zeros(names.size, dtype=np.int32)
    known = [b""]
    short = np.flatnonzero((length > 0) & (length <= _WORD))
    keys = _words(names, begin[short], length[short])
    order = stable_argsort(keys)
    ordered = keys[order]
    is_first = np.diff(ordered, prepend=~ordered[:1]) != 0
    numbers[short[order]] = np.cumsum(is_first)
    known += [word.tobytes().rstrip(b"\0") for word in ordered[is_first]]
    seen: dict[bytes, int] = {}
    for number in np.flatnonzero(length > _WORD).tolist():
        at = int(begin[number])
        extension = names.items[at : at + int(length[number])].tobytes()
        numbers[number] = seen.setdefault(extension, len(known) + len(seen))
    return numbers, [*known, *seen]


def _places(names: Blob) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each name's extension begins and how long it is, 0 for none."""
    start = names.start.astype(np.int64)
    dots = np.flatnonzero(names.items == ord("."))
    owners = names.owners(dots)
    last = start[:-1].copy()
    last[owners] = dots  # ascending: the last one stays
    length = np.where(last > start[:-1], start[1:] - 2 - last, 0)
    return last + 1, length


def _words(names: Blob, begin: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return up to eight bytes as one number; little-endian, as the index is."""
    padded = np.concatenate([names.items, np.zeros(_WORD, dtype=np.uint8)])
    words = np.lib.stride_tricks.sliding_window_view(padded, _WORD)[begin].copy().view(np.uint64).ravel()
    unused = ((_WORD - length) * 8).astype(np.uint64)
    return (words << unused) >> unused
