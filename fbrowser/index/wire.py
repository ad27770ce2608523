"""Wire: what the crawler and its workers say to each other; see fbrowser.common.messages for how."""

from __future__ import annotations

from typing import Any, NamedTuple


class Task(NamedTuple):
    """A folder to list."""

    parent: int
    """Number of the listing that its entry is in; -1 for the root; -2 - k for the k-th listing of a message."""
    place: int
    """Place of its entry in that listing."""
    path: bytes
    device: int
    inode: int
    """What the path must still be when it is entered; 0 if not known (a mount, the root)."""
    mount: bool = False
    """Whether a mount begins here: its entry is not read yet, and it may never answer."""
    enter: bool = True
    """Whether to list the folder; False: only its own entry is read."""
    suspect: bool = False
    """Whether it may not answer: a mount, or a worker hung in it before."""


class Surroundings(NamedTuple):
    """What a worker must know before it lists anything."""

    mounts: dict[bytes, bool]
    """Mount points, as real paths, and whether each may be entered."""
    cache: tuple[int, int]
    """(device, inode) of our cache folder: its entry is kept, its content is left out. (0, 0): there is none."""
    left_out: tuple[Any, ...] | None = None
    """Rules of `left_out`: folders whose entry is kept, and whose content is left out; None: there are none."""


class Order(NamedTuple):
    """What a worker is told to do."""

    tasks: list[tuple[Any, ...]]
    entries: int
    """How many entries to read at most, but for the folder begun."""
    careful: bool
    """One folder only, and its names are told before anything else is asked of it: it may not answer."""
    avoid: list[bytes]
    """Folders in which another worker hangs: given back as careful tasks."""


class Listings(NamedTuple):
    """Several listed folders, entries one after the other, each folder's in the order the system gave.

    The byte columns are native arrays of the format named.
    """

    parent: list[int]
    """Per listing, as in Task."""
    place: list[int]
    counts: list[int]
    names: bytes
    """Raw names, a NUL after each."""
    size: bytes
    """'q', bytes; of a folder what the system says, which means little."""
    mtime_ns: bytes
    """'q'."""
    mode: bytes
    """'H'."""


def listing_number(base: int, parent: int) -> int:
    """Return the number of the listing that a message calls `parent`; base: the number of the message's first."""
    return base - 2 - parent if parent < -1 else parent


class Turn(NamedTuple):
    """What a worker gives back: what it listed, what could not be read, and what is left to do."""

    kind: str
    """'turn' ends an order; before it, 'names' may come: a first listing without sizes, and 'alive': nothing."""
    listings: tuple[Any, ...] = ()
    unreadable: list[tuple[int, int, int, str]] = []  # noqa: RUF012 - never written to
    """(parent, place, errno, reason) of folders; parent as in Task."""
    patches: list[tuple[int, int, int, int, int]] = []  # noqa: RUF012 - likewise
    """(parent, place, size, mtime_ns, mode) of mounts' own entries."""
    left: list[tuple[Any, ...]] = []  # noqa: RUF012 - likewise
    """Tasks not begun, deepest last."""
    folder: bytes = b""
    """The folder read last."""
    left_out: int = 0
    """How many folders were left out because the user said so."""
