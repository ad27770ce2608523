"""The trie finds what a plain list of bindings finds; conflicts are all named."""

from hypothesis import given
from hypothesis import strategies as st

from fbrowser.commands.command import Command
from fbrowser.commands.keymap import Binding, Keymap, conflicts
from fbrowser.commands.keys import Key, Sequence, parse
from tests.helpers.commands import keymap, make

ALWAYS, TABLE, TEXT = make("a.a"), make("b.b", "in_table"), make("c.c", "editing_text")
SEQUENCES = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(lambda names: tuple(map(Key, names)))
BINDINGS = st.lists(st.builds(Binding, SEQUENCES, st.sampled_from([ALWAYS, TABLE, TEXT])), max_size=8)


@given(BINDINGS, SEQUENCES)
def test_finds_what_begins_so(bindings: list[Binding], keys: Sequence) -> None:
    node = Keymap("x", "X", bindings).find(keys)
    begin = [each for each in bindings if each.keys[: len(keys)] == keys]
    assert (node is not None) == bool(begin)
    if node is not None:
        exactly = [each for each in begin if each.keys == keys]
        assert node.bindings == sorted(exactly, key=lambda each: each.command is ALWAYS)
        assert sorted(map(repr, node.below())) == sorted(repr(each) for each in begin if each.keys != keys)


@given(BINDINGS)
def test_conflicts_are_those_that_some_keys_would_meet(bindings: list[Binding]) -> None:
    found = conflicts(Keymap("x", "X", bindings))
    met = 0
    for at, one in enumerate(bindings):
        for other in bindings[at + 1 :]:
            shorter, longer = sorted((one.keys, other.keys), key=len)
            exclusive = {one.command, other.command} == {TABLE, TEXT}
            is_told = one.keys == other.keys and (one.command is ALWAYS) != (other.command is ALWAYS)
            met += longer[: len(shorter)] == shorter and not exclusive and not is_told
    assert len(found) == met


def conflict(**bound: Command) -> str:
    bindings = [Binding(parse(text.replace("_", " ")), each, origin=text) for text, each in bound.items()]
    return "; ".join(map(str, conflicts(Keymap("x", "X", bindings))))


def test_a_conflict_says_which_two_on_which_keys_and_where() -> None:
    assert conflict(g=ALWAYS, g_g=TABLE) == "g, which runs a.a (g), and g g, which runs b.b (g_g), begin alike"
    assert conflict(f1=TABLE, F1=TABLE) == "F1 runs both b.b (f1) and b.b (F1)"
    assert conflict(f1=TEXT, F1=TABLE) == ""


def test_what_is_for_who_has_the_keyboard_comes_before_what_is_for_the_window() -> None:
    assert conflict(f1=ALWAYS, F1=TABLE) == ""
    node = Keymap("x", "X", [Binding(parse("F1"), each) for each in (ALWAYS, TABLE, TEXT)]).find(parse("F1"))
    assert node is not None
    assert [each.command for each in node.bindings] == [TABLE, TEXT, ALWAYS]


def test_the_keys_shown_beside_a_title_are_the_first_without_a_count() -> None:
    bindings = [Binding(parse("Alt+1"), ALWAYS, 1), Binding(parse("F1"), ALWAYS), Binding(parse("F2"), ALWAYS)]
    assert Keymap("x", "X", bindings).shown(ALWAYS) == "F1"
    assert keymap({"F1": ALWAYS}).shown(TABLE) == ""
