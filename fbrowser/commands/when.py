"""When-clauses: in what circumstances a command can be run, as a small expression over facts about the window."""

from __future__ import annotations

from functools import cache
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from fbrowser.common.translation import all_of, any_of, later, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Facts = frozenset[str]
"""What is so, as names of FACTS; what is not among them is not so."""

FACTS: Final = {
    "can_go_back": later("there is a place to go back to"),
    "can_go_forward": later("there is a place to go forward to"),
    "can_go_up": later("the folder is not the topmost"),
    "in_search": later("what is shown is searched for"),
    "is_search_saved": later("the search that is shown is kept"),
    "has_selection": later("something is selected"),
    "is_selecting": later("moving the cursor selects"),
    "has_unreadable": later("there are folders that could not be read"),
    "is_reading": later("this window is reading folders"),
    "has_two_panes": later("two panes are shown"),
    "has_many_tabs": later("there is more than one tab"),
    "has_closed_tabs": later("a tab was closed that can be opened again"),
    "is_filtered": later("what is shown is filtered"),
    "is_flat": later("all that is below the folder is shown in one list"),
    "are_hidden_shown": later("hidden files are shown"),
    "are_folders_first": later("folders stand above the files"),
    "has_desktop_keys": later("the keys are those of the desktop"),
    "has_commander_keys": later("the keys are those of the commanders"),
    "has_vim_keys": later("the keys are those of Vim"),
    "has_finder_keys": later("the keys are those of the Finder"),
    "in_table": later("the table of files has the keyboard"),
    "in_control": later("a button, or something else that is neither table nor text, has the keyboard"),
    "editing_text": later("a text field has the keyboard"),
    "in_search_field": later("the search field has the keyboard"),
    "in_places": later("the list of places has the keyboard"),
    "are_places_shown": later("the list of places is shown"),
    "is_bookmarked": later("the folder is among the bookmarks"),
    "at_bookmark": later("the cursor among the places is on a bookmark"),
    "at_search": later("the cursor among the places is on a search that is kept"),
    "at_root": later("the cursor among the places is on a folder that is indexed"),
}
"""Everything that a clause may ask for, and what it means; yet to be translated."""

ABSENT: Final = {
    "can_go_back": later("there is no place to go back to"),
    "can_go_forward": later("there is no place to go forward to"),
    "can_go_up": later("the folder is the topmost"),
    "in_search": later("nothing is searched for"),
    "is_search_saved": later("the search is not kept"),
    "has_selection": later("nothing is selected"),
    "is_selecting": later("moving the cursor does not select"),
    "has_unreadable": later("every folder could be read"),
    "is_reading": later("this window is reading no folders"),
    "has_two_panes": later("there is only one pane"),
    "has_many_tabs": later("there is only one tab"),
    "has_closed_tabs": later("no tab was closed"),
    "is_filtered": later("everything is shown"),
    "is_flat": later("only what is directly in the folder is shown"),
    "are_hidden_shown": later("hidden files are not shown"),
    "are_folders_first": later("folders stand among the files"),
    "has_desktop_keys": later("the keys are not those of the desktop"),
    "has_commander_keys": later("the keys are not those of the commanders"),
    "has_vim_keys": later("the keys are not those of Vim"),
    "has_finder_keys": later("the keys are not those of the Finder"),
    "in_table": later("the table of files has not the keyboard"),
    "in_control": later("no button has the keyboard"),
    "editing_text": later("no text field has the keyboard"),
    "in_search_field": later("the search field has not the keyboard"),
    "in_places": later("the list of places has not the keyboard"),
    "are_places_shown": later("the list of places is hidden"),
    "is_bookmarked": later("the folder is not among the bookmarks"),
    "at_bookmark": later("the cursor among the places is on no bookmark"),
    "at_search": later("the cursor among the places is on no search"),
    "at_root": later("the cursor among the places is on no folder that is indexed"),
}
"""What is so where a fact is not, likewise."""

_KEYBOARD: Final = tuple(
    map(
        frozenset[str],
        (
            (),
            ("in_table",),
            ("in_control",),
            ("in_control", "in_places"),
            ("editing_text",),
            ("editing_text", "in_search_field"),
        ),
    )
)
"""Who can have the keyboard: one at a time."""
_FOCUS: Final = frozenset(chain.from_iterable(_KEYBOARD))
_SIGNS: Final = ("&&", "||", "!", "(", ")")
_DEEPEST: Final = 50


class BadWhenError(ValueError):
    """A clause cannot be read; `str()` says why."""


_Tree = tuple[str, "tuple[_Tree, ...]"]
"""`("&&", parts)`, `("||", parts)`, `("!", (part,))`, or `(fact, ())`."""


