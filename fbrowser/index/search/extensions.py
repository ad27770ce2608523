"""Extensions: what follows the last dot of a name, numbered, and the kinds that follow from it, all at once."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fbrowser.index.entry import Entry
from fbrowser.index.kinds import kind_of
from fbrowser.index.search.permutations import stable_argsort

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fbrowser.index.blob import Blob

_WORD: Final = 8
_TYPE: Final = 0o170000
_OTHER_TYPES: Final = (stat.S_IFDIR, stat.S_IFLNK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR, stat.S_IFBLK, 0)
"""Whatever is no regular file."""


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


def kind_ranks(mode: NDArray[np.uint16], number: NDArray[np.int32], extensions: list[bytes]) -> NDArray[np.int32]:
    """Return a rank for each of some rows that sorts as the words for its kind do in English; int32 (n,).

    mode: as in `st_mode`; number: of the extension of its name; (n,) each.
    """
    words = [kind_of(Entry(b"x." + each, 0, 0, stat.S_IFREG)).key for each in extensions]
    words += [kind_of(Entry(b"x", 0, 0, each)).key for each in _OTHER_TYPES]
    kind, number = mode & np.uint16(_TYPE), number.copy()
    for at, each in enumerate(_OTHER_TYPES, len(extensions)):
        number[kind == each] = at
    return ranks_of(words, str)[number]


def ranks_of(values: list[Any], key: Callable[[Any], Any]) -> NDArray[np.int32]:
    """Return the rank of each value by a key, the same for equal values; int32 (len(values),)."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(values), key=key))}
    return np.array([ranks[value] for value in values], dtype=np.int32)


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
