"""Keys one after the other: sequences, counts, and whose they are."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.key_reader import MOST, NOTHING, Answer, KeyReader, Run, Verdict, read
from fbrowser.commands.keymap import Keymap
from fbrowser.commands.keymaps import TITLES, built_in
from fbrowser.commands.keys import Key, is_typing, parse
from fbrowser.commands.when import FACTS, worlds
from fbrowser.commands.when import parse as parse_when
from tests.helpers.commands import keymap, make

COMMANDS = builtin_commands()
MAPS = {name: built_in(name, COMMANDS, mac=False) for name in TITLES}
TABLE = frozenset(("in_table",))
TEXT = frozenset(("editing_text",))
FIELD = TEXT | {"in_search_field"}
BOUND = {key for each in MAPS.values() for binding in each.bindings for key in binding.keys}
KEYS = [*sorted(BOUND, key=repr), *map(Key, "0123456789xyz")]
FOCUSES = [*worlds(parse_when("in_table"))]
CHANCE = random.Random(1)
WORLDS = [
    focus | {fact for fact in FACTS if fact not in frozenset().union(*FOCUSES) and CHANCE.random() < 0.5}
    for focus in FOCUSES
    for _ in range(200)
]
"""Some of all the circumstances that there can be: a million."""


def told(answer: Answer) -> object:
    return (answer.command.id, answer.number) if isinstance(answer, Run) else answer


def typed(keys: Keymap, text: str, facts: frozenset[str] = TABLE) -> list[object]:
    reader = KeyReader(keys)
    return [told(reader.press([key], facts)) for key in parse(text, mac=False)]


P, D, N = Verdict.PENDING, Verdict.DROPPED, Verdict.PASSED


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("j", [("cursor.down", None)]),
        ("5 j", [P, ("cursor.down", 5)]),
        ("1 0 j k", [P, P, ("cursor.down", 10), ("cursor.up", None)]),
        ("g g", [P, ("cursor.first", None)]),
        ("3 g g j", [P, P, ("cursor.first", 3), ("cursor.down", None)]),
        ("0", [D]),
        ("g 5 g g", [P, D, P, ("cursor.first", None)]),
        ("g z j", [P, D, ("cursor.down", None)]),
        ("5 Esc j", [P, D, ("cursor.down", None)]),
        ("g Esc", [P, D]),
        ("5 Ctrl+T", [P, ("tab.new", None)]),
        ("5 x j", [P, D, ("cursor.down", None)]),
        ("x", [D]),
        ("Num5", [N]),
        ("Alt+3", [("tab.show", 3)]),
        ("7 Alt+3", [P, ("tab.show", 7)]),
        ("Ctrl+W w j", [P, ("pane.switch", None), ("cursor.down", None)]),
    ],
)
def test_vim(text: str, answers: list[object]) -> None:
    assert typed(MAPS["vim"], text) == answers


def test_two_panes_make_their_keys_mean_something() -> None:
    assert typed(MAPS["vim"], "Ctrl+W w", TABLE | {"has_two_panes"}) == [P, ("pane.switch", None)]


def test_selecting_by_moving_ends_by_the_key_that_began_it() -> None:
    assert typed(MAPS["vim"], "v") == [("select.start", None)]
    assert typed(MAPS["vim"], "v Esc", TABLE | {"is_selecting"}) == [("select.stop", None)] * 2
    assert typed(MAPS["vim"], "Esc") == [("window.dismiss", None)]


def test_letters_and_digits_are_typed_ahead_where_they_are_not_bound() -> None:
    assert typed(MAPS["desktop"], "5 j G") == [N, N, N]


def test_a_text_field_keeps_what_it_can_use() -> None:
    for name in TITLES:
        assert typed(MAPS[name], "j 5 g G Left Backspace Ctrl+A Enter Tab Home", TEXT) == [N] * 10
        assert typed(MAPS[name], "Esc Ctrl+T", TEXT) == [("window.dismiss", None), ("tab.new", None)]


def test_unless_a_command_is_made_for_it() -> None:
    assert typed(MAPS["vim"], "j Enter Down", FIELD) == [N, ("search.results", None), ("search.results", None)]
    assert typed(MAPS["desktop"], "Ctrl+I Ctrl+R", FIELD) == [("search.case", None), ("search.regex", None)]
    assert typed(MAPS["desktop"], "Ctrl+R", TABLE) == [("go.refresh", None)]


def test_a_button_keeps_what_it_can_use() -> None:
    assert typed(MAPS["vim"], "Enter Backspace 5 F5", frozenset(("in_control",))) == [N, N, N, ("go.refresh", None)]


def test_the_list_of_places_keeps_letters_and_arrows_but_not_what_is_made_for_it() -> None:
    here = frozenset(("in_control", "in_places", "at_bookmark", "can_go_up"))
    assert typed(MAPS["vim"], "j s Down", here) == [N, N, N]
    assert typed(MAPS["desktop"], "Enter Delete F2 Alt+Up", here) == [
        ("places.open", None),
        ("places.remove", None),
        ("places.rename", None),
        ("places.move_up", None),
    ]
    at_search = here - {"at_bookmark"} | {"at_search"}
    assert typed(MAPS["desktop"], "F2 Alt+Up Alt+Down Shift+F10 Menu", at_search) == [
        ("places.rename", None),
        ("places.move_up", None),
        ("places.move_down", None),
        ("window.context_menu", None),
        ("window.context_menu", None),
    ]
    for name in TITLES:
        assert typed(MAPS[name], "Delete Alt+Up Alt+Down", here - {"at_bookmark"} | {"can_go_back"}) == [N, N, N]


def test_the_first_of_what_a_key_may_stand_for_that_means_something_counts() -> None:
    reader = KeyReader(MAPS["vim"])
    assert told(reader.press([Key("\u043e"), Key("j")], TABLE)) == ("cursor.down", None)
    reader = KeyReader(MAPS["commander"])
    assert told(reader.press([Key("Num*"), Key("*")], TABLE)) == ("select.invert", None)
    assert told(reader.press([Key("Num5"), Key("5")], TABLE)) is N
    reader = KeyReader(MAPS["vim"])
    assert told(reader.press([Key("Num5"), Key("5")], TABLE)) is P


def test_what_is_bound_comes_before_counting() -> None:
    keys = keymap({"5": make("a.a"), "x": make("b.b", counted=True)}, is_modal=True)
    assert typed(keys, "5") == [("a.a", None)]
    assert typed(keys, "4 x") == [P, ("b.b", 4)]


def test_what_cannot_be_done_now_is_not_waited_for() -> None:
    keys = keymap({"g g": make("a.a", "in_search"), "g": make("b.b", "!in_search")})
    assert typed(keys, "g") == [("b.b", None)]
    assert typed(keys, "g g", TABLE | {"in_search"}) == [P, ("a.a", None)]


@given(st.integers(1, 10**12))
def test_a_count_is_the_number_typed(number: int) -> None:
    digits = " ".join(str(number))
    assert typed(MAPS["vim"], f"{digits} j")[-1] == ("cursor.down", min(number, MOST))


@given(st.sampled_from(sorted(TITLES)), st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(WORLDS))))
def test_whatever_is_pressed(name: str, pressed: list[tuple[Key, frozenset[str]]]) -> None:
    reader = KeyReader(MAPS[name])
    for key, facts in pressed:
        before = reader.begun
        would = reader.would_take([key], facts)
        assert reader.begun == before, "asking changes nothing"
        answer = reader.press([key], facts)
        assert would is (answer is not N)
        assert bool(reader.begun) is (answer is P), "only what is pending is remembered"
        assert bool(str(reader.begun)) is bool(reader.begun)
        if isinstance(answer, Run):
            assert answer.command.when.holds(facts)
            assert answer.number is None or answer.command.counts
            if "editing_text" in facts and is_typing(key, mac=False) and not before:
                assert answer.command.when.requires("editing_text")
        if answer is N:
            assert not before, "what was begun is not passed on"


@given(st.sampled_from(sorted(TITLES)), st.lists(st.sampled_from(KEYS), max_size=5), st.sampled_from(WORLDS))
def test_escape_always_leads_out(name: str, pressed: list[Key], facts: frozenset[str]) -> None:
    begun = NOTHING
    for key in pressed:
        begun, _ = read(MAPS[name], begun, [key], facts)
    assert read(MAPS[name], begun, [Key("Esc")], facts)[0] == NOTHING


@given(st.sampled_from(sorted(TITLES)), st.data())
def test_every_binding_can_be_reached(name: str, data: st.DataObject) -> None:
    binding = data.draw(st.sampled_from(MAPS[name].bindings))
    when = binding.command.when
    facts = next(
        each
        for each in worlds(when, parse_when("in_control"))
        if when.holds(each)
        and ("in_control" not in each or when.requires("in_places"))
        and ("editing_text" not in each or when.requires("editing_text"))
    )
    reader = KeyReader(MAPS[name])
    answers = [told(reader.press([key], facts)) for key in binding.keys]
    assert answers == [*[P] * (len(binding.keys) - 1), (binding.command.id, binding.number)]
