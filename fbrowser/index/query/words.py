"""Words: what a node means, in plain words: for pills, and to explain a query."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Final

from fbrowser.common.format import UNITS
from fbrowser.common.translation import all_of, any_of, enumerated, later, ntr, number, ptr, tr
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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fbrowser.index.query.nodes import How

_NAME: Final[Mapping[How, str]] = {
    "inside": later("name contains {text}"),
    "wild": later("name matches {text}"),
    "whole": later("name is {text}"),
    "start": later("name starts with {text}"),
    "end": later("name ends with {text}"),
    "word": later("name has the word {text}"),
    "regex": later("name matches the pattern {text}"),
}
_PATH: Final[Mapping[How, str]] = {
    "inside": later("path contains {text}"),
    "wild": later("path matches {text}"),
    "whole": later("path is {text}"),
    "start": later("path starts with {text}"),
    "end": later("path ends with {text}"),
    "word": later("path has the word {text}"),
    "regex": later("path matches the pattern {text}"),
}
_CHILD: Final[Mapping[How, str]] = {
    "inside": later("a folder with something directly in it whose name contains {text}"),
    "wild": later("a folder with something directly in it whose name matches {text}"),
    "whole": later("a folder with something directly in it whose name is {text}"),
    "start": later("a folder with something directly in it whose name starts with {text}"),
    "end": later("a folder with something directly in it whose name ends with {text}"),
    "word": later("a folder with something directly in it whose name has the word {text}"),
    "regex": later("a folder with something directly in it whose name matches the pattern {text}"),
}
_KINDS: Final = {"file": later("a file"), "folder": later("a folder"), "link": later("a link")}
_AGAIN: Final = {
    "name": later("the name occurs again in the result"),
    "size": later("the size occurs again in the result"),
}
_FILTERS: Final = {
    "audio": later("an audio file"),
    "video": later("a video"),
    "pic": later("a picture"),
    "doc": later("a document"),
    "exe": later("a program"),
    "zip": later("an archive"),
}
_LISTED: Final = 5
"""Extensions, at most."""
_SECOND_NS: Final = 10**9
_KB: Final = 1024


@singledispatch
def words(node: Node) -> str:
    """Return what a node means."""
    raise TypeError(node)


@words.register
def _(node: And) -> str:
    return all_of(map(_grouped, node.parts)) if node.parts else tr("everything")


@words.register
def _(node: Or) -> str:
    return any_of(map(_grouped, node.parts)) if node.parts else tr("nothing")


@words.register
def _(node: Not) -> str:
    return tr("not: {meaning}", meaning=_grouped(node.part))


def _grouped(node: Node) -> str:
    return f"({words(node)})" if isinstance(node, And | Or) and len(node.parts) > 1 else words(node)


@words.register
def _(node: Nothing) -> str:
    return tr("nothing: {reason}", reason=node.reason)


@words.register
def _(node: Text) -> str:
    return _matched(_PATH if node.on_path else _NAME, node)


def _matched(how: Mapping[How, str], node: Text) -> str:
    meaning = tr(how[node.how], text=shown(node.text))
    if node.case and node.diacritics:
        return tr("{meaning} (case and accents as typed)", meaning=meaning)
    if node.case:
        return tr("{meaning} (case as typed)", meaning=meaning)
    return tr("{meaning} (accents as typed)", meaning=meaning) if node.diacritics else meaning


@words.register
def _(node: Kind) -> str:
    return tr(_KINDS[node.kind])


@words.register
def _(node: Extension) -> str:
    if node.name in _FILTERS:
        return tr(_FILTERS[node.name])
    if node.name:
        return tr("one of the filter {name}", name=shown(node.name))
    listed = [shown(each) if each else ptr("extension", "none") for each in sorted(node.extensions)]
    if len(listed) > _LISTED:
        listed[_LISTED - 1 :] = [ntr("{count} other", "{count} others", len(listed) - _LISTED + 1)]
    return tr("extension {extensions}", extensions=any_of(listed))


@words.register
def _(node: Size) -> str:
    return tr("size {interval}", interval=_ends(_least_size(node.low), _most_size(node.high)))


@words.register
def _(node: Modified) -> str:
    return tr("modified {interval}", interval=_ends(_earliest(node.low), _latest(node.high)))


@words.register
def _(node: Depth) -> str:
    if node.high == 0:
        return tr("directly in the root")
    return _counted(
        node,
        lambda n: ntr("below {count} folder of the root", "below {count} folders of the root", n),
        lambda n: ntr("below at most {count} folder of the root", "below at most {count} folders of the root", n),
        lambda n: ntr("below at least {count} folder of the root", "below at least {count} folders of the root", n),
        lambda low, n: ntr(
            "below {low} to {count} folder of the root", "below {low} to {count} folders of the root", n, low=low
        ),
    )


@words.register
def _(node: Length) -> str:
    return _counted(
        node,
        lambda n: ntr("name of {count} character", "name of {count} characters", n),
        lambda n: ntr("name of at most {count} character", "name of at most {count} characters", n),
        lambda n: ntr("name of at least {count} character", "name of at least {count} characters", n),
        lambda low, n: ntr("name of {low} to {count} character", "name of {low} to {count} characters", n, low=low),
    )


@words.register
def _(node: Children) -> str:
    if (node.what, node.high) == ("any", 0):
        return tr("an empty folder")
    return {"any": _with_items, "file": _with_files, "folder": _with_folders}[node.what](node)


def _with_items(node: Children) -> str:
    return _counted(
        node,
        lambda n: ntr("a folder with {count} item directly in it", "a folder with {count} items directly in it", n),
        lambda n: ntr(
            "a folder with at most {count} item directly in it",
            "a folder with at most {count} items directly in it",
            n,
        ),
        lambda n: ntr(
            "a folder with at least {count} item directly in it",
            "a folder with at least {count} items directly in it",
            n,
        ),
        lambda low, n: ntr(
            "a folder with {low} to {count} item directly in it",
            "a folder with {low} to {count} items directly in it",
            n,
            low=low,
        ),
    )


def _with_files(node: Children) -> str:
    return _counted(
        node,
        lambda n: ntr("a folder with {count} file directly in it", "a folder with {count} files directly in it", n),
        lambda n: ntr(
            "a folder with at most {count} file directly in it",
            "a folder with at most {count} files directly in it",
            n,
        ),
        lambda n: ntr(
            "a folder with at least {count} file directly in it",
            "a folder with at least {count} files directly in it",
            n,
        ),
        lambda low, n: ntr(
            "a folder with {low} to {count} file directly in it",
            "a folder with {low} to {count} files directly in it",
            n,
            low=low,
        ),
    )


def _with_folders(node: Children) -> str:
    return _counted(
        node,
        lambda n: ntr(
            "a folder with {count} folder directly in it", "a folder with {count} folders directly in it", n
        ),
        lambda n: ntr(
            "a folder with at most {count} folder directly in it",
            "a folder with at most {count} folders directly in it",
            n,
        ),
        lambda n: ntr(
            "a folder with at least {count} folder directly in it",
            "a folder with at least {count} folders directly in it",
            n,
        ),
        lambda low, n: ntr(
            "a folder with {low} to {count} folder directly in it",
            "a folder with {low} to {count} folders directly in it",
            n,
            low=low,
        ),
    )


@words.register
def _(node: Within) -> str:
    template = later("directly in {folder}") if node.direct else later("anywhere in {folder}")
    return tr(template, folder=shown(node.folder))


@words.register
def _(node: Child) -> str:
    return _matched(_CHILD, node.text)


@words.register
def _(node: Duplicate) -> str:
    return tr(_AGAIN[node.by])


@words.register
def _(node: Content) -> str:
    meaning = tr("content contains {text}", text=shown(node.text))
    return tr("{meaning} (case as typed)", meaning=meaning) if node.case else meaning


# -- intervals


def _ends(*ends: str) -> str:
    return enumerated(filter(None, ends))


def _counted(
    node: Depth | Length | Children,
    exactly: Callable[[int], str],
    at_most: Callable[[int], str],
    at_least: Callable[[int], str],
    between: Callable[[str, int], str],
) -> str:
    """Return the words for a number of things, which are given the number that decides about their form last."""
    low, high = node.low, node.high
    if high is None:
        return at_least(low or 0)
    if low is None:
        return at_most(high)
    return exactly(high) if low == high else between(number(low), high)


def _least_size(low: int | None) -> str:
    if low is None:
        return ""
    if low % _KB == 1 and low > 1:
        return tr("above {size}", size=_bytes(low - 1))
    return tr("from {size}", size=_bytes(low))


def _most_size(high: int | None) -> str:
    if high is None:
        return ""
    if high % _KB == _KB - 1:
        return tr("below {size}", size=_bytes(high + 1))
    return tr("up to {size}", size=_bytes(high))


def _bytes(count: int) -> str:
    """Return a number of bytes, exactly, in the largest unit that is a whole number."""
    unit = 0
    while count and count % _KB == 0 and unit < len(UNITS):
        count, unit = count // _KB, unit + 1
    return tr(UNITS[unit - 1], size=number(count)) if unit else ntr("{count} byte", "{count} bytes", count)


def _earliest(low: int | None) -> str:
    return "" if low is None else tr("from {time}", time=_moment(low))


def _latest(high: int | None) -> str:
    """Return where an interval ends: before a whole second, or at a moment such as now."""
    if high is None:
        return ""
    if (high + 1) % _SECOND_NS == 0:
        return tr("before {time}", time=_moment(high + 1))
    return tr("until {time}", time=_moment(high))


def _moment(ns: int) -> str:
    """Return a local time to the second, midnight as the date alone."""
    then = local_time(ns)
    clock = f" {then.hour:02}:{then.minute:02}" + f":{then.second:02}" * (then.second != 0)
    return f"{then.year:04}-{then.month:02}-{then.day:02}{clock if then.hour or then.minute or then.second else ''}"
