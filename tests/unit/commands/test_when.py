"""When-clauses: read, complained of, and compared by all the circumstances there can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.commands.when import ABSENT, FACTS, BadWhenError, parse, worlds

NAMES = st.sampled_from(sorted(FACTS))
CLAUSES = st.recursive(
    NAMES,
    lambda part: st.one_of(
        part.map("!{}".format),
        st.tuples(part, part).map("({0[0]} && {0[1]})".format),
        st.tuples(part, part).map("({0[0]} || {0[1]})".format),
    ),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("text", "facts", "holds"),
    [
        ("", "", True),
        ("in_table", "in_table", True),
        ("!in_table", "in_table", False),
        ("in_table && !in_search", "in_table", True),
        ("in_search || in_table && has_selection", "in_search", True),
        ("(in_search || in_table) && has_selection", "in_search", False),
        ("!(in_search || in_table)", "", True),
    ],
)
def test_holds(text: str, facts: str, holds: bool) -> None:
    assert parse(text).holds(frozenset(facts.split())) is holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in_tabel", "'in_tabel' is no fact; there are can_go_back"),
        ("in_table &&", "a fact is missing at the end"),
        ("in_table in_search", "'in_search' is not expected there"),
        ("(in_table", "a closing parenthesis is missing"),
        ("in_table & in_search", "'&' is not expected there"),
        ("!" * 100 + "in_table", "more than 50 levels"),
    ],
)
def test_what_cannot_be_read_is_explained(text: str, said: str) -> None:
    with pytest.raises(BadWhenError, match=said):
        parse(text)


@given(st.text() | st.text("()!&| abin_table"))
def test_any_text_is_a_clause_or_a_complaint(text: str) -> None:
    said = "fine"
    try:
        parse(text).holds(frozenset())
    except BadWhenError as problem:
        said = str(problem)
    assert said


@given(CLAUSES, CLAUSES, st.frozensets(NAMES))
def test_what_is_read_means_what_python_means(one: str, other: str, facts: frozenset[str]) -> None:
    python = one.replace("&&", " and ").replace("||", " or ").replace("!", " not ")
    expected = eval(python, {name: name in facts for name in FACTS})
    assert parse(one).holds(facts) is expected
    met = any(parse(one).holds(world) and parse(other).holds(world) for world in worlds(parse(one), parse(other)))
    assert parse(one).can_hold_with(parse(other)) is met


def test_one_has_the_keyboard_at_a_time() -> None:
    assert not parse("in_table").can_hold_with(parse("editing_text"))
    assert not parse("in_search_field").can_hold_with(parse("in_control"))
    assert parse("in_search").can_hold_with(parse("editing_text"))
    assert parse("in_search_field").requires("editing_text")
    assert not parse("in_search_field || in_table").requires("editing_text")
    assert not parse("").requires("editing_text")


def test_every_fact_has_words_for_its_absence() -> None:
    assert ABSENT.keys() == FACTS.keys()
    assert not set(ABSENT.values()) & set(FACTS.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("in_search", "what is shown is searched for"),
        ("!in_search", "nothing is searched for"),
        ("in_table && has_selection", "the table of files has the keyboard and something is selected"),
        ("!(in_search || has_selection)", "nothing is searched for and nothing is selected"),
        ("!(in_search && !has_selection)", "nothing is searched for or something is selected"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert parse(text).words() == words


@pytest.mark.parametrize(
    ("text", "facts", "why"),
    [
        ("can_go_back", "", "there is no place to go back to"),
        ("in_table && has_selection", "in_table", "nothing is selected"),
        ("!in_search_field", "in_search_field editing_text", "the search field has the keyboard"),
        ("in_search || has_selection", "", "nothing is searched for and nothing is selected"),
        (
            "!(in_search && has_selection)",
            "in_search has_selection",
            FACTS["in_search"] + " and something is selected",
        ),
        ("in_search", "in_search", ""),
    ],
)
def test_why_not(text: str, facts: str, why: str) -> None:
    assert parse(text).why_not(frozenset(facts.split())) == why


@given(CLAUSES, st.frozensets(NAMES))
def test_there_is_a_reason_if_and_only_if_it_does_not_hold(text: str, facts: frozenset[str]) -> None:
    clause = parse(text)
    assert bool(clause.why_not(facts)) is not clause.holds(facts)


@pytest.mark.parametrize(
    ("clause", "gist"),
    [
        ("", ""),
        ("!in_places", ""),
        ("can_go_up", "the folder is not the topmost"),
        ("can_go_up && !(in_places && at_bookmark)", "the folder is not the topmost"),
        (
            "can_go_up && !editing_text && in_table",
            "the folder is not the topmost and the table of files has the keyboard",
        ),
        ("!in_search || !in_places", ""),
        ("!in_search", "nothing is searched for"),
    ],
)
def test_the_gist_leaves_out_who_must_not_have_the_keyboard(clause: str, gist: str) -> None:
    assert parse(clause).gist() == gist
