"""Kinds are a part of the query's own text: chosen in a menu or typed, it is the same."""

import pytest

from fbrowser.index.query import parse
from fbrowser.index.query.nodes import Nothing
from fbrowser.models.kind_filter import KINDS, chosen, limited


@pytest.mark.parametrize(
    ("text", "kinds", "expected"),
    [
        ("report", ["pic"], "report pic:"),
        ("report pic:", ["video", "pic"], "report video:|pic:"),
        ("pic: report", [], "report"),
        ("PIC:|Doc:", ["folder"], "folder:"),
        ("", ["doc"], "doc:"),
        ("a OR b", ["doc"], "(a OR b) doc:"),
        ("a|b", ["doc"], "a|b doc:"),
        ("pic:holiday", ["doc"], "pic:holiday doc:"),
    ],
)
def test_kinds_are_written_into_the_query(text: str, kinds: list[str], expected: str) -> None:
    assert limited(text, kinds) == expected
    assert chosen(parse(expected)) == set(kinds)


def test_a_kind_that_is_part_of_something_else_is_left_alone() -> None:
    assert chosen(parse("pic:holiday")) == set()
    assert chosen(parse("!pic:")) == set()


def test_the_language_knows_every_kind() -> None:
    query = parse(limited("x", KINDS))
    assert not query.problems
    assert not query.hints
    assert not isinstance(query.pills[1].node, Nothing)
