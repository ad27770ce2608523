"""History: where a pane has been, step by step, whatever is done."""

from hypothesis import given
from hypothesis import strategies as st

from fbrowser.models.search import Scope, Search
from fbrowser.ui.history import History, Place


def place(number: int) -> Place:
    return Place(b"/%d" % number)


def test_it_leads_back_and_forward_again() -> None:
    history = History()
    history.leave(place(1))
    history.leave(place(2))
    assert history.behind == [place(2), place(1)]
    assert history.step(-2, place(3)) == place(1)
    assert history.ahead == [place(2), place(3)]
    assert history.step(1, place(1)) == place(2)
    assert (history.behind, history.ahead) == ([place(1)], [place(3)])


def test_there_is_nothing_beyond_its_ends_and_trying_changes_nothing() -> None:
    history = History()
    history.leave(place(1))
    assert history.step(1, place(2)) is None
    assert history.step(-2, place(2)) is None
    assert history.behind == [place(1)]
    assert not history.can_go_forward


def test_to_go_elsewhere_forgets_what_was_ahead() -> None:
    history = History()
    history.leave(place(1))
    history.step(-1, place(2))
    history.leave(place(1))
    assert not history.can_go_forward
    assert history.behind == [place(1)]


def test_a_place_is_called_as_its_folder_or_its_search() -> None:
    assert place(1).title() == "1"
    assert Place(b"/").title() == "/"
    assert Place(b"/a\xff").title() == "a⟨FF⟩"
    assert Place(b"/a", search=Search("*.py", Scope.HERE)).title() == "“*.py” in a"


@given(st.lists(st.integers(-4, 4), max_size=30), st.integers(1, 6))
def test_steps_never_lose_or_reorder_a_place(steps: list[int], count: int) -> None:
    """However one jumps, the places are those of the way, in its order, and where one is is between them."""
    history, here = History(), place(count)
    for number in range(count):
        history.leave(place(number))
    for by in steps:
        here = history.step(by, here) or here
        assert [*history.behind[::-1], here, *history.ahead] == [place(each) for each in range(count + 1)]
