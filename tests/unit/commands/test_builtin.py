"""A walk through every command that there is."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from fbrowser.commands import builtin
from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.builtin.searching import toggled
from fbrowser.commands.command import HEADINGS, MAIN_MENUS, Command, Menu
from fbrowser.commands.keymap import conflicts
from fbrowser.commands.keymaps import BACKSPACE, TITLES, built_in
from fbrowser.commands.keys import Key, parse
from fbrowser.commands.registry import Registry
from fbrowser.common import resources
from fbrowser.index.query import parse as parse_query
from fbrowser.models.listing import Column
from tests.helpers.commands import make

COMMANDS = builtin_commands()
EVERY = pytest.mark.parametrize("command", list(COMMANDS), ids=lambda command: command.id)
CHOICES = pytest.mark.parametrize("backspace", BACKSPACE)
MAPS = pytest.mark.parametrize("name", TITLES)
SYSTEMS = pytest.mark.parametrize("mac", [False, True], ids=["linux", "mac"])


def bound(name: str, text: str) -> set[str]:
    """Return what keys run."""
    return {each.command.id for each in built_in(name, COMMANDS, mac=False).bindings if each.keys == parse(text)}


@EVERY
def test_it_says_what_it_is(command: Command) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", command.id)
    assert command.subject in HEADINGS
    assert 0 < len(command.title) <= 30
    assert re.fullmatch(r"[A-Z][^\n]*[^.]\.", command.description), "one sentence, in one line"
    assert not command.icon or resources.path(f"icons/actions/{command.icon}.svg").is_file()


def test_every_subject_has_its_file_and_every_file_is_known() -> None:
    files = {each.stem for each in Path(builtin.__file__).parent.glob("[a-z]*.py")}
    known = {each.__name__.rpartition(".")[2] for each in builtin._SUBJECTS}
    assert files == known
    assert {each.subject for each in COMMANDS} == set(HEADINGS)


def test_no_two_have_the_same_title() -> None:
    assert len({each.title for each in COMMANDS}) == len(COMMANDS)


def test_what_is_neither_in_a_menu_nor_in_the_dialog_has_a_key_in_every_keymap() -> None:
    offered = {each for menu in MAIN_MENUS for group in COMMANDS.menu(menu) for each in group}
    offered |= {each for each in COMMANDS if each.subject == "settings"}
    for name in TITLES:
        keymap = built_in(name, COMMANDS)
        assert not [each.id for each in COMMANDS if each not in offered and not keymap.of(each)]


def test_menus_keep_groups_and_order() -> None:
    assert [[each.id for each in group] for group in COMMANDS.menu(Menu.TOOLBAR)] == [
        ["go.back", "go.forward", "go.up"],
        ["go.refresh", "places.show"],
        ["window.menu"],
    ]
    assert all(COMMANDS.menu(menu) for menu in Menu)


@MAPS
@SYSTEMS
@CHOICES
def test_keys_can_be_read_and_none_conflict(name: str, mac: bool, backspace: str) -> None:
    keymap = built_in(name, COMMANDS, mac=mac, backspace=backspace)
    assert len(keymap.bindings) >= sum(each.subject != "settings" for each in COMMANDS)
    assert [str(each) for each in conflicts(keymap)] == []


@MAPS
@SYSTEMS
def test_what_is_left_for_later_is_unbound(name: str, mac: bool) -> None:
    firsts = {each.keys[0] for each in built_in(name, COMMANDS, mac=mac).bindings}
    assert Key("Space") not in firsts
    if name != "vim":  # where it is half a page down, and nothing else
        assert firsts.isdisjoint({*parse("Mod+D", mac=mac), *parse("Ctrl+D", mac=mac)})


@MAPS
def test_backspace_goes_up_everywhere_or_back_everywhere(name: str) -> None:
    assert bound(name, "Backspace") == {"go.up"}
    up, back = (built_in(name, COMMANDS, mac=False, backspace=each) for each in ("parent", "back"))
    changed = [(one.command.id, other.command.id) for one, other in zip(up.bindings, back.bindings, strict=True)]
    assert [pair for pair in changed if pair[0] != pair[1]] == [("go.up", "go.back")]
    assert up.shown(COMMANDS["go.up"])
    assert back.shown(COMMANDS["go.up"]), "there is another way up"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ctrl+F", "search.begin"),
        ("F3", "search.begin"),
        ("Enter", "go.open search.results places.open"),
        ("Ctrl+Enter", "go.open_in_tab places.open_in_tab"),
        ("Alt+Left", "go.back"),
        ("Ctrl+Space", "select.toggle"),
        ("Insert", "select.toggle_down"),
        ("F2", "places.rename"),
        ("F5", "go.refresh"),
        ("F9", "places.show"),
        ("Ctrl+R", "go.refresh search.regex"),
        ("Ctrl+A", "select.all"),
        ("Ctrl+L", "go.location"),
        ("Alt+D", "go.location"),
        ("Ctrl+T", "tab.new"),
        ("Ctrl+W", "tab.close"),
        ("Ctrl+Shift+T", "tab.reopen"),
        ("Ctrl+Tab", "tab.next"),
        ("Alt+9", "tab.show"),
        ("Ctrl+Shift+Right", "pane.switch"),
        ("F6", "pane.switch"),
        ("Ctrl+Shift+A", "select.invert"),
        ("Esc", "window.dismiss select.stop"),
        ("Ctrl+I", "search.case search.why"),
        ("Ctrl+U", "search.path"),
        ("Ctrl+P", "go.anywhere"),
        ("Ctrl+Shift+P", "help.commands"),
        ("F1", "help.keys"),
        ("Ctrl+J", "hint.show"),
    ],
)
def test_desktop_has_the_keys_that_people_know(text: str, ids: str) -> None:
    assert bound("desktop", text) == set(ids.split())


def test_the_others_have_theirs() -> None:
    assert [*map(bound, ["vim"] * 6, ["j", "k", "g g", "G", "v", "g t"])] == [
        {"cursor.down"},
        {"cursor.up"},
        {"cursor.first"},
        {"cursor.last"},
        {"select.start", "select.stop"},
        {"tab.next"},
    ]
    assert [*map(bound, ["vim"] * 4, ["f", "F", "z", ":"])] == [
        {"hint.show"},
        {"hint.open"},
        {"go.anywhere"},
        {"help.commands"},
    ]
    assert bound("commander", "Tab") == {"pane.switch"}
    assert bound("commander", "Num*") == {"select.invert"}
    assert bound("commander", "F5") == set()
    assert bound("finder", "Mod+Down") == {"go.open", "search.history"}
    assert bound("finder", "Enter") == {"search.results", "places.open"}


def test_every_column_has_a_command_that_sorts_by_it() -> None:
    done: list[str] = []
    pane = SimpleNamespace(sort_by=done.append)
    for column in Column:
        COMMANDS[f"view.sort_{column.name.lower()}"].run(SimpleNamespace(pane=pane, facts=lambda: {"in_search"}))  # type: ignore[arg-type]
    assert done == [column.name.lower() for column in Column]


def test_width_goes_to_the_pane_or_to_the_places_whichever_has_the_keyboard() -> None:
    assert bound("desktop", "Ctrl+>") == bound("vim", "Ctrl+W >") == {"pane.wider", "places.wider"}
    assert bound("desktop", "Ctrl+<") == bound("vim", "Ctrl+W <") == {"pane.narrower", "places.narrower"}
    assert bound("desktop", "Ctrl+=") == bound("vim", "Ctrl+W =") == {"pane.even"}


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"two commands are called go\.up"):
        Registry([make("go.up"), make("go.up")])


def test_the_closest_are_found_by_id_and_by_title() -> None:
    assert COMMANDS.closest("go.upp")[0] == "go.up"
    assert "tab.reopen" in COMMANDS.closest("reopen")
    assert COMMANDS.closest("qqqqqq") == []


@pytest.mark.parametrize("modifier", ["case:", "path:", "regex:"])
@pytest.mark.parametrize("query", ["a", "a b", "(a) b (c)", 'say "x y"', "case:(a) (b)", "path:(a b)"])
def test_a_modifier_is_put_before_a_query_and_taken_away_again(query: str, modifier: str) -> None:
    once = toggled(query, modifier)
    assert once != query
    assert toggled(once, modifier) == query


def test_a_modifier_is_about_the_whole_query() -> None:
    assert toggled("a b", "case:") == "case:(a b)"
    assert toggled("case:(a b)", "path:") == "path:(case:(a b))"
    assert toggled("a|b c", "regex:") == 'regex:"a|b c"'
    assert toggled(" ", "case:") == ""
    assert not parse_query(toggled(toggled("^a (b|c)", "regex:"), "path:")).problems
