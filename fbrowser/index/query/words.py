"""Words: what a node means, in plain English: for pills, and to explain a query."""

from __future__ import annotations

from functools import singledispatch
from typing import Final

from fbrowser.index.query.dates import local_time
from fbrowser.index.query.nodes import (
    And,
    Child,
    Children,
    Content,
    Depth,
    Duplicate,
    Extension,
    Kind,
    Length,
    Modified,
    Node,
    Not,
    Nothing,
    Or,
    Size,
    Text,
    Within,
)
from fbrowser.index.query.texts import shown

_HOW: Final = {
    "inside": "contains",
    "wild": "matches",
    "whole": "is",
    "start": "starts with",
    "end": "ends with",
    "word": "has the word",
    "regex": "matches the pattern",
}
_COUNTED: Final = {"any": "item", "file": "file", "folder": "folder"}
_FILTERS: Final = {
    "audio": "an audio file",
    "video": "a video",
    "pic": "a picture",
    "doc": "a document",
    "exe": "a program",
    "zip": "an archive",
}
_LISTED: Final = 5
"""Extensions, at most."""
_SECOND_NS: Final = 10**9
_KB: Final = 1024
_UNITS: Final = ("bytes", "KB", "MB", "GB", "TB", "PB")


@singledispatch
def words(node: Node) -> str:
    """Return what a node means."""
    raise TypeError(node)


@words.register
def _(node: And) -> str:
    return " and ".join(map(_grouped, node.parts)) if node.parts else "everything"


@words.register
def _(node: Or) -> str:
    return " or ".join(map(_grouped, node.parts)) if node.parts else "nothing"


@words.register
def _(node: Not) -> str:
    return f"not: {_grouped(node.part)}"


def _grouped(node: Node) -> str:
    return f"({words(node)})" if isinstance(node, And | Or) and len(node.parts) > 1 else words(node)


@words.register
def _(node: Nothing) -> str:
    return f"nothing: {node.reason}"


@words.register
def _(node: Text) -> str:
    return f"{'path' if node.on_path else 'name'} {_matched(node)}"


def _matched(node: Text) -> str:
    counting = [each for each, counts in (("case", node.case), ("accents", node.diacritics)) if counts]
    exactly = f" ({' and '.join(counting)} as typed)" if counting else ""
    return f"{_HOW[node.how]} {shown(node.text)}{exactly}"


@words.register
def _(node: Kind) -> str:
    return f"a {node.kind}"


@words.register
def _(node: Extension) -> str:
    if node.name:
        return _FILTERS.get(node.name, f"one of the filter {shown(node.name)}")
    listed = [shown(each) if each else "none" for each in sorted(node.extensions)]
    if len(listed) > _LISTED:
        listed[_LISTED - 1 :] = [f"{len(listed) - _LISTED + 1} others"]
    return f"extension {' or '.join(listed)}"


@words.register
def _(node: Size) -> str:
    return f"size {_ends(_least_size(node.low), _most_size(node.high))}"


@words.register
def _(node: Modified) -> str:
    return f"modified {_ends(_earliest(node.low), _latest(node.high))}"


@words.register
def _(node: Depth) -> str:
    return (
        "directly in the root" if node.high == 0 else f"below {_counted(node.low, node.high, 'folder')} of the root"
    )


@words.register
def _(node: Length) -> str:
    return f"name of {_counted(node.low, node.high, 'character')}"


@words.register
def _(node: Children) -> str:
    if (node.what, node.high) == ("any", 0):
        return "an empty folder"
    return f"a folder with {_counted(node.low, node.high, _COUNTED[node.what])} directly in it"


@words.register
def _(node: Within) -> str:
    return f"{'directly' if node.direct else 'anywhere'} in {shown(node.folder)}"


@words.register
def _(node: Child) -> str:
    return f"a folder with something directly in it whose name {_matched(node.text)}"


@words.register
def _(node: Duplicate) -> str:
    return f"the {node.by} occurs again in the result"


@words.register
def _(node: Content) -> str:
    return f"content contains {shown(node.text)}{' (case as typed)' * node.case}"


# -- intervals


def _ends(*ends: str) -> str:
    return ", ".join(filter(None, ends))


def _counted(low: int | None, high: int | None, noun: str) -> str:
    """Return a number of things: `5 items`, `1 to 5 items`, `at least 1 item`."""
    if low == high:
        number = f"{low:,}"
    elif low is None:
        number = f"at most {high:,}"
    else:
        number = f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
    return f"{number} {noun}{'s' * ((low if high is None else high) != 1)}"


def _least_size(low: int | None) -> str:
    if low is None:
        return ""
    return f"above {_bytes(low - 1)}" if low % _KB == 1 and low > 1 else f"from {_bytes(low)}"


def _most_size(high: int | None) -> str:
    if high is None:
        return ""
    return f"below {_bytes(high + 1)}" if high % _KB == _KB - 1 else f"up to {_bytes(high)}"


def _bytes(count: int) -> str:
    """Return a number of bytes, exactly, in the largest unit that is a whole number."""
    unit = 0
    while count and count % _KB == 0 and unit < len(_UNITS) - 1:
        count, unit = count // _KB, unit + 1
    return "1 byte" if (count, unit) == (1, 0) else f"{count:,} {_UNITS[unit]}"


def _earliest(low: int | None) -> str:
    return "" if low is None else f"from {_moment(low)}"


def _latest(high: int | None) -> str:
    """Return where an interval ends: before a whole second, or at a moment such as now."""
    if high is None:
        return ""
    return f"before {_moment(high + 1)}" if (high + 1) % _SECOND_NS == 0 else f"until {_moment(high)}"


def _moment(ns: int) -> str:
    """Return a local time to the second, midnight as the date alone."""
    then = local_time(ns)
    clock = f" {then.hour:02}:{then.minute:02}" + f":{then.second:02}" * (then.second != 0)
    return f"{then.year:04}-{then.month:02}-{then.day:02}{clock if then.hour or then.minute or then.second else ''}"
