"""Searching: what can be done with a query, and with what it has found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fbrowser.commands.command import Menu, Place, command, keys

if TYPE_CHECKING:
    from fbrowser.commands.context import Window

_BEGIN = Place(Menu.SEARCH, 1)
_HOW = Place(Menu.SEARCH, 2)
_FOUND = Place(Menu.SEARCH, 3)


@command(
    "search.begin",
    "Search",
    _BEGIN,
    icon="search",
    keys=keys("Mod+F", "F3", commander=("Alt+F7", "Mod+F"), vim=("s", "F3"), finder="Mod+F"),
)
def begin(window: Window) -> None:
    """Type what to search for."""
    window.pane.begin_search()


@command("search.scope", "Search elsewhere", _BEGIN, icon="search", keys=keys("Mod+Shift+F"))
def scope(window: Window) -> None:
    """Search below this folder, in all of its root, or in all that is indexed, in turn."""
    window.pane.next_scope()


@command("search.results", "To what was found", _BEGIN, keys=keys("Down", "Enter"), when="in_search_field")
def results(window: Window) -> None:
    """Go on from the search field to what was found."""
    window.pane.go_to_results()


@command(
    "search.history",
    "Searched before",
    _BEGIN,
    icon="history",
    keys=keys("Up", "Alt+Down", "Ctrl+Down"),
    when="in_search_field",
)
def history(window: Window) -> None:
    """Choose what to search for from what was searched for before."""
    window.pane.show_history()


@command("search.kinds", "Kinds to be found", _BEGIN, icon="filter", keys=keys("Mod+Shift+K"))
def kinds(window: Window) -> None:
    """Choose which kinds are found: folders, pictures, documents, archives and others."""
    window.pane.choose_kinds()


@command(
    "search.case",
    "Mind capitals",
    _HOW,
    keys=keys("Mod+I"),
    when="in_search_field",
)
def case(window: Window) -> None:
    """In the search field: tell large and small letters apart, or no longer."""
    _toggle(window, "case:")


@command("search.path", "Search in paths", _HOW, keys=keys("Mod+U"), when="in_search_field")
def path(window: Window) -> None:
    """In the search field: search in whole paths, or in names alone."""
    _toggle(window, "path:")


@command("search.regex", "Regular expression", _HOW, keys=keys("Mod+R"), when="in_search_field")
def regex(window: Window) -> None:
    """In the search field: take what is typed for a regular expression, or no longer."""
    _toggle(window, "regex:")


def _toggle(window: Window, modifier: str) -> None:
    window.pane.search_for(toggled(window.pane.query, modifier))


_GROUPING: Final = ("case:", "path:")
"""Modifiers that are put before a group; a regular expression is one quoted text."""


def toggled(query: str, modifier: str) -> str:
    """Return a query with a modifier before all of it, or without it: `a b`, `case:(a b)`, `a b`."""
    modifiers, rest = _peeled(query.strip())
    modifiers ^= {modifier}
    if not rest:
        return ""
    if "regex:" in modifiers:
        rest = f'regex:"{rest}"'
    for each in _GROUPING:
        if each in modifiers:
            rest = f"{each}({rest})"
    return rest


def _peeled(query: str) -> tuple[frozenset[str], str]:
    """Return the modifiers that stand before all of a query, and the rest."""
    for modifier in _GROUPING:
        if query.startswith(f"{modifier}(") and _is_group(query[len(modifier) :]):
            modifiers, rest = _peeled(query[len(modifier) + 1 : -1])
            return modifiers | {modifier}, rest
    expression = query.removeprefix('regex:"').removesuffix('"')
    return (frozenset(("regex:",)), expression) if query == f'regex:"{expression}"' else (frozenset(), query)


def _is_group(text: str) -> bool:
    """Return whether the parenthesis that a text begins with ends where the text does."""
    depth, is_quoted = 0, False
    for at, letter in enumerate(text):
        is_quoted ^= letter == '"'
        if not is_quoted:
            depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


@command(
    "search.save",
    "Keep this search",
    _FOUND,
    icon="star",
    keys=keys("Mod+S"),
    when="in_search",
    checked="is_search_saved",
)
def save(window: Window) -> None:
    """Keep the search among the places, or no longer."""
    window.pane.save_search()


@command("search.export", "Export the results", _FOUND, icon="download", keys=keys("Mod+E"), when="in_search")
def export(window: Window) -> None:
    """Write what was found to a file, CSV or lines of JSON."""
    window.pane.export()


@command(
    "search.why",
    "Why is it here, or not?",
    _FOUND,
    Place(Menu.CONTEXT, 2),
    icon="info-circle",
    keys=keys("Mod+I"),
    when="in_search",
)
def why(window: Window) -> None:
    """Say why an entry is among the results, or is not."""
    window.pane.explain()


@command(
    "search.reveal",
    "Show in its folder",
    _FOUND,
    Place(Menu.CONTEXT, 2),
    icon="folder",
    keys=keys("Mod+Shift+O"),
    when="in_search",
)
def reveal(window: Window) -> None:
    """Go to the folder that the entry under the cursor lies in."""
    window.pane.show_in_folder()