class When(NamedTuple):
    """A condition. Make one with `parse`."""

    text: str
    tree: _Tree

    def holds(self, facts: Facts) -> bool:
        """Return whether it is fulfilled."""
        return _holds(self.tree, facts)

    def requires(self, fact: str) -> bool:
        """Return whether it can only be fulfilled where something is so."""
        return _requires(self, fact)

    @property
    def is_of_focus(self) -> bool:
        """Whether it can only be fulfilled where something certain has the keyboard."""
        return any(_requires(self, fact) for fact in _FOCUS)

    def words(self) -> str:
        """Return in words what has to be so; empty: nothing."""
        return _words(self.tree)

    def gist(self) -> str:
        """Return that in fewer words: without what only says who must not have the keyboard."""
        name, parts = self.tree
        wanted = tuple(each for each in (parts if name == "&&" else (self.tree,)) if not _excludes_focus(each))
        return _words(("&&", wanted))

    def why_not(self, facts: Facts) -> str:
        """Return in words what is so that keeps it from being fulfilled; empty: it is."""
        return "" if self.holds(facts) else _why_not(self.tree, facts)

    def can_hold_with(self, other: When) -> bool:
        """Return whether there are circumstances in which both are fulfilled."""
        return _can_both_hold(self, other)


def _holds(tree: _Tree, facts: Facts) -> bool:
    name, parts = tree
    match name:
        case "&&":
            return all(_holds(part, facts) for part in parts)
        case "||":
            return any(_holds(part, facts) for part in parts)
        case "!":
            return not _holds(parts[0], facts)
        case _:
            return name in facts


def _words(tree: _Tree, *, is_so: bool = True) -> str:
    """Return in words that a condition is fulfilled, or that it is not."""
    name, parts = tree
    if name == "!":
        return _words(parts[0], is_so=not is_so)
    if not parts:
        return tr((FACTS if is_so else ABSENT).get(name, ""))
    joined = all_of if (name == "&&") == is_so else any_of
    return joined(_words(part, is_so=is_so) for part in parts)


def _why_not(tree: _Tree, facts: Facts) -> str:
    """Return in words why a condition that is not fulfilled is not: of several that have to be, the first."""
    name, parts = tree
    if name == "&&":
        return next(_why_not(part, facts) for part in parts if not _holds(part, facts))
    if name == "||":
        return all_of(_why_not(part, facts) for part in parts)
    return _words(tree, is_so=False)


def _excludes_focus(tree: _Tree) -> bool:
    """Return whether a condition is fulfilled wherever nothing certain has the keyboard."""
    return all(_holds(tree, world) for world in worlds(When("", tree)) if not world & _FOCUS)


def _names(tree: _Tree) -> frozenset[str]:
    name, parts = tree
    return frozenset[str]().union(*map(_names, parts)) if parts else frozenset((name,) if name in FACTS else ())


def worlds(*clauses: When) -> Iterator[Facts]:
    """Return all circumstances that make a difference to some clauses, and that there can be."""
    others = sorted(frozenset[str]().union(*(_names(each.tree) for each in clauses)) - _FOCUS)
    for count in range(len(others) + 1):
        for chosen in combinations(others, count):
            for keyboard in _KEYBOARD:
                yield keyboard | frozenset(chosen)


@cache
def _requires(clause: When, fact: str) -> bool:
    return not any(clause.holds(world) for world in worlds(clause, parse(fact)) if fact not in world)


@cache
def _can_both_hold(one: When, other: When) -> bool:
    return any(one.holds(world) and other.holds(world) for world in worlds(one, other))


# -- reading


@cache
def parse(text: str) -> When:
    """Return the condition that a text names: facts, `!`, `&&`, `||` and parentheses; the empty text: always.

    Raises:
        BadWhenError: It cannot be read, or asks for something that is no fact.
    """
    reader = _Reader(text)
    tree = reader.either() if reader.token else ("&&", ())
    if reader.token:
        raise BadWhenError(f"{text!r}: {reader.token!r} is not expected there")
    return When(text, tree)


class _Reader:
    """Reads a clause from the left: `||` binds less tightly than `&&`, and that less than `!`."""

    def __init__(self, text: str) -> None:
        self._text = text
        for sign in _SIGNS:
            text = text.replace(sign, f" {sign} ")
        self._tokens = iter(text.split())
        self._depth = 0
        self.token = ""
        self._next()

    def _next(self) -> None:
        self.token = next(self._tokens, "")

    def either(self) -> _Tree:
        return self._joined("||", self._both)

    def _both(self) -> _Tree:
        return self._joined("&&", self._one)

    def _joined(self, sign: str, part: Callable[[], _Tree]) -> _Tree:
        parts = [part()]
        while self.token == sign:
            self._next()
            parts.append(part())
        return (sign, tuple(parts)) if len(parts) > 1 else parts[0]

    def _one(self) -> _Tree:
        token = self.token
        self._next()
        if token in FACTS:
            return token, ()
        if token in ("!", "("):
            return self._nested(token)
        if not token:
            raise BadWhenError(f"{self._text!r}: a fact is missing at the end")
        raise BadWhenError(f"{self._text!r}: {token!r} is no fact; there are {', '.join(FACTS)}")

    def _nested(self, token: str) -> _Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadWhenError(f"{self._text[:_DEEPEST]!r}...: more than {_DEEPEST} levels are too many")
        if token == "!":
            found = "!", (self._one(),)
        else:
            found = self.either()
            if self.token != ")":
                raise BadWhenError(f"{self._text!r}: a closing parenthesis is missing")
            self._next()
        self._depth -= 1
        return found
