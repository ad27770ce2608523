"""Left out: which folders a crawl does not enter because the user said so; standard library only, for workers."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_SEP: Final = os.sep.encode()
_WILD: Final = frozenset("*?")


class Rules(NamedTuple):
    """What is left out, as plain values that can be sent to a worker."""

    root: bytes = b""
    """Absolute path of the root, as it was asked for."""
    names: frozenset[bytes] = frozenset()
    name_pattern: str = ""
    """A regular expression of whole names; empty: none."""
    paths: frozenset[bytes] = frozenset()
    """Absolute."""
    path_pattern: str = ""


class LeftOut:
    """Tells what is left out. An absolute path counts as it is seen below the root, and with links resolved."""

    def __init__(self, rules: Rules) -> None:
        """Take what is left out."""
        self._rules = rules
        self._name = _compiled(rules.name_pattern)
        self._path = _compiled(rules.path_pattern)

    def has(self, name: bytes, path: bytes) -> bool:
        """Return whether a folder is left out; path: its real one, below that of the root."""
        if name in self._rules.names or (self._name and self._name.fullmatch(os.fsdecode(name))):
            return True
        if not (self._rules.paths or self._path):
            return False
        seen = self._rules.root.rstrip(_SEP) + _SEP + path[len(self._real.rstrip(_SEP)) + 1 :]
        return self._has_path(path) or (seen != path and self._has_path(seen))

    def _has_path(self, path: bytes) -> bool:
        return path in self._rules.paths or bool(self._path and self._path.fullmatch(os.fsdecode(path)))

    @cached_property
    def _real(self) -> bytes:
        """The root's real path; it is asked for when the root was read already, and answers."""
        return os.path.realpath(self._rules.root)


def rules_of(items: Iterable[str], root: bytes) -> Rules | None:
    """Return the rules that the user's words (`setting_rules.Folders`) mean below a root; None: there are none.

    `*` stands for anything within a name, `?` for one character of it, `**` in a path for folders as well.
    """
    names, paths = set[str](), set[str]()
    for item in items:
        if os.path.isabs(item) or item == "~" or item.startswith("~" + os.sep):
            paths.add(os.path.normpath(os.path.expanduser(item)))
        else:
            names.add(item.rstrip(os.sep))
    if not names and not paths:
        return None
    return Rules(root, _plain(names), _pattern(names), _plain(paths), _pattern(paths))


def left_out_now() -> tuple[str, ...] | None:
    """Return what the user leaves out by now; None if that is not known: the settings cannot be read."""
    from fbrowser.config.current import current  # noqa: PLC0415 - no worker needs it

    settings = current()
    return settings.left_out if settings is not None else None


def _plain(items: set[str]) -> frozenset[bytes]:
    return frozenset(os.fsencode(item) for item in items if not _WILD & set(item))


def _pattern(items: set[str]) -> str:
    """Return a regular expression for the items with wildcards; empty: there are none."""
    return "|".join(sorted(map(_translated, (item for item in items if _WILD & set(item)))))


def _translated(item: str) -> str:
    import re  # noqa: PLC0415 - few have patterns

    within = f"[^{re.escape(os.sep)}]"
    parts = re.split(r"(\*+|\?)", item)
    meant = {"*": f"{within}*", "?": within}
    return "".join(meant.get(part, ".*" if part.startswith("**") else re.escape(part)) for part in parts)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    if not pattern:
        return None
    import re  # noqa: PLC0415 - few have patterns

    return re.compile(pattern, re.DOTALL)
