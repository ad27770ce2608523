"""What the palette offers, in which order, and why not."""

import pytest

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.offers import Offer, offers
from fbrowser.commands.when import Facts

COMMANDS = builtin_commands()
TABLE: Facts = frozenset(("in_table", "can_go_up"))


def offered(typed: str, facts: Facts = TABLE, recent: tuple[str, ...] = ()) -> list[Offer]:
    return offers(COMMANDS, facts, recent, typed)


def test_every_command_is_offered_and_what_cannot_be_done_comes_last_with_why() -> None:
    found = offered("")
    assert {each.command for each in found} == set(COMMANDS)
    reasons = [bool(each.why_not) for each in found]
    assert reasons == sorted(reasons)
    assert all(each.command.when.holds(TABLE) is not bool(each.why_not) for each in found)
    why = {each.command.id: each.why_not for each in found}
    assert why["go.back"] == "there is no place to go back to"
    assert why["go.up"] == ""


def test_what_was_run_last_comes_first_if_it_can_be_done() -> None:
    found = [each.command.id for each in offered("", recent=("go.back", "select.all", "gone.away", "go.up"))]
    assert found[:2] == ["select.all", "go.up"]
    assert found[len([each for each in offered("") if not each.why_not])] == "go.back"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("new tab", "tab.new"),
        ("nt", "tab.new"),
        ("sn", "view.sort_name"),
        ("invert", "select.invert"),
        ("refersh", "go.refresh"),
        ("go.up", "go.up"),
        ("hom", "go.home"),
    ],
)
def test_a_few_letters_will_do(typed: str, first: str) -> None:
    assert offered(typed)[0].command.id == first


def test_letters_of_the_title_are_marked_and_titles_come_before_descriptions() -> None:
    found = offered("tab", frozenset(("has_many_tabs", "has_closed_tabs")))
    first = found[0]
    assert first.command.title[slice(*first.spans[0])].lower() == "tab"
    marked = [bool(each.spans) for each in found if not each.why_not]
    assert marked == sorted(marked, reverse=True)
    assert "go.open_in_tab" in {each.command.id for each in found}


def test_what_cannot_be_done_but_is_called_so_comes_before_what_only_speaks_of_it() -> None:
    found = offered("move")
    described = [each.is_described for each in found]
    assert described == sorted(described)
    at = {each.command.id: place for place, each in enumerate(found)}
    assert at["tab.move_left"] < at["window.keys_vim"], "it says: h, j, k and l move"
    assert found[at["tab.move_left"]].why_not


def test_nothing_fits() -> None:
    assert offered("qqqqqq") == []
